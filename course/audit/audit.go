// Package audit keeps the trail of who did what (操作日志). Records are added in the transaction of the act itself and
// are never changed; the database guards the table.
//
// A record holds numbers, never a name or what somebody wrote: the trail may be read by an administrator who may not
// read the thing it is about.
package audit

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// Event is an act of a person. Actor 0 is the system itself or its operator at the command line.
type Event struct {
	Actor  int64
	Action string // what was done, as "meeting.roll.confirm"
	Kind   string // what it was done to, as "meeting"
	ID     int64  // which one
	Detail string // numbers and codes that the action needs, as "present=8 excused=3"
}

// Record is an event in the trail.
type Record struct {
	ID         int64
	RecordedAt time.Time
	Event
}

// Filter selects records. Zero fields select everything.
type Filter struct {
	Actor    int64
	Action   string
	Kind     string
	ObjectID int64
	From, To time.Time // recorded not before From and before To
	Before   int64     // only records older than this one
	Limit    int       // at most this many, 100 when zero
}

// Add writes the event in the transaction of the act.
func Add(ctx context.Context, tx storage.WriteTx, at time.Time, e Event) error {
	row := eventRow{RecordedAt: calendar.Millis(at), ActorID: e.Actor, Action: e.Action, ObjectKind: e.Kind, ObjectID: e.ID, Detail: e.Detail}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return fmt.Errorf("record %s: %w", e.Action, err)
	}
	return nil
}

// Recent returns the records that the filter selects, newest first.
func Recent(ctx context.Context, tx storage.ReadTx, f Filter) ([]Record, error) {
	rows, err := selectEvents(ctx, tx, f)
	if err != nil {
		return nil, fmt.Errorf("read the trail: %w", err)
	}
	records := make([]Record, len(rows))
	for i, r := range rows {
		records[i] = Record{
			ID: r.ID, RecordedAt: calendar.FromMillis(r.RecordedAt),
			Event: Event{Actor: r.ActorID, Action: r.Action, Kind: r.ObjectKind, ID: r.ObjectID, Detail: r.Detail},
		}
	}
	return records, nil
}
