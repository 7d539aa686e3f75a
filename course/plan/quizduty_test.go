package plan_test

import (
	"context"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

// TestAQuizIsADuty asks for a quiz twice, finishes it, and takes that back.
func TestAQuizIsADuty(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	quiz := plan.Item{Kind: plan.QuizItem, Ref: 5}
	for _, due := range []calendar.Date{20260930, 20260920} {
		a := document(0, due)
		a.Item = quiz
		w.assign(w.secretary, a, plan.Target{Unit: w.office.ID})
	}
	w.assign(w.secretary, document(7, 20260915), plan.Target{Unit: w.office.ID})
	duty := func() (d plan.Duty, asked bool) {
		w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
			d, asked, err = plan.DutyFor(ctx, tx, w.he.ID(), quiz)
			return err
		})
		return d, asked
	}
	quizzes := func() (list []plan.Duty) {
		w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
			list, err = plan.Duties(ctx, tx, w.he.ID(), plan.QuizItem, 20260901)
			return err
		})
		return list
	}
	if d, asked := duty(); !asked || d.DueOn != 20260920 || d.How != "" {
		t.Errorf("got %+v, asked %t: want what is due first", d, asked)
	}
	if list := quizzes(); len(list) != 1 || list[0].Asked != 2 {
		t.Errorf("quizzes: %+v", list)
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return plan.Fulfil(ctx, tx, w.he.ID(), quiz, w.now, 0)
	})
	if d, _ := duty(); d.How != plan.Checked {
		t.Errorf("finished: %+v", d)
	}
	if list := w.due(w.he, 20260901); len(list) != 1 || list[0].Kind != plan.DocumentItem {
		t.Errorf("due: %+v", list)
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) error { return plan.Reopen(ctx, tx, w.he.ID(), quiz) })
	if list := w.due(w.he, 20260901); len(list) != 2 {
		t.Errorf("due after it was taken back: %+v", list)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		_, asked, err := plan.DutyFor(ctx, tx, w.secretary.ID(), quiz)
		if asked {
			t.Error("somebody else is asked, too")
		}
		return err
	})
}
