package e2e

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// screen is how a person looks at the site.
type screen struct {
	name   string
	width  int64
	script bool
}

// screens returns the ways in which the journeys are walked: on an office computer and a phone, with script and without;
// with SOAK set, each with each.
func screens() []screen {
	crossed := []screen{{"desktop", 1280, true}, {"phone without script", 360, false}}
	if !soaking() {
		return crossed
	}
	return append(crossed, screen{"phone", 360, true}, screen{"desktop without script", 1280, false})
}

// soaking reports whether the long form of the tests is asked for.
func soaking() bool { return os.Getenv("SOAK") != "" }

// browser drives one window of a real Chromium by what a person sees: labels, buttons and links.
type browser struct {
	t   testing.TB
	ctx context.Context
	url string
	screen
}

func open(t testing.TB, s *server, sc screen) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium-headless-shell") // half the work of the whole browser
	if err != nil {
		path, err = exec.LookPath("chromium")
	}
	if err != nil {
		t.Fatal("these tests need Chromium: run `make test`, which installs it, or apt-get install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(int(sc.width), 900),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-sync", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(func() { closeTab(); stop() })
	if err := chromedp.Do(ctx); err != nil { // starts the browser; a bound here would end it
		t.Fatalf("start Chromium: %v", err)
	}
	b := &browser{t: t, ctx: ctx, url: s.url, screen: sc}
	b.do("set the screen", chromedp.EmulateViewport(sc.width, 900), withScript(sc.script))
	return b
}

// beside opens a window in which somebody else may be signed in, in the same Chromium.
func (b *browser) beside() *browser {
	b.t.Helper()
	ctx, closeWindow := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	b.t.Cleanup(closeWindow)
	if err := chromedp.Do(ctx); err != nil {
		b.t.Fatalf("open a window: %v", err)
	}
	other := &browser{t: b.t, ctx: ctx, url: b.url, screen: b.screen}
	other.do("set the screen", chromedp.EmulateViewport(b.screen.width, 900), withScript(b.screen.script))
	return other
}

// in returns the same window for a subtest.
func (b *browser) in(t testing.TB) *browser {
	part := *b
	part.t = t
	return &part
}

func withScript(on bool) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	})
}

// do runs actions with a bound and fails the test with what was being done and what the page shows.
func (b *browser) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatalf("%s: %v\nat %s\n%s", what, err, b.location(), b.text())
	}
}

// visit opens a path of the site.
func (b *browser) visit(path string) {
	b.t.Helper()
	b.do("visit "+path, chromedp.Navigate(b.url+path))
}

// see fails the test unless the page shows the words.
func (b *browser) see(words ...string) {
	b.t.Helper()
	text := b.text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			b.t.Fatalf("the page does not show %q\nat %s\n%s", w, b.location(), text)
		}
	}
}

// lacks fails the test when the page shows the words.
func (b *browser) lacks(words ...string) {
	b.t.Helper()
	text := b.text()
	for _, w := range words {
		if strings.Contains(text, w) {
			b.t.Fatalf("the page shows %q\nat %s\n%s", w, b.location(), text)
		}
	}
}

func (b *browser) text() string {
	return evaluate[string](b, "document.body ? document.body.innerText : ''")
}

func (b *browser) location() string { return evaluate[string](b, "location.href") }

// evaluate asks the page; what cannot be answered is the zero value.
func evaluate[T any](b *browser, expression string) T {
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	value, _ := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	return value
}

// fits fails the test when the page scrolls sideways, and names what is too wide.
func (b *browser) fits() {
	b.t.Helper()
	const wide = `(room => document.documentElement.scrollWidth <= room ? [] : ['something'].concat([...document.querySelectorAll('body *')]
		.filter(e => e.getBoundingClientRect().left + Math.max(e.offsetWidth || 0, e.scrollWidth) > room + .5)
		.map(e => e.localName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 30))))(document.documentElement.clientWidth)`
	if found := evaluate[[]string](b, wide); len(found) > 0 {
		b.t.Errorf("%s is wider than the screen:\n%s", b.location(), strings.Join(found[max(0, len(found)-4):], "\n"))
	}
}

// shoot keeps a picture of the page when SCREENSHOTS names a directory.
func (b *browser) shoot(name string) {
	b.t.Helper()
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o644)
	}
	if err != nil {
		b.t.Fatalf("take a picture: %v", err)
	}
}
