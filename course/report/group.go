package report

import (
	"xiangxue/course/compliance"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
)

// GroupReport is a study group, or a unit with its sub-units, as its leader sees it.
type GroupReport struct {
	Stamp
	Group       *roster.StudyGroup // nil when it is about a unit
	Unit        roster.Unit        // of the group, or the unit itself
	Leaders     []Leader
	People      []Person // in official order
	Tally       Tally
	Plan        *plan.Version          // in force for the unit; nil when there is none
	Due         compliance.Requirement // the plan's total as most of the group have it; zero without one
	Assignments []plan.Summary
}

// Exceptions returns who is behind, in official order.
func (g GroupReport) Exceptions() []Person {
	var list []Person
	for _, p := range g.People {
		if p.IsBehind() {
			list = append(list, p)
		}
	}
	return list
}

// Leader is who leads a group or cares for its study.
type Leader struct {
	Name string
	Role roster.Role
}
