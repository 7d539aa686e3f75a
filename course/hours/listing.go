package hours

import (
	"context"
	"fmt"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Listing says which entries a list of the ledger shows, the newest record first.
type Listing struct {
	Period
	Person string  // a staff number, or a part of a name; empty for everybody
	Before EntryID // only entries recorded before this one; 0 for all
	Limit  int     // at most so many; 0 for all
}

// List returns the entries of persons in the scope that the listing selects.
func List(ctx context.Context, tx storage.ReadTx, scope roster.Scope, l Listing) ([]Entry, error) {
	rows, err := selectListed(ctx, tx, scope, l)
	if err != nil {
		return nil, fmt.Errorf("list the entries: %w", err)
	}
	entries := make([]Entry, len(rows))
	for i, r := range rows {
		entries[i] = r.entry()
	}
	return entries, nil
}

// Listed returns how many entries the listing has on all its pages and what they add up to.
func Listed(ctx context.Context, tx storage.ReadTx, scope roster.Scope, l Listing) (entries int, total Amount, err error) {
	row, err := sumListed(ctx, tx, scope, l)
	if err != nil {
		return 0, 0, fmt.Errorf("count the entries: %w", err)
	}
	return row.Entries, row.Amount, nil
}

// Reversed returns which of the entries have been taken back. It reads nothing when none is asked for.
func Reversed(ctx context.Context, tx storage.ReadTx, entries []Entry) (map[EntryID]bool, error) {
	reversed := make(map[EntryID]bool)
	for first := 0; first < len(entries); first += pageSize {
		rows, err := selectReversals(ctx, tx, entries[first:min(first+pageSize, len(entries))])
		if err != nil {
			return nil, fmt.Errorf("look for reversals: %w", err)
		}
		for _, r := range rows {
			reversed[r.ReversesID] = true
		}
	}
	return reversed, nil
}
