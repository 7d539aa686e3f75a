// Package reflection keeps what people say about their own study outside this system: declarations of self-study (自学申报),
// such as a book read, a field visit, a class taught or a paper written.
//
// A declaration says what was studied, when, and in a few sentences what was learnt; no picture, ticket or other proof is
// asked for. The leader of the person's group or a study secretary decides on it, never the person; what is granted is
// booked once, by the rule for declarations with its yearly cap. What was declared never changes, and a decision stands:
// what it booked is corrected in the ledger.
package reflection

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/storage"
)

// Kind says what was studied.
type Kind string

// The kinds of declared self-study.
const (
	Book     Kind = "book"     // 读书
	Visit    Kind = "visit"    // 实地考察
	Teaching Kind = "teaching" // 讲课
	Paper    Kind = "paper"    // 撰写文章
)

// Kinds returns all kinds in their usual order.
func Kinds() []Kind { return []Kind{Book, Visit, Teaching, Paper} }

// Label returns what a kind is called, in Chinese; the text is a key of the message catalogue.
func (k Kind) Label() string {
	switch k {
	case Book:
		return "读书"
	case Visit:
		return "实地考察"
	case Teaching:
		return "讲课"
	default:
		return "撰写文章"
	}
}

// State says how far a declaration has come.
type State string

// The states of a declaration.
const (
	Open      State = "open"      // 待批
	Approved  State = "approved"  // 已批准
	Declined  State = "declined"  // 未批准
	Withdrawn State = "withdrawn" // 已撤回
)

// Label returns what a state is called, in Chinese; the text is a key of the message catalogue.
func (s State) Label() string {
	switch s {
	case Open:
		return "待批"
	case Approved:
		return "已批准"
	case Declined:
		return "未批准"
	default:
		return "已撤回"
	}
}

// EvidenceKind is the kind of evidence of an entry that rests on a declaration; its id is that of the declaration.
const EvidenceKind = "declaration"

// Clerk takes declarations and decisions on them. Each operation checks that the actor may do it and leaves a record in the
// trail. It is safe for concurrent use.
type Clerk struct {
	ledger *hours.Ledger
	clock  calendar.Clock
}

// NewClerk returns a clerk that books what is granted in the ledger.
func NewClerk(ledger *hours.Ledger, clock calendar.Clock) *Clerk {
	return &Clerk{ledger: ledger, clock: clock}
}

// now returns the present instant in the precision in which it is stored.
func (c *Clerk) now() time.Time { return calendar.FromMillis(calendar.Millis(c.clock())) }

// record leaves what the actor did to a declaration in the trail.
func (c *Clerk) record(ctx context.Context, tx storage.WriteTx, actor access.Actor, action string, id DeclarationID, detail string, args ...any) error {
	return audit.Add(ctx, tx, c.now(), audit.Event{
		Actor: int64(actor.ID()), Action: action, Kind: "declaration", ID: int64(id), Detail: fmt.Sprintf(detail, args...),
	})
}
