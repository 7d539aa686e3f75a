package pages_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

func ask(text string, more ...string) string {
	values := url.Values{"q": {text}}
	for i := 0; i < len(more); i += 2 {
		values.Set(more[i], more[i+1])
	}
	return "/policies?" + values.Encode()
}

// second is how the address of a second article ends.
var second = "?article=" + url.QueryEscape("第二条") + "#t2"

func TestSearchFindsTheArticle(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	page := c.Get(ask("流转出去的地，补贴该给谁"))
	want(t, page, 200, "条条文", subsidyTitle, "已施行，效力未核实", "自2026年3月15日起施行", "云政发〔2026〕3号", "云溪镇人民政府", "示例",
		`href="/policies/2`+second+`"`, "<mark>流转出去的地</mark>")
	wantNot(t, page, "云政发〔2024〕3号")
	old := c.Get(ask("流转出去的地，补贴该给谁", "status", "superseded"))
	want(t, old, 200, "已有新版本", "库中有2026年3月1日的新版本，请勿引用", "云政发〔2024〕3号", "2024年3月1日版")
	want(t, page, 200, `data-copy="《`+subsidyTitle+`》（云政发〔2026〕3号）第二条"`)
	page = c.Get(ask("拖欠工资找谁"))
	want(t, page, 200, "工资支付条例", "效力未核实", "投诉&lt;b&gt;。")
	wantNot(t, page, "<b>。", subsidyTitle)
}

func TestLookUps(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	want(t, c.Get(ask("工资支付条例第二条")), 200, "按法名和条号直接查到《工资支付条例》的这一条", "/policies/3"+second)
	page := c.Get(ask("工资支付条例"))
	want(t, page, 200, "按名称直接查到《工资支付条例》", `<a href="/policies/3">工资支付条例</a>`)
	wantNot(t, page, "/policies/3?article=", "没有找到")
	want(t, c.Get(ask("工资支付条例", "year", "2019")), 200, "/policies/3?article=")
	want(t, c.Get(ask("云溪镇耕地补贴办法")), 200, `href="/policies/2"`, `href="/policies/1"`, "已有新版本")
	want(t, c.Get(ask("工资支付条例 投诉")), 200, "先列《工资支付条例》里的条文")
	want(t, c.Get(ask("第二条 补贴")), 200, "先列条号相同的条文", second)
}

func TestFilters(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	page := c.Get(ask("补贴", "year", "2026", "status", "effective"))
	want(t, page, 200, `href="/policies?q=%E8%A1%A5%E8%B4%B4&amp;year=2026">已施行，效力未核实`, `href="/policies?q=%E8%A1%A5%E8%B4%B4&amp;status=effective">2026年`,
		"云政发〔2026〕3号", `name="status" value="effective" checked`, `name="year" value="2026" checked`)
	wantNot(t, page, "云政发〔2024〕3号", "工资支付条例")
	want(t, c.Get(ask("补贴", "year", "2026")), 200, `<span class="grow">已施行，效力未核实</span><span class="mut">2</span>`, `<span class="grow">云溪镇</span><span class="mut">2</span>`)
	page = c.Get(ask("补贴", "region", "云溪镇", "status", "superseded"))
	want(t, page, 200, `&amp;status=superseded">云溪镇 `, "云政发〔2024〕3号", `<span class="grow">2024年</span><span class="mut">2</span>`)
	wantNot(t, page, "云政发〔2026〕3号")
	page = c.Get(ask("补贴", "issuer", "国务院", "year", "后年"))
	want(t, page, 200, "没有找到。", "去掉筛选条件再查", "按分类看", "惠农补贴")
}

// TestADayThatIsNoneIsNotToday refuses it, instead of answering as of today.
func TestADayThatIsNoneIsNotToday(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	page := c.Get(ask("流转出去的地，补贴该给谁", "asof", "2026-99-99"))
	want(t, page, 422, "有几处填得不对", "请写成 2026-03-05 这样的日期", `value="流转出去的地，补贴该给谁"`, `aria-invalid="true"`)
	wantNot(t, page, subsidyTitle, "没有找到")
}

func TestAsOf(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	page := c.Get(ask("补贴发给谁", "asof", "2025-01-01"))
	want(t, page, 200, "/policies?q=%E8%A1%A5%E8%B4%B4%E5%8F%91%E7%BB%99%E8%B0%81\">截至2025年1月1日", "按2025年1月1日当天的版本和效力查", "已施行，效力未核实",
		"云政发〔2024〕3号", `id="asof" name="asof" type="date" value="2025-01-01"`)
	wantNot(t, page, "云政发〔2026〕3号", "已有新版本")
	want(t, c.Get(ask("补贴发给谁", "asof", "2024-03-31")), 200, "尚未施行", "云政发〔2024〕3号")
	want(t, c.Get(ask("云溪镇耕地补贴办法", "asof", "2025-01-01")), 200, "自2026年3月15日起施行", "自2024年4月1日起施行")
	page = c.Get(ask("补贴发给谁", "asof", "2000-01-01"))
	want(t, page, 200, "没有找到。", "截至2000年1月1日", "去掉筛选条件再查")
	wantNot(t, c.Get(ask("补贴发给谁", "asof", "2025-02-30")), "截至2025", "云政发〔2024〕3号")
}

