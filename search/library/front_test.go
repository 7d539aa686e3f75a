package library

import (
	"slices"
	"strings"
	"testing"

	"xiangxue/course/calendar"
)

// read reads Markdown that must be without problems.
func read(t *testing.T, file, text string) Parsed {
	t.Helper()
	parsed, problems := readFile(t, file, []byte(text))
	if len(problems) > 0 {
		t.Fatalf("%s: %v", file, problems)
	}
	return parsed
}

const rules = `# 临澜县补贴细则（示例）
文号：临农联发〔2026〕8号
发文机关：临澜县农业农村局、临澜县财政局
分类：补贴
类型：县规范性文件
发布日期：2026-03-01
施行日期：2026年3月15日
地区：临澜县
示例：是

<!-- INFO END -->

第一条 为了保护耕地，根据《中华人民共和国农村土地承包法》、《甲条例》（临政发〔2020〕1号）等规定，制定本细则。

第二条 本细则自2026年3月15日起施行。《临澜县补贴细则（示例）》（临农联发〔2024〕5号）同时废止。
`

func TestFrontPartWithFields(t *testing.T) {
	t.Parallel()
	got := read(t, "临澜县补贴细则(2026-03-02).md", rules).Document
	want := Document{
		VersionOn: 20260302, Title: "临澜县补贴细则（示例）", ShortName: "临澜县补贴细则（示例）", DocNumber: "临农联发〔2026〕8号",
		Issuer: "临澜县农业农村局、临澜县财政局", Category: "补贴", Kind: "县规范性文件", Region: "临澜县", Example: true,
		PublishedOn: 20260301, EffectiveOn: 20260315, BeginsOn: 20260315, BeginGround: Declared,
		File: "临澜县补贴细则(2026-03-02).md", ArticleCount: 2,
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got := read(t, "细则.md", rules).VersionOn; got != 20260301 {
		t.Errorf("without a date in the name the version is of %v, want the day of publication", got)
	}
}

func TestFrontPartOfDatedLines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, front, closing string
		want                 Document
	}{
		{
			"amended: the text repeats the first day of effect",
			"2002年8月29日 第九届全国人民代表大会常务委员会第二十九次会议通过\n2018年12月29日 第十三届全国人民代表大会常务委员会第七次会议《关于修改〈甲法〉的决定》第二次修正",
			"本法自2003年3月1日起施行。",
			Document{
				VersionOn: 20181229, Issuer: "全国人民代表大会常务委员会", AdoptedOn: 20020829, EffectiveOn: 20030301,
				BeginsOn: 20181229, BeginGround: Stated,
			},
		},
		{
			"issued anew: the text states its own day",
			"1989年12月26日 第七届全国人民代表大会常务委员会第十一次会议通过\n2014年4月24日 第十二届全国人民代表大会常务委员会第八次会议修订",
			"本法自2015年1月1日起施行。",
			Document{
				VersionOn: 20140424, Issuer: "全国人民代表大会常务委员会", AdoptedOn: 19891226, EffectiveOn: 20150101,
				BeginsOn: 20150101, BeginGround: Stated,
			},
		},
		{
			"from the day of publication, amended since",
			"1988年6月3日 中华人民共和国国务院令第1号发布\n2019年3月2日 《国务院关于修改部分行政法规的决定》第四次修订\n2020年1月1日 《国务院关于修改部分行政法规的决定》修正",
			"本条例自发布之日起施行。",
			Document{
				VersionOn: 20200101, Issuer: "国务院", DocNumber: "国务院令第1号", PublishedOn: 19880603, EffectiveOn: 20190302,
				BeginsOn: 20200101, BeginGround: Stated,
			},
		},
		{
			"the front part tells the day of effect", "1994年12月6日 劳动部发布\n1995年1月1日 施行", "甲。",
			Document{VersionOn: 19941206, PublishedOn: 19941206, EffectiveOn: 19950101, BeginsOn: 19950101, BeginGround: Stated},
		},
		{
			"nothing is said", "1983年3月5日 第五届全国人民代表大会常务委员会第二十六次会议通过", "甲。",
			Document{VersionOn: 19830305, Issuer: "全国人民代表大会常务委员会", AdoptedOn: 19830305, BeginsOn: 19830305},
		},
		{
			"a term of five years", "2020年1月2日 发布", "本办法自2020年2月1日起施行，有效期五年。",
			Document{
				VersionOn: 20200102, PublishedOn: 20200102, EffectiveOn: 20200201, BeginsOn: 20200201, BeginGround: Stated, ExpiresOn: 20250131,
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := read(t, "甲.md", "# 甲法\n\n"+c.front+"\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第二条 "+c.closing).Document
			c.want.Title, c.want.ShortName, c.want.File, c.want.ArticleCount = "甲法", "甲法", "甲.md", 2
			if got != c.want {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestFrontPartWithoutMark(t *testing.T) {
	t.Parallel()
	got := read(t, "通知.txt", "关于秋收的通知\n云政办发〔2026〕17号\n发文机关：云溪镇人民政府\n2026年6月8日印发\n各村：\n请于6月10日前办好。")
	if got.DocNumber != "云政办发〔2026〕17号" || got.Issuer != "云溪镇人民政府" || got.PublishedOn != 20260608 {
		t.Errorf("front part %+v", got.Document)
	}
	if want := "s0|||各村：⏎请于6月10日前办好。\n"; outline(got.Articles) != want {
		t.Errorf("text %q, want %q", outline(got.Articles), want)
	}
}

func TestPreface(t *testing.T) {
	t.Parallel()
	text := "# 最高人民法院关于审理甲案件的规定\n<!-- INFO END -->\n最高人民法院\n\n关于审理甲案件的规定\n\n法释〔2020〕2号\n\n" +
		"（2020年1月2日最高人民法院审判委员会第1800次会议通过，自2020年5月1日起施行）\n\n第一条 甲。"
	got := read(t, "甲.md", text)
	if got.DocNumber != "法释〔2020〕2号" || got.AdoptedOn != 20200102 || got.BeginsOn != 20200501 || got.Issuer != "最高人民法院" {
		t.Errorf("front part %+v", got.Document)
	}
	if len(got.Articles) != 2 || !strings.HasPrefix(got.Articles[0].Text, "（2020年") {
		t.Errorf("articles %+v", got.Articles)
	}
}

func TestProblemsNameTheLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       []Problem
	}{
		{"dates and flags", "# 甲\n发布日期：2026-13-01\n示例：可能\n<!-- INFO END -->\n第一条 甲。", []Problem{
			{File: "甲.md", Line: 2, Message: "“发布日期”不是日期：2026-13-01，请写成 2026-03-01"},
			{File: "甲.md", Line: 3, Message: "“示例”只能是“是”或者“否”"},
		}},
		{"no text", "# 甲\n文号：一号\n<!-- INFO END -->\n", []Problem{{File: "甲.md", Message: "没有正文"}}},
		{"no title", "<!-- INFO END -->\n第一条 甲。", []Problem{{File: "甲.md", Message: "没有标题，第一行应当是“# 标题”"}}},
		{"a title without end", "# " + strings.Repeat("甲", maxTitle+1) + "\n第一条 甲。", []Problem{{File: "甲.md", Line: 1, Message: "标题超过 200 个字"}}},
		{"an article without end", "# 甲\n第一条 " + strings.Repeat("甲", maxText), []Problem{{File: "甲.md", Message: "“第一条”太长，请检查条文和标题的写法"}}},
		{"nothing at all", "", []Problem{{File: "甲.md", Message: "文件是空的"}}},
		{"no text but bytes", "\x00\x01\x02", []Problem{{File: "甲.md", Message: "内容不是文字，请确认选对了文件"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, got := readFile(t, "甲.md", []byte(c.text)); !slices.Equal(got, c.want) {
				t.Errorf("got  %v\nwant %v", got, c.want)
			}
		})
	}
}

func TestYear(t *testing.T) {
	t.Parallel()
	for want, d := range map[int]Document{
		2026: {PublishedOn: 20260301, VersionOn: 20250101},
		2018: {VersionOn: 20181229, EffectiveOn: 20030301},
		2003: {EffectiveOn: calendar.Date(20030301)},
		0:    {},
	} {
		if got := d.Year(); got != want {
			t.Errorf("%+v: year %d, want %d", d, got, want)
		}
	}
}
