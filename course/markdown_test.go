package course

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const pictureSum = Sum("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")

var pictures = map[string]DraftMaterial{
	"materials/流程 图.png": {Name: "materials/流程 图.png", MediaType: "image/png", Sum: pictureSum},
	"materials/a.pdf":    {Name: "materials/a.pdf", MediaType: "application/pdf", Sum: pictureSum},
}

// rendered returns the text and the problems as "line: message".
func rendered(t *testing.T, source string) (Rendered, []string) {
	t.Helper()
	var problems []string
	r, err := render(source, pictures, func(line int, text string, args ...any) {
		problems = append(problems, fmt.Sprintf("%d: ", line)+fmt.Sprintf(text, args...))
	})
	if err != nil {
		t.Fatal(err)
	}
	return r, problems
}

func TestRender(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ source, want string }{
		"script is text":        {"<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"},
		"inline HTML is text":   {`甲<b onclick="x()">乙</b>`, `<p>甲&lt;b onclick=&#34;x()&#34;&gt;乙&lt;/b&gt;</p>`},
		"comment is text":       {"<!-- 甲 -->", "<p>&lt;!-- 甲 --&gt;</p>"},
		"lines join":            {"甲\n乙", "<p>甲乙</p>"},
		"deepest heading first": {"### 甲\n\n##### 乙\n\n# 丙", "<h2>甲</h2>\n<h3>乙</h3>\n<h2>丙</h2>"},
		"one h1 becomes h2":     {"# 甲\n## 乙\n### 丙\n## 丁", "<h2>甲</h2>\n<h3>乙</h3>\n<h4>丙</h4>\n<h3>丁</h3>"},
		"heading id":            {"## 一、先看 {#s1}", `<h2 id="s1">一、先看</h2>`},
		"heading attributes":    {"## 甲 {#s1 onclick=\"alert(1)\" .big}", `<h2 id="s1">甲</h2>`},
		"no heading id by itself": {
			"## 一、先看", "<h2>一、先看</h2>"},
		"table": {
			"| 事 | 数 |\n|:--|--:|\n| 甲 | 1 |",
			"<table>\n<thead>\n<tr>\n<th align=\"left\" scope=\"col\">事</th>\n<th align=\"right\" scope=\"col\">数</th>\n</tr>\n" +
				"</thead>\n<tbody>\n<tr>\n<td align=\"left\">甲</td>\n<td align=\"right\">1</td>\n</tr>\n</tbody>\n</table>"},
		"web link":   {"[甲](https://www.gov.cn/x?a=1&b=2)", `<p><a href="https://www.gov.cn/x?a=1&amp;b=2" rel="noreferrer">甲</a></p>`},
		"local link": {"[甲](/documents/3#第二条)", `<p><a href="/documents/3#%E7%AC%AC%E4%BA%8C%E6%9D%A1">甲</a></p>`},
		"picture": {"![流程图](materials/流程%20图.png)",
			`<p><img src="/materials/` + string(pictureSum) + `" alt="流程图"></p>`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, problems := rendered(t, c.source)
			if got := strings.TrimSpace(r.HTML); got != c.want || len(problems) != 0 {
				t.Errorf("%s\n got %s\nwant %s\nproblems %q", c.source, got, c.want, problems)
			}
		})
	}
}

func TestRenderReports(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ source, want string }{
		"script link":         {"甲\n\n[乙](javascript:alert(1))", "3: 链接“javascript:alert(1)”不能用"},
		"script in autolink":  {"<javascript:alert(1)>", "1: 链接"},
		"script by entity":    {"[乙](javascript&colon;alert(1))", "1: 链接"},
		"script by number":    {"[乙](javascript&#58;alert(1))", "1: 链接"},
		"data link":           {"[乙](data:text/html,x)", "1: 链接"},
		"other host":          {"[乙](//evil.example/x)", "1: 链接"},
		"backslash host":      {`[乙](/\evil.example)`, "1: 链接"},
		"reference link":      {"[乙][1]\n\n[1]: vbscript:x", "1: 链接"},
		"mail address":        {"<a@example.com>", "1: 请把邮箱"},
		"foreign picture":     {"![甲](https://example.com/a.png)", "1: 图片“https://example.com/a.png”不在本课的 materials 里"},
		"unlisted picture":    {"甲\n\n- 乙\n\n  ![甲](materials/b.png)", "5: 图片“materials/b.png”不在"},
		"picture of a PDF":    {"![甲](materials/a.pdf)", "1: “materials/a.pdf”不是图片"},
		"picture without alt": {"![](materials/流程%20图.png)", "1: 图片“materials/流程%20图.png”没有文字说明"},
		"heading id twice":    {"## 甲 {#s1}\n\n## 乙 {#s1}", "3: 标题编号“s1”在本课出现了两次"},
		"heading id in CJK":   {"## 甲 {#一}", "1: 标题编号"},
		"heading id shouted":  {"## 甲 {#S1}", "1: 标题编号“S1”不能用"},
		"heading without text": {
			"## {#s1}", "1: 标题是空的"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, problems := rendered(t, c.source)
			if len(problems) != 1 || !strings.HasPrefix(problems[0], c.want) {
				t.Errorf("%s\n got %q\nwant one beginning %q", c.source, problems, c.want)
			}
			if bad := forbidden.FindString(r.HTML); bad != "" {
				t.Errorf("%s lets %q through: %s", c.source, bad, r.HTML)
			}
		})
	}
}

