package contact

import (
	"net/http"

	"xiangxue/course/access"
	"xiangxue/course/web"
)

const get, post = http.MethodGet, http.MethodPost

func (a *Area) routes() []web.Route {
	return []web.Route{
		{Method: get, Path: "/notices", Permission: access.SignedIn, Handle: a.listNotices},
		{Method: post, Path: "/notices/read", Permission: access.SignedIn, Handle: a.markAll},
		{Method: post, Path: "/notices/:notice/mark", Permission: access.SignedIn, Handle: a.mark},
	}
}
