package importer

import (
	"strings"

	"xiangxue/course/fault"
	"xiangxue/quiz"
)

// giftError is why a question cannot be read, and on which of its lines, from 0.
type giftError struct {
	line    int
	message fault.Message
}

func refuse(text string, args ...any) *giftError {
	return &giftError{message: fault.Message{Text: text, Args: args}}
}

// at moves the error to the line of raw on which the byte at offset stands.
func (e *giftError) at(raw string, offset int) *giftError {
	if e != nil {
		e.line += strings.Count(raw[:offset], "\n")
	}
	return e
}

// parseQuestion reads one question, the lines between two blank ones.
func parseQuestion(raw string) (quiz.Question, *giftError) {
	begin, end, err := braces(raw)
	if err != nil {
		return quiz.Question{}, err
	}
	head := raw[:begin]
	if strings.HasPrefix(head, "::") {
		closing := index(head[2:], "::")
		if closing < 0 {
			return quiz.Question{}, refuse("标题要用一对 :: 括起来，例如 ::标题::")
		}
		head = head[2+closing+2:]
	}
	text, format, err := readText(head, "")
	if err != nil {
		return quiz.Question{}, err
	}
	tail, _, err := readText(raw[end+1:], format)
	if err != nil {
		return quiz.Question{}, err.at(raw, end)
	}
	if tail != "" {
		text = fillGap(text, tail, head, raw[end+1:])
	}
	question, err := parseAnswers(raw[begin+1:end], format)
	question.Text = text
	return question, err.at(raw, begin+1)
}

// fillGap joins the text before and after the answers with a blank, keeping the spaces around it.
func fillGap(before, after, rawBefore, rawAfter string) string {
	if strings.HasSuffix(rawBefore, " ") {
		before += " "
	}
	if strings.HasPrefix(rawAfter, " ") {
		after = " " + after
	}
	return before + "____" + after
}

// braces returns where the one pair of braces of a question stands.
func braces(raw string) (begin, end int, err *giftError) {
	begin, end = index(raw, "{"), index(raw, "}")
	switch {
	case (begin < 0 || end < 0) && strings.ContainsAny(raw, "｛｝"):
		return 0, 0, refuse("答案要用半角大括号 { }，这里用了全角的 ｛｝").at(raw, strings.IndexAny(raw, "｛｝"))
	case begin < 0 && end < 0:
		return 0, 0, refuse("没有答案的说明文字不能作理解题；如果是题目，答案要写在 { } 里")
	case begin < 0 || end < 0 || end < begin:
		return 0, 0, refuse("大括号没有配对；一道题中间不能有空行，文字里的大括号写成 \\{ \\}").at(raw, max(begin, end))
	}
	if again := index(raw[begin+1:end], "{"); again >= 0 {
		return 0, 0, refuse("答案里的大括号要写成 \\{ \\}").at(raw, begin+1+again)
	}
	for _, brace := range []string{"{", "}"} {
		if again := index(raw[end+1:], brace); again >= 0 {
			return 0, 0, refuse("一段里有两对大括号；题与题之间要空一行，文字里的大括号写成 \\{ \\}").at(raw, end+1+again)
		}
	}
	return begin, end, nil
}
