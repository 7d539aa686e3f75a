package review

import (
	"cmp"
	"slices"
	"time"
)

// Known says how much of one subject a person still knows (还记得多少).
type Known struct {
	Subject   string
	Questions int     // answered at least once
	Expected  float64 // how many of them the person would now answer right, on average
}

// Share returns the mean retrievability, between 0 and 1; 0 when there is no question.
func (k Known) Share() float64 {
	if k.Questions == 0 {
		return 0
	}
	return k.Expected / float64(k.Questions)
}

// StillKnown sums up per subject what is known on the day of now, ordered by the name of the subject. Questions never
// answered are left out: nothing can be said about them.
func StillKnown[Q any](s Scheduler, cards []Card[Q], now time.Time) []Known {
	var subjects []Known
	for _, c := range cards {
		if c.State.Phase == Unseen {
			continue
		}
		i, found := slices.BinarySearchFunc(subjects, c.Subject, func(k Known, subject string) int {
			return cmp.Compare(k.Subject, subject)
		})
		if !found {
			subjects = slices.Insert(subjects, i, Known{Subject: c.Subject})
		}
		subjects[i].Questions++
		subjects[i].Expected += s.Retrievability(c.State, now)
	}
	return subjects
}
