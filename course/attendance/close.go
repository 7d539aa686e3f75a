package attendance

import (
	"context"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// CloseMakeUp closes a make-up of the person whose check the evidence shows as passed, and books the hours of the missed
// meeting by the rule for make-ups. It is what course.Checks calls inside its write transaction; a make-up that is closed
// already gives the entry that it brought. Where the rules give nothing for make-ups, it is closed with the zero entry.
// It fails with fault.NotFound when the person has no such make-up any more, and with fault.Conflict when the evidence is
// of another check.
func (c *Clerk) CloseMakeUp(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, id MakeUpID, e course.Evidence) (hours.Entry, error) {
	if e.Owner != MakeUpOwner(id) || e.AttemptID == 0 || e.PassedAt.IsZero() {
		return hours.Entry{}, fault.New(fault.Conflict, "这份答卷不是这项补学的")
	}
	m, err := FindMakeUp(ctx, tx.ReadTx, cadre, id)
	if err != nil {
		return hours.Entry{}, err
	}
	if m.State == Closed {
		return c.broughtBy(ctx, tx.ReadTx, m)
	}
	entry, err := c.bookMakeUp(ctx, tx, m, e)
	if err != nil {
		return hours.Entry{}, err
	}
	if err := setClosed(ctx, tx, m.ID, e, entry.ID); err != nil {
		return hours.Entry{}, fmt.Errorf("close make-up %d: %w", id, err)
	}
	return entry, audit.Add(ctx, tx, c.now(), audit.Event{
		Actor: int64(cadre), Action: "make_up.close", Kind: "make_up", ID: int64(id),
		Detail: fmt.Sprintf("meeting=%d entry=%d", m.Meeting, entry.ID),
	})
}

// broughtBy returns the entry of a closed make-up, and the zero entry when it brought none.
func (c *Clerk) broughtBy(ctx context.Context, tx storage.ReadTx, m MakeUp) (hours.Entry, error) {
	if m.Entry == 0 {
		return hours.Entry{}, nil
	}
	return c.ledger.FindEntry(ctx, tx, roster.Only(m.Cadre), m.Entry)
}

func (c *Clerk) bookMakeUp(ctx context.Context, tx storage.WriteTx, m MakeUp, e course.Evidence) (hours.Entry, error) {
	on := calendar.DateOf(e.PassedAt)
	books, err := gives(ctx, tx.ReadTx, hours.ActivityMakeUp, on)
	if err != nil || !books {
		return hours.Entry{}, err
	}
	entry, err := c.ledger.Append(ctx, tx, hours.Fact{
		Cadre: m.Cadre, Source: hours.SourceMakeUp, Ref: int64(m.ID), Activity: hours.ActivityMakeUp,
		Amount: m.Hours, Mode: m.Mode, Subject: m.Subject, Title: m.Title,
		Evidence: "attempt", EvidenceID: e.AttemptID, HappenedOn: on, By: m.Cadre,
	})
	if err != nil {
		return hours.Entry{}, fmt.Errorf("book make-up %d: %w", m.ID, err)
	}
	return entry, nil
}
