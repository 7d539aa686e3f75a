package notebook

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// roundsAtOnce is how many failed rounds one write enters.
const roundsAtOnce = 50

// current returns how the actor's book stands, after what is not entered yet was entered.
func (k *Keeper) current(ctx context.Context, actor access.Actor) (s state, err error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return state{}, err
	}
	fresh, err := k.look(ctx, actor, &s)
	if err != nil || !fresh {
		return s, err
	}
	for more := true; more; {
		err := k.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) (err error) {
			more, err = k.enter(ctx, tx, actor)
			return err
		})
		if err != nil {
			return state{}, fmt.Errorf("enter into the notebook of cadre %d: %w", actor.ID(), err)
		}
	}
	_, err = k.look(ctx, actor, &s)
	return s, err
}

// look reads how the book stands and reports whether there is something to enter. The result of an exam that may not be
// seen yet is not.
func (k *Keeper) look(ctx context.Context, actor access.Actor, s *state) (fresh bool, err error) {
	err = k.DB.Read(ctx, func(tx storage.ReadTx) error {
		if *s, err = selectState(ctx, tx, actor.ID(), k.Clock.Today()); err != nil {
			return fmt.Errorf("read the notebook of cadre %d: %w", actor.ID(), err)
		}
		if fresh = s.Failed; fresh || !s.Graded {
			return nil
		}
		marked, err := k.marked(ctx, tx, actor)
		fresh = len(marked) > 0
		return err
	})
	return fresh, err
}

// marked returns the results of exams that are not entered yet.
func (k *Keeper) marked(ctx context.Context, tx storage.ReadTx, actor access.Actor) ([]quiz.Marked, error) {
	rows, err := selectExams(ctx, tx, actor.ID())
	if err != nil {
		return nil, fmt.Errorf("read which exams are entered: %w", err)
	}
	seen := make(map[int64]int64, len(rows))
	for _, r := range rows {
		seen[r.AttemptID] = r.ResultID
	}
	return k.Exams.Answered(ctx, tx, actor, seen)
}

// enter takes what is not entered yet into the book and reports whether there is more. It notes in the same write what
// it entered, so that nothing is entered twice.
func (k *Keeper) enter(ctx context.Context, tx storage.WriteTx, actor access.Actor) (more bool, err error) {
	book, err := selectNotebook(ctx, tx.ReadTx, actor.ID())
	if err != nil {
		return false, err
	}
	failed, err := k.Checks.Failed(ctx, tx.ReadTx, actor, book.AttemptID, roundsAtOnce)
	if err != nil {
		return false, err
	}
	marked, err := k.marked(ctx, tx.ReadTx, actor)
	if err != nil {
		return false, err
	}
	rows, err := selectCards(ctx, tx.ReadTx, actor.ID())
	if err != nil {
		return false, err
	}
	p := newPile(k.scheduler, actor.ID(), rows)
	p.enter(failed.Wrong, marked)
	if err := p.store(ctx, tx); err != nil {
		return false, err
	}
	for _, m := range marked {
		if err := upsertExam(ctx, tx, examRow{AttemptID: m.Attempt, CadreID: actor.ID(), ResultID: m.Result}); err != nil {
			return false, err
		}
	}
	if failed.UpTo == book.AttemptID {
		return false, nil
	}
	book.AttemptID = failed.UpTo
	return failed.More, upsertNotebook(ctx, tx, book)
}
