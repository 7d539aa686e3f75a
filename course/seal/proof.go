package seal

import (
	"context"
	"fmt"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// Proof shows that a fact is in the log. With the fact's canonical bytes and the public key of the log, anyone can check
// it without this program: Commit over Salt and the bytes gives the commitment in Entry, and Receipt proves Entry.
type Proof struct {
	Position   int64         // the number of the leaf, from 0
	LeafHash   translog.Hash // the hash of Entry
	Entry      []byte        // the entry of the log, as LeafData returns it
	Salt       []byte
	Checkpoint Checkpoint      // the checkpoint that the proof leads to
	Hashes     []translog.Hash // the audit path from the leaf to the root
	Receipt    []byte          // path and checkpoint in the form of C2SP tlog-proof, to be saved as a file
}

// Proof returns the proof for one fact under the latest checkpoint. It fails with fault.NotFound when the fact is not
// sealed, and with fault.Conflict when its leaf is not covered by a checkpoint yet, which lasts a minute at most.
func (l *Log) Proof(ctx context.Context, tx storage.ReadTx, kind Kind, id int64) (Proof, error) {
	row, found, err := selectLeaf(ctx, tx, kind, id)
	if err != nil {
		return Proof{}, fmt.Errorf("find the leaf of %s %d: %w", kind, id, err)
	}
	if !found {
		return Proof{}, fault.New(fault.NotFound, "这一条没有封存")
	}
	cp, _, err := latest(ctx, tx)
	if err != nil {
		return Proof{}, err
	}
	if row.Position >= cp.Size {
		return Proof{}, fault.New(fault.Conflict, "这一条刚刚记下，检查点一分钟内签发，请稍后再看")
	}
	path, err := translog.InclusionProof(cp.Size, row.Position, storedHashes(ctx, tx))
	if err != nil {
		return Proof{}, err
	}
	receipt, err := translog.Receipt{Index: row.Position, Proof: path, Checkpoint: []byte(cp.Note)}.Marshal()
	if err != nil {
		return Proof{}, err
	}
	return Proof{
		Position: row.Position, LeafHash: row.hash(), Entry: row.data(), Salt: row.Salt,
		Checkpoint: cp, Hashes: path, Receipt: receipt,
	}, nil
}
