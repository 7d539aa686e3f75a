package web

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"xiangxue/course/access"
)

// Route is one row of an area's route table: what is asked, who may ask it, and what answers.
type Route struct {
	Method     string // GET or POST
	Path       string // plural nouns and ids, as /meetings/:meeting/roll
	Permission access.Permission
	Place      string // the navigation item this page belongs to; empty: none
	MaxBody    int64  // bytes of the request body; 0: DefaultBody
	Handle     func(*Request) error
}

// DefaultBody is how large a form may be, in bytes.
const DefaultBody = 256 << 10

// Add registers the routes of an area. It fails on a row without permission or handler.
func (s *Site) Add(routes []Route) error {
	for _, route := range routes {
		if err := route.check(); err != nil {
			return err
		}
		s.routes = append(s.routes, route)
		if route.Method == http.MethodGet {
			s.paths[route.Path] = true
		}
		s.echo.Add(route.Method, route.Path, s.handler(route))
	}
	return nil
}

func (r Route) check() error {
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodPost:
		return fmt.Errorf("route %s %s: only GET and POST are used", r.Method, r.Path)
	case r.Permission == "":
		return fmt.Errorf("route %s %s names no permission", r.Method, r.Path)
	case r.Handle == nil:
		return fmt.Errorf("route %s %s has no handler", r.Method, r.Path)
	}
	return nil
}

// Routes returns every registered route, for the tests that look at all of them.
func (s *Site) Routes() []Route { return s.routes }

// handler finds out who asks, checks the permission of the row and calls its handler.
func (s *Site) handler(route Route) echo.HandlerFunc {
	return func(c echo.Context) error {
		limit := route.MaxBody
		if limit == 0 {
			limit = DefaultBody
		}
		c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, limit)
		r := c.(*Request)
		r.route = route
		if err := s.identify(r); err != nil {
			return err
		}
		if route.Permission != access.Public {
			if !r.SignedIn() {
				return r.askToSignIn()
			}
			if r.Actor.MustChange && route.Permission != access.OwnPassword {
				return r.SeeOther("/account/password")
			}
			if err := access.Require(r.Actor, route.Permission); err != nil {
				return err
			}
		}
		return route.Handle(r)
	}
}
