package exam

import (
	"context"

	"xiangxue/course/storage"
)

type outageRow struct {
	ID         int64
	FromAt     int64
	UntilAt    int64
	Attempts   int64
	RecordedAt int64
}

func (outageRow) TableName() string { return "exam_outages" }

// selectRuns reports whether an attempt runs that has an end.
func selectRuns(ctx context.Context, tx storage.ReadTx, endless int64) (bool, error) {
	const query = "SELECT id FROM exam_attempts WHERE state = 'running' AND due_at < ? LIMIT 1"
	_, runs, err := storage.First[int64](ctx, tx, query, endless)
	return runs, err
}

// selectPulse returns when the server was there last; 0 when it never was.
func selectPulse(ctx context.Context, tx storage.ReadTx) (int64, error) {
	at, _, err := storage.First[int64](ctx, tx, "SELECT beat_at FROM exam_pulse WHERE id = 1")
	return at, err
}

func upsertPulse(ctx context.Context, tx storage.WriteTx, at int64) error {
	const statement = "INSERT INTO exam_pulse (id, beat_at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at"
	_, err := storage.Exec(ctx, tx, statement, at)
	return err
}

// extendRunning moves the end of the attempts that were not over when the pulse stopped by what each of them lost until
// now, and returns how many there were. One that began after the pulse stopped lost what came after its beginning; when that is
// no longer than a pause, it lost nothing.
func extendRunning(ctx context.Context, tx storage.WriteTx, last, now, endless int64) (int64, error) {
	const statement = `UPDATE exam_attempts SET due_at = due_at + CAST(? AS BIGINT) - CASE WHEN begun_at > ? THEN begun_at ELSE CAST(? AS BIGINT) END
WHERE state = 'running' AND due_at >= ? AND due_at < ? AND begun_at < ?`
	return storage.Exec(ctx, tx, statement, now, last, last, last, endless, now-longestPause.Milliseconds())
}

func selectOutages(ctx context.Context, tx storage.ReadTx) ([]outageRow, error) {
	return storage.Select[outageRow](ctx, tx, "SELECT * FROM exam_outages ORDER BY id DESC LIMIT 100")
}
