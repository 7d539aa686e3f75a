package importer

import (
	"fmt"
	"strings"

	"golang.org/x/text/width"

	"xiangxue/course/office"
	"xiangxue/quiz"
)

// The columns by name; the first name is the one that complaints use.
var (
	questionColumn    = []string{"Question", "题干", "题目", "试题", "问题"}
	answerColumn      = []string{"Answer", "答案", "正确答案", "参考答案"}
	explanationColumn = []string{"Explanation", "解析", "答案解析", "讲解"}
)

func optionColumn(i int) []string { return []string{letter(i), "选项" + letter(i)} }

func letter(i int) string { return string(rune('A' + i)) }

// tableReader turns rows into questions.
type tableReader struct {
	office.Table
	problems office.RowErrors
}

func (r *tableReader) report(row office.Row, column, text string, args ...any) {
	r.problems = append(r.problems, r.Fault(row, column, fmt.Sprintf(text, args...)))
}

// read returns the question of a row, and false after reporting what is wrong with it.
func (r *tableReader) read(row office.Row) (quiz.Question, bool) {
	before := len(r.problems)
	q := quiz.Question{
		Kind: quiz.SingleChoice, Text: r.Cell(row, questionColumn...), Options: r.options(row),
		Explanation: r.Cell(row, explanationColumn...),
	}
	if r.markCorrect(row, q.Options) > 1 {
		q.Kind = quiz.MultipleChoice
	}
	if len(r.problems) > before {
		return q, false
	}
	if err := q.Validate(); err != nil {
		for _, m := range messages(err) {
			r.report(row, "", "%s", m)
		}
		return q, false
	}
	q.Cites = quiz.CitesIn(q.Text, q.Explanation)
	return q, true
}

// options returns the options up to the last one that is filled in.
func (r *tableReader) options(row office.Row) []quiz.Option {
	var options []quiz.Option
	for i := range quiz.MaxOptions {
		text := r.Cell(row, optionColumn(i)...)
		if text == "" {
			continue
		}
		if len(options) < i {
			r.report(row, letter(len(options)), "选项 %s 空着，后面的选项 %s 却有内容", letter(len(options)), letter(i))
			return options
		}
		options = append(options, quiz.Option{Text: text})
	}
	return options
}

var answerMarks = strings.NewReplacer("、", "", ",", "", ";", "", " ", "", "/", "")

// markCorrect marks the options that the answer names by their letters and returns how many it names.
func (r *tableReader) markCorrect(row office.Row, options []quiz.Option) int {
	given := r.Cell(row, answerColumn...)
	letters := []rune(strings.ToUpper(answerMarks.Replace(width.Fold.String(given))))
	if len(letters) == 0 {
		r.report(row, answerColumn[0], "没有写答案")
	}
	for _, l := range letters {
		i := int(l - 'A')
		if i < 0 || i >= len(options) {
			r.report(row, answerColumn[0], "答案“%s”不是选项的字母，应是 %s 中的一个或几个", given, lettersOf(options))
			return 0
		}
		if options[i].Correct {
			r.report(row, answerColumn[0], "答案“%s”里 %s 写了两次", given, letter(i))
			return 0
		}
		options[i].Correct = true
	}
	return len(letters)
}

func lettersOf(options []quiz.Option) string {
	letters := make([]string, len(options))
	for i := range options {
		letters[i] = letter(i)
	}
	return strings.Join(letters, "、")
}
