package report

import (
	"context"
	"fmt"
	"strings"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/variance"
)

// Execution is a unit's plan against what was carried out (计划与执行), for the people of the unit and of those below it who
// have no plan of their own.
type Execution struct {
	Stamp
	variance.Sheet
	Unit     roster.Unit
	Plan     *plan.Version // in force; nil when there is none, and then nothing else is known
	PlanOf   string        // name of the unit whose plan it is
	People   int
	Apart    []roster.Unit // units below that have a plan of their own
	Below    []roster.Unit // units right below, in official order
	Subjects []course.Subject
	Ledger   hours.Amount // what the ledger has for these people, added up by itself
	Written  map[string][]plan.Explanation
}

// Reconciles reports whether the cells and what belongs to no topic add up to the ledger.
func (e Execution) Reconciles() bool { return e.Booked() == e.Ledger }

// Execution returns the plan of a unit against what was carried out, for the people of the unit on the day. It fails with
// fault.Forbidden when the actor reads no executions and with fault.NotFound when the unit is not the actor's to read.
// The number of statements depends neither on the people nor on what they did.
func (r *Reporter) Execution(ctx context.Context, tx storage.ReadTx, actor access.Actor, unit roster.UnitID, at AsOf) (Execution, error) {
	if err := access.Require(actor, access.ReadExecution); err != nil {
		return Execution{}, err
	}
	u, err := roster.FindUnitIn(ctx, tx, actor.Scope(access.ReadExecution), unit)
	if err != nil {
		return Execution{}, err
	}
	b, err := r.basis(ctx, tx, at)
	if err != nil {
		return Execution{}, err
	}
	c := crowd{basis: b}
	if err := c.readUnits(ctx, tx); err != nil {
		return Execution{}, err
	}
	e := Execution{Stamp: c.Stamp, Unit: u, Plan: c.plans[u.ID], Subjects: c.subjects}
	e.divide(c)
	if e.Plan == nil {
		return e, nil
	}
	e.PlanOf = c.unit(e.Plan.Plan.Unit).Name
	if e.Written, err = plan.Explanations(ctx, tx, e.Plan.Plan.ID, e.KnownAt); err != nil {
		return Execution{}, err
	}
	return e, e.carryOut(ctx, tx, c)
}

// divide finds the units below: those right below, and the topmost that have a plan of their own.
func (e *Execution) divide(c crowd) {
	for _, u := range c.units {
		if u.ID == e.Unit.ID || !strings.HasPrefix(u.Path, e.Unit.Path) {
			continue
		}
		if u.ParentID == e.Unit.ID {
			e.Below = append(e.Below, u)
		}
		if c.plans[u.ID] != e.Plan && c.plans[u.ParentID] == e.Plan {
			e.Apart = append(e.Apart, u)
		}
	}
}

// carryOut reads what was carried out and sets the plan against it.
func (e *Execution) carryOut(ctx context.Context, tx storage.ReadTx, c crowd) error {
	whom := covered{in: roster.InUnit(e.Unit.Path)}
	for _, u := range e.Apart {
		whom.out = whom.out.Or(roster.InUnit(u.Path))
	}
	facts := variance.Facts{Year: e.Year, On: e.On, Topics: e.Plan.Content.Topics}
	people, err := selectCovered(ctx, tx, whom, e.AsOf)
	if err != nil {
		return fmt.Errorf("read whom the plan covers: %w", err)
	}
	e.People, facts.People = len(people), len(people)
	audiences := newAudiences(people)
	if err := audiences.join(ctx, tx, e.AsOf); err != nil {
		return err
	}
	meetings, err := selectTopicMeetings(ctx, tx, e.AsOf)
	if err != nil {
		return fmt.Errorf("read the meetings of the plan: %w", err)
	}
	marks, err := countMarks(ctx, tx, whom, e.AsOf)
	if err != nil {
		return fmt.Errorf("count the marks of the plan's meetings: %w", err)
	}
	for _, m := range meetings {
		if c.plans[m.UnitID] == e.Plan {
			facts.Meetings = append(facts.Meetings, m.meeting(e.AsOf, audiences.of(m.GroupID, m.Path), marks[m.ID]))
		}
	}
	facts.Audiences, facts.Groups = audiences.list, audiences.groups()
	if facts.Bookings, err = selectBookings(ctx, tx, whom, e.AsOf); err != nil {
		return fmt.Errorf("add up what was booked: %w", err)
	}
	if facts.Finished, err = selectFinished(ctx, tx, whom, e.AsOf); err != nil {
		return fmt.Errorf("count what was finished: %w", err)
	}
	e.Sheet = variance.Find(facts)
	if e.Ledger, err = sumLedger(ctx, tx, whom, e.AsOf); err != nil {
		return fmt.Errorf("add up the ledger: %w", err)
	}
	return nil
}
