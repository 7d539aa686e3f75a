package notebook

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/review"
)

// Given is what a person answered.
type Given struct {
	Fingerprint string   // of the paper that was shown
	Values      []string // of the form field, as quiz.Item.Read takes them
	Forgotten   bool     // the person gives up and wants to see the answer
	Hard        bool     // it took an effort; the person need not say so
}

// Recalled is what came of an answer.
type Recalled struct {
	Card    Card // as it stands after the answer
	Outcome quiz.ItemOutcome
}

var (
	errNoCard = fault.New(fault.NotFound, "错题本里没有这道题，或者这道题已经停用")
	errMoved  = fault.New(fault.Stale, "题目已经更新，请按下面的题重新作答")
)

// Answer judges the actor's answer to a card of his or her own book and says when the question comes again. Only the
// first answer to a card that is due changes that: answering again, or sending the form twice, only shows the outcome.
//
// It fails with fault.Forbidden when the actor may not learn, with fault.NotFound when the card is not in the actor's own
// book or cannot be asked, with fault.Stale and the card as it is asked now when it was not what the person saw, and with
// fault.Invalid and the field q1 when nothing was answered.
func (k *Keeper) Answer(ctx context.Context, actor access.Actor, id CardID, g Given) (r Recalled, err error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return Recalled{}, err
	}
	err = k.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		row, err := standingCard(ctx, tx.ReadTx, actor.ID(), id)
		if err != nil {
			return err
		}
		if r.Card, err = row.card(); err != nil {
			return err
		}
		if r.Outcome, err = r.Card.judge(k, g); err != nil || !k.isDue(row.Row) {
			return err
		}
		row.Row.remember(k.scheduler.Schedule(r.Card.State, g.grade(r.Outcome.Result), k.now()))
		r.Card.State = row.Row.memory()
		return k.keep(ctx, tx, row.Row)
	})
	return r, err
}

// standingCard returns a card of the person that can be asked.
func standingCard(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id CardID) (standingRow, error) {
	row, found, err := selectStandingCard(ctx, tx, cadre, id)
	if err != nil {
		return standingRow{}, fmt.Errorf("read card %d of cadre %d: %w", id, cadre, err)
	}
	if !found {
		return standingRow{}, errNoCard
	}
	return row, nil
}

// judge marks an answer to the card as it is asked today.
func (c Card) judge(k *Keeper, g Given) (quiz.ItemOutcome, error) {
	paper := c.Paper(k.Clock.Today())
	if paper.Fingerprint() != g.Fingerprint {
		return quiz.ItemOutcome{}, errMoved
	}
	answers := map[quiz.ItemKey][]string{quiz.Key(0): g.Values}
	if g.Forgotten {
		answers = nil
	}
	outcome := paper.Mark(answers).Outcome().Items[0]
	if outcome.Result != quiz.Unanswered || g.Forgotten {
		return outcome, nil
	}
	var f fault.Fields
	f.Add(string(outcome.Key), "还没有作答；想不起来，可以直接看答案，也可以跳过")
	return outcome, f.Err()
}

func (g Given) grade(r quiz.Result) review.Grade {
	switch {
	case r != quiz.Right:
		return review.Again
	case g.Hard:
		return review.Hard
	default:
		return review.Good
	}
}

func (k *Keeper) isDue(r cardRow) bool { return r.DueOn <= k.Clock.Today() }

// keep stores a card that was asked today.
func (k *Keeper) keep(ctx context.Context, tx storage.WriteTx, r cardRow) error {
	book, err := selectNotebook(ctx, tx.ReadTx, r.CadreID)
	if err != nil {
		return fmt.Errorf("read the notebook of cadre %d: %w", r.CadreID, err)
	}
	if today := k.Clock.Today(); book.AskedOn != today {
		book.AskedOn, book.Asked = today, 0
	}
	book.Asked++
	if err := updateCard(ctx, tx, r); err != nil {
		return fmt.Errorf("keep card %d: %w", r.ID, err)
	}
	if err := upsertNotebook(ctx, tx, book); err != nil {
		return fmt.Errorf("keep the notebook of cadre %d: %w", r.CadreID, err)
	}
	return nil
}

// Skip passes over a card of the actor's own book: it comes again tomorrow. One that is not due stays as it is. It fails
// with fault.Forbidden and fault.NotFound as Answer does.
func (k *Keeper) Skip(ctx context.Context, actor access.Actor, id CardID) error {
	if err := access.Require(actor, access.Learn); err != nil {
		return err
	}
	return k.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		row, err := standingCard(ctx, tx.ReadTx, actor.ID(), id)
		if err != nil || !k.isDue(row.Row) {
			return err
		}
		row.Row.remember(k.scheduler.Skip(row.Row.memory(), k.now()))
		return k.keep(ctx, tx, row.Row)
	})
}

// Remove takes a card out of the actor's own book and forgets what is remembered of it. A later wrong answer brings the
// question back. It fails with fault.Forbidden and fault.NotFound as Answer does.
func (k *Keeper) Remove(ctx context.Context, actor access.Actor, id CardID) error {
	if err := access.Require(actor, access.Learn); err != nil {
		return err
	}
	return k.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		removed, err := deleteCard(ctx, tx, actor.ID(), id)
		if err != nil {
			return fmt.Errorf("take card %d out of a notebook: %w", id, err)
		}
		if !removed {
			return errNoCard
		}
		return nil
	})
}
