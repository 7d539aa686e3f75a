package quiz

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func ordering(texts ...string) Question {
	q := Question{ID: 1, Kind: Ordering, Text: "按先后排列"}
	for _, text := range texts {
		q.Options = append(q.Options, Option{Text: text})
	}
	return q
}

func matching(prompts []string, options ...string) Question {
	q := ordering(options...)
	q.Kind, q.Prompts = Matching, prompts
	return q
}

func TestScore(t *testing.T) {
	t.Parallel()
	many := Question{Kind: MultipleChoice, Options: []Option{{Text: "甲", Correct: true}, {Text: "乙"}, {Text: "丙", Correct: true}, {Text: "丁", Correct: true}}}
	order := ordering("公告", "勘测", "补偿")
	match := matching([]string{"三十年", "四十年"}, "耕地", "草地", "林地")
	cases := []struct {
		name     string
		question Question
		answer   Answer
		rule     Partial
		want     string // of 2 points
	}{
		{"all right", many, Answer{Chosen: []int{3, 0, 2}}, AllOrNothing, "2"},
		{"one left out", many, Answer{Chosen: []int{0, 2}}, AllOrNothing, "0"},
		{"one left out, half", many, Answer{Chosen: []int{0, 2}}, HalfForSome, "1"},
		{"one left out, share", many, Answer{Chosen: []int{0, 2}}, ShareForEach, "1.33"},
		{"one wrong, share", many, Answer{Chosen: []int{0, 1, 2, 3}}, ShareForEach, "0"},
		{"one wrong, half", many, Answer{Chosen: []int{0, 1}}, HalfForSome, "0"},
		{"not an option", many, Answer{Chosen: []int{7}}, ShareForEach, "0"},
		{"single", single(1, "题"), Answer{Chosen: []int{0}}, ShareForEach, "2"},
		{"single wrong", single(1, "题"), Answer{Chosen: []int{1}}, ShareForEach, "0"},
		{"ordered", order, Answer{Placed: []int{1, 2, 3}}, AllOrNothing, "2"},
		{"two exchanged", order, Answer{Placed: []int{2, 1, 3}}, AllOrNothing, "0"},
		{"two exchanged, share", order, Answer{Placed: []int{2, 1, 3}}, ShareForEach, "0.66"},
		{"two exchanged, half is for choices", order, Answer{Placed: []int{2, 1, 3}}, HalfForSome, "0"},
		{"one place twice", order, Answer{Placed: []int{1, 1, 1}}, ShareForEach, "0.66"},
		{"too few places", order, Answer{Placed: []int{1, 2}}, ShareForEach, "0"},
		{"matched", match, Answer{Placed: []int{1, 2}}, AllOrNothing, "2"},
		{"one matched", match, Answer{Placed: []int{1, 3}}, ShareForEach, "1"},
		{"one left open", match, Answer{Placed: []int{1, 0}}, ShareForEach, "1"},
		{"nothing placed", match, Answer{Placed: []int{0, 0}}, ShareForEach, "0"},
		{"written", Question{Kind: ShortAnswer}, Answer{Text: "先公告"}, ShareForEach, "0"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			// 0.66, for a third is rounded down.
			if got := Score(c.question, c.answer, 2*PointsPerWhole, c.rule).String(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestPointsString(t *testing.T) {
	t.Parallel()
	for points, want := range map[Points]string{0: "0", 5: "0.05", 50: "0.5", 300: "3", 1250: "12.5", 10000: "100", -150: "-1.5"} {
		if got := points.String(); got != want {
			t.Errorf("%d: got %s, want %s", int64(points), got, want)
		}
	}
}

// drawQuestion draws a valid question of a kind that the program grades by options.
func drawQuestion(t *rapid.T) Question {
	kind := rapid.SampledFrom([]Kind{SingleChoice, MultipleChoice, TrueFalse, Ordering, Matching}).Draw(t, "kind")
	q := Question{ID: 1, Kind: kind, Text: "题干"}
	if kind == TrueFalse {
		q.Options = TrueFalseOptions(rapid.Bool().Draw(t, "true"))
		return q
	}
	n := rapid.IntRange(3, MaxOptions).Draw(t, "options")
	for i := range n {
		q.Options = append(q.Options, Option{Text: string(rune('甲' + i))})
	}
	switch kind {
	case Matching:
		for i := range rapid.IntRange(2, n).Draw(t, "prompts") {
			q.Prompts = append(q.Prompts, string(rune('子'+i)))
		}
	case SingleChoice:
		q.Options[rapid.IntRange(0, n-1).Draw(t, "correct")].Correct = true
	case MultipleChoice:
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 1, n, rapid.ID).Draw(t, "correct") {
			q.Options[i].Correct = true
		}
	}
	return q
}

func drawAnswer(t *rapid.T, q Question) Answer {
	position := rapid.IntRange(-1, len(q.Options)+1)
	if q.Kind.Arranged() {
		return Answer{Placed: rapid.SliceOfN(position, 0, q.places()+1).Draw(t, "placed")}
	}
	return Answer{Chosen: rapid.SliceOfN(position, 0, len(q.Options)+1).Draw(t, "chosen")}
}

func TestScoreStaysWithinBounds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t)
		if err := q.Validate(); err != nil {
			t.Fatalf("the question drawn is not valid: %v", err)
		}
		full := Points(rapid.Int64Range(0, 100_00).Draw(t, "full"))
		rule := rapid.SampledFrom(Partials()).Draw(t, "rule")
		a := drawAnswer(t, q)
		score := Score(q, a, full, rule)
		if score < 0 || score > full {
			t.Errorf("%v of %v", score, full)
		}
		if strict := Score(q, a, full, AllOrNothing); strict > score {
			t.Errorf("all or nothing gives %v, more than %s with %v", strict, rule, score)
		}
	})
}

func TestOrderOfOptionsIsIrrelevantToTheScore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t)
		if !q.Kind.Chosen() || q.Kind == TrueFalse {
			t.Skip("only choices have an order to change")
		}
		a := drawAnswer(t, q)
		rule := rapid.SampledFrom(Partials()).Draw(t, "rule")
		order := rapid.Permutation(indices(len(q.Options))).Draw(t, "order")
		moved := q.frozen()
		for to, from := range order {
			moved.Options[to] = q.Options[from]
		}
		var chosen []int
		for _, from := range a.Chosen {
			if to := slices.Index(order, from); to >= 0 {
				from = to
			}
			chosen = append(chosen, from)
		}
		before, after := Score(q, a, 200, rule), Score(moved, Answer{Chosen: chosen}, 200, rule)
		if before != after {
			t.Errorf("%v before, %v with the options moved by %v", before, after, order)
		}
	})
}

func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}
