package demo

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"time"

	"xiangxue/course/calendar"
)

// agenda holds what is still to be done, in the order of time. What is put on it at the same moment keeps its order.
type agenda struct {
	now   time.Time // the moment of the act being enacted
	steps []step
}

// step is something that happens at a moment, because a line of the year says so.
type step struct {
	at   time.Time
	line int
	do   func(context.Context) error
}

// put adds a step. One that is late already is done next.
func (a *agenda) put(at time.Time, line int, do func(context.Context) error) {
	if at.Before(a.now) {
		at = a.now
	}
	i := sort.Search(len(a.steps), func(i int) bool { return a.steps[i].at.After(at) })
	a.steps = slices.Insert(a.steps, i, step{at, line, do})
}

// enact does everything up to the present, and then sets the clock to the present.
func (t *township) enact(ctx context.Context) error {
	month := time.Month(0)
	for len(t.steps) > 0 && !t.steps[0].at.After(t.present) {
		next := t.steps[0]
		t.steps = t.steps[1:]
		if next.at.After(t.now) {
			t.now = next.at
		}
		if on := calendar.DateOf(t.now); on.Year() == t.year && on.Month() != month {
			month = on.Month()
			t.progress(fmt.Sprintf("%d年%d月", t.year, month))
		}
		if err := next.do(ctx); err != nil && next.line == founding {
			return fmt.Errorf("courses and documents: %w", err)
		} else if err != nil {
			return fmt.Errorf("year.txt 第 %d 行：%w", next.line, err)
		}
	}
	t.now = t.present
	return nil
}
