package report

import (
	"xiangxue/course"
	"xiangxue/course/compliance"
	"xiangxue/course/doubt"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
)

// Overview is the compliance of units as of a day.
type Overview struct {
	Stamp
	Rows     []UnitRow        // in official order, each unit before those below it
	Subjects []course.Subject // the columns of every row's Subjects
	Tally    Tally            // of everybody in the rows, each once
	Doubts   []doubt.Doubt    // items to check
}

// UnitRow is how the people of a unit stand, those of the units below it included.
type UnitRow struct {
	Unit     roster.Unit
	Depth    int // 0 for the topmost units of the report
	Tally    Tally
	Subjects []SubjectTally
	Plan     *plan.Version // in force for the unit; nil when there is none
	Doubts   int           // items to check that touch one of its people
}

// SubjectTally counts how many of those of whom the plan asks hours in a subject have what is due next.
type SubjectTally struct{ Asked, Reached int }

// Tally counts people.
type Tally struct {
	People      int
	Reached     int // against the plan's total at the next due date
	Slight      int
	NeedsHelp   int
	Unmeasured  int
	Plan        States // against every requirement of the plan
	Regulations States // against every requirement of the regulations
}

// Measured returns of how many people the plan asks something.
func (t Tally) Measured() int { return t.Reached + t.Slight + t.NeedsHelp }

// Permille returns how many in a thousand of the measured have reached what is due next, rounded down, and 0 without any.
func (t Tally) Permille() int { return permille(t.Reached, t.Measured()) }

// Permille returns how many in a thousand of those asked have reached what is due next, rounded down.
func (t SubjectTally) Permille() int { return permille(t.Reached, t.Asked) }

func permille(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return part * 1000 / whole
}

// States counts people by their most severe state.
type States struct{ Met, OnTrack, AtRisk, Behind int }

func (s *States) count(j judged, times int) {
	switch {
	case !j.asked:
	case j.state == compliance.Met:
		s.Met += times
	case j.state == compliance.OnTrack:
		s.OnTrack += times
	case j.state == compliance.AtRisk:
		s.AtRisk += times
	default:
		s.Behind += times
	}
}

func (s *States) add(o States) {
	s.Met += o.Met
	s.OnTrack += o.OnTrack
	s.AtRisk += o.AtRisk
	s.Behind += o.Behind
}

// count counts a person by times.
func (t *Tally) count(o outcome, times int) {
	t.People += times
	switch o.reach {
	case Reached:
		t.Reached += times
	case Slight:
		t.Slight += times
	case NeedsHelp:
		t.NeedsHelp += times
	default:
		t.Unmeasured += times
	}
	t.Plan.count(o.plan, times)
	t.Regulations.count(o.regulations, times)
}

// add adds the people of another tally.
func (t *Tally) add(o Tally) {
	t.People += o.People
	t.Reached += o.Reached
	t.Slight += o.Slight
	t.NeedsHelp += o.NeedsHelp
	t.Unmeasured += o.Unmeasured
	t.Plan.add(o.Plan)
	t.Regulations.add(o.Regulations)
}
