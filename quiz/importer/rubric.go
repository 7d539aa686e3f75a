package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"xiangxue/quiz"
)

// rubricHeading stands over a rubric where a format has no place of its own for it.
const rubricHeading = "评分标准："

// rubricLines writes a rubric one criterion a line, each with its share in brackets.
func rubricLines(rubric []quiz.Criterion) string {
	lines := make([]string, len(rubric))
	for i, c := range rubric {
		lines[i] = fmt.Sprintf("%s（%d分）", oneLine(c.Text), c.Share)
	}
	return strings.Join(lines, "\n")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

var shareForm = regexp.MustCompile(`^(.*?)\s*[（(]\s*([0-9]{1,3})\s*分?\s*[)）]\s*[。；;]?$`)

// readRubric reads a rubric or a reference answer: each line is a criterion, with its share in brackets at the end or one
// share as the others. A line too long for a criterion is divided at its stops.
func readRubric(text string) []quiz.Criterion {
	var rubric []quiz.Criterion
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		c := quiz.Criterion{Text: line, Share: 1}
		if m := shareForm.FindStringSubmatch(line); m != nil && m[1] != "" {
			c.Text = m[1]
			c.Share, _ = strconv.Atoi(m[2]) // at most three digits
		}
		for _, part := range divide(c.Text, quiz.MaxOption) {
			rubric = append(rubric, quiz.Criterion{Text: part, Share: c.Share})
		}
	}
	return rubric
}

// divide cuts a text after stops so that no part is longer than limit runes, as long as it has stops.
func divide(text string, limit int) []string {
	if utf8.RuneCountInString(text) <= limit {
		return []string{text}
	}
	var parts []string
	part := ""
	for _, sentence := range strings.SplitAfter(strings.ReplaceAll(text, "。", "。\x00"), "\x00") {
		sentence = strings.TrimSuffix(sentence, "\x00")
		if part != "" && utf8.RuneCountInString(part+sentence) > limit {
			parts, part = append(parts, part), ""
		}
		part += sentence
	}
	if part != "" {
		parts = append(parts, part)
	}
	return parts
}

// withRubric returns the explanation followed by the rubric under its heading.
func withRubric(explanation string, rubric []quiz.Criterion) string {
	if len(rubric) == 0 {
		return explanation
	}
	return strings.TrimPrefix(explanation+"\n", "\n") + rubricHeading + "\n" + rubricLines(rubric)
}

// cutRubric takes the rubric off a text that withRubric wrote, or that a person wrote alike.
func cutRubric(text string) (explanation string, rubric []quiz.Criterion) {
	lines := strings.Split(text, "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		heading := strings.TrimRight(strings.TrimSpace(lines[i]), ":：")
		if heading == "评分标准" || heading == "评分要点" {
			return strings.TrimSpace(strings.Join(lines[:i], "\n")), readRubric(strings.Join(lines[i+1:], "\n"))
		}
	}
	return text, nil
}
