package enquiry

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Save keeps what the actor writes about a question and returns the question; with the ID 0 it notes a new one. Nothing of
// it is seen by anybody else. It fails with fault.Invalid when the wording is too long or of no subject, and with
// fault.NotFound or fault.Forbidden when the actor may not write about the question.
func (c Clerk) Save(ctx context.Context, tx storage.WriteTx, actor access.Actor, d Draft) (ID, error) {
	d.Wording = d.tidy()
	if err := d.validate(ctx, tx.ReadTx); err != nil {
		return 0, err
	}
	if err := d.holds(ctx, tx.ReadTx); err != nil {
		return 0, err
	}
	if d.Enquiry == 0 {
		if err := c.note(ctx, tx, actor, &d); err != nil {
			return 0, err
		}
	} else if err := mayWrite(ctx, tx.ReadTx, actor, d.Enquiry); err != nil {
		return 0, err
	}
	row, err := draftRowOf(d, actor.ID(), c.clock())
	if err == nil {
		err = putDraft(ctx, tx, row)
	}
	if err != nil {
		return 0, fmt.Errorf("save a draft about question %d: %w", d.Enquiry, err)
	}
	return d.Enquiry, nil
}

// note adds the question of a draft.
func (c Clerk) note(ctx context.Context, tx storage.WriteTx, actor access.Actor, d *Draft) error {
	unit, err := townOf(ctx, tx.ReadTx, actor)
	if err != nil {
		return err
	}
	row := enquiryRow{UnitID: unit, State: Drafted, NotedBy: actor.ID(), NotedAt: calendar.Millis(c.clock())}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return fmt.Errorf("note a question: %w", err)
	}
	d.Enquiry, d.Base = row.ID, 0
	return c.record(ctx, tx, actor, "enquiry.note", row.ID, "")
}

// townOf returns the township that the actor's unit belongs to, and the unit itself outside any township.
func townOf(ctx context.Context, tx storage.ReadTx, actor access.Actor) (roster.UnitID, error) {
	if actor.Unit.ID == 0 {
		return 0, fault.New(fault.Forbidden, "您今天不属于任何单位，不能记群众问题")
	}
	units, err := roster.Units(ctx, tx, roster.Above(actor.Unit.Path))
	if err != nil {
		return 0, err
	}
	for _, u := range units {
		if u.Kind == roster.Township {
			return u.ID, nil
		}
	}
	return actor.Unit.ID, nil
}

// mayWrite fails unless the actor has a draft about the question that nobody has sent, or sees it and may answer or
// change it.
func mayWrite(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID) error {
	row, found, err := selectEnquiry(ctx, tx, actor, id)
	switch {
	case err != nil:
		return fmt.Errorf("find question %d: %w", id, err)
	case found && row.MayWrite:
		return nil
	case found:
		return fault.New(fault.Forbidden, "已经答复的问题，由答复的人或者学习秘书改")
	}
	own, err := ownsUnsent(ctx, tx, actor.ID(), id)
	if err != nil {
		return fmt.Errorf("find question %d: %w", id, err)
	}
	if !own {
		return errNotFound
	}
	return nil
}

var errNotFound = fault.New(fault.NotFound, "没有这个群众问题")

// DraftOf returns what the actor is writing about a question; when nothing was saved, what there is to start from. It
// fails as Save does.
func (c Clerk) DraftOf(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID) (Draft, error) {
	if err := mayWrite(ctx, tx, actor, id); err != nil {
		return Draft{}, err
	}
	row, found, err := selectDraft(ctx, tx, actor.ID(), id)
	if err != nil {
		return Draft{}, fmt.Errorf("read the draft about question %d: %w", id, err)
	}
	if found {
		return row.draft()
	}
	current, err := c.Show(ctx, tx, actor, id)
	return Draft{Enquiry: id, Base: current.Number, Wording: current.Wording}, err
}

// Drafts returns what the actor is writing, what was saved last first.
func (c Clerk) Drafts(ctx context.Context, tx storage.ReadTx, actor access.Actor) ([]Draft, error) {
	rows, err := selectDrafts(ctx, tx, actor.ID())
	if err != nil {
		return nil, fmt.Errorf("read the drafts of a person: %w", err)
	}
	drafts := make([]Draft, len(rows))
	for i, r := range rows {
		if drafts[i], err = r.draft(); err != nil {
			return nil, err
		}
	}
	return drafts, nil
}

// Discard deletes what the actor was writing, and the question with it when nothing of it was sent. It fails with
// fault.NotFound when there is no such draft.
func (c Clerk) Discard(ctx context.Context, tx storage.WriteTx, actor access.Actor, id ID) error {
	n, err := deleteDraft(ctx, tx, actor.ID(), id)
	if err == nil && n > 0 {
		err = deleteUnsent(ctx, tx, actor.ID(), id)
	}
	if err != nil {
		return fmt.Errorf("discard the draft about question %d: %w", id, err)
	}
	if n == 0 {
		return errNotFound
	}
	return c.record(ctx, tx, actor, "enquiry.discard", id, "")
}

func (c Clerk) record(ctx context.Context, tx storage.WriteTx, actor access.Actor, action string, id ID, detail string) error {
	return audit.Add(ctx, tx, c.clock(), audit.Event{Actor: int64(actor.ID()), Action: action, Kind: FeedKind, ID: int64(id), Detail: detail})
}
