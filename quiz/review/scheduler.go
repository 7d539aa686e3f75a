package review

import (
	"math"
	"time"
)

// Scheduler says when a question comes again. It is a plain value; Daily makes the one the product uses.
type Scheduler struct {
	Weights   Weights
	Retention float64        // the chance of recall at which a question comes again, between 0 and 1
	Zone      *time.Location // decides where a day begins; memory is counted in its whole days

	// LearningSteps are the waits before a new question is given whole days, RelearningSteps those after it was
	// forgotten. Without any, each answer brings whole days at once.
	LearningSteps, RelearningSteps []time.Duration
}

// maxInterval is the longest wait, in days.
const maxInterval = 36500

// Daily returns the scheduler for people who come by once a day: published weights, questions again when the chance of
// recall has fallen to 90 %, and no steps within a day.
func Daily(zone *time.Location) Scheduler {
	return Scheduler{Weights: PublishedWeights(), Retention: 0.9, Zone: zone}
}

// Schedule returns the state after an answer of grade g at now. An answer on the same day as the one before, or dated
// earlier by a clock that was put back, follows the rule for the same day.
func (s Scheduler) Schedule(st State, g Grade, now time.Time) State {
	next := State{Memory: s.remembered(st, g, now), Phase: Reviewing, LastReviewedAt: now}
	if phase, step, wait, stays := s.step(st, g); stays {
		next.Phase, next.Step, next.DueAt = phase, step, now.Add(wait)
		return next
	}
	next.DueAt = s.startOfDay(now, s.apart(st, g, now))
	return next
}

// Skip returns the state of a question that was passed over: it comes again tomorrow, and nothing else changes.
func (s Scheduler) Skip(st State, now time.Time) State {
	if tomorrow := s.startOfDay(now, 1); st.DueAt.Before(tomorrow) {
		st.DueAt = tomorrow
	}
	return st
}

// Retrievability returns the chance that the answer is known on the day of at: 1 on the day of the last answer, falling
// from day to day, and 0 for a question never answered.
func (s Scheduler) Retrievability(st State, at time.Time) float64 {
	if st.Phase == Unseen {
		return 0
	}
	return s.Weights.recall(st.Memory, s.daysBetween(st.LastReviewedAt, at))
}

// Interval returns the whole days, from 1 to 36500, after which a memory of that stability has fallen to Retention.
func (s Scheduler) Interval(stability float64) int {
	days := math.Round(s.Weights.interval(stability, s.Retention))
	return int(bounded(days, 1, maxInterval))
}

func (s Scheduler) remembered(st State, g Grade, now time.Time) Memory {
	if st.Phase == Unseen {
		return s.Weights.first(g)
	}
	return s.Weights.after(st.Memory, g, s.daysBetween(st.LastReviewedAt, now))
}

// apart returns the days that grade g brings. Of the grades that bring days, a better one brings at least one day more:
// go-fsrs keeps them apart like this, py-fsrs does not.
func (s Scheduler) apart(st State, g Grade, now time.Time) int {
	days := 0
	for worse := Again; worse <= g; worse++ {
		if _, _, _, stays := s.step(st, worse); !stays {
			days = max(s.Interval(s.remembered(st, worse, now).Stability), days+1)
		}
	}
	return min(days, maxInterval)
}

// startOfDay returns the start of the day that lies so many days after that of t.
func (s Scheduler) startOfDay(t time.Time, days int) time.Time {
	year, month, day := t.In(s.Zone).Date()
	return time.Date(year, month, day+days, 0, 0, 0, 0, s.Zone)
}

// daysBetween counts the midnights from one instant to another, and 0 when the other is earlier.
func (s Scheduler) daysBetween(from, to time.Time) int {
	return max(0, int(date(to, s.Zone).Sub(date(from, s.Zone))/(24*time.Hour)))
}

// date returns the date of t in the zone as an instant in UTC, where every day has 24 hours.
func date(t time.Time, zone *time.Location) time.Time {
	year, month, day := t.In(zone).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
