package training

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Participant is somebody who is to take part in a planned class.
type Participant struct {
	Cadre   roster.CadreID
	StaffNo string
	Name    string
	Post    string
}

// Participants returns who is to take part in a class, of the persons in the scope, by name.
func Participants(ctx context.Context, tx storage.ReadTx, scope roster.Scope, c Class) ([]Participant, error) {
	list, err := selectParticipants(ctx, tx, scope, c.ID, c.Span.To)
	if err != nil {
		return nil, fmt.Errorf("read who takes part in training class %d: %w", c.ID, err)
	}
	return list, nil
}

// Confirm closes the roll of a planned class: in one transaction it keeps and seals the marks and books the class by the
// rules for everybody who took part and was not away for more than they allow. Confirming the same roll again changes
// nothing and returns it. It fails with fault.NotFound when the class is not the actor's; with fault.Conflict when it is
// not over, is cancelled, another roll was confirmed, a year is closed or the rules give nothing for it; and with
// fault.Invalid and the names of the fields when a mark is missing or wrong, or somebody was in another class then.
func (g *Registrar) Confirm(ctx context.Context, tx storage.WriteTx, actor access.Actor, id ClassID, marks []Mark) (Roll, error) {
	c, err := ownClass(ctx, tx.ReadTx, actor, id)
	switch {
	case err != nil:
		return Roll{}, err
	case c.State != Planned:
		return confirmedAlready(ctx, tx.ReadTx, c, marks)
	case g.clock.Today() < c.Span.To:
		return Roll{}, fault.New(fault.Conflict, "培训班还没有结束，结束以后再确认名单")
	}
	terms, err := g.terms(ctx, tx.ReadTx, c.Kind, c.Span, c.Extent)
	if err != nil {
		return Roll{}, err
	}
	lines, err := g.linesOf(ctx, tx.ReadTx, actor, c, marks, terms)
	if err != nil {
		return Roll{}, err
	}
	if err := setState(ctx, tx, c.ID, Confirmed); err != nil {
		return Roll{}, err
	}
	if _, err := g.bookSheet(ctx, tx, c, Sheet{Class: c.ID, By: actor.ID()}, lines); err != nil {
		return Roll{}, err
	}
	roll, _, err := RollOf(ctx, tx.ReadTx, roster.Everyone(), c)
	if err != nil {
		return Roll{}, err
	}
	return roll, g.record(ctx, tx, actor, "training.roll.confirm", c.ID, "persons=%d recognised=%d", len(roll.Lines), roll.Recognised())
}

// confirmedAlready returns the roll of a class that is not planned any more, when it was confirmed with the same marks.
func confirmedAlready(ctx context.Context, tx storage.ReadTx, c Class, marks []Mark) (Roll, error) {
	if c.State == Cancelled {
		return Roll{}, fault.New(fault.Conflict, "这个培训班已经取消")
	}
	roll, _, err := RollOf(ctx, tx, roster.Everyone(), c)
	if err != nil {
		return Roll{}, err
	}
	if !roll.saidAlready(marks) {
		return Roll{}, fault.New(fault.Conflict, "名单已经确认，入账的学时只能另办更正")
	}
	return roll, nil
}

// linesOf returns the lines of a roll from marks about those who were to take part.
func (g *Registrar) linesOf(ctx context.Context, tx storage.ReadTx, actor access.Actor, c Class, marks []Mark, t terms) ([]Line, error) {
	participants, err := Participants(ctx, tx, roster.Everyone(), c)
	if err != nil {
		return nil, err
	}
	if marks, err = checkMarks(participants, marks, c.Kind, t.total); err != nil {
		return nil, err
	}
	known, err := pastOf(ctx, tx, actor.Scope(access.RecordTraining), c.Span)
	if err != nil {
		return nil, err
	}
	var f fault.Fields
	lines := make([]Line, len(marks))
	for i, m := range marks {
		lines[i] = Line{Mark: m, Extent: c.Extent, Recognised: m.recognised(t.limits, t.total)}
		if _, complaint := known.look(m, c, c.Extent); complaint != nil {
			f.Add(AttendedField(m.Cadre), complaint.Text, complaint.Args...)
		}
	}
	return lines, f.Err()
}

// bookSheet keeps a sheet and has the ledger record the class for those who get its hours.
func (g *Registrar) bookSheet(ctx context.Context, tx storage.WriteTx, c Class, s Sheet, lines []Line) (Sheet, error) {
	s, err := g.keep(ctx, tx, s, lines)
	if err != nil {
		return Sheet{}, err
	}
	for _, l := range lines {
		if !l.Recognised {
			continue
		}
		for _, f := range c.facts(l, s.By) {
			if _, err := g.ledger.Append(ctx, tx, f); err != nil {
				return Sheet{}, fmt.Errorf("book training class %d for cadre %d: %w", c.ID, l.Cadre, err)
			}
		}
	}
	return s, nil
}

// facts returns what the ledger is to record of a class for a person: one fact for each year in which it lies.
func (c Class) facts(l Line, by roster.CadreID) []hours.Fact {
	var facts []hours.Fact
	for i, p := range l.Extent.parts(c.Span) {
		facts = append(facts, hours.Fact{
			Cadre: l.Cadre, Source: hours.SourceTrainingClass, Ref: int64(c.ID), Part: i, Activity: c.Kind.Activity(),
			Amount: p.hours, Days: p.days, Subject: c.Subject, Title: c.Title,
			Evidence: EvidenceKind, EvidenceID: int64(l.ID), HappenedOn: p.on, By: by,
		})
	}
	return facts
}
