package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// ticked returns the values of what is chosen on the page.
func (b *browser) ticked() []string {
	return evaluate[[]string](b, `[...document.querySelectorAll('fieldset.q input:checked')].map(i => i.name + i.value)`)
}

// keepAnswers chooses answers of a check, reloads the page, loses the connection while sending, and finds them again;
// signing out takes them along.
func (w *town) keepAnswers(t *testing.T) {
	b := w.window(t, absentee)
	if !b.script {
		t.Skip("without script the browser itself keeps what is typed")
	}
	b.visit("/courses")
	b.press("田里的技术活")
	b.press("开始学习")
	lesson := b.location()
	b.click("answer", `(//fieldset[contains(@class,"q")]//label[@class="opt"])[1]`)
	want := b.ticked()
	b.do("reload", chromedp.Reload())
	if got := b.ticked(); len(want) != 1 || len(got) != 1 || got[0] != want[0] {
		t.Errorf("chosen were %v; after a reload they are %v", want, got)
	}

	b.do("cut the line", online(false))
	b.mark("send", `//button[contains(.,"交卷看结果")]`)
	b.clickMarked("send")
	for range 100 { // until the browser has given up
		if strings.HasPrefix(b.location(), "chrome-error:") {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.do("mend the line", online(true))
	b.do("come back", chromedp.Navigate(lesson))
	if got := b.ticked(); len(got) != 1 || got[0] != want[0] {
		t.Errorf("chosen were %v; after a lost connection they are %v", want, got)
	}
	b.press("交卷看结果")
	if left := evaluate[int](b, "localStorage.length"); left != 0 {
		t.Errorf("%d things are kept after the answers were sent", left)
	}
	b.press("换题再答")
	b.click("answer", `(//fieldset[contains(@class,"q")]//label[@class="opt"])[1]`)
	signOut(b)
	if left := evaluate[int](b, "localStorage.length"); left != 0 {
		t.Errorf("%d things are kept after signing out", left)
	}
}

// online connects the window with the network, or not.
func online(yes bool) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Offline: !yes, DownloadThroughput: -1, UploadThroughput: -1}},
		})
		return err
	})
}
