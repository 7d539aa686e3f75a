package report

import (
	"context"

	"xiangxue/course/access"
	"xiangxue/course/doubt"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

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
	b, err := r.basis(ctx, tx, at)
	if err != nil {
		return Overview{}, err
	}
	c := crowd{basis: b, scope: scope, booked: scope}
	if err := c.readUnits(ctx, tx); err != nil {
		return Overview{}, err
	}
	counts, err := r.counts(ctx, tx, &c, at)
	if err != nil {
		return Overview{}, err
	}
	o := Overview{Stamp: c.Stamp, Subjects: c.subjects}
	units, err := roster.Units(ctx, tx, scope)
	if err != nil {
		return Overview{}, err
	}
	if o.Doubts, err = c.doubts(ctx, tx); err != nil {
		return Overview{}, err
	}
	rows := newRows(units, c)
	o.Tally = rows.count(c, counts, scope.IsOfUnits())
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

// count adds what each unit counts to its row and those of the units above it, and returns the tally of everybody. The
// counts may be of more units than the report is about when it is about whole units only.
func (r *unitRows) count(c crowd, counts map[roster.UnitID]unitCount, whole bool) Tally {
	var all Tally
	for _, u := range c.units {
		count, counted := counts[u.ID]
		if _, listed := r.at[u.ID]; !counted || whole && !listed {
			continue
		}
		all.add(count.tally)
		for _, row := range r.above(u.Path) {
			row.Tally.add(count.tally)
			for n, s := range count.subjects {
				row.Subjects[n].Asked += s.Asked
				row.Subjects[n].Reached += s.Reached
			}
		}
	}
	return all
}

// addDoubts counts each item once in every unit that it touches.
func (r *unitRows) addDoubts(list []doubt.Doubt, c crowd) {
	paths := map[roster.UnitID]string{}
	for _, u := range c.units {
		paths[u.ID] = u.Path
	}
	for _, d := range list {
		touched := map[*UnitRow]bool{}
		for _, unit := range unitsOf(d) {
			for _, row := range r.above(paths[unit]) {
				touched[row] = true
			}
		}
		for row := range touched {
			row.Doubts++
		}
	}
}

// unitsOf returns the units that an item touches: those of its people or, when it is about nobody, of its meetings.
func unitsOf(d doubt.Doubt) []roster.UnitID {
	var units []roster.UnitID
	for _, p := range d.People {
		units = append(units, p.Unit)
	}
	if len(d.People) == 0 {
		for _, p := range d.Places {
			units = append(units, p.Unit)
		}
	}
	return units
}
