package seal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// signLimit is the largest number of leaves that one checkpoint adds, so that storing it never holds up other writers
// for long. An import that adds more leaves is signed in several steps.
const signLimit = 4096

// Checkpoint is a signed statement about the whole log.
type Checkpoint struct {
	translog.Head // the number of leaves and the root over them
	SignedAt      time.Time
	Note          string // the signed note, in the form of C2SP tlog-checkpoint
}

// Latest returns the last signed checkpoint, and false when nothing has been signed yet.
func (l *Log) Latest(ctx context.Context, tx storage.ReadTx) (Checkpoint, bool, error) {
	return latest(ctx, tx)
}

func latest(ctx context.Context, tx storage.ReadTx) (Checkpoint, bool, error) {
	row, found, err := selectLatest(ctx, tx)
	if err != nil || !found {
		return Checkpoint{Head: translog.Head{Root: translog.EmptyRoot()}}, false, err
	}
	cp, err := row.checkpoint()
	return cp, true, err
}

// Checkpoint signs all leaves that have been committed and returns the latest checkpoint; with no new leaf it returns
// the one there is, and the empty head when the log is empty. It refuses to sign when the stored tree does not agree
// with the previous checkpoint: what has been tampered with shall not get a fresh signature.
func (l *Log) Checkpoint(ctx context.Context) (Checkpoint, error) {
	l.signing.Lock()
	defer l.signing.Unlock()
	for {
		cp, nodes, err := l.next(ctx)
		if err != nil || len(nodes) == 0 {
			return cp, err
		}
		err = l.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error { return insertCheckpoint(ctx, tx, nodes, cp) })
		if err != nil && !storage.IsDuplicate(err) { // a duplicate: another process signed meanwhile
			return Checkpoint{}, fmt.Errorf("store the checkpoint at %d: %w", cp.Size, err)
		}
	}
}

// next works out the checkpoint that follows the latest one and the nodes that its leaves add to the tree; without new
// leaves it returns the latest checkpoint and no nodes.
func (l *Log) next(ctx context.Context) (Checkpoint, []translog.Node, error) {
	var cp Checkpoint
	var growth translog.Growth
	err := l.db.Read(ctx, func(tx storage.ReadTx) (err error) {
		if cp, _, err = latest(ctx, tx); err != nil {
			return err
		}
		growth, err = grow(ctx, tx, cp.Head)
		return err
	})
	if err != nil {
		return Checkpoint{}, nil, fmt.Errorf("grow the log: %w", err)
	}
	if len(growth.Nodes) == 0 {
		return cp, nil, nil
	}
	text, err := translog.SignCheckpoint(translog.Checkpoint{Origin: l.Origin(), Head: growth.Head}, l.key.signer)
	if err != nil {
		return Checkpoint{}, nil, err
	}
	return Checkpoint{Head: growth.Head, SignedAt: l.clock(), Note: string(text)}, growth.Nodes, nil
}

// grow reads the leaves that follow the head and adds them to the stored tree. The new tree begins with the old one by
// construction, because the stored nodes that it grows from are first shown to give the old root.
func grow(ctx context.Context, tx storage.ReadTx, head translog.Head) (translog.Growth, error) {
	rows, err := selectLeaves(ctx, tx, head.Size, signLimit)
	if err != nil || len(rows) == 0 {
		return translog.Growth{}, err
	}
	reader := storedHashes(ctx, tx)
	root, err := translog.Root(head.Size, reader)
	if err != nil {
		return translog.Growth{}, err
	}
	if root != head.Root {
		return translog.Growth{}, fmt.Errorf("the stored tree of %d leaves does not have the root that was signed; run verify", head.Size)
	}
	leaves := make([]translog.Hash, len(rows))
	for i, r := range rows {
		if want := head.Size + int64(i); r.Position != want {
			return translog.Growth{}, fmt.Errorf("leaf %d is missing; run verify", want)
		}
		leaves[i] = r.hash()
	}
	return translog.Grow(head.Size, leaves, reader)
}

// Run signs new leaves within a minute until ctx ends, and once more then. It must return before the database is
// closed. A failure is handed to failed and tried again at the next turn; the last one is returned.
func (l *Log) Run(ctx context.Context, failed func(error)) error {
	turn := time.NewTicker(l.every)
	defer turn.Stop()
	for {
		select {
		case <-turn.C:
			if _, err := l.Checkpoint(ctx); err != nil && !errors.Is(err, context.Canceled) {
				failed(err)
			}
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
			defer cancel()
			_, err := l.Checkpoint(last)
			return err
		}
	}
}
