package notebook

import (
	"cmp"
	"context"
	"slices"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/review"
)

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
