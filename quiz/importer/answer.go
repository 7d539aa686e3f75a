package importer

import (
	"fmt"
	"slices"
	"strings"

	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// answerOf returns the answer of a question in a form in which equal answers are equal, whatever the order of options.
func answerOf(q quiz.Question) string {
	var parts []string
	switch {
	case q.Kind.Chosen():
		right := quiz.Question{Kind: quiz.MultipleChoice}
		for _, o := range q.Options {
			if o.Correct {
				right.Options = append(right.Options, o)
			}
		}
		return bank.Fingerprint(right)
	case q.Kind == quiz.Matching:
		for i, prompt := range q.Prompts {
			parts = append(parts, prompt+"\x00"+q.Options[i].Text)
		}
		slices.Sort(parts)
	case q.Kind == quiz.Ordering:
		for _, o := range q.Options {
			parts = append(parts, o.Text)
		}
	case q.Kind == quiz.FillIn:
		for _, a := range q.Accepted {
			parts = append(parts, a.Text+"±"+a.Tolerance)
		}
		slices.Sort(parts)
	default:
		for _, c := range q.Rubric {
			parts = append(parts, fmt.Sprint(c.Text, c.Share))
		}
	}
	return strings.Join(parts, "\x00")
}
