package importer

import (
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
		q.Kind = quiz.ShortAnswer
		if explanation, q.Rubric = cutRubric(explanation); len(q.Rubric) == 0 {
			err = refuse("论述题（{ } 里没有答案）没有评分标准；请在 #### 后面写“评分标准：”和各条要点，用 \\n 换行")
		}
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
