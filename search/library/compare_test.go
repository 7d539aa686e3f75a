package library

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// cut cuts a text without front part.
func cut(text string) []Article { return compile(plainLines(text), false) }

// marks writes stretches with the marked ones in brackets.
func marks(stretches []Stretch) string {
	var b strings.Builder
	for _, s := range stretches {
		if s.Marked {
			fmt.Fprintf(&b, "[%s]", s.Text)
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func table(pairs []Pair) string {
	var b strings.Builder
	for _, p := range pairs {
		number := func(a *Article) string {
			if a == nil {
				return "-"
			}
			return a.Number
		}
		fmt.Fprintf(&b, "%s %s>%s", p.Change, number(p.Old), number(p.New))
		if p.Change == Changed {
			fmt.Fprintf(&b, " %s > %s", marks(p.OldText), marks(p.NewText))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestCompare(t *testing.T) {
	t.Parallel()
	old := cut("第一条 为规范土地经营权流转，制定本办法。\n第二条 流转应当依法、自愿、有偿，由村集体统一组织。\n第三条 流转期限不得超过承包期的剩余期限。\n" +
		"第四条 流转合同签订后三十日内报乡镇人民政府备案。\n第五条 村集体可以收取服务费。\n第六条 本办法自2021年9月1日起施行。")
	new := cut("第一条 为规范土地经营权流转，制定本办法。\n第二条 流转应当依法、自愿、有偿，任何组织和个人不得强迫。\n第三条 补贴的归属由合同约定。\n" +
		"第四条 流转期限不得超过承包期的剩余期限。\n第五条 流转合同签订后十五日内报乡镇人民政府备案，可以网上办理。\n第六条 本办法自2025年7月1日起施行。")
	want := `same 第一条>第一条
changed 第二条>第二条 流转应当依法、自愿、有偿，[由村集体统一]组织。 > 流转应当依法、自愿、有偿，[任何]组织[和个人不得强迫]。
added ->第三条
same 第三条>第四条
changed 第四条>第五条 流转合同签订后[三十]日内报乡镇人民政府备案。 > 流转合同签订后[十五]日内报乡镇人民政府备案[，可以网上办理]。
removed 第五条>-
changed 第六条>第六条 本办法自[2021年9]月1日起施行。 > 本办法自[2025年7]月1日起施行。
`
	pairs := Compare(old, new)
	if got := table(pairs); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !pairs[3].Renumbered() || pairs[0].Renumbered() || pairs[2].Renumbered() {
		t.Error("only the third article has another number")
	}
	for _, p := range Compare(old, old) {
		if p.Change != Same || p.Renumbered() || strings.Contains(marks(p.OldText)+marks(p.NewText), "[") {
			t.Errorf("a version differs from itself: %+v", p)
		}
	}
}

// checkPairs compares two versions and checks what always holds: every article stands in one pair, its stretches are its
// text, and what is not marked stands in both.
func checkPairs(t interface{ Errorf(string, ...any) }, old, new []Article) []Pair {
	pairs := Compare(old, new)
	olds, news := 0, 0
	plain := func(stretches []Stretch, marked bool) string {
		var b strings.Builder
		for _, s := range stretches {
			if marked || !s.Marked {
				b.WriteString(s.Text)
			}
		}
		return b.String()
	}
	for _, p := range pairs {
		if p.Old != nil {
			olds++
			if plain(p.OldText, true) != p.Old.Text {
				t.Errorf("stretches of %s are not its text", p.Old.Number)
			}
		}
		if p.New != nil {
			news++
			if plain(p.NewText, true) != p.New.Text {
				t.Errorf("stretches of new %s are not its text", p.New.Number)
			}
		}
		if plain(p.OldText, false) != plain(p.NewText, false) {
			t.Errorf("%q and %q are not marked and differ", plain(p.OldText, false), plain(p.NewText, false))
		}
		if (p.Change == Added) != (p.Old == nil) || (p.Change == Removed) != (p.New == nil) {
			t.Errorf("%s of %v and %v", p.Change, p.Old, p.New)
		}
	}
	if olds != len(old) || news != len(new) {
		t.Errorf("%d of %d old and %d of %d new articles stand in pairs", olds, len(old), news, len(new))
	}
	return pairs
}

func TestCompareKeepsEveryArticle(t *testing.T) {
	t.Parallel()
	article := rapid.Custom(func(t *rapid.T) Article {
		return Article{Number: rapid.SampledFrom([]string{"", "第一条", "第二条", "第三条"}).Draw(t, "number"), Anchor: "s",
			Text: rapid.StringOfN(rapid.SampledFrom([]rune("甲乙丙，。\n")), 0, 12, -1).Draw(t, "text")}
	})
	rapid.Check(t, func(t *rapid.T) {
		checkPairs(t, rapid.SliceOfN(article, 0, 6).Draw(t, "old"), rapid.SliceOfN(article, 0, 6).Draw(t, "new"))
	})
}

func TestCompareIsBounded(t *testing.T) {
	t.Parallel()
	old, new := make([]Article, maxArticles), make([]Article, maxArticles)
	for i := range old {
		old[i] = Article{Number: fmt.Sprint(i), Text: strings.Repeat(fmt.Sprintf("甲乙丙丁%c", '一'+i), 20)}
		new[i] = Article{Number: fmt.Sprint(-i), Text: strings.Repeat(fmt.Sprintf("甲乙丙丁%c戊", '一'+i), 20)}
	}
	old[0].Text, new[0].Text = strings.Repeat("子丑", maxText/6), strings.Repeat("寅卯", maxText/6)
	start := time.Now()
	checkPairs(t, old, new)
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
}

// TestCompareRealLaws compares two real versions of the same law each.
func TestCompareRealLaws(t *testing.T) {
	t.Parallel()
	laws := sharedLaws(t)
	for _, c := range []struct {
		old, new string
		holds    string // a row that a reader of both would write down
	}{
		{"畜牧法(2015-04-24).md", "畜牧法(2022-10-30).md", "changed 第七十三条>第九十四条 本法自[2006年7]月1日起施行。 > 本法自[2023年3]月1日起施行。"},
		{"公司法(2018-10-26).md", "公司法(2023-12-29).md", "added ->第二百二十五条"},
	} {
		t.Run(c.new, func(t *testing.T) {
			t.Parallel()
			read := func(name string) []Article {
				found, err := filepath.Glob(filepath.Join(laws, "*", name))
				if err != nil || len(found) == 0 {
					t.Skipf("%s is not there", name)
				}
				b, err := os.ReadFile(found[0])
				if err != nil {
					t.Fatal(err)
				}
				parsed, problems := readFile(t, name, b)
				if len(problems) > 0 {
					t.Fatal(problems)
				}
				return parsed.Articles
			}
			old, new := read(c.old), read(c.new)
			pairs := checkPairs(t, old, new)
			count := map[Change]int{}
			for _, p := range pairs {
				count[p.Change]++
			}
			t.Logf("%d and %d articles: %v", len(old), len(new), count)
			if !strings.Contains(table(pairs), c.holds) {
				t.Errorf("%q is missing in\n%s", c.holds, table(pairs))
			}
		})
	}
}
