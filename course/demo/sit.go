package demo

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
)

// sit lets a person answer a paper and hand it in; the written answer is graded on the next morning. Who resits begins
// anew some days later and stops half way.
func (t *township) sit(ctx context.Context, s *sitting, person access.Actor, p pace) error {
	resits := slices.Contains(s.resits, person.Cadre.Name)
	id, given, err := t.answers(ctx, s, person, p, resits)
	if err != nil {
		return err
	}
	if _, err := t.exams.Submit(ctx, person, id, given); err != nil {
		return err
	}
	t.put(day{t.today().AddDays(1)}.at(1000), s.line, func(ctx context.Context) error { return t.gradeQuiz(ctx, s) })
	if resits {
		t.put(t.now.AddDate(0, 0, 3), s.line, func(ctx context.Context) error { return t.resit(ctx, s, person, p) })
	}
	return nil
}

// resit begins another attempt and answers the first half of it.
func (t *township) resit(ctx context.Context, s *sitting, person access.Actor, p pace) error {
	id, given, err := t.answers(ctx, s, person, p, false)
	if err == nil {
		_, err = t.exams.SaveAll(ctx, person, id, given[:len(given)/2])
	}
	return err
}

// answers begins an attempt, and returns what the person answers.
func (t *township) answers(ctx context.Context, s *sitting, person access.Actor, p pace, fails bool) (exam.AttemptID, []exam.Given, error) {
	a, err := t.exams.Begin(ctx, person, s.exam.ID)
	if err != nil {
		return 0, nil, err
	}
	sheet, _, err := t.exams.Sheet(ctx, person, a.ID)
	if err != nil {
		return 0, nil, err
	}
	var versions []bank.Version
	err = t.read(ctx, func(tx storage.ReadTx) (err error) {
		versions, err = bank.Versions(ctx, tx, a.Paper.Versions())
		return err
	})
	if err != nil {
		return 0, nil, err
	}
	t.now = t.now.Add(min(25*time.Minute, t.present.Sub(t.now)))
	var given []exam.Given
	for _, section := range sheet.Sections {
		for _, it := range section.Items {
			n := len(given)
			dice := chance(person, plan.Item{Kind: "answer", Ref: int64(n)})
			wrong := int(dice%100) >= p.readings || fails && n%3 > 0
			values, err := s.answer(versions[n].Content, it.Asked, person, wrong)
			if err != nil {
				return 0, nil, err
			}
			given = append(given, exam.Given{Key: it.Key, Values: values, Revision: 1})
		}
	}
	return a.ID, given, nil
}

// answer returns what is answered to a question, right or wrong.
func (s *sitting) answer(q quiz.Question, asked quiz.Asked, person access.Actor, wrong bool) ([]string, error) {
	switch {
	case q.Kind.Written():
		return s.write(person)
	case q.Kind == quiz.FillIn && wrong:
		return []string{"记不清了"}, nil
	case q.Kind == quiz.FillIn:
		return []string{q.Accepted[0].Text}, nil
	}
	var right, others []string
	for _, o := range asked.Options {
		if slices.ContainsFunc(q.Options, func(x quiz.Option) bool { return x.Correct && x.Text == o.Text }) {
			right = append(right, o.Letter)
		} else {
			others = append(others, o.Letter)
		}
	}
	switch {
	case !wrong:
		return right, nil
	case q.Kind == quiz.MultipleChoice:
		return right[1:], nil
	}
	return others[:1], nil
}

// write returns a written answer that nobody else has written: a phrase for each criterion.
func (s *sitting) write(person access.Actor) ([]string, error) {
	n := s.takers
	s.takers++
	var b strings.Builder
	for _, phrases := range s.phrases {
		b.WriteString(phrases[n%len(phrases)].text)
		n /= len(phrases)
	}
	if n > 0 {
		return nil, fmt.Errorf("测验“%s”的答法不够 %d 个人用", s.title, s.takers)
	}
	if slices.Contains(s.unread, person.Cadre.Name) {
		s.unseen[b.String()] = true
	}
	return []string{b.String()}, nil
}

// gradeQuiz grades the written answers that wait. The queue is in an order that nobody can foretell, for it must not tell
// whose they are; here it is gone through in the order of the texts, so that equal moments give equal rows.
func (t *township) gradeQuiz(ctx context.Context, s *sitting) error {
	var queue []exam.Written
	err := t.read(ctx, func(tx storage.ReadTx) (err error) {
		queue, err = t.exams.Queue(ctx, tx, s.grader, s.exam.ID)
		return err
	})
	slices.SortFunc(queue, func(a, b exam.Written) int { return cmp.Compare(a.Answer, b.Answer) })
	for _, w := range queue {
		if err == nil && !s.unseen[w.Answer] {
			err = t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
				return t.exams.Grade(ctx, tx, s.grader, s.exam.ID, w.Code, s.marks(w), "")
			})
		}
	}
	return err
}

// marks returns what a written answer earns by the phrases in it.
func (s *sitting) marks(w exam.Written) []quiz.Points {
	marks := make([]quiz.Points, len(w.Maxima))
	for i, phrases := range s.phrases {
		for _, p := range phrases {
			if strings.Contains(w.Answer, p.text) {
				marks[i] = w.Maxima[i] * quiz.Points(p.percent) / 100
			}
		}
	}
	return marks
}
