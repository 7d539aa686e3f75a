package translog_test

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/translog"
)

// naiveRoot is RFC 6962 section 2.1 word for word, over the entries themselves: the yardstick
// that shares no code with the package.
func naiveRoot(entries [][]byte) [32]byte {
	switch len(entries) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return sha256.Sum256(append([]byte{0}, entries[0]...))
	}
	k := 1
	for 2*k < len(entries) {
		k *= 2
	}
	left, right := naiveRoot(entries[:k]), naiveRoot(entries[k:])
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

// numbered returns n entries that all differ.
func numbered(n int) [][]byte {
	entries := make([][]byte, n)
	for i := range entries {
		entries[i] = binary.BigEndian.AppendUint32(nil, uint32(i))
	}
	return entries
}

func leafHashes(entries [][]byte) []translog.Hash {
	hashes := make([]translog.Hash, len(entries))
	for i, e := range entries {
		hashes[i] = translog.LeafHash(e)
	}
	return hashes
}

// memory is node storage that refuses what a careful store would refuse.
type memory struct {
	nodes []translog.Hash
	calls int
}

func (m *memory) ReadHashes(indexes []int64) ([]translog.Hash, error) {
	m.calls++
	hashes := make([]translog.Hash, len(indexes))
	for i, x := range indexes {
		if x < 0 || x >= int64(len(m.nodes)) {
			return nil, fmt.Errorf("node %d is not among %d", x, len(m.nodes))
		}
		hashes[i] = m.nodes[x]
	}
	return hashes, nil
}

// grow appends entries to the tree of size leaves in m and returns the new head.
func (m *memory) grow(t fataler, size int64, entries [][]byte) translog.Head {
	t.Helper()
	g, err := translog.Grow(size, leafHashes(entries), m)
	if err != nil {
		t.Fatalf("grow %d by %d: %v", size, len(entries), err)
	}
	for _, node := range g.Nodes {
		if node.Index != int64(len(m.nodes)) {
			t.Fatalf("grow %d by %d: node %d where %d is next", size, len(entries), node.Index, len(m.nodes))
		}
		m.nodes = append(m.nodes, node.Hash)
	}
	return g.Head
}

// fataler is what testing.TB and rapid.T have in common here.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// tree returns storage with the tree over entries.
func tree(t fataler, entries [][]byte) (*memory, translog.Head) {
	t.Helper()
	m := &memory{}
	return m, m.grow(t, 0, entries)
}

// keys returns a fresh key pair for origin.
func keys(t testing.TB, origin string) (note.Signer, note.Verifier) {
	t.Helper()
	skey, vkey, err := translog.GenerateKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		t.Fatal(err)
	}
	return signer, verifier
}
