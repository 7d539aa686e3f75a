// Package translog is the arithmetic of a transparency log (透明日志): an RFC 6962 Merkle
// tree over leaves, the checkpoints that commit to it and the proofs that tie one to the other.
// Hashes and proofs come from golang.org/x/mod/sumdb/tlog, signatures from sumdb/note; texts and
// paths are in the C2SP forms (tlog-checkpoint, tlog-tiles, tlog-proof), which are not the forms
// tlog itself writes for go.sum.
//
// The package stores nothing. A caller keeps every node Grow returns under its index and hands
// the nodes back through a HashReader. What it promises: a proof or checkpoint it accepts is
// well-formed to the byte, and input from outside can neither panic nor hang it.
package translog

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

type (
	// Hash is a SHA-256 node or root hash of the tree; its String is the base64 of the C2SP texts.
	Hash = tlog.Hash
	// HashReader returns stored nodes by the indexes under which Grow handed them out.
	HashReader = tlog.HashReader
	// HashReaderFunc is a function that is a HashReader.
	HashReaderFunc = tlog.HashReaderFunc
)

// MaxSize is the largest number of leaves a tree can have here. Beyond it the index of a stored
// node no longer fits an int64, and tlog's search for a power of two does not end.
const MaxSize = 1<<62 - 1

// Head is the state of a tree: how many leaves it has and the root over them.
type Head struct {
	Size int64
	Root Hash
}

// LeafHash returns the hash under which data enters the tree: SHA-256 of a zero byte and data.
func LeafHash(data []byte) Hash { return tlog.RecordHash(data) }

// EmptyRoot returns the root of the tree without leaves: SHA-256 of nothing.
func EmptyRoot() Hash { return sha256.Sum256(nil) }

// Root returns the root over the first size leaves. It reads about log₂(size) nodes in one call,
// and fails when size is out of range or r does.
func Root(size int64, r HashReader) (Hash, error) {
	if err := checkSize(size); err != nil {
		return Hash{}, fmt.Errorf("root: %w", err)
	}
	root, err := tlog.TreeHash(size, r)
	if err != nil {
		return Hash{}, fmt.Errorf("root of %d leaves: %w", size, err)
	}
	return root, nil
}

// ParseHash reads the base64 form of a hash. Unlike tlog.ParseHash it accepts exactly the text
// that Hash.String writes, so that a text has one meaning and a meaning one text.
func ParseHash(s string) (Hash, error) {
	b, err := parseBase64(s)
	if err != nil {
		return Hash{}, fmt.Errorf("hash %q: %w", s, err)
	}
	if len(b) != tlog.HashSize {
		return Hash{}, fmt.Errorf("hash %q has %d bytes instead of %d", s, len(b), tlog.HashSize)
	}
	return Hash(b), nil
}

func checkSize(size int64) error {
	if size < 0 || size > MaxSize {
		return fmt.Errorf("tree size %d is not within 0 and %d", size, int64(MaxSize))
	}
	return nil
}

// parseBase64 is the strict inverse of base64.StdEncoding: the decoder alone would also skip
// line breaks.
func parseBase64(s string) ([]byte, error) {
	b, err := base64.StdEncoding.Strict().DecodeString(s)
	if err != nil {
		return nil, err
	}
	if base64.StdEncoding.EncodedLen(len(b)) != len(s) {
		return nil, fmt.Errorf("base64 of %d bytes is %d characters long", len(b), len(s))
	}
	return b, nil
}

// parseDecimal reads a non-negative number without sign or leading zeros.
func parseDecimal(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, err
	}
	if n < 0 || strconv.FormatInt(n, 10) != s {
		return 0, fmt.Errorf("%q is not a plain decimal number", s)
	}
	return n, nil
}
