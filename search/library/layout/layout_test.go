package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// printed sets lines of 10-point letters on A4 pages, 16 points apart; a line is its indent in letters and its text.
func printed(lines ...string) Page {
	p := Page{Width: 595, Height: 842}
	for i, l := range lines {
		text := strings.TrimLeft(l, "_")
		x := 100 + float64(len(l)-len(text))*10
		for j, r := range []rune(text) {
			p.Runs = append(p.Runs, Run{Text: string(r), X: x + float64(j)*10, Y: 150 + float64(i)*16, W: 10, H: 10})
		}
	}
	return p
}

func texts(paragraphs []Paragraph) []string {
	found := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		found[i] = p.Text
	}
	return found
}

const full = "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸" // a line from margin to margin

func TestLinesJoinToParagraphs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		pages []Page
		want  []string
	}{
		{"indented paragraphs", []Page{printed("__第一段"+full[:16*3], full, "完。", "__第二段")}, []string{"第一段" + full[:16*3] + full + "完。", "第二段"}},
		{"a short line ends one", []Page{printed(full, "完。", full, "终。")}, []string{full + "完。", full + "终。"}},
		{"over the page", []Page{printed("__"+full[:54], full), printed("续。", "__另起")}, []string{full[:54] + full + "续。", "另起"}},
		{"an article without indent", []Page{printed(full, full[:57]+"。", "第二条　丙")}, []string{full + full[:57] + "。", "第二条　丙"}},
		{"an article that is only named", []Page{printed(full, "第二条　丙")}, []string{full + "第二条　丙"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := texts(Paragraphs(c.pages)); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestBlanksBetweenWords(t *testing.T) {
	t.Parallel()
	p := Page{Width: 595, Height: 842, Runs: []Run{
		{Text: "PDF", X: 100, Y: 200, W: 20, H: 10}, {Text: "text", X: 124, Y: 200, W: 20, H: 10}, {Text: "文", X: 146, Y: 200, W: 10, H: 10},
		{Text: "表", X: 190, Y: 201, W: 10, H: 10}, {Text: "表", X: 190.5, Y: 201, W: 10, H: 10},
	}}
	if got := texts(Paragraphs([]Page{p})); !slices.Equal(got, []string{"PDF text文　表"}) {
		t.Errorf("got %q", got)
	}
}

func TestTitlesStandAlone(t *testing.T) {
	t.Parallel()
	p := printed("", "", "", full, "完。")
	for i, line := range []string{"关于开展秋冬季农田水利", "建设的通知"} {
		n := float64(len([]rune(line)))
		p.Runs = append(p.Runs, Run{Text: line, X: 297 - n*10, Y: 90 + float64(i)*24, W: n * 20, H: 20})
	}
	got := Paragraphs([]Page{p})
	if len(got) != 2 || !got[0].Title || got[0].Text != "关于开展秋冬季农田水利建设的通知" || got[0].Size != 2 || got[1].Title {
		t.Errorf("got %+v", got)
	}
}

func TestFurnitureIsLeftOut(t *testing.T) {
	t.Parallel()
	var pages []Page
	for i, number := range []string{"— 1 —", "第2页 共4页", "3", "4/4"} {
		p := printed("__正文" + number)
		p.Runs = append(p.Runs, Run{Text: fmt.Sprintf("临澜县公报2026年第%d期", i), X: 100, Y: 20, W: 120, H: 8},
			Run{Text: number, X: 290, Y: 810, W: 20, H: 8})
		pages = append(pages, p)
	}
	for _, text := range texts(Paragraphs(pages)) {
		if !strings.HasPrefix(text, "正文") {
			t.Errorf("%q is no text of the document", text)
		}
	}
	if got := texts(Paragraphs(pages[:1])); len(got) != 2 {
		t.Errorf("a head line that stands once is kept, got %q", got)
	}
}

// TestNoLetterIsLost sets any letters at any places off the margins and looks for them in the paragraphs.
func TestNoLetterIsLost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := map[rune]int{}
		var pages []Page
		letter := '一'
		for range rapid.IntRange(1, 3).Draw(t, "pages") {
			p := Page{Width: 500, Height: 800}
			for range rapid.IntRange(0, 30).Draw(t, "runs") {
				letter++
				want[letter]++
				p.Runs = append(p.Runs, Run{
					Text: string(letter), X: rapid.Float64Range(-50, 600).Draw(t, "x"), Y: rapid.Float64Range(100, 680).Draw(t, "y"),
					W: rapid.Float64Range(0, 30).Draw(t, "w"), H: rapid.Float64Range(0, 40).Draw(t, "h"),
				})
			}
			pages = append(pages, p)
		}
		got := map[rune]int{}
		for _, r := range strings.Join(texts(Paragraphs(pages)), "") {
			if !unicode.IsSpace(r) {
				got[r]++
			}
		}
		for r, n := range want {
			if got[r] != n {
				t.Fatalf("%c stands there %d times, want %d", r, got[r], n)
			}
		}
	})
}
