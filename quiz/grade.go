package quiz

import (
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"
)

// Answer is what a person answered to one question. The zero Answer is none.
type Answer struct {
	Chosen []int  `json:"chosen,omitempty"` // positions in Question.Options, in any order
	Text   string `json:"text,omitempty"`   // for a fill-in or written question

	// Placed answers an arranged question, 0 standing for nothing: for Ordering the place, from 1, of each option;
	// for Matching, for each prompt, the position of its option, from 1.
	Placed []int `json:"placed,omitempty"`
}

// Empty reports whether nothing was answered.
func (a Answer) Empty() bool {
	placed := slices.ContainsFunc(a.Placed, func(place int) bool { return place != 0 })
	return len(a.Chosen) == 0 && !placed && strings.TrimSpace(a.Text) == ""
}

// Result is how an answer was judged. There is no half right; what part of the points an answer is worth says Score.
type Result int

// The results. Ungraded is an answer that a person has yet to grade.
const (
	Unanswered Result = iota
	Wrong
	Right
	Ungraded
)

// Grade judges an answer. Choices are right only when exactly the correct options were chosen, arranged options when
// each is in its place. A fill-in answer is
// right when it folds to an accepted one, or names the same number in Arabic or Chinese numerals, within the
// tolerance when there is one; a unit that the question prints after the blank may be repeated. Of several gaps each must
// be right, and so by one of the accepted answers.
func Grade(q Question, a Answer) Result {
	right := false
	switch {
	case a.Empty():
		return Unanswered
	case q.Kind.Written():
		return Ungraded
	case q.Kind.Arranged():
		right = q.inPlace(a) == q.places()
	case q.Kind == FillIn:
		_, right = q.acceptedFor(a.Text)
	default:
		right = choseExactly(q.Options, a.Chosen)
	}
	if right {
		return Right
	}
	return Wrong
}

func choseExactly(options []Option, chosen []int) bool {
	marked := make([]bool, len(options))
	for _, i := range chosen {
		if i < 0 || i >= len(options) {
			return false
		}
		marked[i] = true
	}
	for i, o := range options {
		if o.Correct != marked[i] {
			return false
		}
	}
	return true
}

// places returns how many options an arranged question has a place for.
func (q Question) places() int {
	if q.Kind == Matching {
		return len(q.Prompts)
	}
	return len(q.Options)
}

// inPlace returns how many of them the answer puts there; an answer to another question puts none.
func (q Question) inPlace(a Answer) int {
	if len(a.Placed) != q.places() {
		return 0
	}
	right := 0
	for i, place := range a.Placed {
		if place == i+1 {
			right++
		}
	}
	return right
}

// acceptedFor returns the accepted answer that the text meets, and whether there is one. A text longer than MaxAnswer
// meets none, which also bounds the time that reading its numbers takes.
func (q Question) acceptedFor(text string) (Accepted, bool) {
	if utf8.RuneCountInString(text) > MaxAnswer {
		return Accepted{}, false
	}
	answer := fold(text)
	if answer == "" {
		return Accepted{}, false
	}
	if gaps := q.Gaps(); gaps > 1 {
		accepted, right := q.filled(text)
		return accepted, right == gaps
	}
	after := fold(afterBlank(q.Text))
	for _, a := range q.Accepted {
		if !a.Numeric() && arabic(fold(a.Text)) == arabic(answer) || sameNumber(a, answer, after) {
			return a, true
		}
	}
	return Accepted{}, false
}

// afterBlank returns what the question prints after its blank, "" when it shows none.
func afterBlank(text string) string {
	i := strings.LastIndexAny(text, "_＿")
	if i < 0 {
		return ""
	}
	return strings.TrimLeft(text[i:], "_＿")
}

// sameNumber reports whether the folded answer is the number that a accepts. after is what follows the blank.
func sameNumber(a Accepted, answer, after string) bool {
	want, ok := readQuantity(fold(a.Text))
	if !ok {
		return false
	}
	tolerance := new(big.Rat)
	if a.Numeric() {
		if tolerance, ok = decimal(a.Tolerance); !ok {
			return false
		}
	}
	given, ok := readQuantity(answer)
	if !ok {
		return false
	}
	repeatsUnit := want.unit == "" && strings.HasPrefix(after, given.unit)
	if (given.unit == want.unit || repeatsUnit) && near(want.value, given.value, tolerance) {
		return true
	}
	want, given = want.plain(), given.plain()
	return given.unit == want.unit && near(want.value, given.value, tolerance)
}
