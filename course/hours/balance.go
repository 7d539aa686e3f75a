package hours

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Sum is what a person has of one kind of entries in one quarter. Reversals are taken off, in Events too.
type Sum struct {
	Year     int
	Quarter  calendar.Quarter
	Activity Activity
	Mode     Mode
	Subject  string
	Buckets  []Bucket
	Total
}

// Total is an amount of hours and days from a number of events.
type Total struct {
	Amount Amount
	Days   Days
	Events int64
}

// Balance is what a person has in a period.
type Balance struct{ Sums []Sum }

// Where selects sums of a balance.
type Where func(Sum) bool

// InBucket selects what counts towards a bucket.
func InBucket(b Bucket) Where { return func(s Sum) bool { return slices.Contains(s.Buckets, b) } }

// InMode selects what counts as a mode.
func InMode(m Mode) Where { return func(s Sum) bool { return s.Mode == m } }

// InSubject selects a subject by its code.
func InSubject(code string) Where { return func(s Sum) bool { return s.Subject == code } }

// OfActivity selects an activity.
func OfActivity(a Activity) Where { return func(s Sum) bool { return s.Activity == a } }

// InYear selects a study year.
func InYear(year int) Where { return func(s Sum) bool { return s.Year == year } }

// InQuarter selects a quarter of every year.
func InQuarter(q calendar.Quarter) Where { return func(s Sum) bool { return s.Quarter == q } }

// UpTo selects a quarter and those before it.
func UpTo(q calendar.Quarter) Where { return func(s Sum) bool { return s.Quarter <= q } }

// Total adds up the sums that all conditions select.
func (b Balance) Total(conditions ...Where) Total {
	var t Total
	for _, s := range b.Sums {
		if !slices.ContainsFunc(conditions, func(w Where) bool { return !w(s) }) {
			t.Amount += s.Amount
			t.Days += s.Days
			t.Events += s.Events
		}
	}
	return t
}

// Balances returns what the persons in the scope have in a period, in one statement. Persons without entries are not in
// the map; their balance is the zero Balance.
func Balances(ctx context.Context, tx storage.ReadTx, scope roster.Scope, p Period) (map[roster.CadreID]Balance, error) {
	rows, err := selectSums(ctx, tx, scope, p)
	if err != nil {
		return nil, fmt.Errorf("add up the entries: %w", err)
	}
	balances := make(map[roster.CadreID]Balance)
	for _, r := range rows {
		b := balances[r.CadreID]
		b.Sums = append(b.Sums, Sum{
			Year: r.Year, Quarter: r.Quarter, Activity: r.Activity, Mode: r.Mode, Subject: r.Subject,
			Buckets: splitBuckets(r.Buckets), Total: Total{Amount: r.Amount, Days: r.Days, Events: r.Events},
		})
		balances[r.CadreID] = b
	}
	return balances, nil
}
