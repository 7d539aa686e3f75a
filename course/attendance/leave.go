package attendance

import (
	"context"
	"fmt"
	"strings"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// LeaveRequestID identifies a request for leave.
type LeaveRequestID int64

// LeaveRequest is leave from a meeting that a person asked for beforehand (请假). Granted, it stands on the roll before
// anybody looks at it.
type LeaveRequest struct {
	ID        LeaveRequestID
	Meeting   plan.MeetingID
	Cadre     roster.CadreID
	Kind      Presence // OnLeave or OfficialDuty
	Reason    string
	AskedAt   time.Time
	DecidedBy roster.CadreID // 0 while open
	DecidedAt time.Time
	Approved  bool

	Name     string    // of the person
	Title    string    // of the meeting
	StartsAt time.Time // of the meeting
}

// IsOpen reports whether nobody has decided yet.
func (l LeaveRequest) IsOpen() bool { return l.DecidedBy == 0 }

// Ask asks for leave from a meeting at which the actor is expected, before it begins; of the request, Meeting, Kind and
// Reason count. While nobody has decided, asking again replaces what was asked; after it was declined, it is a new
// request. It fails with fault.NotFound when the actor is not expected, with fault.Invalid when kind or reason are
// missing, and with fault.Conflict when the meeting has begun or is cancelled or leave was granted already.
func (c *Clerk) Ask(ctx context.Context, tx storage.WriteTx, actor access.Actor, l LeaveRequest) (LeaveRequest, error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return LeaveRequest{}, err
	}
	m, err := plan.FindMeetingFor(ctx, tx.ReadTx, actor.ID(), l.Meeting)
	if err != nil {
		return LeaveRequest{}, err
	}
	if m.State != plan.Planned || !c.now().Before(m.StartsAt) {
		return LeaveRequest{}, fault.New(fault.Conflict, "会已经开始或者取消，不能再请假；有原因请告诉组长或学习秘书")
	}
	l.Reason = strings.TrimSpace(l.Reason)
	var f fault.Fields
	f.Check(l.Kind == OnLeave || l.Kind == OfficialDuty, "kind", "请选请假或者公出")
	f.Check(isReason(l.Reason), "reason", "请写一句原因，最多 %d 个字", longestReason)
	if err := f.Err(); err != nil {
		return LeaveRequest{}, err
	}
	row := leaveRow{MeetingID: m.ID, CadreID: actor.ID(), Kind: l.Kind, Reason: l.Reason, AskedAt: calendar.Millis(c.now())}
	if err := c.put(ctx, tx, &row); err != nil {
		return LeaveRequest{}, err
	}
	l, _, err = LeaveOf(ctx, tx.ReadTx, actor.ID(), m.ID)
	if err != nil {
		return LeaveRequest{}, err
	}
	return l, c.record(ctx, tx, actor, "leave.ask", "leave_request", int64(row.ID), "meeting=%d kind=%s", m.ID, row.Kind)
}

// put stores a request in place of one that is still open.
func (c *Clerk) put(ctx context.Context, tx storage.WriteTx, row *leaveRow) error {
	before, found, err := selectLeaveOf(ctx, tx.ReadTx, row.CadreID, row.MeetingID)
	switch {
	case err != nil:
		return fmt.Errorf("read the leave from meeting %d: %w", row.MeetingID, err)
	case found && before.Row.Approved:
		return fault.New(fault.Conflict, "这次会的假已经批准，不用再请")
	case found && before.Row.DecidedAt == 0:
		row.ID = before.Row.ID
		if err := replaceLeave(ctx, tx, *row); err != nil {
			return fmt.Errorf("change leave request %d: %w", row.ID, err)
		}
		return nil
	}
	if err := storage.Insert(ctx, tx, row); err != nil {
		return fmt.Errorf("ask for leave from meeting %d: %w", row.MeetingID, err)
	}
	return nil
}

// Decide grants or declines leave, as long as the roll is not confirmed. It fails with fault.NotFound when the meeting is
// not the actor's to run, with fault.Forbidden when the request is the actor's own, and with fault.Conflict when it is
// decided already or the meeting is over.
func (c *Clerk) Decide(ctx context.Context, tx storage.WriteTx, actor access.Actor, id LeaveRequestID, approve bool) error {
	if err := access.Require(actor, access.RunMeetings); err != nil {
		return err
	}
	found, exists, err := selectLeave(ctx, tx.ReadTx, actor.Scope(access.RunMeetings), id)
	switch {
	case err != nil:
		return fmt.Errorf("read leave request %d: %w", id, err)
	case !exists:
		return fault.New(fault.NotFound, "没有这份请假")
	case found.Row.CadreID == actor.ID():
		return fault.New(fault.Forbidden, "不能批自己的假，请找学习秘书")
	case found.State != plan.Planned:
		return fault.New(fault.Conflict, "名单已经确认或者会已取消，不能再批假")
	}
	row := found.Row
	row.DecidedBy, row.DecidedAt, row.Approved = actor.ID(), calendar.Millis(c.now()), approve
	if open, err := decideLeave(ctx, tx, row); err != nil {
		return fmt.Errorf("decide leave request %d: %w", id, err)
	} else if !open {
		return fault.New(fault.Conflict, "这份请假已经有人办理")
	}
	if err := c.tellDecided(ctx, tx, found, approve); err != nil {
		return err
	}
	return c.record(ctx, tx, actor, "leave.decide", "leave_request", int64(id), "meeting=%d approved=%t", row.MeetingID, approve)
}

// LeaveOf returns the last request of the person for a meeting, and whether there is one.
func LeaveOf(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id plan.MeetingID) (LeaveRequest, bool, error) {
	row, found, err := selectLeaveOf(ctx, tx, cadre, id)
	if err != nil {
		return LeaveRequest{}, false, fmt.Errorf("read the leave from meeting %d: %w", id, err)
	}
	return row.request(), found, nil
}

// OpenLeave returns the requests that wait for a decision, for meetings of the scope whose roll is not confirmed, by the
// time of the meeting.
func OpenLeave(ctx context.Context, tx storage.ReadTx, scope roster.Scope) ([]LeaveRequest, error) {
	rows, err := selectOpenLeave(ctx, tx, scope)
	if err != nil {
		return nil, fmt.Errorf("read the open leave requests: %w", err)
	}
	list := make([]LeaveRequest, len(rows))
	for i, r := range rows {
		list[i] = r.request()
	}
	return list, nil
}
