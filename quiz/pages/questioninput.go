package pages

import (
	"fmt"
	"strconv"
	"strings"

	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// questionInput is the form of a question as it was typed: what is wrong with it can be shown, and nothing is lost.
type questionInput struct {
	Kind        quiz.Kind
	Text        string
	Rows        []rowInput // options, pairs, accepted answers or criteria, as the kind has them
	Right       string     // of a true/false question: yes or no
	Explanation string
	Cites       string // one a line
	Subject     string
	Tags        string // separated by 、
	Difficulty  string
	Source      string
	Change      string
}

// rowInput is one row of a question's list.
type rowInput struct {
	Left    string // of a matching question
	Text    string
	Correct bool   // of an option
	Number  string // the tolerance of an accepted answer, the share of a criterion
}

// mostRows bounds the rows of a form; a question itself has narrower bounds.
const mostRows = 40

// emptyRows is how many rows the form of a new question shows.
const emptyRows = 4

func kindOf(text string) quiz.Kind {
	for _, k := range quiz.Kinds() {
		if string(k) == text {
			return k
		}
	}
	return quiz.SingleChoice
}

// readQuestion takes the form as it came.
func readQuestion(form *web.Form) questionInput {
	in := questionInput{
		Kind: kindOf(form.Raw("kind")), Text: form.Text("text", quiz.MaxText), Right: form.Raw("right"),
		Explanation: form.Text("explanation", quiz.MaxText), Cites: form.Text("cites", quiz.MaxText),
		Subject: form.Text("subject", bank.MaxSubject), Tags: form.Text("tags", bank.MaxTags*(bank.MaxTag+1)), Difficulty: form.Raw("difficulty"),
		Source: form.Text("source", bank.MaxSource), Change: form.Text("change", bank.MaxSource),
	}
	for i := 0; i < mostRows && form.All(fmt.Sprintf("rows[%d].text", i)) != nil; i++ {
		at := fmt.Sprintf("rows[%d].", i)
		in.Rows = append(in.Rows, rowInput{
			Left: form.Text(at+"left", quiz.MaxOption), Text: form.Text(at+"text", quiz.MaxOption), Correct: form.Checked(at + "correct"),
			Number: form.Text(at+"number", 20),
		})
	}
	if in.Kind == quiz.SingleChoice {
		in.choose(form.Raw("correct"))
	}
	return in
}

// choose marks the one option that the radio buttons name.
func (in *questionInput) choose(row string) {
	for i := range in.Rows {
		in.Rows[i].Correct = strconv.Itoa(i) == row
	}
}

// act carries out a button of the form that changes its rows, and reports whether one was pressed.
func (in *questionInput) act(button string) bool {
	if button == "add" {
		in.Rows = append(in.Rows, rowInput{})
		return true
	}
	if text, found := strings.CutPrefix(button, "drop-"); found {
		if i, err := strconv.Atoi(text); err == nil && i >= 0 && i < len(in.Rows) {
			in.Rows = append(in.Rows[:i], in.Rows[i+1:]...)
		}
		return true
	}
	return button == "kind"
}

// inputOf returns the form of a stored question.
func inputOf(d bank.Draft) questionInput {
	q := d.Content
	in := questionInput{
		Kind: q.Kind, Text: q.Text, Explanation: q.Explanation, Cites: strings.Join(q.Cites, "\n"), Subject: d.Subject,
		Tags: strings.Join(d.Tags, "、"), Source: d.Source,
	}
	if d.Difficulty > 0 {
		in.Difficulty = strconv.Itoa(d.Difficulty)
	}
	switch {
	case q.Kind == quiz.TrueFalse:
		in.Right = "no"
		if len(q.Options) > 0 && q.Options[0].Correct {
			in.Right = "yes"
		}
	case q.Kind == quiz.FillIn:
		for _, x := range q.Accepted {
			in.Rows = append(in.Rows, rowInput{Text: x.Text, Number: x.Tolerance})
		}
	case q.Kind.Written():
		for _, c := range q.Rubric {
			in.Rows = append(in.Rows, rowInput{Text: c.Text, Number: strconv.Itoa(c.Share)})
		}
	default:
		for i, o := range q.Options {
			row := rowInput{Text: o.Text, Correct: o.Correct}
			if i < len(q.Prompts) {
				row.Left = q.Prompts[i]
			}
			in.Rows = append(in.Rows, row)
		}
	}
	return in
}

// draft returns what the form says; whether that makes a question is for bank to say. What the form does not show of the
// question before, such as feedback on an option, is kept.
func (in questionInput) draft(before bank.Draft) bank.Draft {
	q := quiz.Question{Point: before.Content.Point, Kind: in.Kind, Text: in.Text, Explanation: in.Explanation, Cites: lines(in.Cites)}
	feedback := map[string]string{}
	for _, o := range before.Content.Options {
		feedback[o.Text] = o.Feedback
	}
	switch {
	case in.Kind == quiz.TrueFalse:
		if in.Right != "" {
			q.Options = quiz.TrueFalseOptions(in.Right == "yes")
		}
	case in.Kind == quiz.FillIn:
		for _, row := range in.filled() {
			q.Accepted = append(q.Accepted, quiz.Accepted{Text: row.Text, Tolerance: row.Number})
		}
	case in.Kind.Written():
		for _, row := range in.filled() {
			share, err := strconv.Atoi(row.Number)
			if row.Number == "" && err != nil {
				share = 1
			}
			q.Rubric = append(q.Rubric, quiz.Criterion{Text: row.Text, Share: share})
		}
	default:
		for _, row := range in.filled() {
			if in.Kind == quiz.Matching && row.Left != "" {
				q.Prompts = append(q.Prompts, row.Left)
			}
			q.Options = append(q.Options, quiz.Option{Text: row.Text, Correct: in.Kind.Chosen() && row.Correct, Feedback: feedback[row.Text]})
		}
	}
	d := bank.Draft{Content: q, Subject: in.Subject, Tags: words(in.Tags), Source: in.Source, Change: in.Change}
	d.Difficulty, _ = strconv.Atoi(in.Difficulty) // empty: nobody has said
	return d
}

// filled returns the rows that hold something. Of a matching question those without a left side come last.
func (in questionInput) filled() []rowInput {
	var paired, single []rowInput
	for _, row := range in.Rows {
		switch {
		case row.Text == "" && row.Left == "":
		case in.Kind == quiz.Matching && row.Left == "":
			single = append(single, row)
		default:
			paired = append(paired, row)
		}
	}
	return append(paired, single...)
}

// lines returns the lines of a text that hold something.
func lines(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
}

// words returns the words of a list as people write it.
func words(text string) (list []string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；; \n　", r) }) {
		list = append(list, strings.TrimSpace(word))
	}
	return list
}
