package search

import (
	"slices"
	"strings"
	"testing"

	"xiangxue/course/fault"
)

// shelfOfLaws is an index of a few laws that one of them cites.
func shelfOfLaws(t *testing.T) *Index {
	t.Helper()
	var all []Article
	for i, law := range []string{
		"中华人民共和国农村土地承包法", "中华人民共和国土地管理法", "中华人民共和国商业银行法", "中华人民共和国行政处罚法",
		"中华人民共和国村民委员会组织法", "农村土地承包经营纠纷仲裁规则", "云溪镇耕地地力保护补贴发放办法（示例）", "中华人民共和国标准化法",
	} {
		all = append(all, Article{ID: string(rune('a' + i)), DocumentID: int64(i + 1), Law: law, Number: "第一条", Ordinal: 1, Text: "依照《中华人民共和国行政处罚法》处理。"})
	}
	return built(t, all)
}

func TestSuggest(t *testing.T) {
	t.Parallel()
	x := shelfOfLaws(t)
	for typed, want := range map[string]string{
		"土地承包":         "中华人民共和国农村土地承包法",
		"tudichengbao": "中华人民共和国农村土地承包法",
		"TuDi cheng b": "中华人民共和国农村土地承包法",
		"tdcb":         "中华人民共和国农村土地承包法",
		"土地cb":         "中华人民共和国农村土地承包法",
		"nctdcbf":      "中华人民共和国农村土地承包法",
		"土地":           "中华人民共和国土地管理法",
		"土地chen":       "中华人民共和国农村土地承包法",
		"shangyeyinh":  "中华人民共和国商业银行法",
		"xzcf":         "中华人民共和国行政处罚法",
		"村组法":          "中华人民共和国村民委员会组织法",
		"czf":          "中华人民共和国村民委员会组织法",
		"補貼發放":         "云溪镇耕地地力保护补贴发放办法（示例）",
		"gddlbhbt":     "云溪镇耕地地力保护补贴发放办法（示例）",
		"委员会":          "中华人民共和国村民委员会组织法",
	} {
		if got, err := x.Suggest(typed, 3); err != nil || len(got) == 0 || got[0] != want {
			t.Errorf("%s: %q, %v, want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "？", "xyzq", "量子", strings.Repeat("土", 500), "\xff"} {
		if got, err := x.Suggest(typed, 3); err != nil || len(got) != 0 {
			t.Errorf("%s: %q, %v", typed, got, err)
		}
	}
	all, err := x.Suggest("中", 100)
	if few, _ := x.Suggest("中", 2); err != nil || len(all) < 3 || !slices.Equal(few, all[:2]) {
		t.Errorf("%q of %q, %v", few, all, err)
	}
	if all[0] != "中华人民共和国行政处罚法" {
		t.Errorf("the law that the others cite does not come first: %q", all)
	}
	if !slices.Equal(all, slices.Compact(slices.Clone(all))) {
		t.Errorf("a law comes twice: %q", all)
	}
}

func TestNear(t *testing.T) {
	t.Parallel()
	x := shelfOfLaws(t)
	for question, want := range map[string]Near{
		"土地成包法":     {"中华人民共和国农村土地承包法", ""},
		"土地程包法第十八条": {"中华人民共和国农村土地承包法", "第十八条"},
		"行政处发法 第3条": {"中华人民共和国行政处罚法", "第3条"},
		"村民委员组织法":   {"中华人民共和国村民委员会组织法", ""},
		"商业银航法":     {"中华人民共和国商业银行法", ""},
		"云溪镇耕地地力保户补帖发放办法（示例）": {"云溪镇耕地地力保护补贴发放办法（示例）", ""},
	} {
		got, err := x.Near(question, 3)
		if err != nil || len(got) == 0 || got[0] != want {
			t.Errorf("%s: %+v, %v, want %+v", question, got, err, want)
		}
	}
	for _, question := range []string{"", "法", "土地承包法", "土地承包法第十八条", "流转出去的地，补贴该给谁", strings.Repeat("土地成包法", 30)} {
		if got, err := x.Near(question, 3); err != nil || len(got) != 0 {
			t.Errorf("%s: %+v, %v", question, got, err)
		}
	}
}

// TestDistance compares the banded distance with the unbounded one, on the same pairs in both directions.
func TestDistance(t *testing.T) {
	t.Parallel()
	readings := make(map[rune][]string)
	for _, pair := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"甲乙", "甲乙", 0}, {"甲", "", 2}, {"甲乙丙", "甲丙", 2}, {"银行", "银航", 1}, {"银行", "银型", 1}, {"甲乙丙丁", "戊己庚辛", 8}, {"承包", "成保", 2}} {
		a, b := spell(pair.a, readings), spell(pair.b, readings)
		if there, back := distance(a, b, 100), distance(b, a, 100); there != pair.want || back != pair.want {
			t.Errorf("%s and %s: %d and %d, want %d", pair.a, pair.b, there, back, pair.want)
		}
		if got := distance(a, b, 1); got != pair.want && got <= 1 {
			t.Errorf("%s and %s within 1: %d", pair.a, pair.b, got)
		}
	}
}

func TestNamesWithoutAnIndex(t *testing.T) {
	t.Parallel()
	x := open(t, t.TempDir())
	_, suggested := x.Suggest("土地", 3)
	_, near := x.Near("土地成包法", 3)
	if !fault.Is(suggested, fault.Busy) || !fault.Is(near, fault.Busy) {
		t.Errorf("got %v and %v, want busy failures", suggested, near)
	}
}

// BenchmarkSuggest types over 5,000 names.
func BenchmarkSuggest(b *testing.B) {
	readings := make(map[rune][]string)
	book := new(namebook)
	for i := range 5000 {
		name := "云溪镇" + inChinese(i+1) + "号耕地地力保护补贴发放办法"
		book.names = append(book.names, namedLaw{name: name, spelled: spell(name, readings), titles: []string{name}})
	}
	for _, typed := range []string{"补贴", "gdbt", "butiefafang", "土地成包法"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				book.suggest(typed, 8)
			}
		})
	}
	b.Run("near", func(b *testing.B) {
		for b.Loop() {
			book.near("云溪镇三百号耕地地力保护补帖发放办法", 3)
		}
	})
}
