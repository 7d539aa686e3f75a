package importer

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"

	"xiangxue/quiz"
)

// WriteGIFT writes the questions as a GIFT file that ParseGIFT reads back equal, ids apart; citations are found again
// in the texts. A question that is not valid is an error and ends the writing.
func WriteGIFT(w io.Writer, questions []quiz.Question) error {
	out := bufio.NewWriter(w)
	point := ""
	for i, q := range questions {
		if err := writable(q); err != nil {
			return fmt.Errorf("write GIFT: question %d: %w", i+1, err)
		}
		if q.Point != point {
			point = q.Point
			fmt.Fprintf(out, "%s: %s\n\n", categoryMark, cmp.Or(point, rootCategory))
		}
		fmt.Fprintf(out, "%s {\n%s", escapeText(q.Text), writeAnswers(q))
		if q.Explanation != "" {
			fmt.Fprintf(out, "#### %s\n", escapeText(q.Explanation))
		}
		fmt.Fprint(out, "}\n\n")
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write GIFT: %w", err)
	}
	return nil
}

func writable(q quiz.Question) error {
	if strings.ContainsAny(q.Point, "/\n") || strings.TrimSpace(q.Point) != q.Point {
		return fmt.Errorf("point %q cannot be a category", q.Point)
	}
	return q.Validate()
}

func writeAnswers(q quiz.Question) string {
	var b strings.Builder
	switch q.Kind {
	case quiz.TrueFalse:
		writeTrueFalse(&b, q.Options)
	case quiz.FillIn:
		if q.Accepted[0].Numeric() {
			b.WriteString("#\n")
		}
		for _, a := range q.Accepted {
			text := shortAnswerEscapes.Replace(escapeText(a.Text))
			if a.Numeric() {
				text = a.Text + ":" + a.Tolerance
			} else if strings.HasPrefix(a.Text, "%") {
				text = "%100%" + text
			}
			fmt.Fprintf(&b, "=%s%s\n", text, feedbackMark(a.Feedback))
		}
	default:
		correct := 0
		for _, o := range q.Options {
			if o.Correct {
				correct++
			}
		}
		for _, o := range q.Options {
			fmt.Fprintf(&b, "%s%s%s\n", optionMark(q.Kind, o, correct), escapeText(o.Text), feedbackMark(o.Feedback))
		}
	}
	return b.String()
}

// shortAnswerEscapes protects what is special in short answers only: wildcards and the arrow of matching questions.
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
