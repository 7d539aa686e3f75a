// Package recent keeps what a person searched for last (最近查过), so that it can be asked again with one press.
//
// It is private as a note is: nobody but its owner reads it, nothing counts by it, and no time is kept. The ten last
// searches stay, and all of them go at once when the owner says so.
package recent

import (
	"context"
	"fmt"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Most is how many searches of a person are kept.
const Most = 10

// Searches returns what a person searched for, the last one first.
func Searches(ctx context.Context, tx storage.ReadTx, who roster.CadreID) ([]string, error) {
	rows, err := selectSearches(ctx, tx, who)
	if err != nil {
		return nil, fmt.Errorf("read the searches of %d: %w", who, err)
	}
	texts := make([]string, len(rows))
	for i, r := range rows {
		texts[i] = r.Text
	}
	return texts, nil
}

// Keep notes what a person searches for; one that is kept already becomes the last one, and the oldest beyond Most go.
func Keep(ctx context.Context, tx storage.WriteTx, who roster.CadreID, text string) error {
	if err := insertSearch(ctx, tx, who, text); err != nil {
		return fmt.Errorf("keep a search of %d: %w", who, err)
	}
	if err := deleteOld(ctx, tx, who); err != nil {
		return fmt.Errorf("forget the old searches of %d: %w", who, err)
	}
	return nil
}

// Forget removes everything that a person searched for.
func Forget(ctx context.Context, tx storage.WriteTx, who roster.CadreID) error {
	if err := deleteAll(ctx, tx, who); err != nil {
		return fmt.Errorf("forget the searches of %d: %w", who, err)
	}
	return nil
}
