package seal

import (
	"context"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

type cosignatureRow struct {
	Size     int64
	Witness  string
	SignedAt int64
	Line     string
	AddedAt  int64
}

func (cosignatureRow) TableName() string { return "log_cosignatures" }

// insertCosignature reports whether the cosignature was new.
func insertCosignature(ctx context.Context, tx storage.WriteTx, c Cosignature, at time.Time) (bool, error) {
	const statement = `INSERT INTO log_cosignatures (size, witness, signed_at, line, added_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
	n, err := storage.Exec(ctx, tx, statement, c.Size, c.Witness, c.SignedAt.Unix(), c.Line, calendar.Millis(at))
	return n == 1, err
}

func selectCosignatures(ctx context.Context, tx storage.ReadTx, limit int) ([]cosignatureRow, error) {
	return storage.Select[cosignatureRow](ctx, tx, "SELECT * FROM log_cosignatures ORDER BY size DESC, signed_at DESC, witness LIMIT ?", limit)
}

func selectCosignaturesOf(ctx context.Context, tx storage.ReadTx, size int64) ([]cosignatureRow, error) {
	return storage.Select[cosignatureRow](ctx, tx, "SELECT * FROM log_cosignatures WHERE size = ? ORDER BY witness", size)
}

func selectCheckpoint(ctx context.Context, tx storage.ReadTx, size int64) (checkpointRow, bool, error) {
	return storage.First[checkpointRow](ctx, tx, "SELECT * FROM log_checkpoints WHERE size = ?", size)
}
