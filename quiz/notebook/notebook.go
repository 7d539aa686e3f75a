// Package notebook keeps the person's own wrong-question book (错题本).
//
// What a person answered wrong in a check, in an exam whose answers may be seen, or here comes again after some days, as
// package review schedules it: a few questions a day, each of which can be passed over, taken out, or left for ever.
//
// The book is private. Every operation is about the actor's own book and takes no other person; there is no permission,
// no page, no export and no report by which anybody else reads it, whatever the role. A backup of the database holds it,
// as it holds everything. Nothing counts by it: no hours, no requirement, no result. It keeps days and no instants, and
// not when somebody looked at it.
//
// Answering a check or an exam costs nothing for it: the book is filled when its owner comes by, from the rounds and
// results that are not entered yet. Only what can be judged at once is asked, as it stands now: a question that its
// lesson or bank has given up is left out, a revised one is asked as revised. What was left open is no wrong answer.
package notebook

import (
	"context"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/review"
)

// Checks tells what a person answered wrong in checks, as quiz.Examiner does.
type Checks interface {
	Failed(ctx context.Context, tx storage.ReadTx, actor access.Actor, after int64, limit int) (quiz.Failures, error)
}

// Exams tells what a person answered in exams, as exam.Office does.
type Exams interface {
	Answered(ctx context.Context, tx storage.ReadTx, actor access.Actor, seen map[int64]int64) ([]quiz.Marked, error)
}

// Needs are what a Keeper works with.
type Needs struct {
	DB     *storage.DB
	Clock  calendar.Clock
	Checks Checks
	Exams  Exams
}

// Keeper keeps the books. It is safe for concurrent use.
type Keeper struct {
	Needs
	scheduler review.Scheduler
}

// NewKeeper returns a keeper.
func NewKeeper(n Needs) *Keeper {
	return &Keeper{Needs: n, scheduler: review.Daily(calendar.Shanghai)}
}

// Book is what a person finds on coming by.
type Book struct {
	Today   []Card         // to be asked today, at most review.Few together with what was asked today
	Known   []review.Known // by subject, over all questions that can be asked
	Resting int            // questions of the book that nobody asks any more
}

// Open returns the actor's own book. It fails with fault.Forbidden when the actor may not learn.
func (k *Keeper) Open(ctx context.Context, actor access.Actor) (b Book, err error) {
	state, err := k.current(ctx, actor)
	if err != nil {
		return Book{}, err
	}
	err = k.DB.Read(ctx, func(tx storage.ReadTx) error {
		cards, err := cardsOf(ctx, tx, actor.ID())
		if err != nil {
			return err
		}
		b = k.book(cards, state)
		return nil
	})
	return b, err
}

func (k *Keeper) book(cards []Card, s state) Book {
	now := k.Clock()
	kept := make([]review.Card[int], len(cards))
	for i, c := range cards {
		kept[i] = review.Card[int]{Question: i, Subject: c.Subject, State: c.State}
	}
	b := Book{Known: review.StillKnown(k.scheduler, kept, now), Resting: s.Kept - len(cards)}
	for _, c := range review.Today(k.scheduler, kept, now, review.Few-s.Asked) {
		b.Today = append(b.Today, cards[c.Question])
	}
	return b
}

// Due returns how many questions the actor may be asked today. It fails as Open does.
func (k *Keeper) Due(ctx context.Context, actor access.Actor) (int, error) {
	s, err := k.current(ctx, actor)
	return max(0, min(s.Due, review.Few-s.Asked)), err
}

// Questions returns the questions of a subject in the actor's own book, the one that is due first in front. It fails as
// Open does.
func (k *Keeper) Questions(ctx context.Context, actor access.Actor, subject string) (of []Card, err error) {
	if _, err := k.current(ctx, actor); err != nil {
		return nil, err
	}
	err = k.DB.Read(ctx, func(tx storage.ReadTx) error {
		cards, err := cardsOf(ctx, tx, actor.ID())
		for _, c := range cards {
			if c.Subject == subject {
				of = append(of, c)
			}
		}
		return err
	})
	return of, err
}

// now returns the start of today: the book keeps no instants.
func (k *Keeper) now() time.Time { return k.Clock.Today().Time() }
