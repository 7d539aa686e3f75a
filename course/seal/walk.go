package seal

import (
	"bytes"
	"context"
	"fmt"

	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// walk goes through the log from its first leaf and builds the tree twice: from the leaves as they are now, and from
// the leaf hashes that were stored when the checkpoints were signed. Where the two part, something was changed; the
// signed roots tell which of them to believe.
type walk struct {
	heads  []Known // what was signed, by size
	ahead  []Known // those of them that the walk has not come to
	report *Report

	current, sealed side
	parted          place // the first signed leaf where the two differ
	inner           int64 // the first leaf above which a stored inner hash is wrong; None when all are right
	lost            int64 // the first signed leaf that is gone; None when there is none
}

// side is one of the two trees.
type side struct {
	tree    translog.Frontier
	added   []translog.Node // by the last leaf
	partial bool            // a leaf was missing, so no later root can be told
	failed  int64           // the size of the first signed head that it does not agree with; 0 when it agrees with all
}

// place is a leaf with what stands there and what was sealed there.
type place struct {
	position int64
	leaf     *leafRow // nil when it is gone
	hash     *translog.Hash
}

func (s *side) compare(head Known) {
	if s.failed == 0 && (s.partial || !head.Agrees(s.tree.Root())) {
		s.failed = head.Size
	}
}

func (w *walk) run(ctx context.Context, tx storage.ReadTx) error {
	w.parted.position, w.inner, w.lost, w.ahead = None, None, None, w.heads
	size, err := selectSize(ctx, tx)
	if err != nil {
		return err
	}
	leaves := pages(func(from int64) ([]leafRow, error) { return selectLeaves(ctx, tx, from, pageSize) },
		func(row leafRow) int64 { return row.Position })
	hashes := pages(func(from int64) ([]hashRow, error) { return selectHashes(ctx, tx, from, pageSize) },
		func(row hashRow) int64 { return row.Position })
	for p := int64(0); ; p++ {
		w.compareHeads(p)
		leaf, err := w.leafAt(leaves, p)
		if err != nil {
			return err
		}
		hash, err := w.hashAt(hashes, p)
		if err != nil {
			return err
		}
		if leaf == nil && hash == nil {
			if _, more, err := leaves.peek(); err != nil {
				return err
			} else if more || p < max(size, w.signed()) {
				w.lose(p)
			}
			break
		}
		w.step(place{p, leaf, hash})
	}
	w.compareRest()
	return w.diagnose(ctx, tx)
}

// signed returns how many leaves the largest signed head covers.
func (w *walk) signed() int64 {
	if len(w.heads) == 0 {
		return 0
	}
	return w.heads[len(w.heads)-1].Size
}

// soundBefore returns the size of the last signed head before the given size: up to there everything is right.
func (w *walk) soundBefore(size int64) int64 {
	sound := int64(0)
	for _, head := range w.heads {
		if head.Size < size {
			sound = head.Size
		}
	}
	return sound
}

// step compares the two sides at one leaf.
func (w *walk) step(at place) {
	if at.leaf == nil {
		w.lose(at.position)
	}
	if at.position >= w.signed() {
		return
	}
	same := at.leaf != nil && at.hash != nil && at.leaf.hash() == *at.hash
	if !same && w.parted.position == None {
		w.parted = at
	}
}

func (w *walk) lose(p int64) {
	if w.lost == None {
		w.lost = p
	}
}

// compareHeads compares both trees with what was signed when they had size leaves.
func (w *walk) compareHeads(size int64) {
	for ; len(w.ahead) > 0 && w.ahead[0].Size == size; w.ahead = w.ahead[1:] {
		w.current.compare(w.ahead[0])
		w.sealed.compare(w.ahead[0])
	}
}

// compareRest notes that the trees end before what was signed.
func (w *walk) compareRest() {
	for _, head := range w.heads {
		if head.Size > w.sealed.tree.Size() {
			w.sealed.partial = true
			w.sealed.compare(head)
		}
		if head.Size > w.current.tree.Size() {
			w.current.partial = true
			w.current.compare(head)
		}
	}
}

// leafAt returns the leaf at a position and adds it to the current tree; nil when there is none.
func (w *walk) leafAt(leaves *pager[leafRow], position int64) (*leafRow, error) {
	row, found, err := leaves.at(position, func(extra leafRow) {
		w.report.add(Finding{What: Inserted, Kind: extra.Kind, ID: extra.ObjectID, Position: extra.Position})
	})
	if err != nil || !found {
		w.current.partial = true
		return nil, err
	}
	w.report.Leaves++
	w.current.added = w.current.tree.Add(w.current.added[:0], row.hash())
	return &row, nil
}

// hashAt returns the leaf hash that was stored for a position and adds it to the sealed tree, comparing the inner
// hashes that it completes with the stored ones; nil when there is none.
func (w *walk) hashAt(hashes *pager[hashRow], position int64) (*translog.Hash, error) {
	ignore := func(hashRow) {}
	row, found, err := hashes.at(translog.LeafIndex(position), ignore)
	if err != nil || !found || len(row.Hash) != len(translog.Hash{}) {
		w.sealed.partial = true
		return nil, err
	}
	hash := translog.Hash(row.Hash)
	w.sealed.added = w.sealed.tree.Add(w.sealed.added[:0], hash)
	for _, node := range w.sealed.added[1:] {
		row, found, err := hashes.at(node.Index, ignore)
		if err != nil {
			return nil, fmt.Errorf("read hash %d: %w", node.Index, err)
		}
		if (!found || !bytes.Equal(row.Hash, node.Hash[:])) && w.inner == None {
			w.inner = position
		}
	}
	return &hash, nil
}
