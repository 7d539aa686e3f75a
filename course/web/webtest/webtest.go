// Package webtest asks a site as a browser does (网页测试): it keeps cookies, sends forms with the headers of the same
// origin, and follows the redirect after a POST.
package webtest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// Client is one browser window on a site.
type Client struct {
	t       testing.TB
	site    http.Handler
	cookies map[string]string
}

// Page is an answer of the site.
type Page struct {
	Status int
	Path   string // after redirects
	Header http.Header
	Body   string
}

// New returns a window without cookies.
func New(t testing.TB, site http.Handler) *Client {
	return &Client{t: t, site: site, cookies: map[string]string{}}
}

// SetCookie gives the window a cookie, as the login token.
func (c *Client) SetCookie(name, value string) { c.cookies[name] = value }

// Get opens a path and follows redirects.
func (c *Client) Get(path string) Page {
	c.t.Helper()
	return c.follow(httptest.NewRequest(http.MethodGet, path, nil))
}

// Post sends a form and follows redirects.
func (c *Client) Post(path string, form url.Values) Page {
	c.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return c.follow(r)
}

// Send sends a request that the test made and does not follow redirects.
func (c *Client) Send(r *http.Request) Page {
	for name, value := range c.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	c.site.ServeHTTP(w, r)
	response := w.Result()
	for _, cookie := range response.Cookies() {
		if cookie.MaxAge < 0 {
			delete(c.cookies, cookie.Name)
		} else {
			c.cookies[cookie.Name] = cookie.Value
		}
	}
	return Page{Status: w.Code, Path: r.URL.RequestURI(), Header: w.Header(), Body: w.Body.String()}
}

func (c *Client) follow(r *http.Request) Page {
	c.t.Helper()
	page := c.Send(r)
	for range 10 {
		if page.Status != http.StatusSeeOther {
			return page
		}
		location, _, _ := strings.Cut(page.Header.Get("Location"), "#") // a browser keeps the fragment to itself
		page = c.Send(httptest.NewRequest(http.MethodGet, location, nil))
	}
	c.t.Fatalf("%s redirects without end", r.URL.Path)
	return page
}

var heading = regexp.MustCompile(`(?s)<h1[^>]*>(.*?)</h1>`)

// Heading returns the text of the first h1.
func (p Page) Heading() string {
	if m := heading.FindStringSubmatch(p.Body); m != nil {
		return strings.TrimSpace(m[1])
	}
	return ""
}

// Shows reports whether the page holds all the words.
func (p Page) Shows(words ...string) bool {
	for _, w := range words {
		if !strings.Contains(p.Body, w) {
			return false
		}
	}
	return true
}
