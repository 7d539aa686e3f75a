package e2e

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// demoPassword is the password of every account of the demo; the program prints it.
const demoPassword = "yunxi-shuijing-88"

// nowhere is an address that leads to no page.
const nowhere = "/none"

// look is one way in which every page is looked at.
type look struct {
	screen
	chosen string // the query with which the language and the size of text are chosen
}

func looks() []look {
	return []look{
		{screen{"desktop", 1280, true}, ""},
		{screen{"phone in larger text", 360, true}, "?size=large"},
		{screen{"phone in English", 360, true}, "?lang=en"},
	}
}

// TestPagesAreAccessible lets axe-core look at every page of the demo that somebody reaches by following links, and checks
// that none of them scrolls sideways.
func TestPagesAreAccessible(t *testing.T) {
	path := os.Getenv("AXE")
	if path == "" {
		t.Skip("AXE names no axe.min.js: `make test` fetches it")
	}
	script, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, t.TempDir(), "-demo")
	holdQuizzes(t, s, string(script))
	c := &crawl{routes: map[string]int{}, kinds: map[string]int{}}
	for _, login := range []string{"", "YX0327", "YX0301", "YX0101", "YX0003", "LL0104", "LL0105", "LL0101", "LL0102", "LL0103"} {
		c.follow(arriveAtDemo(t, s, login), "/", "/account", nowhere, "/policies?q="+url.QueryEscape("耕地地力保护补贴实施细则"))
	}
	t.Logf("%d pages of %d routes", len(c.sights), len(c.routes))
	t.Run("every route is reached", func(t *testing.T) { everyRoute(t, c) })
	for n, look := range looks() {
		t.Run(look.name, func(t *testing.T) {
			t.Parallel()
			b := open(t, s, look.screen)
			b.do("bring axe", onEveryPage(string(script)))
			b.visit("/help" + look.chosen)
			for i, at := range c.sights {
				if i%len(looks()) != n && !soaking() {
					continue // each page in one look, in turn
				}
				b.do("be "+at.visitor.login, session(at.visitor))
				b.visit(at.path)
				b.fits()
				b.axe(look.name)
			}
		})
	}
}

// arriveAtDemo returns a visitor who has signed in at the demo; without a login, one who has not.
func arriveAtDemo(t *testing.T, s *server, login string) *visitor {
	t.Helper()
	v := newVisitor(t, login)
	v.url = s.url
	if login == "" {
		return &v
	}
	status, _, err := v.post("/sign-in", map[string]string{"login": login, "password": demoPassword})
	if err != nil || status != http.StatusSeeOther {
		t.Fatalf("%s cannot sign in: %d %v", login, status, err)
	}
	return &v
}

// session gives the window the session of a visitor.
func session(v *visitor) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		cookie := network.SetCookieParams{Name: "xiangxue", Value: "none", URL: v.url, HTTPOnly: new(true)}
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, v.url, nil)
		if err != nil {
			return err
		}
		for _, c := range v.client.Jar.Cookies(request.URL) {
			if c.Name == cookie.Name {
				cookie.Value = c.Value
			}
		}
		_, err = cdp.Call(ctx, t, network.SetCookie, cookie)
		return err
	})
}

// onEveryPage has every page that comes run a script first.
func onEveryPage(script string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	})
}

// axe reports what axe-core finds on the page.
func (b *browser) axe(look string) {
	b.t.Helper()
	const run = `axe.run(document, {resultTypes: ['violations']})
		.then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')))`
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](run, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("axe on %s: %v", b.location(), err)
	}
	if len(found) > 0 {
		b.t.Errorf("%s, %s:\n%s", b.location(), look, strings.Join(found, "\n"))
	}
}

var (
	getRoute  = regexp.MustCompile(`Method: get, Path: "([^"]+)"`)
	parameter = regexp.MustCompile(`/:\w+`)
)

// unlinked are the routes that no page of the demo leads to, and why.
func unlinked() map[string]string {
	return map[string]string{
		"/log/tile/*":                              "for programs that check the log",
		"/log/witnessed":                           "for programs that check the log",
		"/calendars/:key":                          "for programs that show a calendar",
		"/imports/roster/:upload":                  "needs a file that was sent",
		"/training-imports/:upload":                "needs a file that was sent",
		"/banks/:bank/imports/:upload":             "needs a file that was sent",
		"/group-meetings/:meeting/results/:upload": "needs a file that was sent",
		"/group-meetings/:meeting/papers/:paper":   "has names where the crawl looks for numbers",
		"/materials/:sum":                          "the courses of the demo have none",
		"/attempts/:attempt/submission":            "is asked by a form",
		"/banks/:bank/exports/file":                "is asked by a form",
		"/policies/suggestions":                    "is asked by a script",
		"/audit/samples/:sample":                   "needs a sample that was drawn",
	}
}

// everyRoute compares the routes that the sources name with those that were reached.
func everyRoute(t *testing.T, c *crawl) {
	if time.Now().Month() < time.May {
		t.Skip("the year of the demo has not brought everything yet")
	}
	var sources []string
	for _, pattern := range []string{"../pages/*/*.go", "../../search/pages/*.go", "../../quiz/pages/*.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(found), err)
		}
		sources = append(sources, found...)
	}
	for _, source := range sources {
		text, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range getRoute.FindAllStringSubmatch(string(text), -1) {
			if c.routes[parameter.ReplaceAllString(m[1], "/:")] == 0 && unlinked()[m[1]] == "" {
				t.Errorf("no link leads to %s", m[1])
			}
		}
	}
}
