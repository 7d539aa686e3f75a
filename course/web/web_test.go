package web_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/web"
	"xiangxue/course/web/webtest"
	"xiangxue/static"
	"xiangxue/static/locale"
)

type noteView struct{ Text string }

// newSite returns a site with a few routes that fail in every way.
func newSite(t *testing.T, log io.Writer) (*web.Site, *storage.DB, *access.Gate) {
	t.Helper()
	db := storagetest.Open(t)
	gate := access.NewGate(db, time.Now)
	files, err := static.Load()
	if err != nil {
		t.Fatal(err)
	}
	site := web.New(web.Options{Name: "云溪镇", Build: "test", Gate: gate, Catalog: locale.Load(), Files: files, Clock: time.Now,
		Log: slog.New(slog.NewTextHandler(log, nil)), Ready: db.Ping})
	note := web.NewPage[noteView](site, os.DirFS("testdata"), "note")
	folded := web.NewPage[noteView](site, os.DirFS("testdata"), "folded")
	fail := func(err error) func(*web.Request) error { return func(*web.Request) error { return err } }
	err = site.Add([]web.Route{
		{Method: "GET", Path: "/note", Permission: access.Public, Handle: func(r *web.Request) error {
			if r.Fresh("v1") {
				return r.NotModified()
			}
			return note.Render(r, noteView{"<script>alert(1)</script>"})
		}},
		{Method: "POST", Path: "/note", Permission: access.Public, Handle: func(r *web.Request) error {
			f, err := r.Form()
			if err != nil {
				return err
			}
			text := f.Required("text", 5)
			if err := f.Err(); err != nil {
				return note.Refuse(r, noteView{f.Raw("text")}, err)
			}
			return r.SeeOther("/note?text=%s", url.QueryEscape(text))
		}},
		{Method: "GET", Path: "/folded", Permission: access.Public, Handle: func(r *web.Request) error { return folded.Render(r, noteView{"帮助"}) }},
		{Method: "GET", Path: "/private", Permission: access.SignedIn, Handle: func(r *web.Request) error { return note.Render(r, noteView{"private"}) }},
		{Method: "GET", Path: "/business", Permission: access.Audit, Handle: fail(nil)},
		{Method: "GET", Path: "/broken", Permission: access.Public, Handle: fail(io.ErrUnexpectedEOF)},
		{Method: "GET", Path: "/panic", Permission: access.Public, Handle: func(*web.Request) error { panic("secret of 张三") }},
		{Method: "GET", Path: "/busy", Permission: access.Public, Handle: fail(fault.New(fault.Busy, "请过几秒再试"))},
		{Method: "GET", Path: "/stale", Permission: access.Public, Handle: fail(fault.New(fault.Stale, "别人刚改过"))},
		{Method: "GET", Path: "/short", Permission: access.Public, Handle: fail(fault.New(fault.Conflict, "到 %s 还差 %s",
			calendar.Date(20260331), fault.Message{Text: "%s 学时", Args: []any{"6"}}))},
	})
	if err != nil {
		t.Fatal(err)
	}
	return site, db, gate
}

func TestFailuresBecomeStatusAndPage(t *testing.T) {
	t.Parallel()
	site, _, _ := newSite(t, io.Discard)
	c := webtest.New(t, site)
	for path, want := range map[string]int{"/broken": 500, "/panic": 500, "/busy": 503, "/stale": 409, "/none": 404, "/static/none.css": 404} {
		page := c.Get(path)
		if page.Status != want {
			t.Errorf("%s: status %d, want %d", path, page.Status, want)
		}
		if page.Heading() == "" || !page.Shows("问题编号") {
			t.Errorf("%s: no page for people:\n%s", path, page.Body)
		}
		if page.Shows("unexpected EOF") || page.Shows("张三") {
			t.Errorf("%s shows what only the log may hold", path)
		}
	}
	if retry := c.Get("/busy").Header.Get("Retry-After"); retry == "" {
		t.Error("busy does not say when to come back")
	}
}

