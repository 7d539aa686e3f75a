package bank

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// Add stores a question as a draft and returns it with those of all banks that are nearly the same. It fails with
// fault.Invalid when the draft is not valid, with fault.Conflict when a bank has the same question already, and with
// fault.Forbidden when the actor is no author.
func (k Keeper) Add(ctx context.Context, tx storage.WriteTx, actor access.Actor, bank ID, d Draft) (Question, []Likeness, error) {
	w, err := k.newWriter(ctx, tx, actor, bank)
	if err != nil {
		return Question{}, nil, err
	}
	if err := d.Validate(); err != nil {
		return Question{}, nil, err
	}
	l := likenessOf(d.Content)
	if same, found := w.known.same(l.hash, bank); found {
		return Question{}, nil, w.conflict(ctx, same)
	}
	near := w.known.candidates(l)
	id, err := w.add(ctx, d.tidy(), l, Drafted)
	if err == nil {
		err = w.finish(ctx)
	}
	if err == nil {
		err = k.record(ctx, tx, actor, "bank.question.add", "bank_question", int64(id), "")
	}
	if err != nil {
		return Question{}, nil, err
	}
	return w.stored(ctx, id, l, near)
}

// Revise stores the next version of a question, which is a draft until it has been reviewed. The version that the author
// had before is given; fault.Stale says that it is no longer current. A draft that says nothing new changes nothing.
// What nearly repeats another question is returned; it fails as Add does.
func (k Keeper) Revise(ctx context.Context, tx storage.WriteTx, actor access.Actor, before VersionID, d Draft) (Question, []Likeness, error) {
	old, err := one(ctx, tx.ReadTx, before)
	if err != nil {
		return Question{}, nil, err
	}
	row, _, err := selectQuestion(ctx, tx.ReadTx, old.Question)
	if err != nil {
		return Question{}, nil, fmt.Errorf("read question %d: %w", old.Question, err)
	}
	if row.VersionID != before {
		return Question{}, nil, errNotCurrent
	}
	w, err := k.newWriter(ctx, tx, actor, row.BankID)
	if err != nil {
		return Question{}, nil, err
	}
	if err := d.Validate(); err != nil {
		return Question{}, nil, err
	}
	l := likenessOf(d.Content)
	w.known.forget(row.ID)
	if same, found := w.known.same(l.hash, row.BankID); found {
		return Question{}, nil, w.conflict(ctx, same)
	}
	near := w.known.candidates(l)
	if err := w.revise(ctx, row, old, d.tidy(), l, Drafted); err != nil {
		return Question{}, nil, err
	}
	if err := w.finish(ctx); err != nil {
		return Question{}, nil, err
	}
	return w.stored(ctx, row.ID, l, near)
}

// conflict says that a bank has the question already.
func (w *writer) conflict(ctx context.Context, same knownRow) error {
	bank, err := ByID(ctx, w.tx.ReadTx, same.BankID)
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "题库“%s”里已有同一道题（编号 %d）", bank.Name, same.ID)
}

// stored returns a question as it is now, with those that are nearly the same.
func (w *writer) stored(ctx context.Context, id QuestionID, l likeness, near []knownRow) (Question, []Likeness, error) {
	q, err := ByQuestion(ctx, w.tx.ReadTx, id)
	if err != nil {
		return Question{}, nil, err
	}
	if err := w.known.learn(ctx, w.tx.ReadTx, near); err != nil {
		return Question{}, nil, err
	}
	return q, w.known.alike(l, near), nil
}

// newWriter returns a writer for an author.
func (k Keeper) newWriter(ctx context.Context, tx storage.WriteTx, actor access.Actor, bank ID) (*writer, error) {
	if err := access.Require(actor, access.AuthorContent); err != nil {
		return nil, err
	}
	if _, err := ByID(ctx, tx.ReadTx, bank); err != nil {
		return nil, err
	}
	if err := foldMissing(ctx, tx); err != nil {
		return nil, fmt.Errorf("fold what is in the banks: %w", err)
	}
	known, err := loadCatalogue(ctx, tx.ReadTx)
	if err != nil {
		return nil, err
	}
	return &writer{tx: tx, keeper: k, actor: actor, bank: bank, at: calendar.Millis(k.clock()), known: known}, nil
}
