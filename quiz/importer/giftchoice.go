package importer

import (
	"xiangxue/quiz"
)

// marked reads choice and short answer questions, whose answers are marked with = and ~.
func marked(body, format string) (quiz.Question, *giftError) {
	answers, err := readAnswers(body, format)
	if err != nil {
		return quiz.Question{}, err
	}
	right, matching := 0, false
	for _, a := range answers {
		if a.right {
			right++
			matching = matching || index(a.raw, "->") >= 0
		}
	}
	switch {
	case right < len(answers):
		return choice(answers, right > 0)
	case matching:
		return pairs(answers, format)
	}
	return shortAnswer(answers)
}

// choice reads a question with options. One marked = makes it a single choice; with weights only, the positive ones
// are correct. How the points are divided does not matter, for a choice is right as a whole or not.
func choice(answers []answer, single bool) (quiz.Question, *giftError) {
	q := quiz.Question{Kind: quiz.MultipleChoice}
	if single {
		q.Kind = quiz.SingleChoice
	}
	for _, a := range answers {
		sign, whole := a.worth()
		if single && !whole || a.right && a.weight != "" && sign <= 0 {
			return q, a.refuse("单选题的选项不能只得部分分数（%%%s%%），只判全对或不对；多选题的选项都用 ~ 加百分数", a.weight)
		}
		q.Options = append(q.Options, quiz.Option{Text: a.text, Correct: a.right || sign > 0, Feedback: a.feedback})
	}
	return q, nil
}

// pairs reads pairs =left -> right; without a left side the right one belongs to nothing.
func pairs(answers []answer, format string) (quiz.Question, *giftError) {
	q := quiz.Question{Kind: quiz.Matching}
	var others []quiz.Option
	for _, a := range answers {
		i := index(a.raw, "->")
		if i < 0 {
			return q, a.refuse("连线题的每一对都写成 =左 -> 右；不是连线题的，文字里的 -> 写成 -\\>")
		}
		left, _, err := readText(a.raw[:i], format)
		if err != nil {
			return q, err
		}
		right, _, err := readText(a.raw[i+len("->"):], format)
		if err != nil {
			return q, err
		}
		option := quiz.Option{Text: right, Feedback: a.feedback}
		if left == "" {
			others = append(others, option)
			continue
		}
		q.Prompts, q.Options = append(q.Prompts, left), append(q.Options, option)
	}
	q.Options = append(q.Options, others...)
	return q, nil
}

func shortAnswer(answers []answer) (quiz.Question, *giftError) {
	q := quiz.Question{Kind: quiz.FillIn}
	for _, a := range answers {
		if err := a.mustCountFully(); err != nil {
			return q, err
		}
		if index(a.raw, "*") >= 0 {
			return q, a.refuse("填空题的答案不能用通配符 *；文字里的星号写成 \\*")
		}
		q.Accepted = append(q.Accepted, quiz.Accepted{Text: a.text, Feedback: a.feedback})
	}
	return q, nil
}
