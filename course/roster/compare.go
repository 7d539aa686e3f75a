package roster

import (
	"context"
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/office"
	"xiangxue/course/storage"
)

// step is a change with how it is carried out. Steps run in order; a later one finds in the state what an earlier one
// added.
type step struct {
	change Change
	do     func(context.Context, storage.WriteTx) error
}

// comparison finds the steps from the roster as it stands to what a file says.
type comparison struct {
	*state
	roster   Roster
	prepared []step // run before all others; they are no changes of their own
	steps    []step
	refused  office.RowErrors

	unitNames   map[string]string        // names of units by code, those of the file included
	parents     map[string]string        // codes of parents by code, those of the file included
	people      map[string]*personRecord // people of the file that are taken
	leaderships map[string]bool          // staff numbers of those who lead a group of the file
}

func compare(ctx context.Context, tx storage.ReadTx, r Roster, within Scope, on calendar.Date) (*comparison, error) {
	s, err := loadState(ctx, tx, within, on)
	if err != nil {
		return nil, err
	}
	c := &comparison{
		state: s, roster: r, unitNames: map[string]string{}, parents: map[string]string{},
		people: map[string]*personRecord{}, leaderships: map[string]bool{},
	}
	for _, g := range r.groups {
		if g.leader != "" {
			c.leaderships[g.leader] = true
		}
	}
	c.compareUnits()
	c.comparePeople()
	c.compareGroups()
	return c, nil
}

func (c *comparison) refuse(p place, column, message string) {
	c.refused = append(c.refused, p.fault(column, message))
}

func (c *comparison) step(change Change, do func(context.Context, storage.WriteTx) error) {
	c.steps = append(c.steps, step{change, do})
}

// inOrder returns the steps as they are to be carried out. Roles end before others begin, so that a person may change
// over from a role to one that is not held together with it; people leave last, so that what began with them ends too.
func (c *comparison) inOrder() []step {
	var endings, others, leavings []step
	for _, s := range c.steps {
		switch {
		case s.change.What == Ended && s.change.Thing == ThingRole:
			endings = append(endings, s)
		case s.change.What == Ended && s.change.Thing == ThingMembership:
			leavings = append(leavings, s)
		default:
			others = append(others, s)
		}
	}
	return slices.Concat(c.prepared, endings, others, leavings)
}

func (c *comparison) difference() Difference {
	d := Difference{Refused: c.refused, Missing: c.missing()}
	for _, s := range c.steps {
		d.Changes = append(d.Changes, s.change)
	}
	return d
}

// missing returns the people who belong to a unit that the import may touch and of whom the file says nothing. A file
// without people misses nobody.
func (c *comparison) missing() []Member {
	if len(c.roster.people) == 0 {
		return nil
	}
	var list []Member
	mentioned := map[string]bool{}
	for _, p := range c.roster.people {
		mentioned[p.staffNo] = true
	}
	for id, cadre := range c.cadresByID {
		m, found := c.lastMembership(id)
		if !found || m.ToOn < c.on || mentioned[cadre.StaffNo] || c.roster.refused[cadre.StaffNo] {
			continue
		}
		if unit := c.unitsByID[m.UnitID]; c.mayTouch(unit.Code) {
			list = append(list, Member{Cadre: cadre, Unit: unit})
		}
	}
	sortMembers(list)
	return list
}

// named returns how a thing is called in a Change.
func named(name, code string) string { return name + "（" + code + "）" }
