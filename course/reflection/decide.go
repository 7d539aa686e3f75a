package reflection

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/notice"
	"xiangxue/course/storage"
)

// Decision is what a leader decides on a declaration.
type Decision struct {
	Approve bool
	Granted hours.Amount // when approved; at most what was asked
	Reason  string       // when declined, or not granted in full
}

// Decide approves or declines a declaration; what is granted is booked in the same transaction, by the rule in force on
// the day of the study. It fails with fault.Forbidden when the actor may not decide or declared it, with fault.NotFound
// when the person is not the actor's, with fault.Invalid when nothing or more than was asked is granted or a reason is
// missing, and with fault.Conflict when it is decided already or the year is closed.
func (c *Clerk) Decide(ctx context.Context, tx storage.WriteTx, actor access.Actor, id DeclarationID, decision Decision) (Declaration, error) {
	if err := access.Require(actor, access.DecideDeclared); err != nil {
		return Declaration{}, err
	}
	scope := actor.Scope(access.DecideDeclared)
	d, err := Find(ctx, tx.ReadTx, scope, id, c.clock.Today())
	switch {
	case err != nil:
		return Declaration{}, err
	case d.Cadre == actor.ID():
		return Declaration{}, fault.New(fault.Forbidden, "不能批自己的申报，请找学习秘书")
	case !d.IsOpen():
		return Declaration{}, errDecided
	}
	decision.Reason = strings.TrimSpace(decision.Reason)
	if err := decision.check(d); err != nil {
		return Declaration{}, err
	}
	row := declarationRow{ID: d.ID, State: Declined, Reason: decision.Reason, DecidedBy: actor.ID(), DecidedAt: calendar.Millis(c.now())}
	if decision.Approve {
		row.State, row.Granted = Approved, decision.Granted
		if row.EntryID, err = c.book(ctx, tx, actor, d, decision.Granted); err != nil {
			return Declaration{}, err
		}
	}
	open, err := setDecided(ctx, tx, row)
	switch {
	case err != nil:
		return Declaration{}, fmt.Errorf("decide on declaration %d: %w", id, err)
	case !open:
		return Declaration{}, errDecided
	}
	if err := c.tell(ctx, tx, d, row.State); err != nil {
		return Declaration{}, err
	}
	if err := c.record(ctx, tx, actor, "declaration.decide", id, "state=%s granted=%s entry=%d", row.State, row.Granted, row.EntryID); err != nil {
		return Declaration{}, err
	}
	return Find(ctx, tx.ReadTx, scope, id, c.clock.Today())
}

var errDecided = fault.New(fault.Conflict, "这项申报已经有人办理")

// check reports what is wrong with a decision on a declaration.
func (x Decision) check(d Declaration) error {
	var f fault.Fields
	f.Check(!x.Approve || x.Granted > 0 && x.Granted <= d.Asked, "granted", "批准的学时要大于 0，不超过申报的 %s 学时", d.Asked)
	full := x.Approve && x.Granted == d.Asked
	n := utf8.RuneCountInString(x.Reason)
	f.Check(full || n > 0, "reason", "不批准或者少批的，请写一句原因")
	f.Check(n <= longestReason && utf8.ValidString(x.Reason), "reason", "最多 %d 个字", longestReason)
	return f.Err()
}

// book has the ledger record what was granted.
func (c *Clerk) book(ctx context.Context, tx storage.WriteTx, actor access.Actor, d Declaration, granted hours.Amount) (hours.EntryID, error) {
	entry, err := c.ledger.Append(ctx, tx, hours.Fact{
		Cadre: d.Cadre, Source: hours.SourceDeclaration, Ref: int64(d.ID), Activity: hours.ActivityDeclaration, Amount: granted,
		Title: d.Title, Evidence: EvidenceKind, EvidenceID: int64(d.ID), HappenedOn: d.On, By: actor.ID(),
	})
	if err != nil {
		return 0, fmt.Errorf("book declaration %d: %w", d.ID, err)
	}
	return entry.ID, nil
}

// tell tells a person what was decided about a declaration.
func (c *Clerk) tell(ctx context.Context, tx storage.WriteTx, d Declaration, state State) error {
	kind := notice.DeclaredDeclined
	if state == Approved {
		kind = notice.DeclaredApproved
	}
	return notice.Post(ctx, tx, c.now(), notice.Notice{To: d.Cadre, Kind: kind, Ref: int64(d.ID), Title: d.Title})
}
