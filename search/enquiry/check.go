package enquiry

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/search/enquiry/personal"
)

// The bounds of a wording, in characters and pieces.
const (
	LongestQuestion = 600
	LongestAnswer   = 3000
	mostArticles    = 20
	mostLessons     = 10
)

// validate reports what is wrong with a wording whoever reads it.
func (w Wording) validate(ctx context.Context, tx storage.ReadTx) error {
	subjects, err := course.Subjects(ctx, tx)
	if err != nil {
		return err
	}
	var f fault.Fields
	f.Check(w.Question != "", "question", "请写下群众问的是什么")
	f.Check(len([]rune(w.Question)) <= LongestQuestion, "question", "最多 %d 个字", LongestQuestion)
	f.Check(len([]rune(w.Answer)) <= LongestAnswer, "answer", "最多 %d 个字", LongestAnswer)
	f.Check(slices.ContainsFunc(subjects, func(s course.Subject) bool { return s.Code == w.Subject }), "subject", "请选择")
	f.Check(len(w.Articles) <= mostArticles, "cite", "最多 %d 条", mostArticles)
	f.Check(len(w.Lessons) <= mostLessons, "lesson", "最多 %d 节", mostLessons)
	return f.Err()
}

// tidy returns the wording without blanks around it and without doubles.
func (w Wording) tidy() Wording {
	w.Question, w.Answer = strings.TrimSpace(w.Question), strings.TrimSpace(w.Answer)
	w.Articles, w.Lessons = distinct(w.Articles), distinct(w.Lessons)
	return w
}

func distinct[T comparable](list []T) []T {
	kept := make([]T, 0, len(list))
	for _, x := range list {
		if !slices.Contains(kept, x) {
			kept = append(kept, x)
		}
	}
	return kept
}

// Masked returns the wording with all personal data that is found replaced.
func (w Wording) Masked() Wording {
	w.Question, w.Answer = personal.Mask(w.Question), personal.Mask(w.Answer)
	return w
}

// Trace is personal data of one kind in a wording.
type Trace struct {
	Kind     personal.Kind
	Question []string // what was found in the question
	Answer   []string
}

// Traces returns what personal data a wording holds, one for each kind whether it was found or not.
func (w Wording) Traces() []Trace {
	traces := make([]Trace, 0, len(personal.Kinds()))
	for _, k := range personal.Kinds() {
		traces = append(traces, Trace{Kind: k, Question: found(w.Question, k), Answer: found(w.Answer, k)})
	}
	return traces
}

func found(text string, kind personal.Kind) []string {
	var all []string
	for _, f := range personal.Find(text) {
		if f.Kind == kind {
			all = append(all, text[f.From:f.To])
		}
	}
	return all
}

// clean fails with fault.Invalid when a wording holds personal data. The failure counts and does not repeat it.
func (w Wording) clean() error {
	var f fault.Fields
	for _, part := range [...]struct{ name, text string }{{"question", w.Question}, {"answer", w.Answer}} {
		hits := personal.Find(part.text)
		f.Check(len(hits) == 0, part.name, "还有 %d 处个人信息，改掉以后才能发出", len(hits))
	}
	return f.Err()
}

// holds fails with fault.Invalid when an article or a lesson of the wording is not there.
func (w Wording) holds(ctx context.Context, tx storage.ReadTx) error {
	n, err := countLessons(ctx, tx, w.Lessons)
	if err != nil {
		return fmt.Errorf("find the lessons of a question: %w", err)
	}
	if n < len(w.Lessons) {
		return fault.New(fault.Invalid, "选的课文不在了，请重新选择")
	}
	for _, a := range w.Articles {
		there, err := articleExists(ctx, tx, a)
		if err != nil {
			return fmt.Errorf("find an article of a question: %w", err)
		}
		if !there {
			return fault.New(fault.Invalid, "选的条文不在了，请移除后再添加")
		}
	}
	return nil
}
