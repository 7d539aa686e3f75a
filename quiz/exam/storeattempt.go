package exam

import (
	"context"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func selectState(ctx context.Context, tx storage.ReadTx, id ID) (State, error) {
	state, _, err := storage.First[State](ctx, tx, "SELECT state FROM exams WHERE id = ?", id)
	return state, err
}

func selectAttempt(ctx context.Context, tx storage.ReadTx, id AttemptID) (attemptRow, bool, error) {
	return storage.First[attemptRow](ctx, tx, "SELECT * FROM exam_attempts WHERE id = ?", id)
}

const latestResult = " r.number = (SELECT MAX(n.number) FROM exam_results n WHERE n.attempt_id = r.attempt_id)"

const selectAttemptedColumns = `SELECT a.id, a.exam_id, a.cadre_id, a.number, a.state, a.begun_at, a.due_at, a.submitted_at,
 COALESCE(r.total, 0) AS total, COALESCE(r.most, 0) AS most, COALESCE(r.complete, FALSE) AS complete, COALESCE(r.passed, FALSE) AS passed
FROM exam_attempts a LEFT JOIN exam_results r ON r.attempt_id = a.id AND` + latestResult + "\n"

func selectAttempted(ctx context.Context, tx storage.ReadTx, exam ID, cadre roster.CadreID) ([]attempted, error) {
	const query = selectAttemptedColumns + "WHERE a.exam_id = ? AND a.cadre_id = ? ORDER BY a.number"
	return storage.Select[attempted](ctx, tx, query, exam, cadre)
}

type answerRow struct {
	AttemptID AttemptID
	Position  int
	Revision  int
	Answer    string
	SavedAt   int64
}

func (answerRow) TableName() string { return "exam_answers" }

// upsertAnswer saves an answer of the person's running attempt unless a later or the same revision is there, and reports
// whether it did. now is when it arrived.
func upsertAnswer(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, r answerRow, earliestDue int64) (bool, error) {
	const statement = `INSERT INTO exam_answers (attempt_id, position, revision, answer, saved_at)
SELECT a.id, CAST(? AS INTEGER), CAST(? AS INTEGER), CAST(? AS TEXT), CAST(? AS BIGINT) FROM exam_attempts a
WHERE a.id = ? AND a.cadre_id = ? AND a.state = 'running' AND a.items > ? AND a.due_at >= ?
ON CONFLICT (attempt_id, position) DO UPDATE SET revision = excluded.revision, answer = excluded.answer, saved_at = excluded.saved_at
WHERE exam_answers.revision < excluded.revision`
	n, err := storage.Exec(ctx, tx, statement, r.Position, r.Revision, r.Answer, r.SavedAt, r.AttemptID, cadre, r.Position, earliestDue)
	return n == 1, err
}

func selectAnswers(ctx context.Context, tx storage.ReadTx, id AttemptID) ([]answerRow, error) {
	return storage.Select[answerRow](ctx, tx, "SELECT * FROM exam_answers WHERE attempt_id = ? ORDER BY position", id)
}

// closeAttempt freezes a running attempt with its answers, and reports whether it was running.
func closeAttempt(ctx context.Context, tx storage.WriteTx, id AttemptID, at int64, ended Ended, sheet string) (bool, error) {
	const statement = "UPDATE exam_attempts SET state = 'submitted', submitted_at = ?, ended = ?, sheet = ? WHERE id = ? AND state = 'running'"
	n, err := storage.Exec(ctx, tx, statement, at, ended, sheet, id)
	return n == 1, err
}

// selectOverdue returns at most limit running attempts that were due before the instant.
func selectOverdue(ctx context.Context, tx storage.ReadTx, before int64, limit int) ([]attemptRow, error) {
	const query = "SELECT * FROM exam_attempts WHERE state = 'running' AND due_at < ? ORDER BY due_at, id LIMIT ?"
	return storage.Select[attemptRow](ctx, tx, query, before, limit)
}

// selectRunning reports whether an attempt at the exam runs.
func selectRunning(ctx context.Context, tx storage.ReadTx, exam ID) (bool, error) {
	const query = "SELECT id FROM exam_attempts WHERE exam_id = ? AND state = 'running' LIMIT 1"
	_, running, err := storage.First[int64](ctx, tx, query, exam)
	return running, err
}

// ownRow is an exam of a person.
type ownRow struct {
	ID      ID
	State   State
	Insider bool // the person has seen its questions
}

// selectOwn returns the exams that a person is asked to sit or has sat, with their states, the newest first.
func selectOwn(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]ownRow, error) {
	const query = `SELECT e.id, e.state, EXISTS (SELECT 1 FROM exam_insiders i WHERE i.exam_id = e.id AND i.cadre_id = ?) AS insider
FROM exams e WHERE e.published_at > 0 AND (
 e.id IN (SELECT a.ref FROM assignments a JOIN assignment_persons p ON p.assignment_id = a.id
  WHERE a.kind = 'quiz' AND a.withdrawn_at = 0 AND p.cadre_id = ?)
 OR e.id IN (SELECT t.exam_id FROM exam_attempts t WHERE t.cadre_id = ?)) ORDER BY e.id DESC`
	return storage.Select[ownRow](ctx, tx, query, cadre, cadre, cadre)
}

// selectOwnAttempted returns all attempts of a person, those at one exam in their order.
func selectOwnAttempted(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]attempted, error) {
	return storage.Select[attempted](ctx, tx, selectAttemptedColumns+"WHERE a.cadre_id = ? ORDER BY a.exam_id, a.number", cadre)
}

// gradedRow is an attempt with the result that counts and is complete.
type gradedRow struct {
	ID       AttemptID
	ExamID   ID
	ResultID int64
}

func selectGraded(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]gradedRow, error) {
	const query = `SELECT a.id, a.exam_id, r.id AS result_id FROM exam_attempts a JOIN exam_results r ON r.attempt_id = a.id AND` + latestResult + `
WHERE a.cadre_id = ? AND r.complete ORDER BY a.id`
	return storage.Select[gradedRow](ctx, tx, query, cadre)
}
