package compliance

import (
	"cmp"
	"slices"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
)

// Fact is an entry of the ledger as far as compliance needs it. A reversal is a fact with negated figures.
type Fact struct {
	Entry      hours.EntryID // a fact given twice counts once
	On         calendar.Date
	RecordedAt time.Time
	Amount     hours.Amount
	Days       hours.Days
	Times      int // 1 for an event, -1 when it is taken back, 0 for a further part of the same event
	Buckets    []hours.Bucket
	Activity   hours.Activity
	Subject    string
	Mode       hours.Mode
}

// FactOf returns the entry as compliance sees it.
func FactOf(e hours.Entry) Fact {
	f := Fact{
		Entry: e.ID, On: e.HappenedOn, RecordedAt: e.RecordedAt, Amount: e.Amount, Days: e.Days,
		Buckets: e.Buckets, Activity: e.Activity, Subject: e.Subject, Mode: e.Mode,
	}
	switch {
	case e.Part != 0 && e.Source == hours.SourceTrainingClass: // a further day of the same class
	case e.IsReversal():
		f.Times = -1
	default:
		f.Times = 1
	}
	return f
}

// Moment is the point a verdict looks from: events up to On, as far as they were recorded by KnownAt.
type Moment struct {
	On      calendar.Date
	KnownAt time.Time // zero: everything recorded so far
}

func (f Fact) in(b hours.Bucket) bool { return slices.Contains(f.Buckets, b) }

func (f Fact) quantity() Quantity {
	return Quantity{Hours: f.Amount, Days: f.Days, Times: f.Times}
}

// known returns the facts that the moment may know, each entry once, by date and number.
func known(facts []Fact, at Moment) []Fact {
	seen := make(map[hours.EntryID]bool, len(facts))
	var list []Fact
	for _, f := range facts {
		if f.On <= at.On && (at.KnownAt.IsZero() || !f.RecordedAt.After(at.KnownAt)) && !seen[f.Entry] {
			seen[f.Entry] = true
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Entry, b.Entry))
	})
	return list
}
