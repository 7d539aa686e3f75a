package exam

import (
	"context"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func insertInsider(ctx context.Context, tx storage.WriteTx, id ID, cadre roster.CadreID) error {
	const statement = "INSERT INTO exam_insiders (exam_id, cadre_id) VALUES (?, ?) ON CONFLICT (exam_id, cadre_id) DO NOTHING"
	_, err := storage.Exec(ctx, tx, statement, id, cadre)
	return err
}

// selectInsider reports whether the person has seen the questions of the exam, and whether he or she sits it now.
func selectInsider(ctx context.Context, tx storage.ReadTx, id ID, cadre roster.CadreID) (seen, sits bool, err error) {
	const query = `SELECT EXISTS (SELECT 1 FROM exam_insiders WHERE exam_id = ? AND cadre_id = ?) AS seen,
 EXISTS (SELECT 1 FROM exam_attempts WHERE exam_id = ? AND cadre_id = ? AND state = 'running') AS sits`
	row, _, err := storage.First[struct{ Seen, Sits bool }](ctx, tx, query, id, cadre, id, cadre)
	return row.Seen, row.Sits, err
}

// standingRow is the state of an exam, and whether the person has seen its questions.
type standingRow struct {
	State   State
	Insider bool
}

func selectStanding(ctx context.Context, tx storage.ReadTx, id ID, cadre roster.CadreID) (standingRow, error) {
	const query = `SELECT e.state, EXISTS (SELECT 1 FROM exam_insiders i WHERE i.exam_id = e.id AND i.cadre_id = ?) AS insider
FROM exams e WHERE e.id = ?`
	row, _, err := storage.First[standingRow](ctx, tx, query, cadre, id)
	return row, err
}
