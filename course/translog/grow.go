package translog

import (
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// Node is a hash to store and its place in storage. Indexes are dense: a tree of n leaves has
// the indexes 0 to StoredCount(n)-1, and a stored node never changes.
type Node struct {
	Index int64
	Hash  Hash
}

// Growth is what a batch of new leaves does to a tree: its new head, and the nodes to store, in
// the order of their indexes and without a gap after those already stored.
type Growth struct {
	Head
	Nodes []Node
}

// StoredCount returns how many nodes a tree of size leaves has in storage, a little under twice
// size. It is the index of the first node the next leaf adds.
func StoredCount(size int64) int64 { return tlog.StoredHashCount(size) }

// LeafIndex returns the storage index of the hash of the leaf numbered n, counted from 0.
func LeafIndex(n int64) int64 { return tlog.StoredHashIndex(0, n) }

// Grow appends leaves to the tree of size leaves that r holds. It reads from r once, before the
// first new node, so r need not know the batch's own nodes. It fails when the sizes are out of
// range or r does.
func Grow(size int64, leaves []Hash, r HashReader) (Growth, error) {
	if size >= 0 && int64(len(leaves)) > MaxSize-size {
		return Growth{}, fmt.Errorf("grow %d leaves by %d: beyond %d", size, len(leaves), int64(MaxSize))
	}
	f, err := LoadFrontier(size, r)
	if err != nil {
		return Growth{}, fmt.Errorf("grow by %d leaves: %w", len(leaves), err)
	}
	nodes := make([]Node, 0, 2*len(leaves)+bits.Len64(uint64(size)))
	for _, leaf := range leaves {
		nodes = f.Add(nodes, leaf)
	}
	return Growth{Head: f.Head(), Nodes: nodes}, nil
}

// Frontier is the right edge of a tree: the roots of the complete subtrees that its leaves fall
// into. It suffices to add leaves and to tell the root, so a verifier can walk any number of
// leaves without storage. The zero Frontier is that of the empty tree.
type Frontier struct {
	size int64
	// peaks are ordered from left to right, hence by falling size: one for each one bit of size,
	// the highest bit first.
	peaks []Hash
}

// LoadFrontier reads the frontier of the first size leaves from r in one call. It fails when
// size is out of range or r does.
func LoadFrontier(size int64, r HashReader) (*Frontier, error) {
	if err := checkSize(size); err != nil {
		return nil, fmt.Errorf("load frontier: %w", err)
	}
	var indexes []int64
	for level := bits.Len64(uint64(size)) - 1; level >= 0; level-- {
		if n := size >> level; n&1 == 1 {
			indexes = append(indexes, tlog.StoredHashIndex(level, n-1))
		}
	}
	if len(indexes) == 0 {
		return &Frontier{}, nil
	}
	peaks, err := r.ReadHashes(indexes)
	if err != nil {
		return nil, fmt.Errorf("load frontier of %d leaves: %w", size, err)
	}
	if len(peaks) != len(indexes) {
		return nil, fmt.Errorf("load frontier of %d leaves: asked for %d hashes, got %d", size, len(indexes), len(peaks))
	}
	return &Frontier{size: size, peaks: append([]Hash(nil), peaks...)}, nil
}

// Add appends one leaf to the tree and the nodes it completes to dst, and returns dst: the leaf
// itself, then each subtree that has become complete, from the lowest up.
func (f *Frontier) Add(dst []Node, leaf Hash) []Node {
	index, hash := StoredCount(f.size), leaf
	dst = append(dst, Node{index, hash})
	for n := f.size; n&1 == 1; n >>= 1 {
		last := len(f.peaks) - 1
		hash = tlog.NodeHash(f.peaks[last], hash)
		f.peaks = f.peaks[:last]
		index++
		dst = append(dst, Node{index, hash})
	}
	f.peaks = append(f.peaks, hash)
	f.size++
	return dst
}

// Size returns how many leaves the tree has.
func (f *Frontier) Size() int64 { return f.size }

// Root returns the root of the tree.
func (f *Frontier) Root() Hash {
	last := len(f.peaks) - 1
	if last < 0 {
		return EmptyRoot()
	}
	root := f.peaks[last]
	for i := last - 1; i >= 0; i-- {
		root = tlog.NodeHash(f.peaks[i], root)
	}
	return root
}

// Head returns the size and root of the tree.
func (f *Frontier) Head() Head { return Head{Size: f.size, Root: f.Root()} }
