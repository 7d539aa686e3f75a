package search

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"pairs and characters", "土地法", []string{"土", "土地", "地", "地法", "法"}},
		{"punctuation parts", "土地，法", []string{"土", "土地", "地", "法"}},
		{"words", "GB 18030版", []string{"gb", "18030", "版"}},
		{"digits in Chinese", "满18岁", []string{"满", "18", "岁"}},
		{"traditional", "農地", []string{"农", "农地", "地"}},
		{"nothing", "（，。）", nil},
		{"long word", strings.Repeat("x", 50), []string{strings.Repeat("x", maxWord)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			text := fold(test.text)
			for tok := range tokens(text) {
				got = append(got, string(text[tok.at:tok.at+tok.runes]))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if n := countTokens(test.text); n != len(test.want) {
				t.Errorf("counted %d, want %d", n, len(test.want))
			}
		})
	}
}

func TestTokensStayInText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := fold(rapid.String().Draw(t, "text"))
		last := -1
		for tok := range tokens(text) {
			if tok.at < last || tok.runes < 1 || tok.at+tok.runes > len(text) {
				t.Fatalf("token %+v after %d in %d runes", tok, last, len(text))
			}
			last = tok.at
		}
	})
}
