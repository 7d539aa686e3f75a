package seal

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

type leafRow struct {
	Position   int64
	Kind       Kind
	ObjectID   int64
	Commitment []byte
	Salt       []byte
}

func (leafRow) TableName() string { return "log_leaves" }

// data returns the entry of the log that the row stands for.
func (r leafRow) data() []byte { return LeafData(r.Kind, r.ObjectID, r.Commitment) }

func (r leafRow) hash() translog.Hash { return translog.LeafHash(r.data()) }

type hashRow struct {
	Position int64
	Hash     []byte
}

func (hashRow) TableName() string { return "log_hashes" }

type checkpointRow struct {
	Size     int64
	Root     []byte
	SignedAt int64
	Note     string
}

func (checkpointRow) TableName() string { return "log_checkpoints" }

type sizeRow struct{ Size int64 }

// raiseSize reserves the places of n leaves.
func raiseSize(ctx context.Context, tx storage.WriteTx, n int) error {
	raised, err := storage.Exec(ctx, tx, "UPDATE log_size SET size = size + ? WHERE id = 1", n)
	if err == nil && raised != 1 {
		err = fmt.Errorf("the table log_size is empty")
	}
	return err
}

// insertLeaf puts a leaf at so many places before the size of the log. To read the size in a statement of its own, or to
// have it returned, would take as long as all the rest.
func insertLeaf(ctx context.Context, tx storage.WriteTx, r leafRow, before int) error {
	const statement = `INSERT INTO log_leaves (position, kind, object_id, commitment, salt)
VALUES ((SELECT size FROM log_size WHERE id = 1) - ?, ?, ?, ?, ?)`
	_, err := storage.Exec(ctx, tx, statement, before, r.Kind, r.ObjectID, r.Commitment, r.Salt)
	return err
}

func selectSize(ctx context.Context, tx storage.ReadTx) (int64, error) {
	row, _, err := storage.First[sizeRow](ctx, tx, "SELECT size FROM log_size WHERE id = 1")
	return row.Size, err
}

// selectLeaves returns at most limit leaves from a position on.
func selectLeaves(ctx context.Context, tx storage.ReadTx, from int64, limit int) ([]leafRow, error) {
	return storage.Select[leafRow](ctx, tx, "SELECT * FROM log_leaves WHERE position >= ? ORDER BY position LIMIT ?", from, limit)
}

// selectLeavesOf returns at most limit leaves of one kind, by the numbers of their facts, from a number on.
func selectLeavesOf(ctx context.Context, tx storage.ReadTx, kind Kind, from int64, limit int) ([]leafRow, error) {
	const query = "SELECT * FROM log_leaves WHERE kind = ? AND object_id >= ? ORDER BY object_id LIMIT ?"
	return storage.Select[leafRow](ctx, tx, query, kind, from, limit)
}

func selectLeaf(ctx context.Context, tx storage.ReadTx, kind Kind, id int64) (leafRow, bool, error) {
	return storage.First[leafRow](ctx, tx, "SELECT * FROM log_leaves WHERE kind = ? AND object_id = ?", kind, id)
}

// selectKinds returns the kinds that occur in the log.
func selectKinds(ctx context.Context, tx storage.ReadTx) ([]Kind, error) {
	rows, err := storage.Select[leafRow](ctx, tx, "SELECT DISTINCT kind FROM log_leaves ORDER BY kind")
	kinds := make([]Kind, len(rows))
	for i, r := range rows {
		kinds[i] = r.Kind
	}
	return kinds, err
}

func selectHashes(ctx context.Context, tx storage.ReadTx, from int64, limit int) ([]hashRow, error) {
	return storage.Select[hashRow](ctx, tx, "SELECT * FROM log_hashes WHERE position >= ? ORDER BY position LIMIT ?", from, limit)
}

// hasHash reports whether the hash is stored at a position other than the given one.
func hasHash(ctx context.Context, tx storage.ReadTx, hash translog.Hash, except int64) (bool, error) {
	_, found, err := storage.First[hashRow](ctx, tx, "SELECT position FROM log_hashes WHERE hash = ? AND position <> ? LIMIT 1", hash[:], except)
	return found, err
}

func selectCheckpoints(ctx context.Context, tx storage.ReadTx) ([]checkpointRow, error) {
	return storage.Select[checkpointRow](ctx, tx, "SELECT * FROM log_checkpoints ORDER BY size")
}

func selectLatest(ctx context.Context, tx storage.ReadTx) (checkpointRow, bool, error) {
	return storage.First[checkpointRow](ctx, tx, "SELECT * FROM log_checkpoints ORDER BY size DESC LIMIT 1")
}

func insertCheckpoint(ctx context.Context, tx storage.WriteTx, nodes []translog.Node, cp Checkpoint) error {
	rows := make([]hashRow, len(nodes))
	for i, n := range nodes {
		rows[i] = hashRow{Position: n.Index, Hash: n.Hash[:]}
	}
	if err := storage.InsertAll(ctx, tx, rows); err != nil {
		return err
	}
	row := checkpointRow{Size: cp.Size, Root: cp.Root[:], SignedAt: calendar.Millis(cp.SignedAt), Note: cp.Note}
	return storage.Insert(ctx, tx, &row)
}

// storedHashes reads nodes of the tree from the table.
func storedHashes(ctx context.Context, tx storage.ReadTx) translog.HashReader {
	return translog.HashReaderFunc(func(indexes []int64) ([]translog.Hash, error) {
		rows, err := storage.Select[hashRow](ctx, tx, "SELECT * FROM log_hashes WHERE position IN (?)", indexes)
		if err != nil {
			return nil, err
		}
		at := make(map[int64][]byte, len(rows))
		for _, r := range rows {
			at[r.Position] = r.Hash
		}
		hashes := make([]translog.Hash, len(indexes))
		for i, index := range indexes {
			if len(at[index]) != len(hashes[i]) {
				return nil, fmt.Errorf("hash %d of the log is missing or damaged", index)
			}
			hashes[i] = translog.Hash(at[index])
		}
		return hashes, nil
	})
}

func (r checkpointRow) checkpoint() (Checkpoint, error) {
	if len(r.Root) != len(translog.Hash{}) {
		return Checkpoint{}, fmt.Errorf("the root of the checkpoint at %d is damaged", r.Size)
	}
	head := translog.Head{Size: r.Size, Root: translog.Hash(r.Root)}
	return Checkpoint{Head: head, SignedAt: time.UnixMilli(r.SignedAt).In(calendar.Shanghai), Note: r.Note}, nil
}

// selectLeavesNamed returns the leaves of the facts that the openings name, by number.
func selectLeavesNamed(ctx context.Context, tx storage.ReadTx, kind Kind, named []Opening) (map[int64]leafRow, error) {
	ids := make([]int64, len(named))
	for i, o := range named {
		ids[i] = o.ID
	}
	rows, err := storage.Select[leafRow](ctx, tx, "SELECT * FROM log_leaves WHERE kind = ? AND object_id IN ?", kind, ids)
	found := make(map[int64]leafRow, len(rows))
	for _, r := range rows {
		found[r.ObjectID] = r
	}
	return found, err
}
