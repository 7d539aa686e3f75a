package exam

import (
	"context"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// selectAccepted returns the accepted corrections of an exam in the order in which they were decided.
func selectAccepted(ctx context.Context, tx storage.ReadTx, id ID) ([]correctionRow, error) {
	const query = "SELECT * FROM exam_corrections WHERE exam_id = ? AND accepted ORDER BY decided_at, id"
	return storage.Select[correctionRow](ctx, tx, query, id)
}

func selectCorrection(ctx context.Context, tx storage.ReadTx, id CorrectionID) (correctionRow, bool, error) {
	return storage.First[correctionRow](ctx, tx, "SELECT * FROM exam_corrections WHERE id = ?", id)
}

func selectCorrections(ctx context.Context, tx storage.ReadTx, scope roster.Scope, exam ID) ([]correctionRow, error) {
	where, args := scope.Units("e.unit_id")
	query := "SELECT c.* FROM exam_corrections c JOIN exams e ON e.id = c.exam_id WHERE (? = 0 OR c.exam_id = ?) AND " + where + " ORDER BY c.id DESC"
	return storage.Select[correctionRow](ctx, tx, query, append([]any{exam, exam}, args...)...)
}

// decideCorrection writes a decision down and reports whether the correction was open.
func decideCorrection(ctx context.Context, tx storage.WriteTx, id CorrectionID, by roster.CadreID, at int64, accept bool) (bool, error) {
	const statement = "UPDATE exam_corrections SET decided_by = ?, decided_at = ?, accepted = ? WHERE id = ? AND decided_by = 0"
	n, err := storage.Exec(ctx, tx, statement, by, at, accept, id)
	return n == 1, err
}

// selectUnfinished returns the accepted corrections that are not carried out, in the order of their acceptance.
func selectUnfinished(ctx context.Context, tx storage.ReadTx) ([]correctionRow, error) {
	const query = "SELECT * FROM exam_corrections WHERE accepted AND NOT finished ORDER BY decided_at, id"
	return storage.Select[correctionRow](ctx, tx, query)
}

func selectSubmittedAfter(ctx context.Context, tx storage.ReadTx, exam ID, after AttemptID, limit int) ([]attemptRow, error) {
	const query = "SELECT * FROM exam_attempts WHERE exam_id = ? AND state = 'submitted' AND id > ? ORDER BY id LIMIT ?"
	return storage.Select[attemptRow](ctx, tx, query, exam, after, limit)
}

func updateRegraded(ctx context.Context, tx storage.WriteTx, id CorrectionID, to AttemptID, finished bool) error {
	_, err := storage.Exec(ctx, tx, "UPDATE exam_corrections SET regraded_to = ?, finished = ? WHERE id = ?", to, finished, id)
	return err
}
