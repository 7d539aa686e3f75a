package importer

import (
	"math/big"
	"regexp"
	"strings"
)

// answer is one answer between the braces.
type answer struct {
	line     int    // line of the body, from 0
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
	for i := len(body) - len(strings.TrimLeft(body, " \t\n")); i < len(body); {
		if body[i] != '=' && body[i] != '~' {
			return nil, refuse("答案要以 =（正确）或 ~（错误）开头，判断题写 T 或 F")
		}
		end := i + 1 + nextMark(body[i+1:])
		a, err := readAnswer(body[i] == '=', body[i+1:end], format)
		if err != nil {
			return nil, err.at(body, i)
		}
		a.line = strings.Count(body[:i], "\n")
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

// refuse refuses the question for what the answer says.
func (a answer) refuse(text string, args ...any) *giftError {
	err := refuse(text, args...)
	err.line = a.line
	return err
}

// mustCountFully refuses an accepted answer that gives less than all points.
func (a answer) mustCountFully() *giftError {
	if sign, whole := a.worth(); !a.right || a.weight != "" && (sign <= 0 || !whole) {
		return a.refuse("填空题的答案只判对或不对，不能写部分分数、零分或 ~ 开头的答案")
	}
	return nil
}
