package importer

import (
	"math/big"
	"regexp"
	"strings"

	"xiangxue/quiz"
)

// parseAnswers reads what stands between the braces. The question it returns lacks its text.
func parseAnswers(raw, format string) (quiz.Question, *giftError) {
	if m := fullWidthMark.FindStringIndex(raw); m != nil {
		return quiz.Question{}, refuse(fullWidthHint).at(raw, m[1])
	}
	body, general := cut(raw, "####")
	explanation, _, err := readText(general, format)
	if err != nil {
		return quiz.Question{}, err.at(raw, len(body))
	}
	var q quiz.Question
	start := len(body) - len(strings.TrimLeft(body, " \t\n"))
	trimmed := strings.TrimSpace(body)
	word, _ := cut(trimmed, "#")
	truth, judged := truthWords[strings.ToUpper(strings.TrimSpace(word))]
	switch {
	case trimmed == "":
		return q, refuse("论述题（{ } 里没有答案）不能自动判分，不能作理解题")
	case judged:
		q, err = trueFalse(truth, trimmed, format)
	case trimmed[0] == '#':
		q, err = numerical(trimmed[1:], format)
	default:
		q, err = marked(trimmed, format)
	}
	q.Explanation = explanation
	return q, err.at(raw, start)
}

// fullWidthMark matches a line that begins with a full-width mark; the answer would be read as part of the one before.
var fullWidthMark = regexp.MustCompile(`(?m)^[ \t]*[＝～＃]`)

const fullWidthHint = "答案要用半角符号 = ~ # 标记，这里用了全角的 ＝ ～ ＃"

var truthWords = map[string]bool{
	"T": true, "TRUE": true, "对": true, "正确": true, "√": true,
	"F": false, "FALSE": false, "错": false, "错误": false, "×": false,
}

// trueFalse reads T#feedback when wrong#feedback when right.
func trueFalse(truth bool, body, format string) (quiz.Question, *giftError) {
	q := quiz.Question{Kind: quiz.TrueFalse, Options: quiz.TrueFalseOptions(truth)}
	_, rest := cut(body, "#")
	wrong, rest := cut(rest, "#")
	right, rest := cut(rest, "#")
	if strings.TrimSpace(rest) != "" {
		return q, refuse("判断题最多写两段反馈：先写答错时的，再写答对时的")
	}
	for i := range q.Options {
		raw := wrong
		if q.Options[i].Correct {
			raw = right
		}
		var err *giftError
		if q.Options[i].Feedback, _, err = readText(raw, format); err != nil {
			return q, err
		}
	}
	return q, nil
}

// answer is one answer between the braces.
type answer struct {
	right    bool   // marked with =, not ~
	weight   string // between percent signs; "" when none is given
	raw      string // the text as written
	text     string
	feedback string
}

var weightPrefix = regexp.MustCompile(`^%(-?[0-9]{1,3}(?:\.[0-9]{1,10})?)%`)

// worth returns -1, 0 or 1 for a negative, no or a positive weight, and whether it is all or nothing.
func (a answer) worth() (sign int, whole bool) {
	weight, ok := new(big.Rat).SetString(a.weight)
	if !ok {
		return 0, true
	}
	return weight.Sign(), weight.Sign() <= 0 || weight.Cmp(big.NewRat(100, 1)) == 0
}

// readAnswers splits the body at its unescaped = and ~.
func readAnswers(body, format string) ([]answer, *giftError) {
	var answers []answer
	for i := 0; i < len(body); {
		if body[i] != '=' && body[i] != '~' {
			return nil, refuse("答案要以 =（正确）或 ~（错误）开头，判断题写 T 或 F")
		}
		end := i + 1 + nextMark(body[i+1:])
		a, err := readAnswer(body[i] == '=', body[i+1:end], format)
		if err != nil {
			return nil, err.at(body, i)
		}
		answers = append(answers, a)
		i = end
	}
	return answers, nil
}

func nextMark(s string) int {
	next := len(s)
	for _, mark := range []string{"=", "~"} {
		if i := index(s[:next], mark); i >= 0 {
			next = i
		}
	}
	return next
}

