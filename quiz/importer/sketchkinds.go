package importer

import (
	"fmt"
	"regexp"
	"strings"

	"xiangxue/quiz"
)

var (
	blankForm   = regexp.MustCompile(`_{2,}|＿{2,}`)
	numericForm = regexp.MustCompile(`^([+-]?[0-9]{1,20}(?:\.[0-9]{1,15})?)\s*±\s*([0-9]{1,20}(?:\.[0-9]{1,15})?)$`)
)

// blanks returns how many blanks a text shows.
func blanks(text string) int { return len(blankForm.FindAllString(text, -1)) }

func (s sketch) fill(q *quiz.Question) (notes []string, wrong *flaw) {
	for _, text := range strings.FieldsFunc(s.answer, func(r rune) bool { return strings.ContainsRune(acceptedMarks, r) }) {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if m := numericForm.FindStringSubmatch(text); m != nil {
			q.Accepted = append(q.Accepted, quiz.Accepted{Text: m[1], Tolerance: m[2]})
			continue
		}
		q.Accepted = append(q.Accepted, quiz.Accepted{Text: text})
	}
	if len(q.Accepted) == 0 {
		return nil, flawed("answer", "没有写答案")
	}
	if n := blanks(s.text); n > 1 && (quiz.Question{Kind: quiz.FillIn, Text: s.text, Accepted: q.Accepted}).Gaps() != n {
		notes = append(notes, fmt.Sprintf("题干有 %d 个空，答案没有分成 %d 段，作答时只有一个输入框。请把各空的答案用分号隔开，如：村委会；乡政府", n, n))
	}
	return notes, nil
}

// acceptedMarks divide the accepted answers of a fill-in question, each of which is right.
const acceptedMarks = "|｜\n"

// order puts the options in the order that the answer names; without an answer they are in the right order already.
func (s sketch) order(q *quiz.Question) *flaw {
	q.Options = optionsOf(s.options)
	if s.answer == "" {
		return nil
	}
	positions, wrong := s.named()
	if wrong != nil {
		return wrong
	}
	if len(positions) != len(s.options) {
		return flawed("answer", "排序题的答案“%s”要写出每一项", short(s.answer))
	}
	for place, i := range positions {
		q.Options[place].Text = s.options[i]
	}
	return nil
}

var arrowForm = regexp.MustCompile(`\s*(?:→|⇒|->|=>|—>|——)\s*`)

// pair reads options that stand as left → right; one without a left side belongs to nothing.
func (s sketch) pair(q *quiz.Question) *flaw {
	var others []quiz.Option
	for _, option := range s.options {
		at := arrowForm.FindStringIndex(option)
		switch {
		case at == nil:
			return flawed("options", "连线题的每一项写成“左 → 右”，这一项没有箭头：%s", short(option))
		case at[0] == 0:
			others = append(others, quiz.Option{Text: option[at[1]:]})
		default:
			q.Prompts = append(q.Prompts, option[:at[0]])
			q.Options = append(q.Options, quiz.Option{Text: option[at[1]:]})
		}
	}
	q.Options = append(q.Options, others...)
	return nil
}

// write reads the rubric of a written question, for which the points of the reference answer must stand in when there is
// none. Beside a rubric, the reference answer is part of the explanation.
func (s sketch) write(q *quiz.Question) (notes []string) {
	if s.rubric != "" {
		q.Rubric = readRubric(s.rubric)
		if s.answer != "" {
			q.Explanation = strings.TrimSpace("参考答案：" + s.answer + "\n" + s.explanation)
		}
		return nil
	}
	if q.Rubric = readRubric(s.answer); len(q.Rubric) > 0 {
		notes = append(notes, "没有评分标准，把参考答案的各点当作评分标准，请核对分量")
	}
	return notes
}
