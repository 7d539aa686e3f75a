// Package statistics says how well questions of a quiz did their work (试题分析): how many answered them right, whether
// those who know more answer them right more often, which wrong options are chosen, and whether the key may be wrong. It
// is pure: it counts the responses it is given and knows no person.
package statistics

import (
	"math"
	"slices"

	"xiangxue/quiz"
)

// Response is what one person answered to one question, by positions in the question as stored, with what the person
// earned.
type Response struct {
	Chosen []int       // positions in Question.Options; nil when the question has no options or was not answered
	Score  quiz.Points // earned by this question
	Full   quiz.Points // that could be earned, more than 0
	Rest   float64     // the share, from 0 to 1, that the person earned of the other questions of the paper
}

// Item is what the responses to a question say.
type Item struct {
	Responses      int
	Facility       float64      // from 0 to 1
	Discrimination float64      // from -1 to 1; NaN when it cannot be told
	Distractors    []Distractor // by position of the options; nil for a question without options
	Flags          []Flag
}

// Distractor is how an option was chosen.
type Distractor struct {
	Correct        bool
	Chosen         int
	Share          float64 // of the responses, from 0 to 1
	MeanRest       float64 // of those who chose it; NaN when nobody did
	Discrimination float64 // point-biserial of choosing it with Rest; NaN when it cannot be told
}

// Flag is a reason to look at a question again.
type Flag string

// The flags.
const (
	WrongKey      Flag = "wrong-key"   // another option is chosen by those who know more: the key may be wrong
	Negative      Flag = "negative"    // those who know more answer it right less often
	Weak          Flag = "weak"        // it hardly tells those who know from those who do not
	TooEasy       Flag = "too-easy"    // nearly everybody answers it right
	TooHard       Flag = "too-hard"    // nearly nobody does
	IdleOption    Flag = "idle-option" // an option that hardly anybody chooses
	TooFewToJudge Flag = "too-few"     // not enough responses for any other flag
)

// The bounds of the flags. Those of discrimination and facility are the usual ones of R. L. Ebel and D. A. Frisbie,
// Essentials of Educational Measurement, 5th ed. 1991, ch. 13; an option that less than a twentieth choose does nothing
// (T. M. Haladyna and S. M. Downing, How many options is enough for a multiple-choice test item?, 1993).
const (
	LeastResponses = 30
	weakBelow      = 0.2
	easyAbove      = 0.95
	hardBelow      = 0.2
	idleBelow      = 0.05
)

// Analyse returns what the responses say about the question.
func Analyse(q quiz.Question, responses []Response) Item {
	item := Item{Responses: len(responses), Facility: Facility(responses), Discrimination: Discrimination(responses)}
	if q.Kind.Chosen() {
		item.Distractors = Distractors(q.Options, responses)
	}
	item.Flags = item.flags()
	return item
}

// Facility returns the mean share of the points that was earned, from 0 to 1 and for questions that are right or wrong
// the proportion that was right: F = (1/n) Σ s_i/m_i. It is the p of classical test theory (F. M. Lord and M. R. Novick,
// Statistical Theories of Mental Test Scores, 1968, p. 328) and Moodle's facility index. It is NaN without responses.
func Facility(responses []Response) float64 {
	return mean(scores(responses))
}

// Discrimination returns Pearson's correlation between what was earned by the question and what was earned by the rest of
// the paper, r = cov(s, R) / (σ_s σ_R). For a question that is right or wrong this is the point-biserial correlation
// r_pb = (M₁ − M₀)/σ_R · √(p(1 − p)), where M₁ and M₀ are the mean rest scores of those who answered it right and wrong
// (Lord and Novick, 1968, p. 335). The rest score leaves the question out, so that it is not correlated with itself
// (S. Henrysson, Correction of item-total correlations in item analysis, Psychometrika 28, 1963). It is NaN with fewer than
// two responses or when all earned the same.
func Discrimination(responses []Response) float64 {
	return correlation(scores(responses), rests(responses))
}

// Distractors returns for each option how many chose it, the mean rest score of those who did, and the point-biserial
// correlation of choosing it with the rest score: positive for a correct option that works, negative for a wrong one
// (Haladyna and Rodriguez, Developing and Validating Test Items, 2013, ch. 17).
func Distractors(options []quiz.Option, responses []Response) []Distractor {
	list := make([]Distractor, len(options))
	rest := rests(responses)
	for i, o := range options {
		d := Distractor{Correct: o.Correct}
		picked, of := make([]float64, len(responses)), []float64(nil)
		for j, r := range responses {
			if slices.Contains(r.Chosen, i) {
				d.Chosen++
				picked[j] = 1
				of = append(of, r.Rest)
			}
		}
		d.Share, d.MeanRest, d.Discrimination = mean(picked), mean(of), correlation(picked, rest)
		list[i] = d
	}
	return list
}

func scores(responses []Response) []float64 {
	list := make([]float64, len(responses))
	for i, r := range responses {
		list[i] = float64(r.Score) / float64(r.Full)
	}
	return list
}

func rests(responses []Response) []float64 {
	list := make([]float64, len(responses))
	for i, r := range responses {
		list[i] = r.Rest
	}
	return list
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values)) // NaN for none
}

func correlation(a, b []float64) float64 {
	meanA, meanB := mean(a), mean(b)
	var ab, aa, bb float64
	for i := range a {
		da, db := a[i]-meanA, b[i]-meanB
		ab, aa, bb = ab+da*db, aa+da*da, bb+db*db
	}
	if aa < tiny || bb < tiny {
		return math.NaN()
	}
	return min(1, max(-1, ab/math.Sqrt(aa*bb)))
}

// tiny is what rounding leaves of a variance that is none.
const tiny = 1e-12