func readAnswer(right bool, raw, format string) (answer, *giftError) {
	a := answer{right: right}
	text, feedback := cut(raw, "#")
	text = strings.TrimSpace(text)
	if m := weightPrefix.FindStringSubmatch(text); m != nil {
		a.weight, text = m[1], text[len(m[0]):]
	}
	a.raw = strings.TrimSpace(text)
	var err *giftError
	if a.text, _, err = readText(text, format); err != nil {
		return a, err
	}
	a.feedback, _, err = readText(feedback, format)
	return a, err
}

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
		return quiz.Question{}, refuse("连线题（=左 -> 右）不能作理解题；文字里的 -> 写成 -\\>")
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
			return q, refuse("单选题的选项不能只得部分分数（%%%s%%），只判全对或不对；多选题的选项都用 ~ 加百分数", a.weight)
		}
		q.Options = append(q.Options, quiz.Option{Text: a.text, Correct: a.right || sign > 0, Feedback: a.feedback})
	}
	return q, nil
}

func shortAnswer(answers []answer) (quiz.Question, *giftError) {
	q := quiz.Question{Kind: quiz.FillIn}
	for _, a := range answers {
		if err := a.mustCountFully(); err != nil {
			return q, err
		}
		if index(a.raw, "*") >= 0 {
			return q, refuse("填空题的答案不能用通配符 *；文字里的星号写成 \\*")
		}
		q.Accepted = append(q.Accepted, quiz.Accepted{Text: a.text, Feedback: a.feedback})
	}
	return q, nil
}

// mustCountFully refuses an accepted answer that gives less than all points.
func (a answer) mustCountFully() *giftError {
	if sign, whole := a.worth(); !a.right || a.weight != "" && (sign <= 0 || !whole) {
		return refuse("填空题的答案只判对或不对，不能写部分分数、零分或 ~ 开头的答案")
	}
	return nil
}

// numerical reads 6, 6:0.5 or 5..7, or several of them marked with =.
func numerical(body, format string) (quiz.Question, *giftError) {
	body = strings.TrimSpace(body)
	if body != "" && body[0] != '=' && body[0] != '~' {
		body = "=" + body
	}
	q := quiz.Question{Kind: quiz.FillIn}
	answers, err := readAnswers(body, format)
	if err != nil {
		return q, err
	}
	for _, a := range answers {
		if err := a.mustCountFully(); err != nil {
			return q, err
		}
		accepted, ok := numberRange(a.raw)
		if !ok {
			return q, refuse("数字题的答案写成 {#6}、{#6:0.5}（误差）或 {#5..7}（范围），这里读不出数字：%s", a.raw)
		}
		accepted.Feedback = a.feedback
		q.Accepted = append(q.Accepted, accepted)
	}
	return q, nil
}

var numberForm = regexp.MustCompile(`^([+-]?[0-9]{1,15}(?:\.[0-9]{1,10})?)(?:\s*(:|\.\.)\s*([+-]?[0-9]{1,15}(?:\.[0-9]{1,10})?))?$`)

// numberRange reads one numerical answer. A range is kept as its middle and half its width.
func numberRange(raw string) (quiz.Accepted, bool) {
	m := numberForm.FindStringSubmatch(raw)
	switch {
	case m == nil:
		return quiz.Accepted{}, false
	case m[2] == "":
		return quiz.Accepted{Text: m[1], Tolerance: "0"}, true
	case m[2] == ":":
		return quiz.Accepted{Text: m[1], Tolerance: m[3]}, true
	}
	low, _ := new(big.Rat).SetString(m[1])
	high, _ := new(big.Rat).SetString(m[3])
	half := big.NewRat(1, 2)
	middle := new(big.Rat).Add(low, high)
	width := new(big.Rat).Sub(high, low)
	return quiz.Accepted{Text: decimalText(middle.Mul(middle, half)), Tolerance: decimalText(width.Mul(width, half))}, true
}

// decimalText writes a number of at most eleven decimals without needless zeros.
func decimalText(r *big.Rat) string {
	text := strings.TrimRight(r.FloatString(11), "0")
	return strings.TrimSuffix(text, ".")
}
