package report

import (
	"context"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/compliance"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Overview is the compliance of units as of a day.
type Overview struct {
	Stamp
	Rows     []UnitRow        // in official order, each unit before those below it
	Subjects []course.Subject // the columns of every row's Subjects
	Tally    Tally            // of everybody in the rows, each once
	Doubts   []Doubt          // items to check
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

func (s *States) add(state compliance.State) {
	switch state {
	case compliance.Met:
		s.Met++
	case compliance.OnTrack:
		s.OnTrack++
	case compliance.AtRisk:
		s.AtRisk++
	default:
		s.Behind++
	}
}

// add counts a person.
func (t *Tally) add(p Person) {
	t.People++
	switch p.Reach {
	case Reached:
		t.Reached++
	case Slight:
		t.Slight++
	case NeedsHelp:
		t.NeedsHelp++
	default:
		t.Unmeasured++
	}
	if state, asked := p.Plan(); asked {
		t.Plan.add(state)
	}
	if state, asked := p.Regulations(); asked {
		t.Regulations.add(state)
	}
}

// UnitReport is the people of a unit and the units below it, as an auditor sees them.
type UnitReport struct {
	Stamp
	Unit     roster.Unit
	Above    []roster.Unit // the units above it, the topmost first
	People   []Person      // in official order
	Subjects []course.Subject
	Tally    Tally
	Plan     *plan.Version
	Doubts   []Doubt
}

// Units returns the compliance of the units that the actor may read; with a unit other than 0, of that one and those
// below it. It fails with fault.NotFound when the unit is not the actor's to read. The number of statements depends
// neither on the people nor on the units.
func (r *Reporter) Units(ctx context.Context, tx storage.ReadTx, actor access.Actor, unit roster.UnitID, at AsOf) (Overview, error) {
	_, scope, err := within(ctx, tx, readable(actor), unit)
	if err != nil {
		return Overview{}, err
	}
	return r.overview(ctx, tx, scope, at)
}

// overview counts the people of a scope by unit.
func (r *Reporter) overview(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) (Overview, error) {
	c, err := r.crowd(ctx, tx, scope, at)
	if err != nil {
		return Overview{}, err
	}
	facts, err := c.sums(ctx, tx)
	if err != nil {
		return Overview{}, err
	}
	if err := c.earlier(ctx, tx, facts); err != nil {
		return Overview{}, err
	}
	o := Overview{Stamp: c.Stamp, Subjects: c.subjects}
	units, err := roster.Units(ctx, tx, scope)
	if err != nil {
		return Overview{}, err
	}
	if o.Doubts, err = doubts(ctx, tx, scope, c.AsOf, c.recordWithin); err != nil {
		return Overview{}, err
	}
	rows := newRows(units, c)
	for _, m := range c.members {
		p := c.person(m, nil, facts[m.Cadre.ID], attendance.Count{})
		o.Tally.add(p)
		rows.add(p)
	}
	rows.addDoubts(o.Doubts, c)
	o.Rows = rows.list
	return o, nil
}

// within returns the unit and the people that a report is about: those of the unit, or all that are allowed.
func within(ctx context.Context, tx storage.ReadTx, allowed roster.Scope, unit roster.UnitID) (roster.Unit, roster.Scope, error) {
	if unit == 0 {
		return roster.Unit{}, allowed, nil
	}
	u, err := roster.FindUnitIn(ctx, tx, allowed, unit)
	return u, roster.InUnit(u.Path), err
}

// unitRows are the rows of an overview while people are counted.
type unitRows struct {
	list []UnitRow
	at   map[roster.UnitID]int
}

func newRows(units []roster.Unit, c crowd) *unitRows {
	rows := &unitRows{at: map[roster.UnitID]int{}}
	for n, u := range units { // each after the one above it
		row := UnitRow{Unit: u, Plan: c.plans[u.ID], Subjects: make([]SubjectTally, len(c.subjects))}
		if above, listed := rows.at[u.ParentID]; listed {
			row.Depth = rows.list[above].Depth + 1
		}
		rows.at[u.ID] = n
		rows.list = append(rows.list, row)
	}
	return rows
}

// above returns the rows of the unit with the path and of the units above it.
func (r *unitRows) above(path string) []*UnitRow {
	var list []*UnitRow
	for _, id := range lineage(path) {
		if n, listed := r.at[id]; listed {
			list = append(list, &r.list[n])
		}
	}
	return list
}

func (r *unitRows) add(p Person) {
	for _, row := range r.above(p.Unit.Path) {
		row.Tally.add(p)
		for n, s := range p.Subjects {
			if s.Result == nil || s.Result.Exempt() {
				continue
			}
			row.Subjects[n].Asked++
			if s.Result.Shortfall.IsZero() {
				row.Subjects[n].Reached++
			}
		}
	}
}

// addDoubts counts each item once in every unit that it touches.
func (r *unitRows) addDoubts(list []Doubt, c crowd) {
	paths := map[roster.UnitID]string{}
	for _, u := range c.units {
		paths[u.ID] = u.Path
	}
	for _, d := range list {
		touched := map[*UnitRow]bool{}
		for _, person := range d.People {
			for _, row := range r.above(paths[person.Unit]) {
				touched[row] = true
			}
		}
		for row := range touched {
			row.Doubts++
		}
	}
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
	if report.Doubts, err = doubts(ctx, tx, scope, c.AsOf, c.recordWithin); err != nil {
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
		u.Tally.add(u.People[n])
	}
}
