package importer

import (
	"math/big"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz"
)

// read fills in what a question of the type says.
func (r *moodleReader) read(n *office.Node, kind string, q *quiz.Question) (err *giftError) {
	if q.Text, err = richText(n.Child("questiontext")); err != nil {
		return err
	}
	if q.Explanation, err = richText(n.Child("generalfeedback")); err != nil {
		return err
	}
	switch kind {
	case "multichoice":
		return readMoodleChoice(n, q)
	case "truefalse":
		return readMoodleTruth(n, q)
	case "shortanswer":
		return readMoodleShort(n, q)
	case "numerical":
		return readMoodleNumber(n, q)
	case "matching", "match":
		return readMoodlePairs(n, q)
	case "essay":
		q.Kind = quiz.ShortAnswer
		text, err := richText(n.Child("graderinfo"))
		if q.Rubric = readRubric(text); err == nil && len(q.Rubric) == 0 {
			err = refuse("论述题没有评分标准；请写在“评分者信息”（graderinfo）里，一行一条")
		}
		return err
	case "ordering":
		q.Kind = quiz.Ordering
		return readMoodleOptions(n, q, func(*quiz.Option, answer) *giftError { return nil })
	}
	return refuse("“%s”这种题型不能导入", kind)
}

// richText returns the text of an element with a format. A nil element has none.
func richText(n *office.Node) (string, *giftError) {
	source := n.Child("text").Content()
	switch {
	case n == nil || strings.TrimSpace(source) == "":
		return "", nil
	case n.Attr("format") == "html":
		source = joinLines(source)
	case n.Attr("format") != "moodle_auto_format":
		return strings.TrimSpace(source), nil
	}
	text, err := htmlText(source)
	return strings.TrimSpace(strings.ReplaceAll(text, "\u00a0", " ")), err
}

// moodleAnswers returns the answers of a question with their weights and feedback.
func moodleAnswers(n *office.Node) ([]answer, *giftError) {
	var answers []answer
	for _, a := range n.All("answer") {
		text, err := richText(a)
		if err != nil {
			return nil, err
		}
		feedback, err := richText(a.Child("feedback"))
		if err != nil {
			return nil, err
		}
		answers = append(answers, answer{text: text, weight: a.Attr("fraction"), feedback: feedback, raw: a.Child("tolerance").Content()})
	}
	return answers, nil
}

func readMoodleOptions(n *office.Node, q *quiz.Question, mark func(*quiz.Option, answer) *giftError) *giftError {
	answers, err := moodleAnswers(n)
	if err != nil {
		return err
	}
	for _, a := range answers {
		o := quiz.Option{Text: a.text, Feedback: a.feedback}
		if err := mark(&o, a); err != nil {
			return err
		}
		q.Options = append(q.Options, o)
	}
	return nil
}

func readMoodleChoice(n *office.Node, q *quiz.Question) *giftError {
	q.Kind = quiz.SingleChoice
	single := strings.TrimSpace(n.Child("single").Content())
	if single == "false" || single == "0" {
		q.Kind = quiz.MultipleChoice
	}
	return readMoodleOptions(n, q, func(o *quiz.Option, a answer) *giftError {
		sign, whole := a.worth()
		if q.Kind == quiz.SingleChoice && !whole {
			return refuse("单选题的选项不能只得部分分数（%s%%），只判全对或不对", a.weight)
		}
		o.Correct = sign > 0
		return nil
	})
}

func readMoodleTruth(n *office.Node, q *quiz.Question) *giftError {
	answers, err := moodleAnswers(n)
	if err != nil {
		return err
	}
	q.Kind = quiz.TrueFalse
	q.Options = quiz.TrueFalseOptions(true)
	for _, a := range answers {
		i := 1
		if truth, ok := truthOf(a.text); !ok {
			return refuse("判断题的答案“%s”看不懂", a.text)
		} else if truth {
			i = 0
		}
		sign, _ := a.worth()
		q.Options[i].Correct, q.Options[i].Feedback = sign > 0, a.feedback
	}
	return nil
}

func readMoodleShort(n *office.Node, q *quiz.Question) *giftError {
	answers, err := moodleAnswers(n)
	if err != nil {
		return err
	}
	q.Kind = quiz.FillIn
	for _, a := range answers {
		a.right = true
		if err := a.mustCountFully(); err != nil {
			return err
		}
		if index(a.text, "*") >= 0 {
			return refuse("填空题的答案不能用通配符 *：%s", a.text)
		}
		q.Accepted = append(q.Accepted, quiz.Accepted{Text: strings.ReplaceAll(a.text, `\*`, "*"), Feedback: a.feedback})
	}
	return nil
}

func readMoodleNumber(n *office.Node, q *quiz.Question) *giftError {
	answers, err := moodleAnswers(n)
	if err != nil {
		return err
	}
	q.Kind = quiz.FillIn
	for _, a := range answers {
		a.right = true
		if err := a.mustCountFully(); err != nil {
			return err
		}
		tolerance := strings.TrimSpace(a.raw)
		if tolerance == "" {
			tolerance = "0"
		}
		q.Accepted = append(q.Accepted, quiz.Accepted{Text: plainNumber(a.text), Tolerance: plainNumber(tolerance), Feedback: a.feedback})
	}
	return nil
}

// plainNumber writes a number with an exponent, as Moodle may export it, as a decimal; other texts stay as they are.
func plainNumber(text string) string {
	if len(text) > 30 || !strings.ContainsAny(text, "eE") {
		return text
	}
	value, _, err := big.ParseFloat(text, 10, 64, big.ToNearestEven)
	if err != nil || value.MantExp(nil) > 64 || value.MantExp(nil) < -64 {
		return text
	}
	exact, _ := value.Rat(nil)
	if exact == nil {
		return text
	}
	return decimalText(exact)
}

func readMoodlePairs(n *office.Node, q *quiz.Question) *giftError {
	q.Kind = quiz.Matching
	var others []quiz.Option
	for _, sub := range n.All("subquestion") {
		prompt, err := richText(sub)
		if err != nil {
			return err
		}
		right, err := richText(sub.Child("answer"))
		if err != nil {
			return err
		}
		if prompt == "" {
			others = append(others, quiz.Option{Text: right})
			continue
		}
		q.Prompts, q.Options = append(q.Prompts, prompt), append(q.Options, quiz.Option{Text: right})
	}
	q.Options = append(q.Options, others...)
	return nil
}
