package statistics

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/quiz"
)

// near compares with what was calculated by hand to four places; NaN equals NaN.
func near(a, b float64) bool { return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) < 5e-5 }

// answered returns a response to a single choice of which the first option is right.
func answered(option int, rest float64) Response {
	r := Response{Chosen: []int{option}, Full: 200, Rest: rest}
	if option == 0 {
		r.Score = 200
	}
	return r
}

func choice() quiz.Question {
	return quiz.Question{Kind: quiz.SingleChoice, Text: "题", Options: []quiz.Option{{Text: "甲", Correct: true}, {Text: "乙"}, {Text: "丙"}}}
}

// TestByHand holds the figures against a calculation on paper. Five persons with the rest scores 0.9, 0.8, 0.6, 0.4, 0.3
// answer right, right, right, wrong, wrong: p = 3/5; M₁ = 2.3/3 = 0.76667, M₀ = 0.35; the mean rest is 0.6, its variance
// (0.09 + 0.04 + 0 + 0.04 + 0.09)/5 = 0.052, σ = 0.228035; r = 0.416667/0.228035 · √0.24 = 0.8951.
func TestByHand(t *testing.T) {
	t.Parallel()
	responses := []Response{answered(0, 0.9), answered(0, 0.8), answered(0, 0.6), answered(1, 0.4), answered(2, 0.3)}
	item := Analyse(choice(), responses)
	if item.Responses != 5 || !near(item.Facility, 0.6) || !near(item.Discrimination, 0.8951) {
		t.Errorf("item %+v", item)
	}
	// choosing 乙: (0.4 − 0.65)/0.228035 · √(0.2·0.8) = −0.4385; choosing 丙: (0.3 − 0.675)/0.228035 · 0.4 = −0.6578
	want := []Distractor{{true, 3, 0.6, 0.7667, 0.8951}, {false, 1, 0.2, 0.4, -0.4385}, {false, 1, 0.2, 0.3, -0.6578}}
	for i, d := range item.Distractors {
		w := want[i]
		if d.Correct != w.Correct || d.Chosen != w.Chosen || !near(d.Share, w.Share) || !near(d.MeanRest, w.MeanRest) || !near(d.Discrimination, w.Discrimination) {
			t.Errorf("option %d: %+v, want %+v", i, d, w)
		}
	}
	if !slices.Equal(item.Flags, []Flag{TooFewToJudge}) {
		t.Errorf("flags %v", item.Flags)
	}
}

// TestPartlyRightByHand has 1, ½ and 0 of the points with the rest scores 0.8, 0.5, 0.5: the mean shares are ½ and 0.6, the
// sums of products 0.5·0.2 + 0 + 0.5·0.1 = 0.15, of squares 0.5 and 0.06; r = 0.15/√0.03 = 0.8660.
func TestPartlyRightByHand(t *testing.T) {
	t.Parallel()
	responses := []Response{{Score: 300, Full: 300, Rest: 0.8}, {Score: 150, Full: 300, Rest: 0.5}, {Score: 0, Full: 300, Rest: 0.5}}
	item := Analyse(quiz.Question{Kind: quiz.ShortAnswer}, responses)
	if !near(item.Facility, 0.5) || !near(item.Discrimination, 0.8660) || item.Distractors != nil {
		t.Errorf("item %+v", item)
	}
}

func TestWhatCannotBeTold(t *testing.T) {
	t.Parallel()
	for name, responses := range map[string][]Response{
		"none": nil, "one": {answered(0, 0.5)}, "all right": {answered(0, 0.5), answered(0, 0.7)}, "all alike": {answered(0, 0.1), answered(1, 0.1), answered(1, 0.1)},
	} {
		if item := Analyse(choice(), responses); !math.IsNaN(item.Discrimination) {
			t.Errorf("%s: discrimination %v", name, item.Discrimination)
		}
	}
	if !math.IsNaN(Facility(nil)) || !math.IsNaN(Distractors(choice().Options, []Response{answered(0, 1)})[1].MeanRest) {
		t.Error("the mean of nothing is a number")
	}
}

// times repeats responses, for the flags need many.
func times(n int, responses ...Response) []Response { return slices.Repeat(responses, n) }

func TestFlags(t *testing.T) {
	t.Parallel()
	good := append(times(10, answered(0, 0.9), answered(0, 0.7)), times(10, answered(1, 0.4), answered(2, 0.2))...)
	for _, c := range []struct {
		name      string
		responses []Response
		want      []Flag
	}{
		{"a good question", good, nil},
		{"too few", good[:29], []Flag{TooFewToJudge}},
		{"the key is another option", append(times(20, answered(1, 0.9)), times(10, answered(0, 0.3), answered(2, 0.2))...), []Flag{WrongKey, Negative}},
		{"a second right option", append(times(10, answered(1, 0.9), answered(0, 0.9), answered(2, 0.8)), times(10, answered(0, 0.7))...), []Flag{WrongKey, Negative}},
		{"harder for those who know", times(7, answered(0, 0.2), answered(0, 0.8), answered(1, 0.25), answered(1, 0.85), answered(2, 0.25), answered(2, 0.85)), []Flag{Negative}},
		{"by chance", times(10, answered(0, 0.9), answered(1, 0.9), answered(2, 0.9), answered(0, 0.2), answered(1, 0.2), answered(2, 0.2)), []Flag{Weak}},
		{"everybody", append(times(39, answered(0, 0.5), answered(0, 0.7)), answered(1, 0.1)), []Flag{TooEasy, IdleOption}},
		{"nobody", append(times(20, answered(1, 0.2), answered(2, 0.3)), answered(0, 0.9)), []Flag{TooHard}},
		{"an idle option", append(times(20, answered(0, 0.9)), times(20, answered(1, 0.2))...), []Flag{IdleOption}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := Analyse(choice(), c.responses); !slices.Equal(got.Flags, c.want) {
				t.Errorf("flags %v, want %v of %+v", got.Flags, c.want, got)
			}
		})
	}
}

func TestBoundsHoldForAnyResponses(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		responses := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Response {
			return answered(rapid.IntRange(0, 2).Draw(t, "option"), rapid.Float64Range(0, 1).Draw(t, "rest"))
		})).Draw(t, "responses")
		item := Analyse(choice(), responses)
		within := func(name string, value, low float64) {
			if value < low || value > 1 {
				t.Fatalf("%s is %v", name, value)
			}
		}
		within("facility", item.Facility, 0)
		within("discrimination", item.Discrimination, -1)
		chosen := 0
		for _, d := range item.Distractors {
			within("share", d.Share, 0)
			within("discrimination of an option", d.Discrimination, -1)
			chosen += d.Chosen
		}
		if chosen != len(responses) {
			t.Fatalf("%d of %d responses are in the table", chosen, len(responses))
		}
	})
}
