package plan

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Target says whom an assignment asks: persons, or the members of a group, or those of a unit with its sub-units. It is
// expanded at once, so somebody who joins later is not asked.
type Target struct {
	Persons []roster.CadreID
	Group   roster.GroupID
	Unit    roster.UnitID
}

// Assigned is what came of Assign.
type Assigned struct {
	Assignment
	Asked    int // people asked
	Already  int // of them: asked for the same item before, and not finished
	Finished int // of them: finished the item before, so that nothing is left to do
}

// longestAssignmentNote bounds the note of an assignment.
const longestAssignmentNote = 500

// Assign asks people to study something by a day. It fails with fault.Invalid and the fields' names when something is
// wrong or the target is empty, and with fault.Forbidden when it goes beyond the people whom the actor may ask.
func (p *Planner) Assign(ctx context.Context, tx storage.WriteTx, actor access.Actor, a Assignment, to Target) (Assigned, error) {
	if err := access.Require(actor, access.AssignStudy); err != nil {
		return Assigned{}, err
	}
	a.Title, a.Note = strings.TrimSpace(a.Title), strings.TrimSpace(a.Note)
	subjects, err := selectSubjects(ctx, tx.ReadTx)
	if err != nil {
		return Assigned{}, fmt.Errorf("read the subjects: %w", err)
	}
	today := p.clock.Today()
	if err := a.check(subjects, today, to); err != nil {
		return Assigned{}, err
	}
	persons, err := p.expand(ctx, tx, actor, to, today)
	if err != nil {
		return Assigned{}, err
	}
	a.By, a.AssignedAt = actor.ID(), p.now()
	result := Assigned{Assignment: a, Asked: len(persons)}
	if result.Already, result.Finished, err = selectKnownAlready(ctx, tx.ReadTx, a.Item, persons); err != nil {
		return Assigned{}, fmt.Errorf("look who knows %s %d: %w", a.Kind, a.Ref, err)
	}
	if result.ID, err = insertAssignment(ctx, tx, a, persons); err != nil {
		return Assigned{}, fmt.Errorf("assign %s %d: %w", a.Kind, a.Ref, err)
	}
	if err := p.tellAssigned(ctx, tx, result.Assignment, persons); err != nil {
		return Assigned{}, err
	}
	return result, p.record(ctx, tx, actor, "assignment.make", "assignment", int64(result.ID), "%s=%d asked=%d", a.Kind, a.Ref, result.Asked)
}

func (a Assignment) check(subjects []string, today calendar.Date, to Target) error {
	var f fault.Fields
	f.Check(a.Kind.valid() && a.Ref > 0, "item", "请选要学的内容")
	f.Check(text(a.Title, 1, longestTitle), "title", "标题要有 1 到 %d 个字", longestTitle)
	f.Check(a.Subject == "" && a.Kind != DocumentItem || slices.Contains(subjects, a.Subject), "subject", "请选一个主题")
	f.Check(a.DueOn >= today && a.DueOn <= today.AddDays(mostDays), "due_on", "截止日期要在今天以后的一年内")
	f.Check(text(a.Note, 0, longestAssignmentNote), "note", "最多写 %d 个字", longestAssignmentNote)
	named := 0
	for _, given := range []bool{len(to.Persons) > 0, to.Group != 0, to.Unit != 0} {
		if given {
			named++
		}
	}
	f.Check(named == 1, "to", "请选布置给谁：几个人、一个小组或一个单位")
	return f.Err()
}

// expand returns the people of the target, each once.
func (p *Planner) expand(ctx context.Context, tx storage.WriteTx, actor access.Actor, to Target, on calendar.Date) ([]roster.CadreID, error) {
	within := roster.InGroup(to.Group)
	if to.Unit != 0 {
		unit, err := roster.FindUnitIn(ctx, tx.ReadTx, actor.Scope(access.AssignStudy), to.Unit)
		if err != nil {
			return nil, err
		}
		within = roster.InUnit(unit.Path)
	}
	if len(to.Persons) > 0 {
		within = roster.Nobody()
		for _, id := range to.Persons {
			within = within.Or(roster.Only(id))
		}
	}
	all, allowed, err := selectPersons(ctx, tx.ReadTx, within, actor.Scope(access.AssignStudy), on)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read whom to ask: %w", err)
	case len(all) != len(allowed):
		return nil, fault.New(fault.Forbidden, "只能布置给自己负责的人")
	case len(all) == 0:
		var f fault.Fields
		f.Add("to", "这里面今天没有人")
		return nil, f.Err()
	}
	return all, nil
}

// Withdraw takes an assignment back: it is a duty no longer, and what was finished stays finished. It fails with
// fault.NotFound when the assignment asks nobody of the actor's people or was withdrawn, and with fault.Forbidden when it
// also asks others and somebody else made it.
func (p *Planner) Withdraw(ctx context.Context, tx storage.WriteTx, actor access.Actor, id AssignmentID) error {
	if err := access.Require(actor, access.AssignStudy); err != nil {
		return err
	}
	scope, today := actor.Scope(access.AssignStudy), p.clock.Today()
	a, err := FindAssignment(ctx, tx.ReadTx, scope, id, today)
	if err != nil {
		return err
	}
	if a.IsWithdrawn() {
		return errNoAssignment
	}
	if a.By != actor.ID() {
		others, err := selectOutside(ctx, tx.ReadTx, scope, id, today)
		if err != nil {
			return fmt.Errorf("look whom else assignment %d asks: %w", id, err)
		}
		if others > 0 {
			return fault.New(fault.Forbidden, "这项是别人布置给更多人的，请布置的人撤回")
		}
	}
	if err := withdrawAssignment(ctx, tx, id, actor.ID(), p.now()); err != nil {
		return fmt.Errorf("withdraw assignment %d: %w", id, err)
	}
	return p.record(ctx, tx, actor, "assignment.withdraw", "assignment", int64(id), "")
}
