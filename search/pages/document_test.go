package pages_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/storage"
)

func TestDocument(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	page := c.Get("/policies/2")
	want(t, page, 200, "<h1>"+subsidyTitle, "云政发〔2026〕3号", "第一章 总则</h2>", `id="t1"`, "<b>第一条</b>", "第二章 对象</h2>", `id="t2"`, "流转出去的地",
		"约定给经营户的，从其约定。", "文件信息", "2026年3月15日", "目录", `href="#t1"`, "引用格式", "版本与相关", "2026年3月1日版", "本版", `<a href="/policies/1">2024年3月1日版</a>`, "已有新版本")
	wantNot(t, page, "核对效力", "读后理解题", "必读", "正在看", `class="art here"`)
	page = c.Get("/policies/1")
	want(t, page, 200, "note warn", "已有新版本", "库中有2026年3月1日的新版本，请勿引用。", `href="/policies/2"`, "看《"+subsidyTitle+"》", "目录", ">第一条</a>")
	for _, path := range []string{"/policies/99", "/policies/x"} {
		want(t, c.Get(path), 404)
	}
}

func TestDocumentAtAnArticle(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	page := c.Get("/policies/2?article=" + url.QueryEscape("第二条"))
	want(t, page, 200, "正在看第二条", `href="#t2"`, `class="art here" id="t2"`,
		"》（云政发〔2026〕3号）第二条：“流转出去的地，补贴发给原承包户。约定给经营户的，从其约定。”</textarea>")
	wantNot(t, page, "旧版本里的条文")
	want(t, c.Get("/policies/1?article="+url.QueryEscape("第二条")), 200, `class="art here" id="t2"`, "这是旧版本里的条文，请勿引用。", `href="/policies/2`+second+`">看新版本的这一条`)
	page = c.Get("/policies/2?article=" + url.QueryEscape("第九条<b>"))
	want(t, page, 200, "这份文件里没有“第九条&lt;b&gt;”")
	wantNot(t, page, `class="art here"`)
}

func TestRelations(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stock("1旧.md", "# 云溪镇旧办法\n文号：云政发〔2020〕1号\n发布日期：2020-03-01\n施行日期：2020-04-01\n\n<!-- INFO END -->\n\n第一条 甲。\n",
		"2新.md", "# 云溪镇新办法\n发布日期：2026-03-01\n施行日期：2026-04-01\n\n<!-- INFO END -->\n\n第一条 根据《森林法》制定本办法。\n\n"+
			"第二条 本办法自2026年4月1日起施行。《云溪镇旧办法》（云政发〔2020〕1号）同时废止。\n")
	_, c := f.cadre()
	want(t, c.Get("/policies/1"), 200, "note warn", "已废止", "2026年4月1日起被《云溪镇新办法》废止，请勿引用。", "有条文废止它的：", `<a href="/policies/2">《云溪镇新办法》</a>`, "第二条")
	want(t, c.Get("/policies/2"), 200, "废止了：", `<a href="/policies/1">《云溪镇旧办法》</a>（云政发〔2020〕1号）`, "依据：《森林法》")
}

func TestRecordStatus(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, cadre := f.cadre()
	found := url.Values{"state": {"in_force"}, "since": {"2026-09-01"}, "source": {"国家法律法规数据库"}}
	want(t, cadre.Post("/policies/3/status", found), 403)
	_, author := f.as("1009", "林知远", access.Author)
	want(t, author.Get("/policies/3"), 200, "效力未核实", "核对效力", "记下核对结果")
	want(t, author.Post("/policies/3/status", found), 200, "note ok", "现行有效", "2026年9月16日经人核对有效，来源：国家法律法规数据库")
	want(t, cadre.Get("/policies/3"), 200, "现行有效")
	if err := f.indexer.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, cadre.Get(ask("拖欠工资", "status", "in_force")), 200, "找到 1 份文件、2 条条文", "现行有效")
	want(t, author.Post("/policies/99/status", found), 404)
}

func TestRecordStatusFilledInWrongly(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, author := f.as("1009", "林知远", access.Author)
	good := url.Values{"state": {"repealed"}, "since": {"2026-09-01"}, "source": {"县司法局"}}
	for field, bad := range map[string]string{"state": "effective", "since": "2027-01-01", "source": " "} {
		values := url.Values{}
		for name := range good {
			values.Set(name, good.Get(name))
		}
		values.Set(field, bad)
		page := author.Post("/policies/3/status", values)
		want(t, page, 422, `href="#`+field+`"`, "<details", "open", `id="`+field+`-error"`)
		if field != "source" {
			want(t, page, 422, `value="县司法局"`)
		}
		want(t, author.Get("/policies/3"), 200, "效力未核实")
	}
}

// TestWhatCitesADocument is a lesson for everybody and a question for authors only.
func TestWhatCitesADocument(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	edition, problems := course.Compile(course.Draft{Slug: "pay", Title: "工资", Subject: course.Law, Summary: "欠薪怎么办", Source: "自编",
		Lessons: []course.DraftLesson{{Title: "欠薪怎么办", Minutes: 10, Markdown: "## 找谁\n\n见《工资支付条例》第一条、《工资支付条例》第二条。\n"}}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, _, err := course.Publish(ctx, tx, f.now, 0, edition)
		return err
	})
	who, c := f.cadre()
	f.require(who, 2, strings.Replace(questions, "####第二条。", "####《工资支付条例》第二条。", 1))
	page := c.Get("/policies/3")
	want(t, page, 200, "引用它的课文<", `<a href="/lessons/1">欠薪怎么办</a>`, "第一条、第二条")
	wantNot(t, page, "文件理解题")
	wantNot(t, c.Get("/policies/2"), "引用它的课文")
	_, author := f.as("1009", "林知远", access.Author)
	want(t, author.Get("/policies/3"), 200, "引用它的课文和题", "欠薪怎么办", `<a href="/policies/2">没有约定的，补贴归原承包户。</a>`, "文件理解题")
}
