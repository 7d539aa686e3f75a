package library

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNumeral(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct{ value, length int }{
		"十八条":     {18, len("十八")},
		"18条":     {18, 2},
		"１８条":     {18, len("１８")},
		"一百零八":    {108, len("一百零八")},
		"一千二百六十条": {1260, len("一千二百六十")},
		"二〇一八年":   {2018, len("二〇一八")},
		"一九八○年":   {1980, len("一九八○")},
		"两年":      {2, len("两")},
		"十":       {10, len("十")},
		"年":       {0, 0},
		"":        {0, 0},
		"999999":  {0, 0},
		"九九九九九九":  {0, 0},
	} {
		if value, length := numeral(text); value != want.value || length != want.length {
			t.Errorf("numeral(%q) = %d, %d, want %d, %d", text, value, length, want.value, want.length)
		}
	}
}

// chinese writes a number below 10000 in Chinese, the inverse of numeral.
func chinese(n int) string {
	var b strings.Builder
	zero := false
	for _, unit := range []struct {
		value int
		name  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		switch figure := n / unit.value % 10; {
		case figure > 0:
			if zero {
				b.WriteString("零")
			}
			zero = false
			b.WriteString(string([]rune(figures)[figure]) + unit.name)
		case b.Len() > 0:
			zero = true
		}
	}
	return b.String()
}

func TestNumeralReadsWhatIsWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9999).Draw(t, "n")
		written := chinese(n)
		if value, length := numeral(written + "条"); value != n || length != len(written) {
			t.Fatalf("numeral(%q) = %d, %d, want %d", written, value, length, n)
		}
	})
}

func TestReadArticleNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		key  string
		rest string
	}{
		"第十条 为了":      {"10", " 为了"},
		"第一百二十条之一 本":  {"120-1", " 本"},
		"第 5 条　通知":    {"5", "　通知"},
		"第三十六条的规定":    {"36", "的规定"},
		"第十条之后":       {"10", "之后"},
		"第十章 附则":      {"", "第十章 附则"},
		"第条":          {"", "第条"},
		"根据第十条":       {"", "根据第十条"},
		"第零条 没有这样的条":  {"", "第零条 没有这样的条"},
		"第十条第二款规定的情形": {"10", "第二款规定的情形"},
	} {
		n, length := readArticleNumber(text)
		key := ""
		if length > 0 {
			key = n.key()
		}
		if key != want.key || text[length:] != want.rest {
			t.Errorf("readArticleNumber(%q) = %q, rest %q, want %q, %q", text, key, text[length:], want.key, want.rest)
		}
	}
}

func TestArticleNumberFollows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n, before articleNumber
		want      bool
	}{
		{articleNumber{main: 1}, articleNumber{}, true},
		{articleNumber{main: 10}, articleNumber{main: 9}, true},
		{articleNumber{main: 10, inserted: 1}, articleNumber{main: 10}, true},
		{articleNumber{main: 10, inserted: 2}, articleNumber{main: 10, inserted: 1}, true},
		{articleNumber{main: 11}, articleNumber{main: 10, inserted: 2}, true},
		{articleNumber{main: 12}, articleNumber{main: 10}, false},
		{articleNumber{main: 10, inserted: 2}, articleNumber{main: 10}, false},
	} {
		if got := c.n.follows(c.before); got != c.want {
			t.Errorf("%v follows %v = %v", c.n, c.before, got)
		}
	}
}
