package seal_test

import (
	"bytes"
	"context"
	"strings"

	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// try runs one statement with the guards in place.
func (b *book) try(statement string, args ...any) error {
	return b.db.Write(b.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		_, err := storage.Exec(ctx, tx, statement, args...)
		return err
	})
}

func (b *book) execAt(statement string, args ...any) {
	b.t.Helper()
	if err := b.try(statement, args...); err != nil {
		b.t.Fatal(err)
	}
}

// recommit gives the leaf at a position the commitment of other fields.
func (b *book) recommit(position int64, fields string) {
	b.t.Helper()
	salt := bytes.Repeat([]byte{1}, 32)
	b.exec()
	b.execAt("UPDATE log_leaves SET salt = ?, commitment = ? WHERE position = ?", salt, seal.Commit(salt, []byte(fields)), position)
}

// rehash stores the hashes that the leaves, as they are now, would have.
func (b *book) rehash() {
	b.t.Helper()
	type row struct {
		Position, ObjectID int64
		Kind               seal.Kind
		Commitment         []byte
	}
	b.write(func(ctx context.Context, tx storage.WriteTx) error {
		rows, err := storage.Select[row](ctx, tx.ReadTx, "SELECT * FROM log_leaves WHERE position < 6 ORDER BY position")
		if err != nil {
			return err
		}
		var leaves []translog.Hash
		for _, r := range rows {
			leaves = append(leaves, translog.LeafHash(seal.LeafData(r.Kind, r.ObjectID, r.Commitment)))
		}
		growth, err := translog.Grow(0, leaves, nil)
		if err != nil {
			return err
		}
		for _, node := range growth.Nodes {
			if _, err := storage.Exec(ctx, tx, "UPDATE log_hashes SET hash = ? WHERE position = ?", node.Hash[:], node.Index); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *book) verifyErr(v seal.Verifier) error {
	return b.db.Read(b.t.Context(), func(tx storage.ReadTx) error {
		_, err := v.Verify(b.t.Context(), tx)
		return err
	})
}

// containsVerbError reports whether a message has a verb without a value or a value without a verb.
func containsVerbError(text string) bool { return strings.Contains(text, "%!") }
