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

// Today returns the questions to ask again today (今日复习), at most so many. Those come first that would be missed most if
// they were not asked: see missed. It takes the first of every subject, then the second of every subject, and so on, so
// that no subject gets two more than another that still has some. Among equals the one longer due comes first, then
// the one given earlier. A question never answered is not asked again.
func Today[Q any](s Scheduler, cards []Card[Q], now time.Time, most int) []Card[Q] {
	due := place(s, cards, now)
	slices.SortFunc(due, func(a, b placed) int { return cmp.Or(cmp.Compare(a.turn, b.turn), cmp.Compare(a.place, b.place)) })
	var today []Card[Q]
	for _, p := range due[:min(max(most, 0), len(due))] {
		today = append(today, cards[p.index])
	}
	return today
}

// placed is a card that is due.
type placed struct {
	index  int // in the cards as given
	missed float64
	place  int // how many go before
	turn   int // how many of its own subject go before
}

// place returns the cards that are due, those first that would be missed most.
func place[Q any](s Scheduler, cards []Card[Q], now time.Time) []placed {
	var due []placed
	for i := range cards {
		if st := cards[i].State; st.Phase != Unseen && !st.DueAt.After(now) {
			due = append(due, placed{index: i, missed: s.missed(st, now)})
		}
	}
	slices.SortFunc(due, func(a, b placed) int {
		earlier := cards[a.index].State.DueAt.Compare(cards[b.index].State.DueAt)
		return cmp.Or(cmp.Compare(b.missed, a.missed), earlier, cmp.Compare(a.index, b.index))
	})
	turns := map[string]int{}
	for i := range due {
		subject := cards[due[i].index].Subject
		due[i].place, due[i].turn = i, turns[subject]
		turns[subject]++
	}
	return due
}

// horizon is how many days ahead missed looks.
const horizon = 30

// missed returns how much smaller the chance of recall is in 30 days when the question is not asked today than when it
// is. That is the risk of forgetting that asking can avert. The mere chance of having forgotten would ask first
// what is lost already, which takes the longest to answer and stays the shortest; TestSimulation shows the difference.
func (s Scheduler) missed(st State, now time.Time) float64 {
	w, days := &s.Weights, s.daysBetween(st.LastReviewedAt, now)
	known := w.recall(st.Memory, days)
	right, wrong := w.after(st.Memory, Good, days), w.after(st.Memory, Again, days)
	asked := known*w.recall(right, horizon) + (1-known)*w.recall(wrong, horizon)
	return asked - w.recall(st.Memory, days+horizon)
}
