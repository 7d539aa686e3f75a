package attendance

import (
	"context"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/notice"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// EvidenceKind is the kind of evidence of an entry that rests on a roll; its id is that of the sheet, see EvidenceOf.
const EvidenceKind = "roll"

// Confirm closes the roll of a meeting: it keeps and seals the marks, books the meeting for those present, opens a make-up
// for the others when the meeting names what to study instead, and marks the meeting as held. Confirming the same roll
// again changes nothing and returns it. It fails with fault.NotFound when the meeting is not the actor's to run; with
// fault.Conflict when it has not begun, is cancelled, or another roll was confirmed; and with fault.Invalid and the names
// of the fields when a person expected has no mark, somebody else has one, or an absence has no reason.
func (c *Clerk) Confirm(ctx context.Context, tx storage.WriteTx, actor access.Actor, id plan.MeetingID, marks []Mark) (Roll, error) {
	m, err := meeting(ctx, tx.ReadTx, actor, access.RunMeetings, id)
	switch {
	case err != nil:
		return Roll{}, err
	case m.State != plan.Planned:
		return confirmedAlready(ctx, tx.ReadTx, m, marks)
	case c.now().Before(m.StartsAt):
		return Roll{}, fault.New(fault.Conflict, "会还没有开始，开始以后再点名")
	}
	expected, err := Expect(ctx, tx.ReadTx, m)
	if err != nil {
		return Roll{}, err
	}
	if len(expected) == 0 {
		return Roll{}, fault.New(fault.Conflict, "这一天这个单位或小组没有人，不能点名")
	}
	if marks, err = checkMarks(expected, marks); err != nil {
		return Roll{}, err
	}
	return c.closeRoll(ctx, tx, actor, m, marks)
}

// confirmedAlready returns the roll of a meeting that is not planned any more, when it was confirmed with the same marks.
func confirmedAlready(ctx context.Context, tx storage.ReadTx, m plan.Meeting, marks []Mark) (Roll, error) {
	if m.State == plan.Cancelled {
		return Roll{}, fault.New(fault.Conflict, "这次学习会已经取消")
	}
	roll, found, err := rollOf(ctx, tx, m.ID)
	if err != nil {
		return Roll{}, err
	}
	if !found || !roll.saidAtFirst(marks) {
		return Roll{}, fault.New(fault.Conflict, "名单已经确认，只能另记更正")
	}
	return roll, nil
}

// closeRoll writes what a checked roll leads to.
func (c *Clerk) closeRoll(ctx context.Context, tx storage.WriteTx, actor access.Actor, m plan.Meeting, marks []Mark) (Roll, error) {
	sheet, err := c.keep(ctx, tx, Sheet{Meeting: m.ID, Number: 1, By: actor.ID()}, marks)
	if err != nil {
		return Roll{}, err
	}
	if err := plan.MarkHeld(ctx, tx, m.ID); err != nil {
		return Roll{}, err
	}
	books, err := gives(ctx, tx.ReadTx, m.Activity(), m.On())
	if err != nil {
		return Roll{}, err
	}
	for _, mark := range marks {
		switch {
		case !mark.IsPresent():
			err = c.openMakeUp(ctx, tx, m, mark.Cadre)
		case books:
			err = c.bookPresence(ctx, tx, m, sheet, mark.Cadre)
		}
		if err != nil {
			return Roll{}, err
		}
	}
	roll, _, err := rollOf(ctx, tx.ReadTx, m.ID)
	if err != nil {
		return Roll{}, err
	}
	n := roll.Count()
	return roll, c.record(ctx, tx, actor, "meeting.roll.confirm", "meeting", int64(m.ID),
		"roll=%d present=%d leave=%d official_duty=%d absent=%d", sheet.ID, n.Present, n.OnLeave, n.OfficialDuty, n.Absent)
}

// bookPresence has the ledger record that the person was at the meeting, as the sheet says. Each sheet that says so is a
// part of the meeting of its own, so that an entry which was taken back does not stand in the way of a later one.
func (c *Clerk) bookPresence(ctx context.Context, tx storage.WriteTx, m plan.Meeting, sheet Sheet, cadre roster.CadreID) error {
	fact := hours.Fact{
		Cadre: cadre, Source: hours.SourceMeeting, Ref: int64(m.ID), Part: sheet.part(), Activity: m.Activity(),
		Amount: m.Hours, Subject: m.Subject, Title: m.Title,
		Evidence: EvidenceKind, EvidenceID: int64(sheet.ID), HappenedOn: m.On(), By: sheet.By,
	}
	var err error
	if sheet.IsCorrection() { // two persons answer for it, also when the year is closed
		_, err = c.ledger.AppendApproved(ctx, tx, fact, hours.Approval{Reason: sheet.Reason, By: sheet.ApprovedBy})
	} else {
		_, err = c.ledger.Append(ctx, tx, fact)
	}
	if err != nil {
		return fmt.Errorf("book meeting %d for cadre %d: %w", m.ID, cadre, err)
	}
	return nil
}

// openMakeUp lets the person make up for the meeting, when there is something to study instead.
func (c *Clerk) openMakeUp(ctx context.Context, tx storage.WriteTx, m plan.Meeting, cadre roster.CadreID) error {
	if m.MakeUp == (course.QuestionSource{}) {
		return nil
	}
	row := makeUpRow{
		MeetingID: m.ID, CadreID: cadre, SourceKind: m.MakeUp.Kind, SourceID: m.MakeUp.ID,
		State: Open, DueOn: dueOn(calendar.DateOf(c.now())),
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return fmt.Errorf("open a make-up of meeting %d for cadre %d: %w", m.ID, cadre, err)
	}
	return notice.Post(ctx, tx, c.now(), notice.Notice{
		To: cadre, Kind: notice.MakeUpDue, Ref: int64(row.ID), Title: m.Title, Day: row.DueOn,
	})
}

// leastDays is how many days there are at least to make up for a meeting.
const leastDays = 30

// dueOn returns by when a make-up that is opened on the day is to be done: by the end of the quarter, whose share of the
// plan it belongs to, or within 30 days when that is later, but within the study year.
func dueOn(opened calendar.Date) calendar.Date {
	due := max(opened.Quarter().End(opened.Year()), opened.AddDays(leastDays))
	return min(due, calendar.StudyYear(opened.Year()).To)
}