func TestMessagesAreTranslatedWithTheirValues(t *testing.T) {
	t.Parallel()
	site, _, _ := newSite(t, io.Discard)
	c := webtest.New(t, site)
	if page := c.Get("/short"); !page.Shows("到 2026年3月31日 还差 6 学时") {
		t.Errorf("in Chinese:\n%s", page.Body)
	}
	c.SetCookie("lang", "en")
	if page := c.Get("/short"); !page.Shows("31 March 2026", "6 hours") {
		t.Errorf("in English:\n%s", page.Body)
	}
}

func TestLogHoldsRouteButNotAddress(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	site, _, _ := newSite(t, &log)
	webtest.New(t, site).Get("/note?text=身份证号")
	if got := log.String(); !strings.Contains(got, "route=/note") || strings.Contains(got, "text=") {
		t.Errorf("log: %s", got)
	}
}

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	t.Parallel()
	site, _, _ := newSite(t, io.Discard)
	c := webtest.New(t, site)
	for _, path := range []string{"/note", "/none", "/broken", "/healthz"} {
		h := c.Get(path).Header
		if !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", path, h)
		}
	}
}

func TestTextIsEscaped(t *testing.T) {
	t.Parallel()
	site, _, _ := newSite(t, io.Discard)
	if page := webtest.New(t, site).Get("/note"); page.Shows("<script>alert") || !page.Shows("&lt;script&gt;alert") {
		t.Error("the text of a view reached the page as markup")
	}
}

func TestRefusedFormKeepsTheInput(t *testing.T) {
	t.Parallel()
	site, _, _ := newSite(t, io.Discard)
	page := webtest.New(t, site).Post("/note", url.Values{"text": {"太长太长太长"}})
	if page.Status != http.StatusUnprocessableEntity || !page.Shows("太长太长太长", "最多 5 个字", `aria-invalid="true"`) {
		t.Errorf("status %d:\n%s", page.Status, page.Body)
	}
}

