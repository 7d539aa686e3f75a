package review

import (
	"testing"
	"time"
)

func TestSteps(t *testing.T) {
	t.Parallel()
	learned := State{Memory: Memory{10, 5}, Phase: Reviewing, LastReviewedAt: start.AddDate(0, 0, -10)}
	at := func(p Phase, step int) State {
		return State{Memory: Memory{2, 5}, Phase: p, Step: step, LastReviewedAt: start}
	}
	for name, c := range map[string]struct {
		learning, relearning []time.Duration
		from                 State
		grade                Grade
		phase                Phase
		step                 int
		wait                 time.Duration // 0: whole days
	}{
		"first wrong":              {minutes(1, 10), nil, State{}, Again, Learning, 0, time.Minute},
		"first hard, two steps":    {minutes(1, 10), nil, State{}, Hard, Learning, 0, 330 * time.Second},
		"first hard, one step":     {minutes(10), nil, State{}, Hard, Learning, 0, 15 * time.Minute},
		"first right":              {minutes(1, 10), nil, State{}, Good, Learning, 1, 10 * time.Minute},
		"first right, one step":    {minutes(1), nil, State{}, Good, Reviewing, 0, 0},
		"first easy":               {minutes(1, 10), nil, State{}, Easy, Reviewing, 0, 0},
		"second hard":              {minutes(1, 10), nil, at(Learning, 1), Hard, Learning, 1, 10 * time.Minute},
		"second right":             {minutes(1, 10), nil, at(Learning, 1), Good, Reviewing, 0, 0},
		"second wrong":             {minutes(1, 10), nil, at(Learning, 1), Again, Learning, 0, time.Minute},
		"steps were taken away":    {minutes(1), nil, at(Learning, 1), Hard, Reviewing, 0, 0},
		"no steps at all":          {nil, nil, State{}, Again, Reviewing, 0, 0},
		"lapse":                    {minutes(1, 10), minutes(5), learned, Again, Relearning, 0, 5 * time.Minute},
		"lapse without steps":      {minutes(1, 10), nil, learned, Again, Reviewing, 0, 0},
		"known":                    {minutes(1, 10), minutes(5), learned, Hard, Reviewing, 0, 0},
		"relearned":                {minutes(1, 10), minutes(5), at(Relearning, 0), Good, Reviewing, 0, 0},
		"relearned with some work": {minutes(1, 10), minutes(5), at(Relearning, 0), Hard, Relearning, 0, 450 * time.Second},
	} {
		s := Daily(time.UTC)
		s.LearningSteps, s.RelearningSteps = c.learning, c.relearning
		st := s.Schedule(c.from, c.grade, start)
		if st.Phase != c.phase || st.Step != c.step {
			t.Errorf("%s: phase %d step %d, want %d and %d", name, st.Phase, st.Step, c.phase, c.step)
		}
		wait := st.DueAt.Sub(start)
		if c.wait != 0 && wait != c.wait || c.wait == 0 && st.DueAt.Before(start.AddDate(0, 0, 1).Truncate(24*time.Hour)) {
			t.Errorf("%s: wait %v, want %v", name, wait, c.wait)
		}
	}
}
