package demo

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
	"xiangxue/quiz/importer"
)

func (q quizAct) schedule(t *township, a act) {
	t.put(a.at.in(t.year), a.line, func(ctx context.Context) error { return t.holdQuiz(ctx, q, a.line) })
}

// sitting is a quiz that is held, with who grades it.
type sitting struct {
	quizAct
	exam   exam.Exam
	grader access.Actor
	line   int
	takers int             // how many have written an answer: nobody writes what another wrote
	unseen map[string]bool // written answers that are not graded
}

// holdQuiz imports the bank, makes the quiz from it, publishes and assigns it, and puts on the agenda who sits it.
func (t *township) holdQuiz(ctx context.Context, q quizAct, line int) error {
	author, err := t.who(q.by)
	if err != nil {
		return err
	}
	file := path.Join("quizzes", q.file)
	text, err := input.ReadFile(file)
	if err != nil {
		return err
	}
	imported, err := t.importer.Questions(ctx, author, file, text, importer.Options{})
	if err != nil {
		return err
	}
	s := &sitting{quizAct: q, grader: author, line: line, unseen: map[string]bool{}}
	err = t.write(ctx, func(ctx context.Context, tx storage.WriteTx) (err error) {
		s.exam, err = t.publishQuiz(ctx, tx, author, imported.Name, q)
		return err
	})
	if err != nil {
		return err
	}
	return t.askToSit(ctx, s)
}

// publishQuiz has the author draft the quiz and the secretary publish it.
func (t *township) publishQuiz(ctx context.Context, tx storage.WriteTx, author access.Actor, bankName string, q quizAct) (exam.Exam, error) {
	secretary, err := t.secretary()
	if err != nil {
		return exam.Exam{}, err
	}
	banks, err := bank.Banks(ctx, tx.ReadTx)
	if err != nil {
		return exam.Exam{}, err
	}
	i := slices.IndexFunc(banks, func(b bank.Bank) bool { return b.Name == bankName })
	draft, err := t.exams.New(ctx, tx, author, t.town().ID, q.terms(t, banks[i].ID))
	if err != nil {
		return exam.Exam{}, err
	}
	return t.exams.Publish(ctx, tx, secretary, draft.ID, draft.Revision)
}

// terms returns what the author decides: three fifths of the points pass.
func (q quizAct) terms(t *township, from bank.ID) exam.Terms {
	terms := exam.Terms{
		Title: q.title, Subject: q.subject, Partial: quiz.AllOrNothing, From: t.now, Until: dayOf(t.today().Year(), q.due).at(1800), Shows: exam.AtOnce,
		Hours: hours.Hour / 2, Retake: exam.Retake{Attempts: 3, Counts: exam.Best}, Grading: exam.Grading{Graders: 1},
	}
	for n, p := range q.parts {
		terms.Blueprint.Sections = append(terms.Blueprint.Sections, exam.Section{
			Title: string([]rune("一二三四五六七八")[n]) + "、" + p.kind.Label(), Each: p.each, Picks: []exam.Pick{{Bank: from, Kind: p.kind, Count: p.count}},
		})
	}
	terms.PassMark = terms.Blueprint.Most() * 3 / 5
	return terms
}

// askToSit assigns the quiz, and puts on the agenda who sits it, and the doubt about a key.
func (t *township) askToSit(ctx context.Context, s *sitting) error {
	secretary, err := t.secretary()
	if err != nil {
		return err
	}
	to, err := t.target(s.to)
	if err != nil {
		return err
	}
	item := plan.Item{Kind: plan.QuizItem, Ref: int64(s.exam.ID)}
	var asked []plan.Person
	err = t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		assigned, err := t.exams.Assign(ctx, tx, secretary, s.exam.ID, dayOf(t.today().Year(), s.due).Date, "", to)
		if err == nil {
			asked, err = plan.Progress(ctx, tx.ReadTx, roster.Everyone(), assigned.Assignment, t.today())
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, p := range asked {
		person, known := t.actors[p.Name]
		pace := t.paces.of(p.Name)
		if !known || slices.Contains(s.skipped, p.Name) || int(chance(person, item)%100) >= pace.readings {
			continue
		}
		t.put(t.free(person, item, pace.days), s.line, func(ctx context.Context) error { return t.sit(ctx, s, person, pace) })
	}
	if s.doubt != nil {
		t.put(t.now.AddDate(0, 0, 14), s.doubt.line, func(ctx context.Context) error { return t.doubtKey(ctx, s) })
	}
	return nil
}

// doubtKey has the author ask that everybody gets the points of a question, which waits for the committee.
func (t *township) doubtKey(ctx context.Context, s *sitting) error {
	return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		found, err := bank.Find(ctx, tx.ReadTx, bank.Filter{Text: s.doubt.start, Limit: 1})
		if err != nil {
			return err
		}
		if len(found) == 0 || !strings.HasPrefix(found[0].Version.Content.Text, s.doubt.start) {
			return fmt.Errorf("题库里没有以“%s”开头的题", s.doubt.start)
		}
		_, err = t.exams.Correct(ctx, tx, s.grader, s.exam.ID, found[0].Version.ID, 0, s.doubt.reason)
		return err
	})
}
