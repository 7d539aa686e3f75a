package search

import (
	"fmt"
	"iter"
	"testing"
)

// fixture is a small library: two laws in short, one of them in two versions, and a township notice without articles.
func fixture() []Article {
	var all []Article
	add := func(doc int64, law, category, issuer string, year int, chapter string, texts ...string) {
		for i, text := range texts {
			all = append(all, Article{
				ID: fmt.Sprintf("%d-%d", doc, i+1), DocumentID: doc, Law: law, Number: "第" + inChinese(i+1) + "条",
				Ordinal: i + 1, Chapter: chapter, Text: text, Category: category, Issuer: issuer, Year: year, Life: "0unverified",
			})
		}
	}
	add(1, "中华人民共和国农村土地承包法", "法律", "全国人大常委会", 2018, "土地承包经营权",
		"为了巩固和完善农村土地承包经营制度，制定本法。",
		"土地经营权流转的价款，应当由当事人双方协商确定。流转的收益归承包方所有，任何组织和个人不得擅自截留、扣缴。",
		"承包方有权依法自主决定土地经营权是否流转和流转的方式。")
	add(2, "中华人民共和国农村土地承包法", "法律", "全国人大常委会", 2002, "土地承包经营权",
		"为稳定承包关系，制定本法。", "转包费、租金、转让费等，应当由当事人双方协商确定。")
	add(3, "中华人民共和国村民委员会组织法", "法律", "全国人大常委会", 2018, "村民委员会的选举",
		"村民委员会是村民自我管理、自我教育、自我服务的基层群众性自治组织。",
		"本村五分之一以上有选举权的村民联名，可以提出罢免村民委员会成员的要求。",
		"村民委员会实行村务公开制度。集体经济所得收益的使用，应当及时公布。")
	add(4, "云溪镇耕地地力保护补贴发放办法（示例）", "镇政府文件", "云溪镇人民政府", 2025, "补贴对象",
		"补贴发给拥有耕地承包权的种地农民。土地流转的，补贴归谁由双方约定，没有约定的归承包方。",
		"补贴资金通过一卡通发放，不得抵扣任何款项。")
	return all
}

// each yields articles as Rebuild wants them.
func each(articles []Article) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// open opens the index in dir and closes it when the test ends.
func open(t *testing.T, dir string) *Index {
	t.Helper()
	x, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// built returns an index of the articles at cursor 7.
func built(t *testing.T, articles []Article) *Index {
	t.Helper()
	x := open(t, t.TempDir())
	if err := x.Rebuild(t.Context(), each(articles), Position{Cursor: 7}, nil); err != nil {
		t.Fatal(err)
	}
	return x
}

// found searches and returns the ids of the hits.
func found(t *testing.T, x *Index, req Request) []string {
	t.Helper()
	result, err := x.Search(t.Context(), req)
	if err != nil {
		t.Fatalf("search %+v: %v", req, err)
	}
	ids := make([]string, len(result.Hits))
	for i, hit := range result.Hits {
		ids[i] = hit.Article.ID
	}
	return ids
}

// inChinese writes a number below 10,000 as laws do.
func inChinese(n int) string {
	out, zero := "", false
	for i, unit := range []string{"千", "百", "十", ""} {
		value := []int{1000, 100, 10, 1}[i]
		figure := n / value
		n %= value
		if figure == 0 {
			zero = out != ""
			continue
		}
		if zero {
			out += "零"
			zero = false
		}
		if figure != 1 || unit != "十" || out != "" {
			out += string([]rune("零一二三四五六七八九")[figure])
		}
		out += unit
	}
	return out
}
