package attendance

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// DecideCorrection accepts or declines a proposed correction. Accepting adds a sheet to the roll; whoever was not there
// after all loses the entry by a reversal and may make up for the meeting, whoever was there gets the entry, and a make-up
// that is not needed any more is withdrawn together with its entry. It fails with fault.Forbidden when the actor may not
// approve corrections, proposed this one or is the person concerned, with fault.NotFound when the meeting is not the
// actor's, and with fault.Conflict when it is decided already or the ledger refuses what it leads to.
func (c *Clerk) DecideCorrection(ctx context.Context, tx storage.WriteTx, actor access.Actor, id CorrectionID, accept bool) error {
	if err := access.Require(actor, access.ApproveReversal); err != nil {
		return err
	}
	found, exists, err := selectCorrection(ctx, tx.ReadTx, actor.Scope(access.ApproveReversal), id)
	row := found.Row
	switch {
	case err != nil:
		return fmt.Errorf("read correction %d: %w", id, err)
	case !exists:
		return fault.New(fault.NotFound, "没有这项更正")
	case row.ProposedBy == actor.ID():
		return fault.New(fault.Forbidden, "更正要由另一个人批准")
	case row.CadreID == actor.ID():
		return fault.New(fault.Forbidden, "不能批准自己学时的更正")
	}
	row.DecidedBy, row.DecidedAt, row.Accepted = actor.ID(), calendar.Millis(c.now()), accept
	if open, err := setDecided(ctx, tx, row); err != nil {
		return fmt.Errorf("decide correction %d: %w", id, err)
	} else if !open {
		return fault.New(fault.Conflict, "这项更正已经有人办理")
	}
	if accept {
		if err := c.apply(ctx, tx, row); err != nil {
			return err
		}
	}
	return c.record(ctx, tx, actor, "meeting.roll.decide", "meeting", int64(row.MeetingID), "correction=%d accepted=%t", id, accept)
}

// apply writes what an accepted correction leads to.
func (c *Clerk) apply(ctx context.Context, tx storage.WriteTx, row correctionRow) error {
	m, err := plan.FindMeeting(ctx, tx.ReadTx, roster.Everyone(), row.MeetingID)
	if err != nil {
		return err
	}
	roll, _, err := rollOf(ctx, tx.ReadTx, m.ID)
	if err != nil {
		return err
	}
	stood, _ := roll.Line(row.CadreID)
	next := Sheet{
		Meeting: m.ID, Number: len(roll.Corrections) + 2, Reason: row.Grounds, By: row.ProposedBy, ApprovedBy: row.DecidedBy,
	}
	sheet, err := c.keep(ctx, tx, next, []Mark{row.mark()})
	switch {
	case err != nil:
		return err
	case stood.IsPresent() && !row.mark().IsPresent():
		return c.retractPresence(ctx, tx, m, stood, sheet)
	case !stood.IsPresent() && row.mark().IsPresent():
		return c.grantPresence(ctx, tx, m, sheet, row.CadreID)
	}
	return nil
}

// retractPresence takes back the entry of a person who was not there after all, and lets the person make up for it.
func (c *Clerk) retractPresence(ctx context.Context, tx storage.WriteTx, m plan.Meeting, stood Line, sheet Sheet) error {
	event := hours.Entry{Cadre: stood.Cadre, Source: hours.SourceMeeting, Ref: int64(m.ID), Part: stood.Number - 1}
	if err := c.takeBack(ctx, tx, event, sheet); err != nil {
		return err
	}
	return c.openMakeUp(ctx, tx, m, stood.Cadre)
}

// grantPresence books the meeting for a person who was there after all, instead of any make-up.
func (c *Clerk) grantPresence(ctx context.Context, tx storage.WriteTx, m plan.Meeting, sheet Sheet, cadre roster.CadreID) error {
	standing, found, err := selectStandingMakeUp(ctx, tx.ReadTx, m.ID, cadre)
	if err != nil {
		return fmt.Errorf("read the make-up of meeting %d: %w", m.ID, err)
	}
	if found {
		if err := setWithdrawn(ctx, tx, standing.ID); err != nil {
			return fmt.Errorf("withdraw make-up %d: %w", standing.ID, err)
		}
		event := hours.Entry{Cadre: cadre, Source: hours.SourceMakeUp, Ref: int64(standing.ID)}
		if err := c.takeBack(ctx, tx, event, sheet); err != nil {
			return err
		}
	}
	books, err := gives(ctx, tx.ReadTx, m.Activity(), m.On())
	if err != nil || !books {
		return err
	}
	return c.bookPresence(ctx, tx, m, sheet, cadre)
}

// takeBack reverses the entry of an event, if one stands, in the names of the two persons of the sheet.
func (c *Clerk) takeBack(ctx context.Context, tx storage.WriteTx, event hours.Entry, sheet Sheet) error {
	family, err := hours.Family(ctx, tx.ReadTx, event)
	if err != nil || len(family) == 0 || family[len(family)-1].IsReversal() {
		return err
	}
	only := roster.Only(event.Cadre)
	request, err := c.ledger.ProposeReversal(ctx, tx, only, hours.Proposal{
		Entry: family[len(family)-1].ID, Reason: sheet.Reason, By: sheet.By,
	})
	if err != nil {
		return err
	}
	_, err = c.ledger.DecideReversal(ctx, tx, only, request, sheet.ApprovedBy, true)
	return err
}
