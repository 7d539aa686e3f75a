// Package notice keeps what a person must know (消息): an assignment given, leave decided, a meeting convened, changed or
// cancelled, a make-up due, a declaration decided, own hours corrected.
//
// A notice is written by the operation that makes the fact, in its transaction, so there is none without the fact and no
// fact without it; the fact and its part are unique for a person, so that doing the same again tells nobody twice. To work
// notices out of the facts whenever a page is read would lose none either, but would ask seven tables on every page for the
// number in the header. Somebody who joins a group later is told nothing of what went before: what is due stands on the
// home page.
//
// Whether a notice is read is what its owner says, by a press, and concerns nobody else: no operation shows it to another
// person, and no time is kept. A notice names nobody but what it is about, and holds no hours.
package notice

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// ID identifies a notice.
type ID int64

// Notice is something that a person must know.
type Notice struct {
	ID      ID
	To      roster.CadreID
	Kind    Kind
	Ref     int64         // id of the fact
	Part    int64         // of the fact
	Title   string        // of what it is about
	Day     calendar.Date // that matters, as a due date; 0 for none
	ShownAt time.Time     // from when; when posted without, at once
	IsRead  bool
}

// Sentence returns the notice as one sentence; its text is a key of the message catalogue.
func (n Notice) Sentence() fault.Message {
	return fault.Message{Text: n.Kind.text(), Args: []any{n.Title}}
}

// About returns what the day of the notice is, with a place for it; the text is a key of the message catalogue.
func (n Notice) About() string { return n.Kind.dayOf() }

// Path returns the address of the page of the site that the notice is about.
func (n Notice) Path() string { return n.Kind.path(n.Ref) }

// Post tells people what they must know. A notice that is there already stays as it is.
func Post(ctx context.Context, tx storage.WriteTx, at time.Time, list ...Notice) error {
	for _, n := range list {
		if n.ShownAt.IsZero() {
			n.ShownAt = at
		}
		if err := insertNotice(ctx, tx, n); err != nil {
			return fmt.Errorf("tell cadre %d of %s %d: %w", n.To, n.Kind, n.Ref, err)
		}
	}
	return nil
}

// For returns the notice once for each of the people.
func (n Notice) For(people []roster.CadreID) []Notice {
	list := make([]Notice, len(people))
	for i, id := range people {
		list[i], list[i].To = n, id
	}
	return list
}

// Inbox returns at most limit notices of a person that are shown at an instant, the last one first.
func Inbox(ctx context.Context, tx storage.ReadTx, who roster.CadreID, at time.Time, limit int) ([]Notice, error) {
	rows, err := selectNotices(ctx, tx, who, at, limit)
	if err != nil {
		return nil, fmt.Errorf("read the notices of %d: %w", who, err)
	}
	list := make([]Notice, len(rows))
	for i, r := range rows {
		list[i] = r.notice()
	}
	return list, nil
}

// Mark says that a person has read a notice, or has not, and returns it. It fails with fault.NotFound when the person has
// no such notice, or not yet.
func Mark(ctx context.Context, tx storage.WriteTx, who roster.CadreID, id ID, read bool, at time.Time) (Notice, error) {
	row, found, err := selectNotice(ctx, tx.ReadTx, who, id, at)
	switch {
	case err != nil:
		return Notice{}, fmt.Errorf("read notice %d: %w", id, err)
	case !found:
		return Notice{}, fault.New(fault.NotFound, "没有这条消息")
	}
	if err := setRead(ctx, tx, id, read); err != nil {
		return Notice{}, fmt.Errorf("mark notice %d: %w", id, err)
	}
	row.IsRead = read
	return row.notice(), nil
}

// MarkAll says that a person has read all notices that were shown up to an instant: those of the page that the person saw,
// and none that came since.
func MarkAll(ctx context.Context, tx storage.WriteTx, who roster.CadreID, until time.Time) error {
	if err := setAllRead(ctx, tx, who, until); err != nil {
		return fmt.Errorf("mark the notices of %d: %w", who, err)
	}
	return nil
}
