package quiz

import (
	"fmt"
	"slices"
	"strings"
)

// Points are hundredths of an examination's point (分). Integers, so that a total is what its parts add up to.
type Points int64

// PointsPerWhole is one point.
const PointsPerWhole Points = 100

// String returns the points without needless zeros: 12.5, 3, 0.25.
func (p Points) String() string {
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	text := fmt.Sprintf("%s%d.%02d", sign, p/PointsPerWhole, p%PointsPerWhole)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// Partial is the rule by which an answer that is not entirely right earns a part of the points (部分得分). A rule is
// chosen for a paper and frozen with it.
type Partial string

// The rules. Under each of them one wrong option earns a multiple choice nothing, as county exam offices mark.
const (
	AllOrNothing Partial = "all-or-nothing" // 全对得分
	HalfForSome  Partial = "half"           // 少选得一半: some of the correct options and no wrong one, half
	ShareForEach Partial = "each"           // each correct option, place or gap, its share
)

// Partials returns all rules.
func Partials() []Partial { return []Partial{AllOrNothing, HalfForSome, ShareForEach} }

// Score returns what an answer to the question earns of full, rounded down to the hundredth: 0 ≤ score ≤ full for a full
// that is not negative. An answer that a person grades earns nothing here. The order of options has no influence.
func Score(q Question, a Answer, full Points, rule Partial) Points {
	switch Grade(q, a) {
	case Right:
		return full
	case Unanswered, Ungraded:
		return 0
	}
	part, whole := partRight(q, a)
	switch {
	case part == 0:
		return 0
	case rule == HalfForSome && q.Kind == MultipleChoice:
		return full / 2
	case rule == ShareForEach:
		return full * Points(part) / Points(whole)
	}
	return 0
}

// partRight returns how many of how many parts of a wrong answer are right; none of a kind that has no parts.
func partRight(q Question, a Answer) (part, whole int) {
	switch {
	case q.Kind.Arranged():
		return q.inPlace(a), q.places()
	case q.Kind == MultipleChoice:
		return q.chosenOfCorrect(a.Chosen)
	case q.Gaps() > 1:
		_, right := q.filled(a.Text)
		return right, q.Gaps()
	}
	return 0, 1
}

// chosenOfCorrect returns how many of the correct options were chosen, none when a wrong one was.
func (q Question) chosenOfCorrect(chosen []int) (part, whole int) {
	for i, o := range q.Options {
		picked := slices.Contains(chosen, i)
		switch {
		case o.Correct:
			whole++
			if picked {
				part++
			}
		case picked:
			return 0, 1
		}
	}
	return part, whole
}
