package report

import (
	"xiangxue/course/attendance"
	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
)

// Reach says how somebody stands against the plan's total at the next due date.
type Reach string

// The reaches. Unmeasured is who has no plan, or is asked for nothing.
const (
	Reached    Reach = "reached"    // 达到进度
	Slight     Reach = "slight"     // 略差: below the plan's parameter
	NeedsHelp  Reach = "needs_help" // 需补学
	Unmeasured Reach = "unmeasured"
)

// Person is one person of a group or unit in a report.
type Person struct {
	Cadre      roster.Cadre
	Unit       roster.Unit
	Categories []string // names, in their order
	Verdict    compliance.Verdict
	Total      *compliance.Result // the plan's total; nil when the plan asks nothing of the person
	Reach      Reach
	Hours      hours.Amount // what counts towards the plan
	Subjects   []SubjectShare
	Meetings   attendance.Count // the collective meetings of the year
	Readings   Readings
	MakeUps    MakeUps
	Why        []fault.Message // what is missing and can be done about; empty when nothing is
	Doubts     int             // items to check that touch the person
}

// Plan returns the most severe state against the plan, and false when it asks nothing of the person.
func (p Person) Plan() (compliance.State, bool) { return p.Verdict.Overall(compliance.Plan) }

// Regulations returns the most severe state against the regulations, and false when they ask nothing of the person.
func (p Person) Regulations() (compliance.State, bool) {
	return p.Verdict.Overall(compliance.Regulation)
}

// IsBehind reports whether the person needs help or something was missing when it was due.
func (p Person) IsBehind() bool {
	plan, _ := p.Plan()
	return p.Reach == Slight || p.Reach == NeedsHelp || plan == compliance.Behind
}

// Readings counts the required readings of a person in the year.
type Readings struct{ Asked, Finished int }

// MakeUps is what a person has still to make up for.
type MakeUps struct {
	Open  int
	Hours hours.Amount
}
