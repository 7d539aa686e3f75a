// Package feed keeps the change feed (变更流): what was published or withdrawn, written in the transaction of the fact.
// A reader such as the search index follows it by a cursor that it keeps itself, so that it may be killed, deleted
// or late without losing a change.
package feed

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// What says what happened to an object.
type What string

// What can happen to an object. Published also stands for a change: a reader takes the object anew.
const (
	Published What = "published"
	Withdrawn What = "withdrawn"
)

// Change is something that happened to one object.
type Change struct {
	Kind string // "document", "course"
	ID   int64
	What What
}

// Entry is a change at its place in the feed.
type Entry struct {
	Cursor int64
	Change
}

// Add writes a change in the transaction of the fact.
func Add(ctx context.Context, tx storage.WriteTx, at time.Time, c Change) error {
	row := changeRow{Kind: c.Kind, ObjectID: c.ID, Change: string(c.What), RecordedAt: calendar.Millis(at)}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return fmt.Errorf("add %s %d to the feed: %w", c.Kind, c.ID, err)
	}
	return nil
}

// After returns at most limit entries that follow the cursor, oldest first. The cursor of a new reader is 0.
func After(ctx context.Context, tx storage.ReadTx, cursor int64, limit int) ([]Entry, error) {
	rows, err := selectAfter(ctx, tx, cursor, limit)
	if err != nil {
		return nil, fmt.Errorf("read the feed after %d: %w", cursor, err)
	}
	entries := make([]Entry, len(rows))
	for i, r := range rows {
		entries[i] = Entry{Cursor: r.ID, Change: Change{Kind: r.Kind, ID: r.ObjectID, What: What(r.Change)}}
	}
	return entries, nil
}

// Last returns the cursor of the newest entry, 0 when there is none.
func Last(ctx context.Context, tx storage.ReadTx) (int64, error) {
	last, err := selectLast(ctx, tx)
	if err != nil {
		return 0, fmt.Errorf("read the end of the feed: %w", err)
	}
	return last, nil
}
