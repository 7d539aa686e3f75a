// Package objection keeps what cadres object to corrections of their hours (异议), and what is answered.
//
// A correction stands in the ledger as a reversal by two persons with a reason; the person concerned sees it and may object
// within ten working days. Somebody who had no part in the correction answers, once. Neither an objection nor an answer
// changes an hour: where the answer agrees, a new entry comes of the operations that make entries, with two persons again.
// Both are append-only.
package objection

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Workdays is within how many working days after a correction the person may object; the last of them counts.
const Workdays = 10

// LongestText is the length in characters of the longest objection and of the longest answer.
const LongestText = 500

// ID identifies an objection.
type ID int64

// Objection is what a person objects to a correction.
type Objection struct {
	ID     ID
	Entry  hours.EntryID // the reversal
	Cadre  roster.CadreID
	Name   string // of the person
	Text   string
	At     time.Time
	Answer *Answer // nil while nobody has answered
}

// Answer is what was answered to an objection.
type Answer struct {
	Upheld bool // the person is right
	Text   string
	By     string // name
	At     time.Time
}

// Until returns the last day on which the person may object to a reversal.
func Until(reversal hours.Entry) calendar.Date {
	return calendar.DateOf(reversal.RecordedAt).AddWorkdays(Workdays)
}

// Clerk takes objections and answers. It is safe for concurrent use.
type Clerk struct {
	ledger *hours.Ledger
	clock  calendar.Clock
}

// NewClerk returns a clerk that looks corrections up in the ledger.
func NewClerk(ledger *hours.Ledger, clock calendar.Clock) *Clerk {
	return &Clerk{ledger: ledger, clock: clock}
}

// now returns the instant as it is stored.
func (c *Clerk) now() time.Time { return calendar.FromMillis(calendar.Millis(c.clock())) }

// Object keeps an objection of the actor to a reversal of an own entry. It fails with fault.NotFound when the entry is not
// the actor's, with fault.Invalid without a reason, and with fault.Conflict when the entry is no reversal, the ten working
// days are over, or the actor has objected before.
func (c *Clerk) Object(ctx context.Context, tx storage.WriteTx, actor access.Actor, entry hours.EntryID, text string) (ID, error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return 0, err
	}
	e, err := c.ledger.FindEntry(ctx, tx.ReadTx, roster.Only(actor.ID()), entry)
	switch {
	case err != nil:
		return 0, err
	case !e.IsReversal():
		return 0, fault.New(fault.Conflict, "这一条没有被更正，不用提异议")
	case c.clock.Today() > Until(e):
		return 0, fault.New(fault.Conflict, "提异议的期限是更正后 %d 个工作日，%s 已经过了，请直接找学习秘书", Workdays, Until(e))
	}
	text = strings.TrimSpace(text)
	if err := checkText(text); err != nil {
		return 0, err
	}
	row := objectionRow{EntryID: e.ID, CadreID: actor.ID(), Objection: text, ObjectedAt: calendar.Millis(c.now())}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		if storage.IsDuplicate(err) {
			return 0, fault.New(fault.Conflict, "您已经对这次更正提过异议，请等答复")
		}
		return 0, fmt.Errorf("keep the objection to entry %d: %w", e.ID, err)
	}
	return row.ID, c.record(ctx, tx, actor, "objection.raise", row.ID, fmt.Sprintf("entry=%d", e.ID))
}

// Decide keeps the answer to an objection. It fails with fault.NotFound when the person is not the actor's to answer, with
// fault.Forbidden when the actor is that person or one of the two who made the correction, with fault.Invalid without a
// text, and with fault.Conflict when it is answered already.
func (c *Clerk) Decide(ctx context.Context, tx storage.WriteTx, actor access.Actor, id ID, upheld bool, text string) error {
	if err := access.Require(actor, access.AnswerObjections); err != nil {
		return err
	}
	scope := actor.Scope(access.AnswerObjections)
	o, err := find(ctx, tx.ReadTx, scope, id, c.clock.Today())
	if err != nil {
		return err
	}
	e, err := c.ledger.FindEntry(ctx, tx.ReadTx, scope, o.Entry)
	switch {
	case err != nil:
		return err
	case !MayDecide(actor.ID(), e):
		return fault.New(fault.Forbidden, "异议要由没有经办这次更正的另一个人答复")
	}
	text = strings.TrimSpace(text)
	if err := checkText(text); err != nil {
		return err
	}
	row := answerRow{ObjectionID: id, Upheld: upheld, Answer: text, AnsweredBy: actor.ID(), AnsweredAt: calendar.Millis(c.now())}
	if err := storage.InsertAll(ctx, tx, []answerRow{row}); err != nil {
		if storage.IsDuplicate(err) {
			return fault.New(fault.Conflict, "这项异议已经有人答复")
		}
		return fmt.Errorf("keep the answer to objection %d: %w", id, err)
	}
	return c.record(ctx, tx, actor, "objection.answer", id, fmt.Sprintf("entry=%d upheld=%t", o.Entry, upheld))
}

// MayDecide reports whether somebody had no part in a correction and may answer an objection to it.
func MayDecide(who roster.CadreID, reversal hours.Entry) bool {
	return who != reversal.Cadre && who != reversal.RecordedBy && who != reversal.ApprovedBy
}

func checkText(text string) error {
	var f fault.Fields
	f.Check(text != "", "text", "请写明理由")
	f.Check(utf8.ValidString(text) && utf8.RuneCountInString(text) <= LongestText, "text", "最多 %d 字", LongestText)
	return f.Err()
}

func (c *Clerk) record(ctx context.Context, tx storage.WriteTx, actor access.Actor, action string, id ID, detail string) error {
	return audit.Add(ctx, tx, c.now(), audit.Event{Actor: int64(actor.ID()), Action: action, Kind: "objection", ID: int64(id), Detail: detail})
}
