package search

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestArticleNumber(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text, key string
		runes     int
	}{
		{"第十八条规定", "18", 4},
		{"第18条", "18", 4},
		{"18条", "18", 3},
		{"十八条", "18", 3},
		{"第一百二十条之一", "120-1", 8},
		{"第一百二十条之外", "120", 6},
		{"第一二〇条", "120", 5},
		{"第两百条", "200", 4},
		{"第百条", "100", 3},
		{"第条", "", 0},
		{"第零条", "", 0},
		{"第十八章", "", 0},
		{"十八", "", 0},
		{"第99999999999999999999条", "", 0},
		{"", "", 0},
	} {
		t.Run(test.text, func(t *testing.T) {
			t.Parallel()
			key, runes := articleNumber(fold(test.text))
			if key != test.key || runes != test.runes {
				t.Errorf("got %q in %d runes, want %q in %d", key, runes, test.key, test.runes)
			}
		})
	}
}

func TestNumeralReadsWhatLawsWrite(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9999).Draw(t, "number")
		for _, text := range []string{"第" + inChinese(n) + "条", fmt.Sprintf("第%d条", n)} {
			if got := numberKey(text); got != fmt.Sprint(n) {
				t.Fatalf("%s reads as %q", text, got)
			}
		}
	})
}
