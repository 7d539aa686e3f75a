package importer

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// writeMoodle writes the questions as Moodle XML. The subject is the category; what else is known stands in tags.
func writeMoodle(w io.Writer, title string, drafts []bank.Draft) (office.RowErrors, error) {
	lost := losses{title: title}
	root := el("quiz")
	category := ""
	for i, d := range drafts {
		lost.rubric(i, d)
		if d.Content.Kind.Arranged() {
			lost.feedback(i, d)
		}
		subject := d.Subject
		if subject == "top" || strings.HasPrefix(subject, "$") {
			subject = ""
		}
		if subject != category {
			category = subject
			path := strings.TrimSuffix("$course$/top/"+strings.ReplaceAll(category, "/", "//"), "/")
			root.children = append(root.children, el("question", attr{"type", "category"}, el("category", el("text", path))))
		}
		root.children = append(root.children, moodleQuestion(d, subject != d.Subject))
	}
	if _, err := w.Write(document(root)); err != nil {
		return nil, fmt.Errorf("write Moodle XML: %w", err)
	}
	return lost.list, nil
}

// plainFormatAttr says that a text is shown as it is.
var plainFormatAttr = attr{"format", "plain_text"}

// rich returns an element with a text.
func rich(name, text string, parts ...any) element {
	return el(name, append([]any{plainFormatAttr, el("text", text)}, parts...)...)
}

func moodleQuestion(d bank.Draft, withSubject bool) element {
	q := d.Content
	kind, parts := moodleParts(q)
	e := el("question", attr{"type", kind}, el("name", el("text", short(q.Text))), rich("questiontext", q.Text),
		rich("generalfeedback", q.Explanation), el("defaultgrade", "1"), el("penalty", "0"), el("hidden", "0"), parts)
	var tags []element
	for _, label := range labelsOf(d, withSubject) {
		tags = append(tags, el("tag", el("text", label)))
	}
	if len(tags) > 0 {
		e.children = append(e.children, el("tags", tags))
	}
	return e
}

// moodleParts returns the type of a question and the elements that only this type has.
func moodleParts(q quiz.Question) (string, []element) {
	switch q.Kind {
	case quiz.TrueFalse:
		return "truefalse", []element{
			moodleAnswer(moodleFraction(q.Options[0], 1), "true", q.Options[0].Feedback), moodleAnswer(moodleFraction(q.Options[1], 1), "false", q.Options[1].Feedback),
		}
	case quiz.FillIn:
		return moodleFillIn(q)
	case quiz.Matching:
		return "matching", append([]element{el("shuffleanswers", "true")}, moodlePairs(q)...)
	case quiz.Ordering:
		parts := []element{el("layouttype", "VERTICAL"), el("selecttype", "ALL"), el("selectcount", strconv.Itoa(len(q.Options))), el("gradingtype", "ABSOLUTE_POSITION")}
		for i, o := range q.Options {
			parts = append(parts, moodleAnswer(strconv.Itoa(i+1), o.Text, ""))
		}
		return "ordering", parts
	case quiz.ShortAnswer, quiz.CaseAnalysis:
		return "essay", []element{el("responseformat", "plain"), rich("graderinfo", rubricLines(q.Rubric))}
	}
	return "multichoice", moodleChoice(q)
}

func moodleAnswer(fraction, text, feedback string, more ...any) element {
	parts := append([]any{attr{"fraction", fraction}}, more...)
	if feedback != "" {
		parts = append(parts, rich("feedback", feedback))
	}
	return rich("answer", text, parts...)
}

// moodleFraction returns what an option earns, of a hundred, when so many are correct.
func moodleFraction(o quiz.Option, correct int) string {
	if !o.Correct {
		return "0"
	}
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.5f", 100/float64(correct)), "0"), ".")
}

func moodleChoice(q quiz.Question) []element {
	correct := 0
	for _, o := range q.Options {
		if o.Correct {
			correct++
		}
	}
	parts := []element{el("single", strconv.FormatBool(q.Kind == quiz.SingleChoice)), el("shuffleanswers", "true"), el("answernumbering", "ABCD")}
	for _, o := range q.Options {
		fraction := moodleFraction(o, correct)
		if !o.Correct && q.Kind == quiz.MultipleChoice {
			fraction = "-100"
		}
		parts = append(parts, moodleAnswer(fraction, o.Text, o.Feedback))
	}
	return parts
}

func moodleFillIn(q quiz.Question) (string, []element) {
	var parts []element
	if q.Accepted[0].Numeric() {
		for _, a := range q.Accepted {
			parts = append(parts, moodleAnswer("100", a.Text, a.Feedback, el("tolerance", a.Tolerance)))
		}
		return "numerical", parts
	}
	parts = append(parts, el("usecase", "0"))
	for _, a := range q.Accepted {
		parts = append(parts, moodleAnswer("100", strings.ReplaceAll(a.Text, "*", `\*`), a.Feedback))
	}
	return "shortanswer", parts
}

func moodlePairs(q quiz.Question) []element {
	var parts []element
	for i, o := range q.Options {
		prompt := ""
		if i < len(q.Prompts) {
			prompt = q.Prompts[i]
		}
		parts = append(parts, rich("subquestion", prompt, el("answer", el("text", o.Text))))
	}
	return parts
}
