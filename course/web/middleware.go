package web

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"xiangxue/course/fault"
)

// policy lets a page load nothing but the site's own style, script and media: no inline script, no frame, no other
// host. Every answer carries it.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// use installs the middleware, outermost first.
func (s *Site) use() {
	s.echo.Use(s.begin, s.observe, s.recover)
	s.echo.Use(middleware.GzipWithConfig(middleware.GzipConfig{Level: 4, MinLength: 1400}))
	s.echo.Use(s.refuseForged, s.applySettings)
}

// begin makes the Request, gives it an id and sets the security headers.
func (s *Site) begin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set(echo.HeaderXRequestID, newRequestID())
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(&Request{Context: c, site: s, Lang: "zh-CN"})
	}
}

func newRequestID() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(b[:])
}

// observe writes one line per request: the route, never the address, which may hold what somebody searched for.
func (s *Site) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		if err := next(c); err != nil {
			s.fail(err, c)
		}
		s.log.Info("request",
			slog.String("id", c.Response().Header().Get(echo.HeaderXRequestID)),
			slog.String("method", c.Request().Method), slog.String("route", c.Path()),
			slog.Int("status", c.Response().Status), slog.Int64("bytes", c.Response().Size),
			slog.Duration("took", time.Since(start)))
		return nil
	}
}

func (s *Site) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			}
		}()
		return next(c)
	}
}

// refuseForged refuses a POST that another site made the browser send, by Sec-Fetch-Site or Origin. No token is
// needed, so a page stays the same for as long as its content does.
func (s *Site) refuseForged(next echo.HandlerFunc) echo.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		if err := protection.Check(c.Request()); err != nil {
			return fault.New(fault.Forbidden, "这次提交来自别的网站，没有办理")
		}
		return next(c)
	}
}

func (s *Site) applySettings(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if redirected, err := s.settings(c.(*Request)); redirected || err != nil {
			return err
		}
		return next(c)
	}
}
