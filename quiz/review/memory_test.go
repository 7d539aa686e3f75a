package review

import (
	"testing"
	"time"
)

// The figures of this file were worked out from the published formulas with 40 decimal digits, apart from this code.

func TestForgettingCurve(t *testing.T) {
	t.Parallel()
	w := PublishedWeights()
	for _, c := range []struct {
		stability float64
		days      int
		want      float64
	}{
		{2.3065, 0, 1},
		{2.3065, 1, 0.9468474994},
		{2.3065, 30, 0.6675263339},
		{10, 10, 0.9},
		{10, 365, 0.5735586746},
	} {
		if got := w.recall(Memory{Stability: c.stability}, c.days); !agree(got, c.want, 10) {
			t.Errorf("recall %d days after, stability %v: %.12f, want %v", c.days, c.stability, got, c.want)
		}
	}
}

func TestFirstMemory(t *testing.T) {
	t.Parallel()
	w := PublishedWeights()
	for g, want := range map[Grade]Memory{
		Again: {0.212, 6.4133}, Hard: {1.2931, 5.1121707056}, Good: {2.3065, 2.1181039705},
		Easy: {8.2956, 1}, // the formula gives -4.77, the lower bound is 1
	} {
		if got := w.first(g); !agree(got.Stability, want.Stability, 10) || !agree(got.Difficulty, want.Difficulty, 10) {
			t.Errorf("first answer %d: %+v, want %+v", g, got, want)
		}
	}
}

func TestNextMemory(t *testing.T) {
	t.Parallel()
	w := PublishedWeights()
	for name, c := range map[string]struct {
		stability float64
		grade     Grade
		days      int
		want      float64
	}{
		"hard when due":            {10, Hard, 10, 23.2468751105},
		"good when due":            {10, Good, 10, 32.0267294820},
		"easy when due":            {10, Easy, 10, 51.2538616468},
		"good long after":          {10, Good, 40, 60.3438068956},
		"forgotten when due":       {10, Again, 10, 1.3919869730},
		"forgotten, young":         {0.5, Again, 1, 0.1948905433},
		"same day again":           {10, Again, 0, 3.0512489356},
		"same day hard lessens":    {10, Hard, 0, 10}, // the formula gives 5.25, the lower bound is what there was
		"same day good lessens":    {10, Good, 0, 10}, // likewise 9.03
		"same day easy":            {10, Easy, 0, 15.5343079472},
		"same day good, young":     {0.5, Good, 0, 0.5498762115},
		"same day again, youngest": {0.001, Again, 0, 0.001}, // never below the least stability
		"as stable as can be":      {36500, Easy, 36500, 36500},
	} {
		if got := w.after(Memory{c.stability, 5}, c.grade, c.days).Stability; !agree(got, c.want, 9) {
			t.Errorf("%s: stability %.12f, want %v", name, got, c.want)
		}
	}
}

func TestNextDifficulty(t *testing.T) {
	t.Parallel()
	w := PublishedWeights()
	for g, want := range map[Grade]float64{Again: 8.3417623693, Hard: 6.6659953693, Good: 4.9902283693, Easy: 3.3144613693} {
		for _, days := range []int{0, 10} {
			if got := w.after(Memory{10, 5}, g, days).Difficulty; !agree(got, want, 10) {
				t.Errorf("difficulty %d days after grade %d: %.12f, want %v", days, g, got, want)
			}
		}
	}
}

// TestForgettingNeverHelps takes weights that would make a lapse raise the stability.
func TestForgettingNeverHelps(t *testing.T) {
	t.Parallel()
	w := PublishedWeights()
	w[11] = 5
	if got, want := w.after(Memory{1, 5}, Again, 1).Stability, 0.9517279993; !agree(got, want, 10) {
		t.Errorf("stability %.12f, want %v, which is 1/e^(w17·w18)", got, want)
	}
}

func TestScheduleCountsDaysOfTheZone(t *testing.T) {
	t.Parallel()
	shanghai := time.FixedZone("Asia/Shanghai", 8*60*60)
	s := Daily(shanghai)
	evening := time.Date(2026, 3, 5, 23, 50, 0, 0, shanghai)
	st := s.Schedule(State{}, Good, evening.UTC())
	if want := time.Date(2026, 3, 8, 0, 0, 0, 0, shanghai); !st.DueAt.Equal(want) {
		t.Errorf("due %v, want %v", st.DueAt, want)
	}
	for after, want := range map[time.Duration]float64{-time.Hour: 1, 9 * time.Minute: 1, 11 * time.Minute: 0.9468474994} {
		if got := s.Retrievability(st, evening.Add(after)); !agree(got, want, 10) {
			t.Errorf("%v later: retrievability %v, want %v", after, got, want)
		}
	}
	if before := s.Schedule(st, Good, evening.Add(-time.Hour)); before.Stability != st.Stability {
		t.Errorf("a clock put back made the stability %v of %v", before.Stability, st.Stability)
	}
}

func TestSkipChangesOnlyTheDay(t *testing.T) {
	t.Parallel()
	s := Daily(time.UTC)
	st := s.Schedule(State{}, Again, start)
	later := start.AddDate(0, 0, 5)
	skipped := s.Skip(st, later)
	want := st
	want.DueAt = time.Date(2026, 3, 11, 0, 0, 0, 0, time.UTC)
	if skipped != want {
		t.Errorf("skipped %+v, want %+v", skipped, want)
	}
	if again := s.Skip(skipped, start); again != skipped {
		t.Errorf("skipping what comes later anyway brought it forward to %v", again.DueAt)
	}
}
