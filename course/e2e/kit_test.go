package e2e

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// meetWithoutNetwork takes a meeting along as a file, notes the roll and the record where there is no network, and brings
// the result back.
func (w *town) meetWithoutNetwork(t *testing.T) {
	const title = "村里的防汛演练"
	b := w.window(t, leader)
	b.visit("/group-meetings/new")
	fillMeeting(b, title, "00:01", "00:02")
	b.press("新建学习会")
	b.see("没有网络的地方开会")
	dir := t.TempDir()
	kit, result := filepath.Join(dir, "会议包.html"), filepath.Join(dir, "会议结果.json")
	write(t, kit, string(b.download("下载会议包")))

	phone := b.beside()
	phone.do("cut the network", withScript(true), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: true, DownloadThroughput: -1, UploadThroughput: -1})
		return err
	}), chromedp.Navigate("file://"+kit))
	phone.see(title, "何秀兰", "宋国强", "会议记录")
	phone.fits()
	phone.shoot("kit")
	phone.clickFound("mark the absentee", `//fieldset[contains(.,"宋国强")]//label[contains(.,"公出")]`)
	phone.fill("形式", "together")
	phone.fill("讨论要点", "转移路线走了一遍")
	phone.clickFound("save", `//button[@id="save"]`)
	phone.see("没到的人都要写一句原因")
	phone.fill("宋国强 原因，如防汛值守", "到水库值守")
	phone.clickFound("save", `//button[@id="save"]`)
	phone.see("结果已经存到手机")
	write(t, result, evaluate[string](phone, `document.getElementById('result').value`))

	b.do("choose the result", chromedp.SetUploadFiles("#file", []string{result}))
	b.press("看会记什么")
	b.see("会议包的结果", "转移路线走了一遍", "应到 3")
	b.fits()
	b.shoot("kit-result")
	b.press("确认名单并入账")
	b.see("已入账", "到 2", "公出 1", "到水库值守", "名单来自会议包")
	b.fits()
}

// clickFound clicks what stays on its page.
func (b *browser) clickFound(what, xpath string) {
	b.t.Helper()
	b.mark(what, xpath)
	b.clickMarked(what)
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
