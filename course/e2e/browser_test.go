package e2e

import (
	"context"
	"encoding/json"
	"fmt"
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

// screens are the ways the journeys are walked: office computer and phone, with and without script.
func screens() []screen {
	return []screen{{"desktop", 1280, true}, {"phone", 360, true}, {"desktop without script", 1280, false}, {"phone without script", 360, false}}
}

// browser drives one window of a real Chromium by what a person sees: labels, buttons and links.
type browser struct {
	t   testing.TB
	ctx context.Context
	url string
}

func open(t testing.TB, s *server, sc screen) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
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
	b := &browser{t: t, ctx: ctx, url: s.url}
	b.do("set the screen", chromedp.EmulateViewport(sc.width, 900), withScript(sc.script))
	return b
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

// press clicks the visible button or link whose text contains the words, and waits for the page it leads to.
func (b *browser) press(words string) {
	b.t.Helper()
	b.click("press "+words, fmt.Sprintf(`//*[self::button or self::a or self::summary][contains(normalize-space(.),%[1]s) or @aria-label=%[1]s]`, quote(words)))
}

// fill types into the field with the label.
func (b *browser) fill(label, text string) {
	b.t.Helper()
	b.mark("fill "+label, fmt.Sprintf(`//*[@id=//label[normalize-space(.)=%[1]s]/@for] | //*[@aria-label=%[1]s]`, quote(label)))
	b.do("fill "+label, chromedp.SetValue(marked, text))
}

// marked selects the element that mark found.
const marked = "[data-marked]"

// mark finds the first visible element of the XPath and marks it for the next action. It reports whether a click on it
// leads to another page.
func (b *browser) mark(what, xpath string) bool {
	b.t.Helper()
	const find = `(path => {
		for (const old of document.querySelectorAll('[data-marked]')) old.removeAttribute('data-marked');
		const all = document.evaluate(path, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
		for (let i = 0; i < all.snapshotLength; i++) {
			const node = all.snapshotItem(i);
			if (!node.getClientRects().length) continue;
			node.setAttribute('data-marked', '');
			node.scrollIntoView({block: 'center'});
			const link = node.matches('a') && node.href.split('#')[0] !== location.href.split('#')[0];
			const submit = node.matches('button') && node.form && node.type === 'submit';
			if (link || submit) document.documentElement.setAttribute('data-leaving', '');
			return link || submit ? 'leaves' : 'stays';
		}
		return '';
	})(%q)`
	found := evaluate[string](b, fmt.Sprintf(find, xpath))
	if found == "" {
		b.t.Fatalf("%s: nothing like it is visible\nat %s\n%s", what, b.location(), b.text())
	}
	return found == "leaves"
}

// pick chooses the option with the words in the list with the label.
func (b *browser) pick(label, option string) {
	b.t.Helper()
	b.mark("pick "+option, fmt.Sprintf(`//select[@id=//label[normalize-space(.)=%s]/@for]`, quote(label)))
	value := evaluate[string](b, fmt.Sprintf(`(words => [...document.querySelector('[data-marked]').options].find(o => o.text.includes(words))?.value ?? '')(%q)`, option))
	if value == "" {
		b.t.Fatalf("pick %s: %s has no such option\nat %s", option, label, b.location())
	}
	b.do("pick "+option, chromedp.SetValue(marked, value))
}

// answer gives the learned answer to the question with the text, if it is asked.
func (b *browser) answer(text string, answer []string) {
	b.t.Helper()
	const find = `((text, answers) => {
		const q = [...document.querySelectorAll('fieldset.q')].find(q => q.querySelector('.qt').textContent.trim() === text);
		if (!q) return [];
		const field = q.querySelector('input.in');
		if (field) return ['#' + field.id];
		return [...q.querySelectorAll('label.opt')].filter(l => answers.some(a => l.textContent.trim().replace(/^[A-J]\u3000/, '') === a))
			.map(l => '[name=' + l.querySelector('input').name + '][value=' + l.querySelector('input').value + ']');
	})(%q, %s)`
	list, err := json.Marshal(answer)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, selector := range evaluate[[]string](b, fmt.Sprintf(find, text, list)) {
		if strings.HasPrefix(selector, "#") {
			b.do("answer "+text, chromedp.SetValue(selector, answer[0]))
		} else {
			b.do("answer "+text, chromedp.Click(selector))
		}
	}
}

// learn reads from the result page what the right answers of the wrong ones were.
func (b *browser) learn() map[string][]string {
	const read = `Object.fromEntries([...document.querySelectorAll('section[id^=q]')].map(s => [
		s.querySelector('h2').textContent.trim(),
		s.querySelector('.opt') ? [...s.querySelectorAll('.opt.right > span:nth-of-type(1)')].map(o => o.textContent.trim().replace(/^[A-J]\u3000/, ''))
			: [s.textContent.match(/正确答案：(.*)/)[1].split(/ 或 |±/)[0].trim()],
	]))`
	return evaluate[map[string][]string](b, read)
}

func (b *browser) click(what, xpath string) {
	b.t.Helper()
	leaves := b.mark(what, xpath)
	b.clickMarked(what)
	if leaves {
		b.arrive(what)
	}
}

// clickMarked clicks what mark found.
func (b *browser) clickMarked(what string) {
	b.t.Helper()
	b.do(what, chromedp.Click(marked))
}

// arrive waits until the page that was marked as left is gone and the next one is complete.
func (b *browser) arrive(what string) {
	b.t.Helper()
	const arrived = "document.readyState === 'complete' && !document.documentElement.hasAttribute('data-leaving')"
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if evaluate[bool](b, arrived) {
			return
		}
	}
	b.t.Fatalf("%s: no page came\nat %s\n%s", what, b.location(), b.text())
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

// fits fails the test when the page scrolls sideways.
func (b *browser) fits() {
	b.t.Helper()
	over := evaluate[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth")
	if over > 0 {
		b.t.Errorf("%s is %d pixels wider than the screen", b.location(), over)
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

// quote writes words as an XPath string.
func quote(words string) string {
	if !strings.Contains(words, `"`) {
		return `"` + words + `"`
	}
	return `'` + words + `'`
}
