package exam_test

import (
	"context"
	"testing"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz/exam"
)

func (w *world) effect(who string, id exam.CorrectionID) (effect exam.Effect) {
	w.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		effect, err = w.office.Effect(ctx, tx, w.who(who), id)
		return err
	})
	return effect
}

// passed counts the attempts that are passed now.
func (w *world) passed(e exam.Exam) (n int) {
	w.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		const query = `SELECT COUNT(*) FROM exam_results r WHERE r.exam_id = ? AND r.passed
AND r.number = (SELECT MAX(n.number) FROM exam_results n WHERE n.attempt_id = r.attempt_id)`
		count, _, err := storage.First[int](ctx, tx, query, e.ID)
		n = count
		return err
	})
	return n
}

// TestEffectIsForThoseWhoSeeTheCorrection: others do not learn how an exam went.
func TestEffectIsForThoseWhoSeeTheCorrection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	versions := w.stock(choices(3, "土地")...)
	e := w.publish(usual(fixed(versions...)))
	w.sit("何秀兰", e.ID, 1)
	id, err := w.correct("林若溪", e, versions[2], 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.effect("周明远", id); got.Asked != 1 || got.Changed != 1 {
		t.Errorf("the effect is %+v", got)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		_, err := w.office.Effect(ctx, tx, w.who("何秀兰"), id)
		want(t, err, fault.NotFound)
		_, err = w.office.Effect(ctx, tx, w.who("周明远"), id+7)
		want(t, err, fault.NotFound)
		return nil
	})
}
