package importer

import (
	"math/big"
	"regexp"
	"strings"

	"xiangxue/quiz"
)

// numerical reads 6, 6:0.5 or 5..7, or several of them marked with =.
func numerical(body, format string) (quiz.Question, *giftError) {
	if first := strings.TrimSpace(body); first != "" && first[0] != '=' && first[0] != '~' {
		body = "=" + first
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
			return q, a.refuse("数字题的答案写成 {#6}、{#6:0.5}（误差）或 {#5..7}（范围），这里读不出数字：%s", a.raw)
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
