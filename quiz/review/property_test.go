package review

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The bounds within which py-fsrs and fsrs-rs accept weights.
var (
	lowest  = Weights{0.001, 0.001, 0.001, 0.001, 1, 0.001, 0.001, 0.001, 0, 0, 0.001, 0.001, 0.001, 0.001, 0, 0, 1, 0, 0, 0, 0.1}
	highest = Weights{100, 100, 100, 100, 10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6, 2, 2, 0.8, 0.8}
)

func drawScheduler(t *rapid.T) Scheduler {
	s := Daily(time.FixedZone("Asia/Shanghai", 8*60*60))
	if rapid.Bool().Draw(t, "own weights") {
		for i := range s.Weights {
			low := lowest[i]
			if i > 0 && i < 4 {
				low = s.Weights[i-1]
			}
			s.Weights[i] = rapid.Float64Range(low, highest[i]).Draw(t, "weight")
		}
	}
	s.Retention = rapid.Float64Range(0.5, 0.99).Draw(t, "retention")
	if rapid.Bool().Draw(t, "steps") {
		s.LearningSteps, s.RelearningSteps = minutes(1, 10), minutes(10)
	}
	return s
}

// drawState returns the state after a history of answers, and an instant after the last.
func drawState(t *rapid.T, s Scheduler) (State, time.Time) {
	st, now := State{}, start
	for range rapid.IntRange(0, 12).Draw(t, "answers") {
		st = s.Schedule(st, drawGrade(t), now)
		now = now.Add(time.Duration(rapid.IntRange(0, 24*400).Draw(t, "hours")) * time.Hour)
	}
	return st, now
}

func drawGrade(t *rapid.T) Grade {
	return Grade(rapid.IntRange(int(Again), int(Easy)).Draw(t, "grade"))
}

func TestMemoryStaysWithinBounds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawScheduler(t)
		st, now := drawState(t, s)
		st = s.Schedule(st, drawGrade(t), now)
		if !(st.Stability >= minStability && st.Stability <= maxStability) || !(st.Difficulty >= 1 && st.Difficulty <= 10) {
			t.Fatalf("memory %+v", st.Memory)
		}
		if !st.DueAt.After(now) || st.DueAt.After(now.AddDate(0, 0, maxInterval)) || !st.LastReviewedAt.Equal(now) {
			t.Fatalf("answered at %v: %+v", now, st)
		}
		if again := s.Schedule(State{}, Good, now); again != s.Schedule(State{}, Good, now) {
			t.Fatal("the same answer gave two states")
		}
	})
}

func TestBetterAnswersComeAgainLater(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawScheduler(t)
		st, now := drawState(t, s)
		before := s.Schedule(st, Again, now)
		for g := Hard; g <= Easy; g++ {
			after := s.Schedule(st, g, now)
			if after.DueAt.Before(before.DueAt) || after.Stability < before.Stability || after.Difficulty > before.Difficulty {
				t.Fatalf("grade %d gives %+v, grade %d %+v", g-1, before, g, after)
			}
			before = after
		}
	})
}

func TestRightRaisesAndWrongLowersStability(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawScheduler(t)
		st, now := drawState(t, s)
		if st.Phase == Unseen {
			t.Skip("nothing to compare with")
		}
		later := now.AddDate(0, 0, 1)
		if wrong := s.Schedule(st, Again, later); wrong.Stability > st.Stability {
			t.Fatalf("a wrong answer raised %v to %v", st.Stability, wrong.Stability)
		}
		for _, at := range []time.Time{now, later} {
			if right := s.Schedule(st, Good, at); right.Stability < st.Stability {
				t.Fatalf("a right answer lowered %v to %v", st.Stability, right.Stability)
			}
		}
	})
}

func TestRetrievabilityFalls(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawScheduler(t)
		st, now := drawState(t, s)
		st = s.Schedule(st, drawGrade(t), now)
		before := s.Retrievability(st, now)
		if before != 1 {
			t.Fatalf("retrievability %v on the day of the answer", before)
		}
		for range 20 {
			now = now.AddDate(0, 0, rapid.IntRange(1, 300).Draw(t, "days"))
			after := s.Retrievability(st, now)
			if !(after > 0) || after >= before {
				t.Fatalf("retrievability %v after %v", after, before)
			}
			before = after
		}
	})
}

// TestIntervalMeetsRetention holds Interval against the forgetting curve that it inverts.
func TestIntervalMeetsRetention(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawScheduler(t)
		m := Memory{Stability: rapid.Float64Range(1, 300).Draw(t, "stability"), Difficulty: 5}
		days := s.Interval(m.Stability)
		if days == 1 || days == maxInterval {
			t.Skip("bounded")
		}
		if at := s.Weights.recall(m, days-1); at < s.Retention {
			t.Fatalf("%d days are too long: %v a day before", days, at)
		}
		if at := s.Weights.recall(m, days+1); at > s.Retention || math.IsNaN(at) {
			t.Fatalf("%d days are too short: %v a day after", days, at)
		}
	})
}