func TestForgedPostIsRefused(t *testing.T) {
	t.Parallel()
	site, _, _ := newSite(t, io.Discard)
	for name, header := range map[string][2]string{"fetch metadata": {"Sec-Fetch-Site", "cross-site"}, "origin": {"Origin", "https://evil.example"}} {
		r := httptest.NewRequest(http.MethodPost, "/note", strings.NewReader("text=a"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set(header[0], header[1])
		if page := webtest.New(t, site).Send(r); page.Status != http.StatusForbidden {
			t.Errorf("%s: status %d, want 403", name, page.Status)
		}
	}
}

func TestTooLargeBodyIsRefused(t *testing.T) {
	t.Parallel()
	site, _, _ := newSite(t, io.Discard)
	page := webtest.New(t, site).Post("/note", url.Values{"text": {strings.Repeat("长", web.DefaultBody)}})
	if page.Status != http.StatusUnprocessableEntity || !page.Shows("256 KB") {
		t.Errorf("status %d", page.Status)
	}
}

func TestFreshPageIsNotSentAgain(t *testing.T) {
	t.Parallel()
	site, _, _ := newSite(t, io.Discard)
	c := webtest.New(t, site)
	tag := c.Get("/note").Header.Get("ETag")
	again := httptest.NewRequest(http.MethodGet, "/note", nil)
	again.Header.Set("If-None-Match", tag)
	if page := c.Send(again); page.Status != http.StatusNotModified || page.Body != "" {
		t.Errorf("status %d, %d bytes", page.Status, len(page.Body))
	}
	for _, other := range []string{"/note?lang=en", "/note?size=large"} {
		if page := c.Get(other); page.Header.Get("ETag") == tag {
			t.Errorf("%s has the same tag", other)
		}
	}
}

// TestConstantsOfTemplatesAreFolded looks at texts between tags and in attributes, which are escaped in either.
func TestConstantsOfTemplatesAreFolded(t *testing.T) {
	t.Parallel()
	site, _, _ := newSite(t, io.Discard)
	c := webtest.New(t, site)
	if page := c.Get("/folded"); !page.Shows(`<p title="&#34;引号&#34;与&lt;尖&gt;">&#34;引号&#34;与&lt;尖&gt;</p>`, `<b>帮助</b><i>帮助</i><u>帮助</u>`, "<svg") {
		t.Errorf("in Chinese:\n%s", page.Body)
	}
	c.SetCookie("lang", "en")
	if page := c.Get("/folded"); !page.Shows(`<b>Help</b><i>Help</i><u>Help</u>`) {
		t.Errorf("in English:\n%s", page.Body)
	}
}

func TestSettingsAreKeptInCookies(t *testing.T) {
	t.Parallel()
	site, _, _ := newSite(t, io.Discard)
	c := webtest.New(t, site)
	if page := c.Get("/note?size=large&lang=en&text=a"); page.Path != "/note?text=a" || !page.Shows(`data-size="large"`, `lang="en"`) {
		t.Errorf("at %s", page.Path)
	}
	if page := c.Get("/note"); !page.Shows(`data-size="large"`, `lang="en"`) {
		t.Error("the settings were forgotten")
	}
	if page := c.Get("/note?q=a"); !page.Shows(`href="?q=a&amp;size=normal"`, `href="?lang=zh-CN&amp;q=a"`) {
		t.Errorf("the links that change the settings lose the query:\n%s", page.Body)
	}
}

func TestPrivatePagesAskToSignIn(t *testing.T) {
	t.Parallel()
	site, db, gate := newSite(t, io.Discard)
	c := webtest.New(t, site)
	r := httptest.NewRequest(http.MethodGet, "/private?a=1", nil)
	if page := c.Send(r); page.Status != http.StatusSeeOther || page.Header.Get("Location") != "/sign-in?next=%2Fprivate%3Fa%3D1" {
		t.Errorf("status %d to %s", page.Status, page.Header.Get("Location"))
	}
	c.SetCookie(web.SessionCookie, signIn(t, db, gate))
	if page := c.Get("/private"); page.Status != http.StatusOK {
		t.Errorf("signed in: status %d", page.Status)
	}
	if page := c.Get("/business"); page.Status != http.StatusForbidden {
		t.Errorf("without the permission: status %d, want 403", page.Status)
	}
	c.SetCookie(web.SessionCookie, "guessed")
	if page := c.Send(httptest.NewRequest(http.MethodGet, "/private", nil)); page.Status != http.StatusSeeOther {
		t.Errorf("a guessed cookie: status %d", page.Status)
	}
}

// signIn makes a person with an account and returns the token of a login session.
func signIn(t *testing.T, db *storage.DB, gate *access.Gate) string {
	t.Helper()
	var person roster.Cadre
	err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		person, err = roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: "YX001", Name: "何秀兰"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const password = "云溪镇的秋天很好看"
	if err := gate.SetPassword(t.Context(), person.ID, password); err != nil {
		t.Fatal(err)
	}
	session, _, err := gate.SignIn(t.Context(), "YX001", password, false)
	if err != nil {
		t.Fatal(err)
	}
	return string(session.Token)
}

func TestRoutesWithoutPermissionAreRefused(t *testing.T) {
	t.Parallel()
	site, _, _ := newSite(t, io.Discard)
	nothing := func(*web.Request) error { return nil }
	for name, route := range map[string]web.Route{
		"no permission": {Method: "GET", Path: "/x", Handle: nothing},
		"no handler":    {Method: "GET", Path: "/x", Permission: access.Public},
		"other method":  {Method: "DELETE", Path: "/x", Permission: access.Public, Handle: nothing},
	} {
		if err := site.Add([]web.Route{route}); err == nil {
			t.Errorf("%s: the route was accepted", name)
		}
	}
}

func TestPageThatCannotBeParsedIsReported(t *testing.T) {
	t.Parallel()
	site, _, _ := newSite(t, io.Discard)
	web.NewPage[noteView](site, os.DirFS("testdata"), "none")
	if _, err := site.Pages(); err == nil || !strings.Contains(err.Error(), "none") {
		t.Errorf("got %v, want the page named", err)
	}
}

func TestSafeNext(t *testing.T) {
	t.Parallel()
	for next, want := range map[string]string{
		"/home?a=1": "/home?a=1", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/", "": "/", "home": "/", "javascript:alert(1)": "/",
	} {
		if got := web.SafeNext(next, "/"); got != want {
			t.Errorf("SafeNext(%q) = %q, want %q", next, got, want)
		}
	}
}
