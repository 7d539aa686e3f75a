package kit

import (
	"context"
	"fmt"
	"io"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Office issues kits and takes in their results. It is safe for concurrent use.
type Office struct {
	log     *seal.Log
	clerk   *attendance.Clerk
	planner *plan.Planner
	clock   calendar.Clock
}

// NewOffice returns an office that signs with the key of the log.
func NewOffice(log *seal.Log, clerk *attendance.Clerk, planner *plan.Planner, clock calendar.Clock) *Office {
	return &Office{log: log, clerk: clerk, planner: planner, clock: clock}
}

// now returns the present instant in the precision in which it is stored.
func (o *Office) now() time.Time { return calendar.FromMillis(calendar.Millis(o.clock())) }

// Issue writes the kit of a meeting that has not been held. It fails with fault.NotFound when the meeting is not the
// actor's to run, and with fault.Conflict when it is cancelled or its roll is confirmed.
func (o *Office) Issue(ctx context.Context, tx storage.ReadTx, actor access.Actor, w io.Writer, id plan.MeetingID, show Show) error {
	m, err := plan.FindMeeting(ctx, tx, actor.Scope(access.RunMeetings), id)
	switch {
	case err != nil:
		return err
	case m.State != plan.Planned:
		return fault.New(fault.Conflict, "名单已经确认，或者会已经取消，不用会议包了")
	}
	expected, err := attendance.Expect(ctx, tx, m)
	if err != nil {
		return err
	}
	return pack(w, o.log, slipFor(m, actor.ID(), o.now(), expected), show)
}

// Decision is what a person decided about a result.
type Decision struct {
	Marks      []attendance.Mark // of everybody expected; none when the roll is confirmed already
	TakeRecord bool              // the record of the result becomes the meeting's
	Seen       int               // number of the version of the record that the person saw; 0 for none
}

// Merge takes a result in: it confirms the roll with the marks, keeps the record, and keeps the result itself. Merging a
// result again changes nothing. It fails with fault.NotFound when the meeting is not the actor's to run, with
// fault.Conflict or fault.Invalid as the roll does when it is confirmed, and with fault.Stale when somebody has saved
// another record since.
func (o *Office) Merge(ctx context.Context, tx storage.WriteTx, actor access.Actor, r Result, d Decision) error {
	m, err := plan.FindMeeting(ctx, tx.ReadTx, actor.Scope(access.RunMeetings), r.Meeting)
	if err != nil {
		return err
	}
	merged, err := selectMerged(ctx, tx.ReadTx, m.ID)
	if err != nil {
		return fmt.Errorf("read the results of meeting %d: %w", m.ID, err)
	}
	for _, before := range merged {
		if before.Sum == r.Sum() {
			return nil
		}
	}
	row := resultRow{
		MeetingID: m.ID, Sum: r.Sum(), IssuedAt: calendar.Millis(r.IssuedAt), NotedAt: calendar.Millis(r.NotedAt),
		Content: string(r.content), MergedBy: actor.ID(), MergedAt: calendar.Millis(o.now()),
	}
	if len(d.Marks) > 0 {
		roll, err := o.clerk.Confirm(ctx, tx, actor, m.ID, d.Marks)
		if err != nil {
			return err
		}
		row.SheetID = &roll.ID
	}
	if d.TakeRecord {
		record := plan.Proceedings{Meeting: m.ID, Form: r.Form, Host: r.Host, Discussion: r.Discussion}
		if _, err := o.planner.SaveProceedings(ctx, tx, actor, d.Seen, record); err != nil {
			return err
		}
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return fmt.Errorf("keep a result of meeting %d: %w", m.ID, err)
	}
	return audit.Add(ctx, tx, o.now(), audit.Event{
		Actor: int64(actor.ID()), Action: "meeting.kit.merge", Kind: "meeting", ID: int64(m.ID), Detail: fmt.Sprintf("result=%d marks=%d record=%t", row.ID, len(d.Marks), d.TakeRecord),
	})
}
