package translog

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// InclusionProof returns the proof that the tree of size leaves holds the leaf numbered index:
// RFC 6962's audit path, the leaf's sibling first. It fails when index is not in the tree or r
// does.
func InclusionProof(size, index int64, r HashReader) ([]Hash, error) {
	if err := checkInside(size, index); err != nil {
		return nil, fmt.Errorf("prove inclusion: %w", err)
	}
	proof, err := tlog.ProveRecord(size, index, r)
	if err != nil {
		return nil, fmt.Errorf("prove leaf %d in %d: %w", index, size, err)
	}
	return proof, nil
}

// VerifyInclusion returns nil if proof shows that leaf is the leaf numbered index of the tree
// with the given head, and an error if it does not.
func VerifyInclusion(proof []Hash, head Head, index int64, leaf Hash) error {
	if err := checkInside(head.Size, index); err != nil {
		return fmt.Errorf("verify inclusion: %w", err)
	}
	if err := tlog.CheckRecord(proof, head.Size, head.Root, index, leaf); err != nil {
		return fmt.Errorf("verify leaf %d in %d: %w", index, head.Size, err)
	}
	return nil
}

// ConsistencyProof returns the proof that the tree of newSize leaves begins with the leaves of
// the tree of oldSize. The proof from the empty tree, and from a tree to itself, is empty. It
// fails when the old tree is larger than the new one or r fails.
func ConsistencyProof(oldSize, newSize int64, r HashReader) ([]Hash, error) {
	if err := checkOrder(oldSize, newSize); err != nil {
		return nil, fmt.Errorf("prove consistency: %w", err)
	}
	if oldSize == 0 {
		return nil, nil
	}
	proof, err := tlog.ProveTree(newSize, oldSize, r)
	if err != nil {
		return nil, fmt.Errorf("prove that %d leaves begin %d: %w", oldSize, newSize, err)
	}
	return proof, nil
}

// VerifyConsistency returns nil if proof shows that the tree with the newer head begins with all
// leaves of the tree with the older one, and an error if it does not: then one of the two heads
// was signed over a rewritten log.
func VerifyConsistency(proof []Hash, older, newer Head) error {
	if err := checkOrder(older.Size, newer.Size); err != nil {
		return fmt.Errorf("verify consistency: %w", err)
	}
	if older.Size == 0 {
		return verifyFromEmpty(proof, older, newer)
	}
	if err := tlog.CheckTree(proof, newer.Size, newer.Root, older.Size, older.Root); err != nil {
		return fmt.Errorf("verify that %d leaves begin %d: %w", older.Size, newer.Size, err)
	}
	return nil
}

// verifyFromEmpty covers the case RFC 6962 leaves out: every tree begins with the empty one.
func verifyFromEmpty(proof []Hash, older, newer Head) error {
	switch {
	case older.Root != EmptyRoot():
		return errors.New("verify consistency: the older tree is empty, its root is not")
	case newer.Size == 0 && newer.Root != older.Root:
		return errors.New("verify consistency: two roots for the empty tree")
	case len(proof) != 0:
		return fmt.Errorf("verify consistency: %d hashes where none is needed", len(proof))
	}
	return nil
}

func checkInside(size, index int64) error {
	if err := checkSize(size); err != nil {
		return err
	}
	if index < 0 || index >= size {
		return fmt.Errorf("leaf %d is not in a tree of %d", index, size)
	}
	return nil
}

func checkOrder(oldSize, newSize int64) error {
	if err := checkSize(oldSize); err != nil {
		return err
	}
	if err := checkSize(newSize); err != nil {
		return err
	}
	if oldSize > newSize {
		return fmt.Errorf("the older tree has %d leaves, the newer %d", oldSize, newSize)
	}
	return nil
}
