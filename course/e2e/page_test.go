package e2e

import (
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

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

// choose ticks the visible box or circle whose label contains the words.
func (b *browser) choose(words string) {
	b.t.Helper()
	b.click("choose "+words, fmt.Sprintf(`//label[contains(normalize-space(.),%s)]`, quote(words)))
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
			if (!node.getClientRects().length || node.closest('[aria-hidden=true]')) continue;
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
	b.mark("pick "+option, fmt.Sprintf(`//select[@id=//label[normalize-space(.)=%[1]s]/@for or @aria-label=%[1]s]`, quote(label)))
	value := evaluate[string](b, fmt.Sprintf(`(words => [...document.querySelector('[data-marked]').options].find(o => o.text.includes(words))?.value ?? '')(%q)`, option))
	if value == "" {
		b.t.Fatalf("pick %s: %s has no such option\nat %s", option, label, b.location())
	}
	b.do("pick "+option, chromedp.SetValue(marked, value))
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

// until waits until what an expression says of the page is true.
func (b *browser) until(what, expression string) {
	b.t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if evaluate[bool](b, expression) {
			return
		}
	}
	b.t.Fatalf("%s: not so\nat %s\n%s", what, b.location(), b.text())
}

// quote writes words as an XPath string.
func quote(words string) string {
	if !strings.Contains(words, `"`) {
		return `"` + words + `"`
	}
	return `'` + words + `'`
}
