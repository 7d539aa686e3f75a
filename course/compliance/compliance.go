// Package compliance judges whether a person's study hours are enough (达标): it compares what the ledger holds with
// what the regulations and the committee's own plan ask for. It is pure: policy, person and facts come in, a verdict
// with its whole derivation goes out; the same input gives the same verdict for ever.
//
// Requirements of the regulations and of the plan stand side by side and are never added up. hours, days and times
// are integers (hundredths, hundredths, pieces); every division rounds in favour of the person.
package compliance

import (
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
)

// Kind says who asks for something.
type Kind string

// The two kinds of requirement.
const (
	Regulation Kind = "regulation" // a regulation of the Party or the state, or of a higher authority
	Plan       Kind = "plan"       // the approved study plan of the person's own committee
)

// Requirement is something a category of people has to reach in a study year or a window of years. Hours and days
// are alternatives: either satisfies.
type Requirement struct {
	Key      string // unique in a policy
	Title    string
	Kind     Kind
	Basis    string   // the document that asks for it
	Category string   // code of the category of people; "" means everyone
	Asks     Quantity // of a person present for the whole window; of each quarter when Quarterly

	// Filters; an empty one lets everything through.
	Bucket   hours.Bucket
	Activity hours.Activity
	Subject  string
	Mode     hours.Mode

	Quarterly bool   // each quarter by itself, in one measure; a missed one cannot be made good later
	Shares    Shares // how much is due at the end of each quarter; the zero value means: all at the end
	Window    Window
}

// Policy is everything asked for in one study year.
type Policy struct {
	Year         int
	Requirements []Requirement
	NoticeDays   int // how many days before a due date an open gap becomes AtRisk
}

// accepts reports whether the fact has what the filters ask for.
func (r Requirement) accepts(f Fact) bool {
	return (r.Bucket == "" || f.in(r.Bucket)) &&
		(r.Activity == "" || r.Activity == f.Activity) &&
		(r.Subject == "" || r.Subject == f.Subject) &&
		(r.Mode == "" || r.Mode == f.Mode)
}

// Window is the run of study years a requirement is counted over. The zero Window is the study year itself.
type Window struct {
	Years int // how many study years; 0 and 1 mean one
	First int // the first year of a fixed window, as 2023 for 2023 to 2027; 0 means that the window rolls
}

// Span returns the first and last day of the window that contains the study year.
func (w Window) Span(year int) calendar.Span {
	if w.Years <= 1 {
		return calendar.StudyYear(year)
	}
	last := year
	if w.First != 0 {
		past := ((year-w.First)%w.Years + w.Years) % w.Years // years of the window before this one
		last = year - past + w.Years - 1
	}
	return calendar.Span{From: calendar.StudyYear(last - w.Years + 1).From, To: calendar.StudyYear(last).To}
}

// Shares are the cumulative percentages of a yearly target that are due at the end of each quarter, as 20, 50, 75, 100.
type Shares [4]int

// Valid reports whether the shares rise to 100 and never fall.
func (s Shares) Valid() bool {
	last := 0
	for _, share := range s {
		if share < last {
			return false
		}
		last = share
	}
	return last == 100
}

// increment returns what quarter q adds, in percent.
func (s Shares) increment(q calendar.Quarter) int {
	if q == 1 {
		return s[0]
	}
	return s[q-1] - s[q-2]
}
