package report

import (
	"context"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/doubt"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// UnitReport is the people of a unit and the units below it, as an auditor sees them.
type UnitReport struct {
	Stamp
	Unit     roster.Unit
	Above    []roster.Unit // the units above it, the topmost first
	People   []Person      // in official order
	Subjects []course.Subject
	Tally    Tally
	Plan     *plan.Version
	Doubts   []doubt.Doubt
}

// Cadres returns the people of a unit that the actor may read and of the units below it; with unit 0, of all that the
// actor may read. It fails with fault.NotFound when the unit is not the actor's to read.
func (r *Reporter) Cadres(ctx context.Context, tx storage.ReadTx, actor access.Actor, unit roster.UnitID, at AsOf) (UnitReport, error) {
	u, scope, err := within(ctx, tx, readable(actor), unit)
	if err != nil {
		return UnitReport{}, err
	}
	return r.unitReport(ctx, tx, u, scope, at)
}

// unitReport judges the people of a scope one by one.
func (r *Reporter) unitReport(ctx context.Context, tx storage.ReadTx, u roster.Unit, scope roster.Scope, at AsOf) (UnitReport, error) {
	c, err := r.crowd(ctx, tx, scope, at)
	if err != nil {
		return UnitReport{}, err
	}
	report := UnitReport{Stamp: c.Stamp, Unit: u, Subjects: c.subjects, Plan: c.plans[u.ID]}
	for _, id := range lineage(u.Path) {
		if id != u.ID {
			report.Above = append(report.Above, c.unit(id))
		}
	}
	if report.People, err = c.people(ctx, tx); err != nil {
		return UnitReport{}, err
	}
	if report.Doubts, err = c.doubts(ctx, tx); err != nil {
		return UnitReport{}, err
	}
	report.count()
	return report, nil
}

// count counts the people, and of each the items to check.
func (u *UnitReport) count() {
	touched := map[roster.CadreID]int{}
	for _, d := range u.Doubts {
		for _, person := range d.People {
			touched[person.Cadre]++
		}
	}
	for n := range u.People {
		u.People[n].Doubts = touched[u.People[n].Cadre.ID]
		u.Tally.count(outcomeOf(u.People[n]), 1)
	}
}
