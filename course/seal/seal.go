// Package seal keeps the installation's one tamper-evident log (封存日志). A fact that must not be changed afterwards,
// such as a ledger entry or an approved plan, becomes a leaf of a Merkle tree in the fact's own transaction; a
// checkpoint over the tree is signed soon afterwards.
//
// A leaf carries what kind of fact it is, its number and a salted commitment to its content, never the content: the
// log can be handed out without telling anything about a person. Everything is in the C2SP forms (tlog-checkpoint,
// tlog-tiles, tlog-proof), so that other people's tools can follow the log.
//
// The package promises that a change to a sealed fact, to a leaf or to the order of leaves is found by Verify, as long
// as one checkpoint is out of reach of whoever made it. Who holds both the key and the database can rewrite what
// nobody outside holds a checkpoint of.
package seal

import (
	"context"
	"crypto/rand"
	"fmt"

	"xiangxue/course/storage"
)

// Kind says what kind of fact a leaf seals. It consists of small letters and underscores.
type Kind string

// The kinds of sealed facts.
const (
	Entry       Kind = "entry"        // an entry of the study-hour ledger
	Reversal    Kind = "reversal"     // an entry that takes back another one
	RuleSet     Kind = "rule_set"     // an adopted version of the rules for hours
	PlanVersion Kind = "plan_version" // an approved version of a study plan
	Roll        Kind = "roll"         // the confirmed roll of a meeting
)

// Leaf is a fact to be sealed. Fields are its canonical bytes (see Fields); they must bind everything that matters.
type Leaf struct {
	Kind   Kind
	ID     int64
	Fields []byte
}

// Append adds leaves to the log in the transaction of their facts. It only inserts rows; the tree grows when the next
// checkpoint is signed. It fails when a fact is already sealed.
//
// Concurrent appends of several processes wait for each other from here until they commit, so positions have no gaps
// and follow the order of the commits.
func (l *Log) Append(ctx context.Context, tx storage.WriteTx, leaves ...Leaf) error {
	if len(leaves) == 0 {
		return nil
	}
	if err := raiseSize(ctx, tx, len(leaves)); err != nil {
		return fmt.Errorf("reserve a place in the log: %w", err)
	}
	for i, leaf := range leaves {
		row, err := newLeafRow(leaf)
		if err != nil {
			return err
		}
		if err := insertLeaf(ctx, tx, row, len(leaves)-i); err != nil {
			return fmt.Errorf("append %s %d to the log: %w", leaf.Kind, leaf.ID, err)
		}
	}
	return nil
}

// newLeafRow returns the leaf without its position.
func newLeafRow(leaf Leaf) (leafRow, error) {
	salt := make([]byte, saltSize)
	if _, err := rand.Read(salt); err != nil {
		return leafRow{}, fmt.Errorf("make a salt: %w", err)
	}
	return leafRow{Kind: leaf.Kind, ObjectID: leaf.ID, Salt: salt, Commitment: Commit(salt, leaf.Fields)}, nil
}
