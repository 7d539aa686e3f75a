package enquiry

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/feed"
	"xiangxue/course/storage"
)

// Sending is how a draft is sent.
type Sending struct {
	Confirmed bool // the person has read it: question and answer hold no personal data
	Answered  bool // with its answer; else the question goes out alone, for somebody to answer
}

// Send makes the draft the next version of its question, for the unit to see, and deletes the draft with the wording as it
// was told. It fails with fault.Invalid when nobody confirmed the wording, personal data is found in it, or a part is
// missing; with fault.Conflict when somebody sent a version since the draft was begun; and as Save does.
func (c Clerk) Send(ctx context.Context, tx storage.WriteTx, actor access.Actor, d Draft, s Sending) error {
	d.Wording = d.tidy()
	if !s.Answered {
		d.Answer = ""
	}
	if err := c.sendable(ctx, tx.ReadTx, actor, d, s); err != nil {
		return err
	}
	version := versionRow{
		EnquiryID: d.Enquiry, Number: d.Base + 1, Subject: d.Subject, Question: d.Question, Answer: d.Answer,
		ConfirmedBy: actor.ID(), ConfirmedAt: calendar.Millis(c.clock()),
	}
	if err := c.store(ctx, tx, &version, d.Wording); err != nil {
		return fmt.Errorf("send version %d of question %d: %w", version.Number, d.Enquiry, err)
	}
	detail := fmt.Sprintf("version=%d answered=%t articles=%d lessons=%d", version.Number, s.Answered, len(d.Articles), len(d.Lessons))
	if err := c.record(ctx, tx, actor, "enquiry.send", d.Enquiry, detail); err != nil {
		return err
	}
	return feed.Add(ctx, tx, c.clock(), feed.Change{Kind: FeedKind, ID: int64(d.Enquiry), What: feed.Published})
}

// sendable fails unless the draft may be sent.
func (c Clerk) sendable(ctx context.Context, tx storage.ReadTx, actor access.Actor, d Draft, s Sending) error {
	if err := mayWrite(ctx, tx, actor, d.Enquiry); err != nil {
		return err
	}
	if err := d.validate(ctx, tx); err != nil {
		return err
	}
	if err := d.clean(); err != nil {
		return err
	}
	if err := d.holds(ctx, tx); err != nil {
		return err
	}
	number, state, err := selectNumber(ctx, tx, d.Enquiry)
	if err != nil {
		return fmt.Errorf("find the version of question %d: %w", d.Enquiry, err)
	}
	if number != d.Base {
		return fault.New(fault.Conflict, "别人已经发出新的一版，请先看过再发")
	}
	var f fault.Fields
	f.Check(!s.Answered || d.Answer != "", "answer", "请写下答复")
	f.Check(s.Answered || state != Answered, "answer", "已经答复的问题不能改回待答复")
	f.Check(s.Confirmed, "clean", "请先看一遍，确认没有个人信息")
	return f.Err()
}

// store writes the version with its parts, makes it the current one and deletes the author's draft.
func (c Clerk) store(ctx context.Context, tx storage.WriteTx, version *versionRow, w Wording) error {
	if err := storage.Insert(ctx, tx, version); err != nil {
		return err
	}
	if err := storage.InsertAll(ctx, tx, articleRows(version.ID, w.Articles)); err != nil {
		return err
	}
	if err := storage.InsertAll(ctx, tx, lessonRows(version.ID, w.Lessons)); err != nil {
		return err
	}
	state := Open
	if w.Answer != "" {
		state = Answered
	}
	if err := setCurrent(ctx, tx, version.EnquiryID, version.ID, state); err != nil {
		return err
	}
	_, err := deleteDraft(ctx, tx, version.ConfirmedBy, version.EnquiryID)
	return err
}
