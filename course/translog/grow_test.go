package translog_test

import (
	"encoding/hex"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/translog"
)

// The entries and roots are the test vectors of the Certificate Transparency reference code.
var (
	vectorEntries = []string{
		"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
	}
	vectorRoots = map[int]string{
		0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	}
)

func TestRootsOfKnownTrees(t *testing.T) {
	t.Parallel()
	var entries [][]byte
	for _, s := range vectorEntries {
		b, err := hex.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, b)
	}
	for size, want := range vectorRoots {
		m, head := tree(t, entries[:size])
		stored, err := translog.Root(int64(size), m)
		if err != nil {
			t.Fatal(err)
		}
		naive := naiveRoot(entries[:size])
		if got := hex.EncodeToString(head.Root[:]); got != want || stored != head.Root || naive != head.Root {
			t.Errorf("root of %d: grown %s, stored %x, naive %x, want %s", size, got, stored, naive, want)
		}
	}
	if got := translog.EmptyRoot(); hex.EncodeToString(got[:]) != vectorRoots[0] {
		t.Errorf("empty root is %x", got)
	}
}

func TestGrowingInBatchesEqualsTheNaiveTree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		batches := rapid.SliceOfN(rapid.IntRange(0, 70), 1, 8).Draw(t, "batches")
		m, size := &memory{}, 0
		for _, n := range batches {
			entries := numbered(size + n)
			calls := m.calls
			head := m.grow(t, int64(size), entries[size:])
			if m.calls-calls > 1 {
				t.Fatalf("a batch took %d reads", m.calls-calls)
			}
			size += n
			if head.Size != int64(size) || head.Root != naiveRoot(entries) {
				t.Fatalf("head after %d leaves is %d %v", size, head.Size, head.Root)
			}
			if got := translog.StoredCount(int64(size)); got != int64(len(m.nodes)) {
				t.Fatalf("%d leaves have %d nodes, StoredCount says %d", size, len(m.nodes), got)
			}
		}
		for i, leaf := range leafHashes(numbered(size)) {
			if m.nodes[translog.LeafIndex(int64(i))] != leaf {
				t.Fatalf("leaf %d is not at its index", i)
			}
		}
	})
}

func TestFrontierWalksWithoutStorage(t *testing.T) {
	t.Parallel()
	entries := numbered(100)
	m, head := tree(t, entries)
	var walker translog.Frontier
	var nodes []translog.Node
	for _, leaf := range leafHashes(entries) {
		nodes = walker.Add(nodes, leaf)
	}
	if walker.Head() != head || len(nodes) != len(m.nodes) {
		t.Fatalf("walked to %v with %d nodes, want %v with %d", walker.Head(), len(nodes), head, len(m.nodes))
	}
	loaded, err := translog.LoadFrontier(77, m)
	if err != nil {
		t.Fatal(err)
	}
	if loaded.Size() != 77 || loaded.Root() != naiveRoot(entries[:77]) {
		t.Errorf("loaded frontier has %d leaves and root %v", loaded.Size(), loaded.Root())
	}
}

func TestGrowRefuses(t *testing.T) {
	t.Parallel()
	broken := errors.New("disk gone")
	failing := translog.HashReaderFunc(func([]int64) ([]translog.Hash, error) { return nil, broken })
	short := translog.HashReaderFunc(func([]int64) ([]translog.Hash, error) { return nil, nil })
	one := leafHashes(numbered(1))
	if _, err := translog.Grow(3, one, failing); !errors.Is(err, broken) {
		t.Errorf("a failing reader gave %v", err)
	}
	if _, err := translog.Root(3, failing); !errors.Is(err, broken) {
		t.Errorf("root with a failing reader gave %v", err)
	}
	if _, err := translog.Grow(3, one, short); err == nil {
		t.Error("a reader that returns too little went unnoticed")
	}
	zeros := translog.HashReaderFunc(func(indexes []int64) ([]translog.Hash, error) {
		return make([]translog.Hash, len(indexes)), nil
	})
	for _, size := range []int64{-1, translog.MaxSize, translog.MaxSize + 1} {
		if _, err := translog.Grow(size, one, zeros); err == nil {
			t.Errorf("grew a tree of %d", size)
		}
	}
	for _, size := range []int64{-1, translog.MaxSize + 1} {
		if _, err := translog.Root(size, zeros); err == nil {
			t.Errorf("root of %d leaves", size)
		}
	}
}

func TestParseHash(t *testing.T) {
	t.Parallel()
	want := translog.EmptyRoot()
	text := want.String()
	if got, err := translog.ParseHash(text); err != nil || got != want {
		t.Errorf("%q reads as %v, %v", text, got, err)
	}
	for _, bad := range []string{"", text[1:], text + "\n", text[:20] + "\r" + text[20:], text[:40], text + text} {
		if got, err := translog.ParseHash(bad); err == nil {
			t.Errorf("%q reads as %v", bad, got)
		}
	}
}
