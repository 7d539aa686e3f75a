package document

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
)

// square is a font whose Chinese characters are one wide and whose others are half as wide.
func square(r rune) float64 {
	if r < utf8.RuneSelf {
		return 0.5
	}
	return 1
}

func TestLinesBreakWherePunctuationAllows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		indent     float64
		want       []string
	}{
		{"short", "学习", 0, []string{"学习"}},
		{"nothing", "", 0, []string{""}},
		{"indented", "一二三四五六七八九", 2, []string{"一二三四五六", "七八九"}},
		{"no comma begins a line", "一二三四五六七八，九", 0, []string{"一二三四五六七", "八，九"}},
		{"two marks", "一二三四五六七八”，九", 0, []string{"一二三四五六七", "八”，九"}},
		{"no bracket ends a line", "一二三四五六七（八）", 0, []string{"一二三四五六七", "（八）"}},
		{"numbers stay together", "一二三四五六2026年", 0, []string{"一二三四五六2026", "年"}},
		{"a number that does not fit moves", "一二三四五六七2026年", 0, []string{"一二三四五六七", "2026年"}},
		{"a long word is cut", strings.Repeat("a", 20), 0, []string{strings.Repeat("a", 16), "aaaa"}},
		{"line breaks count", "一\n二", 2, []string{"一", "二"}},
		{"only marks", "，，，，，，，，，，", 0, []string{"，，，，，，，，", "，，"}},
	} {
		if got := breakLines(c.text, c.indent, 8, square); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestNoLineIsTooLongAndNoCharacterIsLost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"学", "，", "（", "”", "a", "2", "。", "."})).Draw(t, "text"), "")
		indent := float64(rapid.IntRange(0, 4).Draw(t, "indent"))
		set := breakLines(text, indent, 8, square)
		if strings.Join(set, "") != text {
			t.Fatalf("%q became %q", text, set)
		}
		for n, line := range set {
			room := 8.0
			if n == 0 {
				room -= indent
			}
			if total(line, square) > room {
				t.Errorf("line %q is longer than %v", line, room)
			}
		}
	})
}

func TestHeadingsAreNumberedAsTheStandardSays(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 100: "100"} {
		if got := numeral(n); got != want {
			t.Errorf("numeral(%d) = %s, want %s", n, got, want)
		}
	}
	if got := number(2, 3) + number(3, 3); got != "（三）3." {
		t.Errorf("number gives %s", got)
	}
}

// TestWhoSignsAndWhen follows section 7.3.5.2: what ends last ends two characters from the edge.
func TestWhoSignsAndWhen(t *testing.T) {
	t.Parallel()
	on := calendar.Date(20260905) // 2026年9月5日: 6 characters wide
	for _, c := range []struct {
		sign       string
		name, date float64
	}{
		{"中共云溪镇委员会", 18, 20}, // 8 characters: both end at 26
		{"云溪镇学习型机关建设领导小组", 12, 14},
		{"镇党委", 18, 20}, // the date is longer
	} {
		got := Document{Sign: c.sign, On: on}.signatures()
		if len(got) != 3 || got[1].indent != c.name || got[2].indent != c.date {
			t.Errorf("%s: %+v, want %v and %v", c.sign, got, c.name, c.date)
		}
	}
	if got := (Document{}).signatures(); got != nil {
		t.Errorf("nobody signs: %+v", got)
	}
}
