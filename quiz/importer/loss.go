package importer

import (
	"fmt"
	"slices"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// losses collects what a format cannot carry of the questions that are written.
type losses struct {
	title string
	list  office.RowErrors
}

// add notes a loss of the question at position i.
func (l *losses) add(i int, d bank.Draft, text string, args ...any) {
	message := fmt.Sprintf("第 %d 题（%s）：%s", i+1, short(d.Content.Text), fmt.Sprintf(text, args...))
	l.list = append(l.list, office.RowError{File: l.title, Message: message})
}

// rubric notes line breaks within criteria, which are written one a line.
func (l *losses) rubric(i int, d bank.Draft) {
	if slices.ContainsFunc(d.Content.Rubric, func(c quiz.Criterion) bool { return oneLine(c.Text) != c.Text }) {
		l.add(i, d, "评分标准里的换行和多余的空格改成了一个空格")
	}
}

// feedback notes that the words on single options or answers are left out.
func (l *losses) feedback(i int, d bank.Draft) {
	q := d.Content
	if slices.ContainsFunc(q.Options, func(o quiz.Option) bool { return o.Feedback != "" }) ||
		slices.ContainsFunc(q.Accepted, func(a quiz.Accepted) bool { return a.Feedback != "" }) {
		l.add(i, d, "各选项（答案）的反馈没有导出")
	}
}

// lists notes texts that contain what a list in one cell is divided by.
func (l *losses) lists(i int, d bank.Draft, name string, texts []string, marks string) {
	for _, text := range texts {
		if strings.ContainsAny(text, marks) {
			l.add(i, d, "%s“%s”里有分隔用的符号，再导入时会被分开", name, short(text))
		}
	}
}
