package seal

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// diagnose turns what the walk saw into findings.
func (w *walk) diagnose(ctx context.Context, tx storage.ReadTx) error {
	w.missingCheckpoint()
	switch {
	case w.current.failed == 0: // every leaf that was signed is right
		if at := earliest(w.parted.position, w.inner); at != None {
			w.report.add(Finding{What: HashAltered, Position: at})
		}
		if w.lost != None { // not signed yet
			w.report.add(Finding{What: Dropped, Position: w.lost})
		}
	case w.sealed.failed == 0: // the stored hashes are right and tell what stood where
		finding, err := w.parted.name(ctx, tx)
		if err != nil {
			return fmt.Errorf("name what happened to leaf %d: %w", w.parted.position, err)
		}
		w.report.add(finding)
	case w.lost != None:
		w.report.add(Finding{What: Dropped, Position: w.lost})
	default:
		w.report.add(Finding{What: Rewritten, Position: w.soundBefore(w.current.failed), Until: w.current.failed})
	}
	return nil
}

// missingCheckpoint finds stored hashes of leaves that no stored checkpoint covers: both are written together. One that is
// only known from outside does not replace it.
func (w *walk) missingCheckpoint() {
	covered := w.report.Latest.Size
	altered := func(f Finding) bool { return f.What == CheckpointAltered && f.Position > covered }
	if w.sealed.tree.Size() > covered && !slices.ContainsFunc(w.report.Findings, altered) {
		w.report.add(Finding{What: CheckpointMissing, Position: covered})
	}
}

func earliest(a, b int64) int64 {
	if a == None || (b != None && b < a) {
		return b
	}
	return a
}

// name tells what happened at the first place where a leaf is not the sealed one. What stood here may stand elsewhere
// now, and what stands here may have been sealed elsewhere.
func (at place) name(ctx context.Context, tx storage.ReadTx) (Finding, error) {
	moved, err := findLeaf(ctx, tx, *at.hash)
	if err != nil {
		return Finding{}, err
	}
	if at.leaf == nil {
		if moved != nil {
			return Finding{What: Reordered, Kind: moved.Kind, ID: moved.ObjectID, Position: at.position}, nil
		}
		return Finding{What: Dropped, Position: at.position}, nil
	}
	f := Finding{Kind: at.leaf.Kind, ID: at.leaf.ObjectID, Position: at.position}
	fromElsewhere, err := hasHash(ctx, tx, at.leaf.hash(), translog.LeafIndex(at.position))
	switch {
	case err != nil:
		return Finding{}, err
	case moved != nil && fromElsewhere:
		f.What = Reordered
	case moved != nil:
		f.What = Inserted
	case fromElsewhere: // the leaves behind the dropped one moved up
		f = Finding{What: Dropped, Position: at.position}
	default:
		f.What = LeafAltered
	}
	return f, nil
}

// findLeaf returns the leaf with the given hash, wherever it stands; nil when there is none.
func findLeaf(ctx context.Context, tx storage.ReadTx, hash translog.Hash) (*leafRow, error) {
	leaves := pages(func(from int64) ([]leafRow, error) { return selectLeaves(ctx, tx, from, pageSize) },
		func(row leafRow) int64 { return row.Position })
	for {
		row, found, err := leaves.peek()
		if err != nil || !found {
			return nil, err
		}
		if row.hash() == hash {
			return &row, nil
		}
		leaves.skip()
	}
}
