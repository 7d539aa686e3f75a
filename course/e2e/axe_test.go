package e2e

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// demoPassword is the password of every account of the demo; the program prints it.
const demoPassword = "yunxi-shuijing-88"

// pagesByPerson are the pages that each person of the demo sees.
func pagesByPerson() map[string][]string {
	return map[string][]string{
		"":       {"/sign-in", "/help", "/none"},
		"YX0327": {"/home", "/courses", "/courses/1", "/lessons/1", "/policies", "/policies?q=承包地", "/policies/1", "/meetings", "/record", "/account"},
		"YX0101": {"/groups", "/group-meetings", "/group-meetings/new", "/assignments", "/assignments/new?kind=course", "/plans"},
		"LL0104": {"/audit", "/ledger", "/verification", "/plans"},
		"LL0101": {"/imports"},
		"LL0102": {"/accounts"},
		"LL0103": {"/audit-trail"},
	}
}

// TestPagesAreAccessible lets axe-core look at the pages of the demo, at both widths, in Chinese and with larger text, and
// checks that no page scrolls sideways.
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
	for _, sc := range screens()[:2] {
		for login, pages := range pagesByPerson() {
			b := open(t, s, sc)
			if login != "" {
				signIn(b, login, demoPassword)
			}
			for _, page := range pages {
				b.visit(page)
				b.fits()
				b.axe(sc.name, string(script))
			}
		}
	}
}

// axe reports what axe-core finds on the page.
func (b *browser) axe(screen, script string) {
	b.t.Helper()
	const run = `axe.run(document, {resultTypes: ['violations']})
		.then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')))`
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](fmt.Sprintf("(() => {%s;})(), %s", script, run), chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("axe on %s: %v", b.location(), err)
	}
	if len(found) > 0 {
		b.t.Errorf("%s, %s:\n%s", b.location(), screen, strings.Join(found, "\n"))
	}
}
