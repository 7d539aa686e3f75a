package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/static/locale"
)

// Request is one request and what the site knows about it. It ends with the handler and must not be kept.
type Request struct {
	echo.Context
	Actor access.Actor // the person signed in; the zero Actor on public pages
	Lang  locale.Lang
	large bool
	route Route
	site  *Site
	token access.Token
}

// Ctx returns the context of the request.
func (r *Request) Ctx() context.Context { return r.Request().Context() }

// Now returns the time of the site's clock.
func (r *Request) Now() time.Time { return r.site.clock() }

// Today returns the date in Shanghai.
func (r *Request) Today() calendar.Date { return calendar.DateOf(r.Now()) }

// SignedIn reports whether somebody is signed in.
func (r *Request) SignedIn() bool { return r.Actor.IsSignedIn() }

// Token returns the login session's token, for the operations that end or change the session.
func (r *Request) Token() access.Token { return r.token }

// T returns a Chinese source text in the language of the request.
func (r *Request) T(source string, args ...any) string {
	return r.site.catalog.Text(r.Lang, source, args...)
}

// Say returns a message in the language of the request.
func (r *Request) Say(m fault.Message) string { return r.site.say(r.Lang, m) }

// ID returns the number in the named part of the path. It fails with fault.NotFound when it is not a positive number.
func (r *Request) ID(name string) (int64, error) {
	id, err := strconv.ParseInt(r.Param(name), 10, 64)
	if err != nil || id <= 0 {
		return 0, fault.New(fault.NotFound, "没有找到这个页面")
	}
	return id, nil
}

// SeeOther answers a POST: the browser gets the given page next.
func (r *Request) SeeOther(path string, args ...any) error {
	if len(args) > 0 {
		path = fmt.Sprintf(path, args...)
	}
	return r.Redirect(http.StatusSeeOther, path)
}

func (r *Request) askToSignIn() error {
	if r.Request().Method != http.MethodGet {
		return r.SeeOther("/sign-in")
	}
	return r.SeeOther("/sign-in?next=" + url.QueryEscape(r.Request().URL.RequestURI()))
}

// SafeNext returns the path of the site that the next parameter names, or the fallback when it names none: never
// another site, never a path that a browser would take for one.
func SafeNext(next, fallback string) string {
	u, err := url.Parse(next)
	clean := err == nil && u.Scheme == "" && u.Host == "" && strings.HasPrefix(next, "/") &&
		!strings.HasPrefix(next, "//") && !strings.ContainsAny(next, "\\\r\n\t")
	if !clean {
		return fallback
	}
	return next
}
