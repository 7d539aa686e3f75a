package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// GroupReport is a study group, or a unit with its sub-units, as its leader sees it.
type GroupReport struct {
	Stamp
	Group       *roster.StudyGroup // nil when it is about a unit
	Unit        roster.Unit        // of the group, or the unit itself
	Leaders     []Leader
	People      []Person // in official order
	Tally       Tally
	Plan        *plan.Version // in force for the unit; nil when there is none
	DueOn       calendar.Date // the end of the running quarter
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

// Group returns a study group that the actor leads, its members by name. It fails with fault.NotFound otherwise. The
// number of statements does not depend on how many people there are.
func (r *Reporter) Group(ctx context.Context, tx storage.ReadTx, actor access.Actor, id roster.GroupID, at AsOf) (GroupReport, error) {
	groups, err := roster.Groups(ctx, tx, actor.Scope(access.SeeGroup))
	if err != nil {
		return GroupReport{}, err
	}
	n := slices.IndexFunc(groups, func(g roster.StudyGroup) bool { return g.ID == id })
	if n < 0 {
		return GroupReport{}, fault.New(fault.NotFound, "没有这个学习小组，或者不归您负责")
	}
	report, err := r.led(ctx, tx, roster.InGroup(id), id, groups[n].UnitID, at)
	report.Group = &groups[n]
	slices.SortStableFunc(report.People, func(a, b Person) int {
		return cmp.Or(cmp.Compare(a.Cadre.SortKey, b.Cadre.SortKey), cmp.Compare(a.Cadre.StaffNo, b.Cadre.StaffNo))
	})
	return report, err
}

// UnitGroup is Group for a unit with the units below it, in official order.
func (r *Reporter) UnitGroup(ctx context.Context, tx storage.ReadTx, actor access.Actor, id roster.UnitID, at AsOf) (GroupReport, error) {
	unit, err := roster.FindUnitIn(ctx, tx, actor.Scope(access.SeeGroup), id)
	if err != nil {
		return GroupReport{}, err
	}
	return r.led(ctx, tx, roster.InUnit(unit.Path), 0, unit.ID, at)
}

// led returns the people of a scope as whoever leads them sees them.
func (r *Reporter) led(ctx context.Context, tx storage.ReadTx, scope roster.Scope, group roster.GroupID, unit roster.UnitID, at AsOf) (GroupReport, error) {
	c, err := r.crowd(ctx, tx, scope, at)
	if err != nil {
		return GroupReport{}, err
	}
	g := GroupReport{Stamp: c.Stamp, Unit: c.unit(unit), Plan: c.plans[unit], DueOn: c.On.Quarter().End(c.Year)}
	if g.People, err = c.people(ctx, tx); err != nil {
		return GroupReport{}, err
	}
	if err := c.addNeeds(ctx, tx, g.People); err != nil {
		return GroupReport{}, err
	}
	for _, p := range g.People {
		g.Tally.count(outcomeOf(p), 1)
	}
	if g.Leaders, err = selectLeaders(ctx, tx, group, g.Unit, c.On); err != nil {
		return GroupReport{}, fmt.Errorf("read who leads: %w", err)
	}
	g.Assignments, err = plan.Assignments(ctx, tx, scope, c.On)
	return g, err
}

// unit returns a unit by its id.
func (c crowd) unit(id roster.UnitID) roster.Unit {
	for _, u := range c.units {
		if u.ID == id {
			return u
		}
	}
	return roster.Unit{}
}

// addNeeds says of everybody what is missing that something can be done about.
func (c crowd) addNeeds(ctx context.Context, tx storage.ReadTx, people []Person) error {
	open, err := attendance.MakeUpsOf(ctx, tx, c.scope, c.On, c.span())
	if err != nil {
		return err
	}
	readings, err := selectReadings(ctx, tx, c.scope, c.AsOf)
	if err != nil {
		return fmt.Errorf("count the readings: %w", err)
	}
	makeUps := map[roster.CadreID]MakeUps{}
	for _, m := range open {
		if m.State == attendance.Open {
			sum := makeUps[m.Cadre]
			makeUps[m.Cadre] = MakeUps{Open: sum.Open + 1, Hours: sum.Hours + m.Hours}
		}
	}
	for n := range people {
		p := &people[n]
		p.MakeUps, p.Readings = makeUps[p.Cadre.ID], readings[p.Cadre.ID]
		p.Why = p.why()
	}
	return nil
}

// why returns what is missing, from the whole to what can be done about it.
func (p Person) why() []fault.Message {
	var list []fault.Message
	say := func(text string, args ...any) { list = append(list, fault.Message{Text: text, Args: args}) }
	if p.Total != nil && !p.Total.Shortfall.IsZero() {
		say("到 %s 还差 %s", p.Total.DueNextOn, p.Total.Shortfall)
	}
	if p.MakeUps.Open > 0 {
		say("%d 次学习会没有到，%s 学时可补学", p.MakeUps.Open, p.MakeUps.Hours)
	}
	if left := p.Readings.Asked - p.Readings.Finished; left > 0 {
		say("必读 %d 份，还有 %d 份没完成", p.Readings.Asked, left)
	}
	for _, s := range p.Subjects {
		if s.Heat > 0 {
			say("%s差 %s 学时", fault.Message{Text: s.Subject.Name}, s.Result.Shortfall.Hours)
		}
	}
	return list
}