func TestPointsAndCitations(t *testing.T) {
	t.Parallel()
	r, problems := rendered(t, strings.Join([]string{
		"**《社会救助暂行办法》**第九条规定。", "", "## 一、看**两样** {#s1}", "", "见《民法典》第一千零六十七条和《民法典》第一千零六十七条。", "",
		"### 没有编号的", "", "| 依据 |", "|---|", "| 《云溪镇办法（试行）》（云政发〔2026〕3号）第三条之一 |", "", "## 二、`代码`和[链接](/x) {#s2}",
	}, "\n"))
	if len(problems) > 0 {
		t.Fatalf("problems: %q", problems)
	}
	if want := []Point{{"s1", "一、看两样"}, {"s2", "二、代码和链接"}}; !reflect.DeepEqual(r.Points, want) {
		t.Errorf("points %v, want %v", r.Points, want)
	}
	want := []Citation{{"社会救助暂行办法", "第九条"}, {"民法典", "第一千零六十七条"}, {"云溪镇办法（试行）", "第三条之一"}}
	if !reflect.DeepEqual(r.Citations, want) {
		t.Errorf("citations %v, want %v", r.Citations, want)
	}
}

func TestCitationsInNeedTitleAndArticle(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"第九条":            0,
		"《民法典》规定":        0,
		"《民法典》。第九条":      0,
		"《民法典》\n第九条":     0,
		"《民法典》第9条":       1,
		"《甲法》第一条、第二条":    1,
		"《甲法》第一条《乙法》第二条": 2,
	} {
		if got := CitationsIn(text); len(got) != want {
			t.Errorf("%q: %v, want %d", text, got, want)
		}
	}
}

// forbidden is what must never stand in the HTML of a lesson as markup.
var forbidden = regexp.MustCompile(`(?i)<(script|style|iframe|object|embed|form|input|svg|math|h1|base|link|meta)\b|<[^>]*\s(on\w+|style|class)\s*=|href="(javascript|data|vbscript|//)|src="[^/]|src="//`)

// However pieces of Markdown, HTML and addresses are put together, no markup of the author's own reaches the page.
func TestNoMixtureGetsThrough(t *testing.T) {
	t.Parallel()
	pieces := rapid.SampledFrom([]string{
		"甲", "a", " ", "\n", "\n\n", "    ", "*", "**", "_", "`", "```", "#", "## ", "{#s1}", "{", "}", "[", "](", ")", "!", "<", ">", "\"", "'", "|", "-",
		"|-|\n", ":", "/", "//", "\\", "&", "&#58;", "&lt;", "<script>", "</p>", "<!--", "<![CDATA[", "javascript:", "JAVASCRIPT:", "data:text/html,",
		"https://x.cn", "onclick=\"x\"", "style=x", "<img src=x onerror=y>", "materials/a.pdf", "materials/流程%20图.png", "[1]: ", "1. ", "> ", "\t", "\x00",
	})
	rapid.Check(t, func(t *rapid.T) {
		source := strings.Join(rapid.SliceOfN(pieces, 0, 30).Draw(t, "pieces"), "")
		r, err := render(source, pictures, func(int, string, ...any) {})
		if err != nil {
			t.Fatal(err)
		}
		if bad := forbidden.FindString(r.HTML); bad != "" {
			t.Fatalf("%q lets %q through: %s", source, bad, r.HTML)
		}
	})
}

func FuzzRender(f *testing.F) {
	for _, seed := range []string{
		"# 甲 {#s1}\n\n**《条例》**规定", "<script>x</script>", "[a](javascript:x)", "![a](x.png)", "| a |\n|-|\n| <b> |",
		"<a href='javascript:x'>", "[a](&#47;/evil)", "[a]: javascript:x\n\n[a]", "## x {onclick=alert(1) #s}", "```\n<h1>\n```", "<http://a\">b>",
		"![a](materials/%E6%B5%81%E7%A8%8B%20%E5%9B%BE.png)", "***a**b*", "&lt;script&gt;", "[x](<  java\tscript:a>)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		r, err := render(source, pictures, func(int, string, ...any) {})
		if err != nil {
			t.Fatal(err)
		}
		if bad := forbidden.FindString(r.HTML); bad != "" {
			t.Fatalf("%q lets %q through: %s", source, bad, r.HTML)
		}
		ids := map[string]bool{}
		for _, p := range r.Points {
			if ids[p.ID] || !strings.Contains(r.HTML, `id="`+p.ID+`"`) {
				t.Fatalf("point %q is missing or double in %s", p.ID, r.HTML)
			}
			ids[p.ID] = true
		}
	})
}
