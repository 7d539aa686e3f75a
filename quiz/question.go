// Package quiz asks questions and judges the answers (题目与作答).
//
// It draws one question per knowledge point, freezes what was drawn in a Paper, grades it, and keeps what was answered
// right when the wrong points are drawn anew. Drawing and grading are pure: the same seed and history always give the
// same paper, so showing one writes nothing, and the paper as graded is the evidence of a passed check.
//
// The Examiner does this for the checks of lessons, readings and make-ups over the stored questions. Questions come as
// a Set per source; a changed set is a new generation, so that a paper can be explained for as long as it is kept. A
// failed round is read by nobody but the person who answered it.
package quiz

import "slices"

// QuestionID identifies a stored question; 0 means not stored yet.
type QuestionID int64

// Question is one question of a bank, or the frozen copy of it on a paper. The JSON form is evidence: fields may be
// added, never renamed.
type Question struct {
	ID          QuestionID  `json:"id"`
	Point       string      `json:"point"` // heading id of the lesson; the knowledge point
	Kind        Kind        `json:"kind"`
	Text        string      `json:"text"`
	Options     []Option    `json:"options,omitempty"`  // choices; for Ordering in their right order, for Matching see Prompts
	Prompts     []string    `json:"prompts,omitempty"`  // only for Matching: Options[i] belongs to Prompts[i], further options to none
	Accepted    []Accepted  `json:"accepted,omitempty"` // only for FillIn
	Rubric      []Criterion `json:"rubric,omitempty"`   // only for what a person grades
	Explanation string      `json:"explanation,omitempty"`
	Cites       []string    `json:"cites,omitempty"` // for example 《土地管理法》第六十二条
}

// Criterion is one line of the rubric (评分标准) by which a person grades an answer.
type Criterion struct {
	Text  string `json:"text"`  // what the answer must say
	Share int    `json:"share"` // its share of the question's points in relation to the other criteria, at least 1
}

// Option is one choice of a question.
type Option struct {
	Text     string `json:"text"`
	Correct  bool   `json:"correct"`
	Feedback string `json:"feedback,omitempty"` // shown to who chose it
}

// Accepted is one accepted answer of a fill-in question.
type Accepted struct {
	Text      string `json:"text"`                // compared folded; a decimal number when Tolerance is set
	Tolerance string `json:"tolerance,omitempty"` // a decimal number ≥ 0; empty means that Text is compared as text
	Feedback  string `json:"feedback,omitempty"`
}

// Numeric reports whether the answer is compared as a number within a tolerance.
func (a Accepted) Numeric() bool { return a.Tolerance != "" }

// TrueFalseOptions returns the two options of a true/false question, 对 before 错.
func TrueFalseOptions(answer bool) []Option {
	return []Option{{Text: "对", Correct: answer}, {Text: "错", Correct: !answer}}
}

// frozen returns a copy that shares no memory with q.
func (q Question) frozen() Question {
	q.Options = slices.Clone(q.Options)
	q.Prompts = slices.Clone(q.Prompts)
	q.Accepted = slices.Clone(q.Accepted)
	q.Rubric = slices.Clone(q.Rubric)
	q.Cites = slices.Clone(q.Cites)
	return q
}
