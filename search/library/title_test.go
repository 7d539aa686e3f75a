package library

import (
	"slices"
	"testing"
)

func TestTitlesOfOneWork(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"中华人民共和国农村土地承包法", "农村土地承包法", "农村土地承包法（2018年修正）", "农村土地承包法(2018修订本)"},
		{"最高人民法院、最高人民检察院关于办理案件的解释", "最高人民法院 最高人民检察院关于办理案件的解释"},
		{"最高人民法院关于适用《中华人民共和国民法典》的解释（一）", "最高人民法院关于适用〈民法典〉的解释(一)"},
	} {
		for _, title := range same {
			if titleKey(title) != titleKey(same[0]) {
				t.Errorf("%q is another work than %q", title, same[0])
			}
		}
	}
	for _, other := range [][2]string{
		{"临澜县干部学时认定办法", "临澜县干部学时认定办法（试行）"},
		{"云溪镇防汛应急预案", "云溪镇防汛应急预案（示例）"},
		{"宪法修正案（1999年）", "宪法修正案（2004年）"},
		{"刑法修正案（二）", "刑法修正案（三）"},
	} {
		if titleKey(other[0]) == titleKey(other[1]) {
			t.Errorf("%q and %q are taken for one work", other[0], other[1])
		}
	}
}

func TestNumberKey(t *testing.T) {
	t.Parallel()
	for _, same := range []string{"临农联发[2026]8号", "临农联发（2026）8号", "临农联发〔2026〕第8号", " 临农联发〔２０２６〕8号"} {
		if got := numberKey(same); got != numberKey("临农联发〔2026〕8号") {
			t.Errorf("numberKey(%q) = %q", same, got)
		}
	}
	if numberKey("临农联发〔2026〕8号") == numberKey("临农联发〔2024〕8号") {
		t.Error("the year makes no difference")
	}
}

func TestQuotations(t *testing.T) {
	t.Parallel()
	text := "《甲办法》（临政发〔2020〕1号）、《关于适用《乙法》的解释》和《丙条例》（试行），》《没有写完"
	var titles, numbers []string
	for _, q := range quotations(text) {
		titles, numbers = append(titles, q.title), append(numbers, q.number)
	}
	if want := []string{"甲办法", "关于适用《乙法》的解释", "丙条例"}; !slices.Equal(titles, want) {
		t.Errorf("titles %q, want %q", titles, want)
	}
	if want := []string{"临政发〔2020〕1号", "", ""}; !slices.Equal(numbers, want) {
		t.Errorf("numbers %q, want %q", numbers, want)
	}
}

func TestCite(t *testing.T) {
	t.Parallel()
	law := Document{Title: "中华人民共和国农村土地承包法", ShortName: "农村土地承包法"}
	notice := Document{Title: "关于实施《甲办法》的通知"}
	for want, got := range map[string]string{
		"《农村土地承包法》第三十六条":      Cite(law, Article{Number: "第三十六条"}),
		"《农村土地承包法》“序言”":       Cite(law, Article{Title: "序言"}),
		"《农村土地承包法》":           Cite(law, Article{}),
		"《关于实施〈甲办法〉的通知》第二部分":  Cite(notice, Article{Number: "二、"}),
		"《关于实施〈甲办法〉的通知》“（一）”": Cite(notice, Article{Title: "（一）"}),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
