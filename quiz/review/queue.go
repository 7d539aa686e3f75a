package review

import (
	"cmp"
	"slices"
	"time"
)

// Few is how many questions a day asks again at most, some four minutes' worth.
const Few = 8

// Card is one question of one person; Q identifies the question to the caller.
type Card[Q any] struct {
	Question Q
	Subject  string
	State    State
}

// Today returns the questions to ask again today (今日复习), at most so many. It takes the riskiest of every subject first,
// then the second riskiest, and so on: no subject gets two more than another that still has some. Among equally
// placed questions the one most likely to be forgotten comes first, then the one longer due, then the one given earlier.
// A question never answered is not asked again.
func Today[Q any](s Scheduler, cards []Card[Q], now time.Time, most int) []Card[Q] {
	asked := place(s, cards, now)
	slices.SortStableFunc(asked, func(a, b placed[Q]) int { return cmp.Compare(a.turn, b.turn) })
	var today []Card[Q]
	for _, p := range asked[:min(max(most, 0), len(asked))] {
		today = append(today, p.Card)
	}
	return today
}

// placed is a card that is due, and how many of its subject are riskier.
type placed[Q any] struct {
	Card[Q]
	known float64
	turn  int
}

// place returns the cards that are due, riskiest first.
func place[Q any](s Scheduler, cards []Card[Q], now time.Time) []placed[Q] {
	var due []placed[Q]
	for _, c := range cards {
		if c.State.Phase != Unseen && !c.State.DueAt.After(now) {
			due = append(due, placed[Q]{Card: c, known: s.Retrievability(c.State, now)})
		}
	}
	slices.SortStableFunc(due, func(a, b placed[Q]) int {
		return cmp.Or(cmp.Compare(a.known, b.known), a.State.DueAt.Compare(b.State.DueAt))
	})
	turns := map[string]int{}
	for i := range due {
		due[i].turn = turns[due[i].Subject]
		turns[due[i].Subject]++
	}
	return due
}