func TestSorts(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	page := c.Get(ask("补贴工资", "sort", "date", "year", "2026"))
	want(t, page, 200, `name="sort" value="date"`)
	page = c.Get(ask("补贴工资", "sort", "date"))
	want(t, page, 200, "找到 2 份文件", `href="/policies?q=%E8%A1%A5%E8%B4%B4%E5%B7%A5%E8%B5%84">最相关的在前`, `aria-current="true">日期新的在前`, "云政发〔2026〕3号", "工资支付条例")
}

func TestNothingFound(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, c := f.cadre()
	want(t, c.Get("/policies"), 200, "政策库还没有文件")
	if err := f.indexer.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, c.Get(ask("补贴")), 200, "没有找到。", "没有找到合适的？", "政策库还没有文件")
	f.stocked()
	page := c.Get(ask("核聚变 ★ \"<script>"))
	want(t, page, 200, `value="核聚变 ★ &#34;&lt;script&gt;"`, "没有找到。", "换个说法", "按分类看", `href="/policies?category=%e6%83%a0%e5%86%9c%e8%a1%a5%e8%b4%b4"`)
	wantNot(t, page, "去掉筛选条件", "<aside")
	want(t, c.Get(ask(strings.Repeat("补贴该给谁", 200))), 200, subsidyTitle)
}

func TestBrowse(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	want(t, c.Get("/policies"), 200, "按分类看", "共 3 份，新的在前", "云政发〔2026〕3号", "云政发〔2024〕3号", "工资支付条例")
	page := c.Get("/policies?q=++&category=" + url.QueryEscape("行政法规"))
	want(t, page, 200, `aria-current="true">行政法规`, "共 1 份", "工资支付条例", "2019年12月30日版")
	wantNot(t, page, subsidyTitle, "没有找到")
	want(t, c.Get("/policies?category=x"), 200, "这个分类里没有文件")
}

func TestPages(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	var many strings.Builder
	many.WriteString("# 云溪镇灌溉办法\n发布日期：2026-03-01\n\n<!-- INFO END -->\n\n")
	for i := range 45 {
		fmt.Fprintf(&many, "第%d条 水渠由第%d组养护。\n\n", i+1, i+1)
	}
	f.stock("灌溉.md", many.String())
	_, c := f.cadre()
	want(t, c.Get(ask("水渠养护")), 200, "找到 1 份文件、45 条条文", `href="/policies?document=1&amp;q=%E6%B0%B4%E6%B8%A0%E5%85%BB%E6%8A%A4">本文件另有 42 条`)
	ask := func(text string, more ...string) string { return ask(text, append(more, "document", "1")...) }
	first := c.Get(ask("水渠养护"))
	want(t, first, 200, "这份文件里找到 45 条。", "只查一份文件", `<span class="mut">上一页</span>`, `aria-current="page">1<`, "&amp;q=", ">3</a>", ">下一页</a>")
	if n := strings.Count(first.Body, `class="cite"`); n != 20 {
		t.Errorf("%d articles on the first page", n)
	}
	last := c.Get(ask("水渠养护", "page", "3"))
	want(t, last, 200, ">上一页</a>", `aria-current="page">3<`, `<span class="mut">下一页</span>`)
	if n := strings.Count(last.Body, `class="cite"`); n != 5 {
		t.Errorf("%d articles on the last page", n)
	}
	want(t, c.Get(ask("水渠养护", "page", "-7")), 200, `aria-current="page">1<`)
	want(t, c.Get(ask("水渠养护", "page", "999")), 200, ">上一页</a>")
}

func TestWhoIsNotSignedIn(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	c.SetCookie("xiangxue", "nobody")
	for _, path := range []string{"/policies", "/policies/1", "/readings/1/result"} {
		if page := c.Get(path); !strings.HasPrefix(page.Path, "/sign-in") {
			t.Errorf("%s answers %d at %s", path, page.Status, page.Path)
		}
	}
}

// TestStatements bounds what the pages ask the database for, however much they show.
func TestStatements(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	who, c := f.cadre()
	f.require(who, 2, questions)
	for path, most := range map[string]int64{ask("补贴该给谁"): 8, "/policies": 8, "/policies/2": 16, "/policies/1": 12} {
		before := f.db.Statements()
		want(t, c.Get(path), 200)
		if n := f.db.Statements() - before; n > most {
			t.Errorf("%s takes %d statements, at most %d", path, n, most)
		}
	}
}
