package compliance

import (
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
)

// State says how a person stands against a requirement. The order is that of severity.
type State int

// The states.
const (
	Met     State = iota // the whole target is reached
	OnTrack              // everything due so far is reached
	AtRisk               // a due date is near and something is missing for it
	Behind               // something was missing when it was due, and still is
)

// String returns the name of the state as it stands in exports and URLs.
func (s State) String() string {
	return [...]string{"met", "on_track", "at_risk", "behind"}[s]
}

// Result is how a person stands against one requirement.
type Result struct {
	Requirement
	Window    calendar.Span
	Full      Quantity      // what a person present for the whole window has to reach
	Target    Quantity      // the same, pro-rated by full months
	Have      Quantity      // what counts so far
	DueNow    Quantity      // what was due at the last due date passed
	DueNext   Quantity      // what is due at DueNextOn; it moves only at due dates, never day by day
	DueNextOn calendar.Date // the next due date, or the last one when all have passed
	Shortfall Quantity      // what is missing for DueNext
	Lost      Quantity      // the part of Shortfall whose quarter is over, so that nothing can be done about it
	State     State
	Reasons   []Reason        // how the figures came about, in order
	Entries   []hours.EntryID // the entries counted
}

// Exempt reports whether nothing is asked of the person, because no month of the window counts in full.
func (r Result) Exempt() bool { return r.Target.IsZero() }

// Verdict is how a person stands against every requirement of a policy that applies.
type Verdict struct {
	Year    int
	At      Moment
	Results []Result // in the order of the policy
}

// Of returns the results of one kind.
func (v Verdict) Of(kind Kind) []Result {
	var list []Result
	for _, r := range v.Results {
		if r.Kind == kind {
			list = append(list, r)
		}
	}
	return list
}

// Overall returns the most severe state among the requirements of one kind, and false when there are none. The two
// kinds have no state in common.
func (v Verdict) Overall(kind Kind) (State, bool) {
	results := v.Of(kind)
	worst := Met
	for _, r := range results {
		worst = max(worst, r.State)
	}
	return worst, len(results) > 0
}

// Total returns the result of the plan's total: the requirement of the plan without subject, mode or activity. When the
// person belongs to several categories it is the one with the largest shortfall, the first of them when equal.
func (v Verdict) Total() (Result, bool) {
	var total Result
	found := false
	for _, r := range v.Of(Plan) {
		if r.Subject != "" || r.Mode != "" || r.Activity != "" || r.Asks.Hours == 0 {
			continue
		}
		if !found || r.Shortfall.Hours > total.Shortfall.Hours {
			total, found = r, true
		}
	}
	return total, found
}
