package translog_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/translog"
)

// flip returns h with one bit changed.
func flip(h translog.Hash, bit int) translog.Hash {
	h[bit/8] ^= 1 << (bit % 8)
	return h
}

func TestEveryInclusionProofVerifies(t *testing.T) {
	t.Parallel()
	entries := numbered(41)
	m, _ := tree(t, entries)
	for size := int64(1); size <= 41; size++ {
		head := translog.Head{Size: size, Root: naiveRoot(entries[:size])}
		for index := range size {
			proof, err := translog.InclusionProof(size, index, m)
			if err != nil {
				t.Fatal(err)
			}
			leaf := translog.LeafHash(entries[index])
			if err := translog.VerifyInclusion(proof, head, index, leaf); err != nil {
				t.Errorf("leaf %d in %d: %v", index, size, err)
			}
		}
	}
}

func TestEveryConsistencyProofVerifies(t *testing.T) {
	t.Parallel()
	entries := numbered(41)
	m, _ := tree(t, entries)
	for newSize := int64(0); newSize <= 41; newSize++ {
		newer := translog.Head{Size: newSize, Root: naiveRoot(entries[:newSize])}
		for oldSize := int64(0); oldSize <= newSize; oldSize++ {
			older := translog.Head{Size: oldSize, Root: naiveRoot(entries[:oldSize])}
			proof, err := translog.ConsistencyProof(oldSize, newSize, m)
			if err != nil {
				t.Fatal(err)
			}
			if err := translog.VerifyConsistency(proof, older, newer); err != nil {
				t.Errorf("%d in %d: %v", oldSize, newSize, err)
			}
		}
	}
}

func TestAlteredInclusionProofFails(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(2, 300).Draw(t, "size")
		index := int64(rapid.IntRange(0, size-1).Draw(t, "index"))
		bit := rapid.IntRange(0, 255).Draw(t, "bit")
		entries := numbered(size)
		m, head := tree(t, entries)
		leaf := translog.LeafHash(entries[index])
		proof, err := translog.InclusionProof(head.Size, index, m)
		if err != nil {
			t.Fatalf("%v", err)
		}
		refused := func(what string, proof []translog.Hash, head translog.Head, index int64, leaf translog.Hash) {
			if translog.VerifyInclusion(proof, head, index, leaf) == nil {
				t.Fatalf("%s went unnoticed", what)
			}
		}
		altered := slices.Clone(proof)
		at := rapid.IntRange(0, len(proof)-1).Draw(t, "at")
		altered[at] = flip(altered[at], bit)
		refused("a bit of the proof", altered, head, index, leaf)
		refused("a missing hash", proof[1:], head, index, leaf)
		refused("a hash too many", append(slices.Clone(proof), leaf), head, index, leaf)
		refused("a bit of the root", proof, translog.Head{Size: head.Size, Root: flip(head.Root, bit)}, index, leaf)
		refused("a bit of the leaf", proof, head, index, flip(leaf, bit))
		refused("another index", proof, head, (index+1)%head.Size, leaf)
	})
}

func TestAlteredConsistencyProofFails(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		newSize := rapid.IntRange(2, 300).Draw(t, "newSize")
		oldSize := rapid.IntRange(1, newSize-1).Draw(t, "oldSize")
		bit := rapid.IntRange(0, 255).Draw(t, "bit")
		entries := numbered(newSize)
		m, newer := tree(t, entries)
		older := translog.Head{Size: int64(oldSize), Root: naiveRoot(entries[:oldSize])}
		proof, err := translog.ConsistencyProof(older.Size, newer.Size, m)
		if err != nil {
			t.Fatalf("%v", err)
		}
		refused := func(what string, proof []translog.Hash, older, newer translog.Head) {
			if translog.VerifyConsistency(proof, older, newer) == nil {
				t.Fatalf("%s went unnoticed", what)
			}
		}
		altered := slices.Clone(proof)
		at := rapid.IntRange(0, len(proof)-1).Draw(t, "at")
		altered[at] = flip(altered[at], bit)
		refused("a bit of the proof", altered, older, newer)
		refused("a missing hash", proof[1:], older, newer)
		refused("a bit of the old root", proof, translog.Head{Size: older.Size, Root: flip(older.Root, bit)}, newer)
		refused("a bit of the new root", proof, older, translog.Head{Size: newer.Size, Root: flip(newer.Root, bit)})
		refused("the heads exchanged", proof, newer, older)

		entries[rapid.IntRange(0, oldSize-1).Draw(t, "rewritten")] = []byte("rewritten")
		rewritten, head := tree(t, entries)
		forged, err := translog.ConsistencyProof(older.Size, head.Size, rewritten)
		if err != nil {
			t.Fatalf("%v", err)
		}
		refused("a rewritten entry", forged, older, head)
	})
}

func TestConsistencyWithTheEmptyTree(t *testing.T) {
	t.Parallel()
	empty := translog.Head{Root: translog.EmptyRoot()}
	_, head := tree(t, numbered(5))
	cases := []struct {
		name         string
		proof        []translog.Hash
		older, newer translog.Head
	}{
		{"old root is not the empty one", nil, translog.Head{Root: head.Root}, head},
		{"two roots at size zero", nil, empty, translog.Head{Root: head.Root}},
		{"needless hash", []translog.Hash{head.Root}, empty, head},
	}
	for _, c := range cases {
		if translog.VerifyConsistency(c.proof, c.older, c.newer) == nil {
			t.Errorf("%s: accepted", c.name)
		}
	}
}

// Sizes come from files of strangers. Around 2^62 the search for a power of two would not end.
func TestProofsRefuseImpossibleSizes(t *testing.T) {
	t.Parallel()
	m, head := tree(t, numbered(8))
	for _, size := range []int64{-1, 0, translog.MaxSize + 1, 1<<63 - 1} {
		bad := translog.Head{Size: size, Root: head.Root}
		if translog.VerifyInclusion(nil, bad, 0, head.Root) == nil {
			t.Errorf("inclusion in a tree of %d", size)
		}
		if _, err := translog.InclusionProof(size, 0, m); err == nil {
			t.Errorf("proof of inclusion in a tree of %d", size)
		}
		if size == 0 {
			continue
		}
		if translog.VerifyConsistency(nil, bad, head) == nil || translog.VerifyConsistency(nil, head, bad) == nil {
			t.Errorf("consistency with a tree of %d", size)
		}
		if _, err := translog.ConsistencyProof(8, size, m); err == nil {
			t.Errorf("proof of consistency with a tree of %d", size)
		}
	}
	largest := translog.Head{Size: translog.MaxSize, Root: head.Root}
	if translog.VerifyInclusion(nil, largest, translog.MaxSize-1, head.Root) == nil ||
		translog.VerifyConsistency(nil, head, largest) == nil {
		t.Error("an empty proof in the largest tree verified")
	}
}
