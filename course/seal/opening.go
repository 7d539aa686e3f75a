package seal

import (
	"context"
	"fmt"

	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// Opening is all that shows what a leaf stands for: the place of the leaf, the canonical bytes of the fact, and the salt
// of its commitment.
type Opening struct {
	Position int64
	Kind     Kind
	ID       int64
	Salt     []byte
	Fields   []byte
}

// Entry returns the entry of the log that the opening leads to.
func (o Opening) Entry() []byte { return LeafData(o.Kind, o.ID, Commit(o.Salt, o.Fields)) }

// locateAtOnce is how many leaves are looked up with one statement.
const locateAtOnce = 500

// Locate fills in the place and the salt of each opening, of which kind and number are known. It returns those that the
// tree of size leaves holds, and those that have no leaf at all; what was sealed later is in neither.
func (l *Log) Locate(ctx context.Context, tx storage.ReadTx, size int64, openings []Opening) (sealed, unsealed []Opening, err error) {
	byKind := map[Kind][]Opening{}
	for _, o := range openings {
		byKind[o.Kind] = append(byKind[o.Kind], o)
	}
	for kind, list := range byKind {
		for len(list) > 0 {
			batch := list[:min(len(list), locateAtOnce)]
			list = list[len(batch):]
			rows, err := selectLeavesNamed(ctx, tx, kind, batch)
			if err != nil {
				return nil, nil, fmt.Errorf("find the leaves of kind %s: %w", kind, err)
			}
			for _, o := range batch {
				row, found := rows[o.ID]
				o.Position, o.Salt = row.Position, row.Salt
				switch {
				case !found:
					unsealed = append(unsealed, o)
				case row.Position < size:
					sealed = append(sealed, o)
				}
			}
		}
	}
	return sealed, unsealed, nil
}

// EachHash calls yield with the hashes of the first size leaves as they are now, in their order. It fails when one is
// missing, and stops at the first error of yield and returns it.
func (l *Log) EachHash(ctx context.Context, tx storage.ReadTx, size int64, yield func(translog.Hash) error) error {
	for next := int64(0); next < size; {
		rows, err := selectLeaves(ctx, tx, next, int(min(pageSize, size-next)))
		if err != nil {
			return fmt.Errorf("read the leaves from %d on: %w", next, err)
		}
		for _, row := range rows {
			if row.Position != next {
				return fmt.Errorf("leaf %d is missing; run verify", next)
			}
			if err := yield(row.hash()); err != nil {
				return err
			}
			next++
		}
		if len(rows) == 0 {
			return fmt.Errorf("leaf %d is missing; run verify", next)
		}
	}
	return nil
}
