package review

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// vectors are the figures published for FSRS-6.
type vectors struct {
	Weights          Weights `json:"weights"`
	RequestRetention float64 `json:"request_retention"`
	MemoryStates     []struct {
		Ratings     []Grade `json:"ratings"`
		ElapsedDays []int   `json:"elapsed_days"`
		ZeroWeights []int   `json:"zero_weights"`
		Stability   float64 `json:"stability"`
		Difficulty  float64 `json:"difficulty"`
		Places      int     `json:"places"`
	} `json:"memory_states"`
	Intervals    []int `json:"interval_for_stability_1_at_retention_0.1_to_1.0"`
	LongTermOnly struct {
		Ratings    []Grade   `json:"ratings"`
		Intervals  []int     `json:"intervals"`
		Stability  []float64 `json:"stability"`
		Difficulty []float64 `json:"difficulty"`
	} `json:"long_term_only"`
	ShortTerm struct {
		LearningStepsMinutes   []int   `json:"learning_steps_minutes"`
		RelearningStepsMinutes []int   `json:"relearning_steps_minutes"`
		Ratings                []Grade `json:"ratings"`
		IntervalsDays          []int   `json:"intervals_days"`
	} `json:"short_term"`
}

// readVectors reads the published figures, or skips the test when they do not lie beside the repository.
func readVectors(t *testing.T) vectors {
	t.Helper()
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		data, err := os.ReadFile(filepath.Join(dir, "shared", "data", "fsrs", "vectors.json"))
		if err != nil {
			continue
		}
		var v vectors
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	t.Skip("../shared/data/fsrs/vectors.json is absent: the published figures are not tried, the derived ones are")
	return vectors{}
}

var start = time.Date(2026, 3, 5, 12, 30, 0, 0, time.UTC)

// agree reports whether a and b are the same to so many decimal places.
func agree(a, b float64, places int) bool {
	return math.Abs(a-b) <= 0.5000001*math.Pow10(-places)
}

func TestPublishedWeights(t *testing.T) {
	t.Parallel()
	if v := readVectors(t); PublishedWeights() != v.Weights || Daily(time.UTC).Retention != v.RequestRetention {
		t.Errorf("weights %v, want %v; retention %v, want %v", PublishedWeights(), v.Weights, Daily(time.UTC).Retention, v.RequestRetention)
	}
}

func TestPublishedMemoryStates(t *testing.T) {
	t.Parallel()
	for _, want := range readVectors(t).MemoryStates {
		t.Run(fmt.Sprint(want.Ratings, want.ZeroWeights), func(t *testing.T) {
			t.Parallel()
			s := Daily(time.UTC)
			for _, i := range want.ZeroWeights {
				s.Weights[i] = 0
			}
			var st State
			at := start
			for i, g := range want.Ratings {
				at = at.AddDate(0, 0, want.ElapsedDays[i])
				st = s.Schedule(st, g, at)
			}
			if !agree(st.Stability, want.Stability, want.Places) || !agree(st.Difficulty, want.Difficulty, want.Places) {
				t.Errorf("memory %+v, want S %v D %v", st.Memory, want.Stability, want.Difficulty)
			}
		})
	}
}

func TestPublishedIntervals(t *testing.T) {
	t.Parallel()
	s := Daily(time.UTC)
	var got []int
	want := readVectors(t).Intervals
	for tenths := 1; tenths <= len(want); tenths++ {
		s.Retention = float64(tenths) / 10
		got = append(got, s.Interval(1))
	}
	if !slices.Equal(got, want) {
		t.Errorf("intervals %v, want %v", got, want)
	}
}

// TestPublishedLongTerm answers each question on the day it is due, without steps.
func TestPublishedLongTerm(t *testing.T) {
	t.Parallel()
	want := readVectors(t).LongTermOnly
	states := answerWhenDue(Daily(time.UTC), want.Ratings)
	if got := intervals(states); !slices.Equal(got, want.Intervals) {
		t.Errorf("intervals %v, want %v", got, want.Intervals)
	}
	for i, st := range states {
		if !agree(st.Stability, want.Stability[i], 4) || !agree(st.Difficulty, want.Difficulty[i], 4) {
			t.Errorf("answer %d: memory %+v, want S %v D %v", i, st.Memory, want.Stability[i], want.Difficulty[i])
		}
	}
}

func TestPublishedShortTerm(t *testing.T) {
	t.Parallel()
	want := readVectors(t).ShortTerm
	s := Daily(time.UTC)
	s.LearningSteps, s.RelearningSteps = minutes(want.LearningStepsMinutes...), minutes(want.RelearningStepsMinutes...)
	if got := intervals(answerWhenDue(s, want.Ratings)); !slices.Equal(got, want.IntervalsDays) {
		t.Errorf("intervals %v, want %v", got, want.IntervalsDays)
	}
}

func answerWhenDue(s Scheduler, grades []Grade) []State {
	var states []State
	st, at := State{}, start
	for _, g := range grades {
		st = s.Schedule(st, g, at)
		states = append(states, st)
		at = st.DueAt
	}
	return states
}

// intervals returns the days, of 24 hours or of the calendar, from each answer to when it is due.
func intervals(states []State) []int {
	var days []int
	for _, st := range states {
		days = append(days, int(date(st.DueAt, time.UTC).Sub(date(st.LastReviewedAt, time.UTC)).Hours()/24))
	}
	return days
}

func minutes(each ...int) []time.Duration {
	var waits []time.Duration
	for _, m := range each {
		waits = append(waits, time.Duration(m)*time.Minute)
	}
	return waits
}
