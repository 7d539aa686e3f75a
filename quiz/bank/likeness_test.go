package bank

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/quiz"
)

func TestFingerprint(t *testing.T) {
	t.Parallel()
	base := single("耕地的承包期为（ ）年。", "1.5 倍", "30", "50")
	matching := func(prompts, options string) quiz.Question {
		q := quiz.Question{Kind: quiz.Matching, Text: "连线", Prompts: strings.Fields(prompts)}
		for _, o := range strings.Fields(options) {
			q.Options = append(q.Options, quiz.Option{Text: o})
		}
		return q
	}
	cases := []struct {
		name string
		a, b quiz.Question
		same bool
	}{
		{"another key", base, quiz.Question{Kind: quiz.MultipleChoice, Text: base.Text, Options: []quiz.Option{{Text: "50"}, {Text: "30", Correct: true}, {Text: "1.5倍", Correct: true}}}, true},
		{"width, case, spaces, end", single("ＡＢc 题", "甲", "乙"), single("“abC题？”", "乙", "甲 "), true},
		{"script", single("農村土地", "甲", "乙"), single("农村土地", "甲", "乙"), true},
		{"another option", base, single("耕地的承包期为（ ）年。", "1.5 倍", "30", "70"), false},
		{"a point within a number", single("题", "1.5", "2"), single("题", "15", "2"), false},
		{"a sign", single("题", "-5", "5"), single("题", "5", "+5"), false},
		{"a longer blank", quiz.Question{Kind: quiz.FillIn, Text: "由__定"}, quiz.Question{Kind: quiz.FillIn, Text: "由 ____ 定"}, true},
		{"pairs in another order", matching("一 二", "甲 乙"), matching("二 一", "乙 甲"), true},
		{"other pairs", matching("一 二", "甲 乙"), matching("一 三", "甲 乙"), false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if same := Fingerprint(c.a) == Fingerprint(c.b); same != c.same {
				t.Errorf("the same: %v", same)
			}
		})
	}
}

func TestShare(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"甲乙", "", 0}, {"甲乙丙", "甲乙丙", 100}, {"甲乙丙丁", "甲乙", 33}, {"甲乙丙", "丙乙甲", 0}, {"甲乙甲乙", "甲乙甲", 100},
	} {
		if got := share(bigrams(c.a), bigrams(c.b)); got != c.want {
			t.Errorf("%q and %q share %d of a hundred, want %d", c.a, c.b, got, c.want)
		}
	}
}

// TestSimhashFindsNearTexts measures how well the simhash chooses what is compared: of texts that share four fifths of
// their pairs few may be missed, of unrelated ones few may be compared.
func TestSimhashFindsNearTexts(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 1))
	text := func() []rune {
		runes := make([]rune, 40+random.IntN(80))
		for i := range runes {
			runes[i] = rune(0x4e00 + random.IntN(3000))
		}
		return runes
	}
	const trials = 2000
	near, missed, compared := 0, 0, 0
	for range trials {
		a, other := text(), text()
		b := slices.Clone(a)
		for range len(a) / 20 { // each takes two pairs away and brings two
			b[random.IntN(len(b))] = '改'
		}
		if share(bigrams(string(a)), bigrams(string(b))) < NearShare {
			continue
		}
		near++
		if !simhashOf(bigrams(string(a))).near(simhashOf(bigrams(string(b)))) {
			missed++
		}
		if simhashOf(bigrams(string(a))).near(simhashOf(bigrams(string(other)))) {
			compared++
		}
	}
	if near < trials/2 || missed > near/50 || compared > near/100 {
		t.Errorf("of %d near pairs %d were missed, and %d others compared", near, missed, compared)
	}
}

func TestLettersAreFoldedOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		once := letters(text)
		if letters(once) != once || strings.ContainsAny(once, "%_ \n") {
			t.Fatalf("letters of %q: %q", text, once)
		}
	})
}
