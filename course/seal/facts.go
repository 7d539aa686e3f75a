package seal

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"

	"xiangxue/course/storage"
)

// compareFacts compares the facts of every source with their leaves.
func (v Verifier) compareFacts(ctx context.Context, tx storage.ReadTx, r *Report) error {
	var known []Kind
	for _, source := range v.Sources {
		known = append(known, source.Kind())
		if err := compareKind(ctx, tx, source, r); err != nil {
			return fmt.Errorf("compare facts of kind %s: %w", source.Kind(), err)
		}
	}
	kinds, err := selectKinds(ctx, tx)
	if err != nil {
		return fmt.Errorf("read the kinds of leaves: %w", err)
	}
	for _, kind := range kinds {
		if slices.Contains(known, kind) {
			continue
		}
		rows, err := selectLeavesOf(ctx, tx, kind, math.MinInt64, 1)
		if err != nil {
			return fmt.Errorf("read the leaves of kind %s: %w", kind, err)
		}
		r.add(Finding{What: Unchecked, Kind: kind, ID: rows[0].ObjectID, Position: rows[0].Position})
	}
	return nil
}

// compareKind walks facts and leaves of one kind side by side, both by the number of the fact.
func compareKind(ctx context.Context, tx storage.ReadTx, source FactSource, r *Report) error {
	kind := source.Kind()
	leaves := pages(func(from int64) ([]leafRow, error) { return selectLeavesOf(ctx, tx, kind, from, pageSize) },
		func(row leafRow) int64 { return row.ObjectID })
	missing := func(leaf leafRow) {
		r.add(Finding{What: Missing, Kind: kind, ID: leaf.ObjectID, Position: leaf.Position})
	}
	err := source.Each(ctx, tx, func(id int64, fields []byte) error {
		r.Facts++
		leaf, found, err := leaves.at(id, missing)
		switch {
		case err != nil:
			return err
		case !found:
			r.add(Finding{What: Unsealed, Kind: kind, ID: id, Position: None})
		case !bytes.Equal(Commit(leaf.Salt, fields), leaf.Commitment):
			r.add(Finding{What: Altered, Kind: kind, ID: id, Position: leaf.Position})
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, _, err = leaves.at(math.MaxInt64, missing)
	return err
}
