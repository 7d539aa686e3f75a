package webpage

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func outline(t Text) string {
	var b strings.Builder
	b.WriteString(t.Title)
	for _, block := range t.Blocks {
		fmt.Fprintf(&b, "|%d%s", block.Level, block.Text)
	}
	return b.String()
}

// site is a page as authorities publish it.
const site = `<!DOCTYPE html><html><head><title>关于做好春耕备耕的通知_临澜县人民政府</title><meta name="ArticleTitle" content="关于做好春耕备耕的通知">
<style>p{color:red}</style></head><body><div class="top"><a href="/">首页</a>，<a href="/x">政务公开，信息</a></div><header>欢迎，您好。</header>
<div id="main"><div class="pos">位置 <a href="/">首页</a></div><div class="TRS_Editor"><p>各乡镇人民政府：</p><h2>一、备足农资</h2>
<p>　　做好种子、化肥调运，<b>保证</b>供应。<br>不得涨价；违者，查处。</p><table><tr><th>乡镇</th><th>数量</th></tr><tr><td>云溪镇</td><td><p>3</p><p>吨</p></td></tr></table>
<p style="display: none">隐藏，的话。</p><script>var a = "，。，。，。，。，。，。，。";</script></div></div><footer>主办：县政府。</footer></body></html>`

func TestRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, source, want string }{
		{"a site", site, "关于做好春耕备耕的通知|0各乡镇人民政府：|2一、备足农资|0做好种子、化肥调运，保证供应。|0不得涨价；违者，查处。|0乡镇　数量|0云溪镇　3 吨"},
		{"heading as title", "<html><h1>甲<br>办法</h1><p>第一条 乙。<p>第二条&nbsp;丙&lt;", "甲办法|1甲 办法|0第一条 乙。|0第二条 丙<"},
		{"window as title", "<title>甲办法 - 某网</title><body>乙", "甲办法|0乙"},
		{"a table that places things", "<table><tr><td><p>甲，</p><p>乙。</p></td></tr></table>", "|0甲，|0乙。"},
		{"lines", "<pre>甲\n乙</pre><ul><li>丙<li>丁</ul>", "|0甲|0乙|0丙|0丁"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := Read(c.source)
			if err != nil || outline(got) != c.want {
				t.Errorf("got  %s, %v\nwant %s", outline(got), err, c.want)
			}
		})
	}
	if _, err := Read(strings.Repeat("<div>", 100_000)); err == nil {
		t.Error("a page without end was read")
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"\ufeff <!DOCTYPE html>": true, "<!-- 保存于 -->\n<HTML>": true, "<?xml version='1.0'?><html": true,
		"# 标题": false, "<!-- INFO END -->": false, "": false, "<!--": false,
	} {
		if Is(text) != want {
			t.Errorf("%q: %t", text, !want)
		}
	}
}

// FuzzRead looks for a page whose blocks are empty, broken, or hold line breaks.
func FuzzRead(f *testing.F) {
	f.Add(site)
	f.Add("<table><td><table><tr><td>甲<td>乙<h1>丙<pre>丁\n戊")
	f.Fuzz(func(t *testing.T, source string) {
		got, err := Read(source)
		if err != nil {
			return
		}
		for _, b := range got.Blocks {
			if strings.TrimSpace(b.Text) == "" || strings.ContainsAny(b.Text, "\n\r") || utf8.ValidString(source) && !utf8.ValidString(b.Text) || b.Level < 0 || b.Level > 6 {
				t.Errorf("%+v", b)
			}
		}
	})
}
