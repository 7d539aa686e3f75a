// Package web is the frame of the site (网站框架): Echo with its middleware, the login cookie, protection against
// forged requests, pages and forms, and the one place that turns failures into answers.
//
// It knows no feature but access: areas hand it route tables and get typed pages.
package web

import (
	"bytes"
	"context"
	"embed"
	"html/template"
	"log/slog"
	"net/http"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/static"
	"xiangxue/static/locale"
)

//go:embed html
var html embed.FS

// Options are what a site is made of.
type Options struct {
	Name    string // of the installation, shown in the header
	Build   string // identifies the program; part of every ETag
	Gate    *access.Gate
	Catalog *locale.Catalog
	Files   *static.Files
	Clock   calendar.Clock
	Log     *slog.Logger
	Secure  bool                        // cookies only over HTTPS
	Ready   func(context.Context) error // nil error: the site can serve
}

// Site is the web site.
type Site struct {
	echo        *echo.Echo
	gate        *access.Gate
	catalog     *locale.Catalog
	files       *static.Files
	clock       calendar.Clock
	log         *slog.Logger
	name, build string
	secure      bool
	ready       func(context.Context) error
	layouts     map[locale.Lang]func() (*template.Template, error) // parsed for the first page of the language
	failurePage *Page[failureView]
	pages       []*printer
	routes      []Route
	paths       map[string]bool // GET routes, so that the navigation offers only pages that exist
	navs        sync.Map        // navKey → Nav
	buffers     sync.Pool       // of *bytes.Buffer, to print pages in
}

// New makes a site without areas.
func New(o Options) *Site {
	s := &Site{
		echo: echo.New(), gate: o.Gate, catalog: o.Catalog, files: o.Files, clock: o.Clock, log: o.Log,
		name: o.Name, build: o.Build, secure: o.Secure, ready: o.Ready,
		layouts: map[locale.Lang]func() (*template.Template, error){}, paths: map[string]bool{},
		buffers: sync.Pool{New: func() any { return new(bytes.Buffer) }},
	}
	for _, lang := range locale.Langs() {
		s.layouts[lang] = sync.OnceValues(func() (*template.Template, error) { return s.parseLayout(lang) })
	}
	s.failurePage = NewPage[failureView](s, html, "failure")
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.HTTPErrorHandler = s.fail
	s.use()
	s.echo.GET("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	s.echo.GET("/readyz", s.answerReady)
	s.echo.GET(static.Prefix+"*", s.serveStatic)
	return s
}

// ServeHTTP answers a request.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

func (s *Site) answerReady(c echo.Context) error {
	if err := s.ready(c.Request().Context()); err != nil {
		s.log.Warn("not ready", slog.String("error", err.Error()))
		return c.String(http.StatusServiceUnavailable, "not ready\n")
	}
	return c.String(http.StatusOK, "ready\n")
}

func (s *Site) serveStatic(c echo.Context) error {
	file, ok := s.files.Find(strings.TrimPrefix(c.Request().URL.Path, static.Prefix))
	if !ok {
		return echo.ErrNotFound
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, file.MediaType, file.Content)
}
