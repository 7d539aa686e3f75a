package importer

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// writeGIFT writes the questions as a GIFT file that readGIFT reads back equal. The subject is the category; what else is
// known stands in tags. An ordering question has no form in GIFT and is left out.
func writeGIFT(w io.Writer, title string, drafts []bank.Draft) (office.RowErrors, error) {
	out := bufio.NewWriter(w)
	lost := losses{title: title}
	category := ""
	for i, d := range drafts {
		q := d.Content
		if q.Kind == quiz.Ordering {
			lost.add(i, d, "GIFT 没有排序题，没有导出")
			continue
		}
		lost.rubric(i, d)
		if q.Kind == quiz.FillIn && slices.ContainsFunc(q.Accepted, func(a quiz.Accepted) bool { return a.Numeric() && !numberForm.MatchString(a.Text) }) {
			lost.add(i, d, "GIFT 写不下这么长的数字，没有导出")
			continue
		}
		subject := d.Subject
		if !canBeCategory(subject) {
			subject = ""
		}
		if subject != category {
			category = subject
			fmt.Fprintf(out, "%s: %s\n\n", categoryMark, cmp.Or(category, rootCategory))
		}
		fmt.Fprintf(out, "%s%s {\n%s", tagLine(labelsOf(d, subject != d.Subject)), escapeText(q.Text), writeAnswers(q))
		if feedback := withRubric(q.Explanation, q.Rubric); feedback != "" {
			fmt.Fprintf(out, "#### %s\n", escapeText(feedback))
		}
		fmt.Fprint(out, "}\n\n")
	}
	if err := out.Flush(); err != nil {
		return nil, fmt.Errorf("write GIFT: %w", err)
	}
	return lost.list, nil
}

func canBeCategory(subject string) bool {
	return !strings.ContainsAny(subject, "/$") && strings.TrimSpace(subject) == subject
}

func writeAnswers(q quiz.Question) string {
	var b strings.Builder
	switch q.Kind {
	case quiz.ShortAnswer, quiz.CaseAnalysis:
	case quiz.Matching:
		writePairs(&b, q)
	case quiz.TrueFalse:
		writeTrueFalse(&b, q.Options)
	case quiz.FillIn:
		writeAccepted(&b, q.Accepted)
	default:
		writeOptions(&b, q)
	}
	return b.String()
}

func writePairs(b *strings.Builder, q quiz.Question) {
	for i, o := range q.Options {
		left := ""
		if i < len(q.Prompts) {
			if left = arrowEscapes.Replace(escapeText(q.Prompts[i])) + " "; strings.HasPrefix(left, "%") {
				left = "%100%" + left
			}
		}
		fmt.Fprintf(b, "=%s-> %s%s\n", left, escapeText(o.Text), feedbackMark(o.Feedback))
	}
}

func writeAccepted(b *strings.Builder, accepted []quiz.Accepted) {
	if accepted[0].Numeric() {
		b.WriteString("#\n")
	}
	for _, a := range accepted {
		text := shortAnswerEscapes.Replace(escapeText(a.Text))
		if a.Numeric() {
			text = a.Text + ":" + a.Tolerance
		} else if strings.HasPrefix(a.Text, "%") {
			text = "%100%" + text
		}
		fmt.Fprintf(b, "=%s%s\n", text, feedbackMark(a.Feedback))
	}
}

func writeOptions(b *strings.Builder, q quiz.Question) {
	correct := 0
	for _, o := range q.Options {
		if o.Correct {
			correct++
		}
	}
	for _, o := range q.Options {
		fmt.Fprintf(b, "%s%s%s\n", optionMark(q.Kind, o, correct), escapeText(o.Text), feedbackMark(o.Feedback))
	}
}

// shortAnswerEscapes protects what is special in short answers only: wildcards and the arrow of matching questions.
var arrowEscapes = strings.NewReplacer("->", `-\>`)

var shortAnswerEscapes = strings.NewReplacer("*", `\*`, "->", `-\>`)

func writeTrueFalse(b *strings.Builder, options []quiz.Option) {
	word, right, wrong := "T", options[0].Feedback, options[1].Feedback
	if options[1].Correct {
		word, right, wrong = "F", wrong, right
	}
	b.WriteString(word)
	if right != "" || wrong != "" {
		fmt.Fprintf(b, "#%s", escapeText(wrong))
	}
	b.WriteString(feedbackMark(right) + "\n")
}

// optionMark returns what stands before an option. A text that begins with a percent sign needs a weight before it,
// or it could be read as one.
func optionMark(kind quiz.Kind, o quiz.Option, correct int) string {
	percent := strings.HasPrefix(o.Text, "%")
	switch {
	case kind == quiz.MultipleChoice && o.Correct:
		return "~%" + strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.5f", 100/float64(correct)), "0"), ".") + "%"
	case kind == quiz.MultipleChoice:
		return "~%-100%"
	case o.Correct && percent:
		return "=%100%"
	case o.Correct:
		return "="
	case percent:
		return "~%0%"
	}
	return "~"
}

func feedbackMark(feedback string) string {
	if feedback == "" {
		return ""
	}
	return "#" + escapeText(feedback)
}

var escapes = strings.NewReplacer(`\`, `\\`, "~", `\~`, "=", `\=`, "#", `\#`, "{", `\{`, "}", `\}`, ":", `\:`, "\n", `\n`)

// escapeText writes a text so that it is read back as it is, also where it begins like a comment, a category or a
// format prefix.
func escapeText(text string) string {
	if strings.HasPrefix(text, "//") || strings.HasPrefix(text, "[") || strings.HasPrefix(text, "$") {
		return "[plain]" + escapes.Replace(text)
	}
	return escapes.Replace(text)
}
