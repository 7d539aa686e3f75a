package notebook

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/review"
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

// pile is the cards of a book while answers are entered.
type pile struct {
	scheduler review.Scheduler
	cadre     roster.CadreID
	cards     map[quiz.Identity]*cardRow
	touched   []quiz.Identity // in their order, each once
	removed   []CardID
}

func newPile(s review.Scheduler, cadre roster.CadreID, rows []cardRow) *pile {
	p := &pile{scheduler: s, cadre: cadre, cards: make(map[quiz.Identity]*cardRow, len(rows))}
	for _, r := range rows {
		p.cards[quiz.Identity{ContentHash: r.ContentHash, Bank: r.BankQuestionID}] = &r
	}
	return p
}

// enter enters wrong answers in the order of their days, then what a corrected key changes.
func (p *pile) enter(wrong []quiz.Answered, marked []quiz.Marked) {
	for _, m := range marked {
		for _, a := range m.Answers {
			if a.Wrong && !m.Again {
				wrong = append(wrong, a)
			}
		}
	}
	slices.SortStableFunc(wrong, func(a, b quiz.Answered) int { return cmp.Compare(a.On, b.On) })
	for _, a := range wrong {
		p.forgot(a)
	}
	for _, m := range marked {
		for _, a := range m.Answers {
			if m.Again && a.Corrected {
				p.correct(a)
			}
		}
	}
}

// forgot enters a wrong answer. What was reviewed on a later day is known better by that.
func (p *pile) forgot(a quiz.Answered) {
	card, st := p.cards[a.Question], review.State{}
	if card == nil {
		card = &cardRow{CadreID: p.cadre, ContentHash: a.Question.ContentHash, BankQuestionID: a.Question.Bank}
		p.cards[a.Question] = card
	} else if st = card.memory(); card.LastOn > a.On {
		return
	}
	card.remember(p.scheduler.Schedule(st, review.Again, a.On.Time()))
	if !slices.Contains(p.touched, a.Question) {
		p.touched = append(p.touched, a.Question)
	}
}

// correct enters how an answer is judged after the key of its question was corrected.
func (p *pile) correct(a quiz.Answered) {
	card := p.cards[a.Question]
	switch {
	case a.Wrong && card == nil:
		p.forgot(a)
	case !a.Wrong && card != nil:
		if card.ID != 0 {
			p.removed = append(p.removed, card.ID)
		}
		delete(p.cards, a.Question)
	}
}

func (p *pile) store(ctx context.Context, tx storage.WriteTx) error {
	var added []cardRow
	for _, question := range p.touched {
		card := p.cards[question]
		switch {
		case card == nil: // taken out again
		case card.ID == 0:
			added = append(added, *card)
		default:
			if err := updateCard(ctx, tx, *card); err != nil {
				return err
			}
		}
	}
	for _, id := range p.removed {
		if _, err := deleteCard(ctx, tx, p.cadre, id); err != nil {
			return err
		}
	}
	return storage.InsertAll(ctx, tx, added)
}
