package quiz

import (
	"slices"
	"strings"
)

// Outcome is a marked paper as its result page and its evidence show it.
type Outcome struct {
	Round  int
	Passed bool
	Right  int // items answered right, carried ones included
	Total  int
	Items  []ItemOutcome
}

// ItemOutcome is what came of one item.
type ItemOutcome struct {
	Key         ItemKey
	Number      int // from 1
	Kind        Kind
	Text        string
	Result      Result
	Carried     bool   // answered right in an earlier round
	Answer      string // as the person gave it, for example “A、C”; "" when unanswered
	Correct     string // the correct answer in words
	Feedback    string // the author's word on the given answer; may be empty
	Explanation string
	Options     []OptionOutcome // in the order shown; empty for a fill-in or written question
	Prompts     []string        // of a matching question
	Point       string          // heading id to reread
	PointTitle  string
	Cites       []string
}

// OptionOutcome is one option after marking.
type OptionOutcome struct {
	Letter  string
	Text    string
	Correct bool
	Chosen  bool
}

// Outcome returns what came of each item. An item that was not answered is wrong and marked as Unanswered.
func (p Paper) Outcome() Outcome {
	out := Outcome{Round: p.Round, Passed: p.Passed(), Total: len(p.Items), Items: make([]ItemOutcome, len(p.Items))}
	for i, it := range p.Items {
		if it.Right {
			out.Right++
		}
		out.Items[i] = it.outcome()
		out.Items[i].Key, out.Items[i].Number = Key(i), i+1
	}
	return out
}

func (it Item) outcome() ItemOutcome {
	q := it.Question
	out := ItemOutcome{
		Kind: q.Kind, Text: q.Text, Result: it.result(), Carried: it.Carried, Explanation: q.Explanation,
		Point: q.Point, PointTitle: it.PointTitle, Cites: slices.Clone(q.Cites),
		Prompts: q.Prompts,
	}
	switch {
	case q.Kind.Arranged():
		it.addPlaces(&out)
		return out
	case q.Kind.Written():
		out.Answer, out.Correct = it.Answer.Text, q.rubricText()
		return out
	case q.Kind == FillIn:
		out.Answer, out.Correct = it.Answer.Text, q.acceptedText()
		accepted, _ := q.acceptedFor(it.Answer.Text)
		out.Feedback = accepted.Feedback
		return out
	}
	it.addOptions(&out)
	return out
}

// addOptions fills in what came of a question with options.
func (it Item) addOptions(out *ItemOutcome) {
	var given, correct, feedback []string
	for shown, i := range it.Order {
		option, label := it.Question.Options[i], letters[shown]
		chosen := slices.Contains(it.Answer.Chosen, i)
		out.Options = append(out.Options, OptionOutcome{letters[shown], option.Text, option.Correct, chosen})
		if out.Kind == TrueFalse {
			label = option.Text
		}
		if chosen {
			given = append(given, label)
			feedback = appendText(feedback, option.Feedback)
		}
		if option.Correct {
			correct = append(correct, label)
		}
	}
	out.Answer, out.Correct = strings.Join(given, "、"), strings.Join(correct, "、")
	out.Feedback = strings.Join(feedback, "\n")
}

func appendText(texts []string, text string) []string {
	if text == "" {
		return texts
	}
	return append(texts, text)
}

// result reads the judgement as it was frozen, without grading again.
func (it Item) result() Result {
	switch {
	case it.Right:
		return Right
	case it.Answer.Empty():
		return Unanswered
	case it.Question.Kind.Written():
		return Ungraded
	}
	return Wrong
}

// acceptedText returns the accepted answers in words.
func (q Question) acceptedText() string {
	texts := make([]string, len(q.Accepted))
	for i, a := range q.Accepted {
		texts[i] = a.Text
		if tolerance, ok := decimal(a.Tolerance); ok && tolerance.Sign() > 0 {
			texts[i] += "±" + a.Tolerance
		}
	}
	return strings.Join(texts, " 或 ")
}
