package pages

import (
	"net/http"

	"xiangxue/course/access"
	"xiangxue/course/web"
)

// place is the item of the navigation that these pages belong to.
const place = "/policies"

func (a *Area) routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Path: "/policies", Permission: access.SearchPolicies, Place: place, Handle: a.find},
		{Method: get, Path: "/policies/courses", Permission: access.Learn, Place: place, Handle: a.findCourses},
		{Method: post, Path: "/policies/recent-searches/discard", Permission: access.SearchPolicies, Place: place, Handle: a.forgetSearches},
		{Method: get, Path: "/policies/suggestions", Permission: access.SearchPolicies, Place: place, Handle: a.suggest},
		{Method: get, Path: "/policies/:document", Permission: access.SearchPolicies, Place: place, Handle: a.showDocument},
		{Method: get, Path: "/policies/:document/comparison", Permission: access.SearchPolicies, Place: place, Handle: a.compareVersions},
		{Method: post, Path: "/policies/:document/status", Permission: access.AuthorContent, Place: place, Handle: a.recordStatus},
		{Method: post, Path: "/readings/:assignment/check", Permission: access.Learn, Place: place, Handle: a.submitCheck},
		{Method: get, Path: "/readings/:assignment/result", Permission: access.Learn, Place: place, Handle: a.showResult},
		{Method: post, Path: "/readings/:assignment/read", Permission: access.Learn, Place: place, Handle: a.markRead},

		{Method: get, Path: "/villager-questions", Permission: access.SearchPolicies, Place: place, Handle: a.listEnquiries},
		{Method: post, Path: "/villager-questions", Permission: access.SearchPolicies, Place: place, Handle: a.noteEnquiry},
		{Method: get, Path: "/villager-questions/:question", Permission: access.SearchPolicies, Place: place, Handle: a.showEnquiry},
		{Method: get, Path: "/villager-questions/:question/draft", Permission: access.SearchPolicies, Place: place, Handle: a.writeEnquiry},
		{Method: post, Path: "/villager-questions/:question/draft", Permission: access.SearchPolicies, Place: place, Handle: a.saveEnquiry},
		{Method: post, Path: "/villager-questions/:question/articles", Permission: access.SearchPolicies, Place: place, Handle: a.attachArticle},
		{Method: post, Path: "/villager-questions/:question/versions", Permission: access.SearchPolicies, Place: place, Handle: a.sendEnquiry},
		{Method: post, Path: "/villager-questions/:question/discard", Permission: access.SearchPolicies, Place: place, Handle: a.discardEnquiry},
	}
}
