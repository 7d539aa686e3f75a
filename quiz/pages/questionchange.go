package pages

import (
	"strconv"
	"strings"

	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// change is one thing that differs between two versions of a question.
type change struct{ What, Before, After string } // What is a key of the message catalogue

// changesBetween returns what differs between two versions, as people read it.
func changesBetween(before, after bank.Draft) (list []change) {
	old, new := facts(before), facts(after)
	for i, fact := range new {
		if fact.After != old[i].After {
			list = append(list, change{fact.What, old[i].After, fact.After})
		}
	}
	return list
}

// facts returns everything about a question in one order, After being what it is.
func facts(d bank.Draft) []change {
	q := d.Content
	difficulty := ""
	if d.Difficulty > 0 {
		difficulty = strconv.Itoa(d.Difficulty)
	}
	return []change{
		{What: "题型", After: q.Kind.Label()}, {What: "题干", After: q.Text}, {What: "选项和答案", After: strings.Join(answersOf(q), "\n")},
		{What: "解析", After: q.Explanation}, {What: "依据条文", After: strings.Join(q.Cites, "、")}, {What: "科目", After: d.Subject},
		{What: "标签", After: strings.Join(d.Tags, "、")}, {What: "难度", After: difficulty}, {What: "出处", After: d.Source},
	}
}

// answersOf prints the options, the accepted answers or the rubric of a question, one a line; what is right is marked.
func answersOf(q quiz.Question) (list []string) {
	for i, o := range q.Options {
		text := string(rune('A'+i)) + "　" + o.Text
		switch {
		case q.Kind == quiz.Ordering:
			text = strconv.Itoa(i+1) + "　" + o.Text
		case i < len(q.Prompts):
			text = q.Prompts[i] + "　→　" + o.Text
		case q.Kind == quiz.Matching:
			text = "→　" + o.Text
		case o.Correct:
			text = "✓ " + text
		}
		list = append(list, text)
	}
	for _, x := range q.Accepted {
		text := x.Text
		if x.Tolerance != "" {
			text += " ± " + x.Tolerance
		}
		list = append(list, text)
	}
	for _, c := range q.Rubric {
		list = append(list, strconv.Itoa(c.Share)+"　"+c.Text)
	}
	return list
}
