package exam

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

func selectLatest(ctx context.Context, tx storage.ReadTx, id AttemptID) (resultRow, bool, error) {
	const query = "SELECT * FROM exam_results WHERE attempt_id = ? ORDER BY number DESC LIMIT 1"
	return storage.First[resultRow](ctx, tx, query, id)
}

func selectResults(ctx context.Context, tx storage.ReadTx, id AttemptID) ([]resultRow, error) {
	return storage.Select[resultRow](ctx, tx, "SELECT * FROM exam_results WHERE attempt_id = ? ORDER BY number", id)
}

// selectPasses counts the attempts of a person that are passed now.
func selectPasses(ctx context.Context, tx storage.ReadTx, exam ID, cadre roster.CadreID) (int64, error) {
	const query = "SELECT COUNT(*) FROM exam_results r WHERE r.exam_id = ? AND r.cadre_id = ? AND r.passed AND" + latestResult
	n, _, err := storage.First[int64](ctx, tx, query, exam, cadre)
	return n, err
}

type peopleRow struct {
	CadreID roster.CadreID
	Name    string
	StaffNo string
	Unit    string
	Asked   bool
}

// selectPeople returns the people of the scope whom a standing assignment asks to sit the exam, or who have sat it.
func selectPeople(ctx context.Context, tx storage.ReadTx, scope roster.Scope, exam ID, on calendar.Date) ([]peopleRow, error) {
	where, args := scope.Cadres("c.id", on)
	query := `SELECT c.id AS cadre_id, c.name, c.staff_no, COALESCE(u.name, '') AS unit, q.id IS NOT NULL AS asked FROM cadres c
LEFT JOIN (SELECT DISTINCT p.cadre_id AS id FROM assignment_persons p JOIN assignments a ON a.id = p.assignment_id
 WHERE a.kind = 'quiz' AND a.ref = ? AND a.withdrawn_at = 0) q ON q.id = c.id
LEFT JOIN memberships m ON m.cadre_id = c.id AND m.from_on <= ? AND m.to_on >= ?
LEFT JOIN units u ON u.id = m.unit_id
WHERE (q.id IS NOT NULL OR EXISTS (SELECT 1 FROM exam_attempts t WHERE t.exam_id = ? AND t.cadre_id = c.id)) AND ` + where + `
ORDER BY u.path, c.sort_key, c.staff_no`
	return storage.Select[peopleRow](ctx, tx, query, append([]any{exam, on, on, exam}, args...)...)
}

type attemptedBy struct {
	Row     attempted `gorm:"embedded"`
	CadreID roster.CadreID
}

func selectAttemptedIn(ctx context.Context, tx storage.ReadTx, scope roster.Scope, exam ID, on calendar.Date) ([]attemptedBy, error) {
	where, args := scope.Cadres("a.cadre_id", on)
	query := selectAttemptedColumns + "WHERE a.exam_id = ? AND " + where + " ORDER BY a.cadre_id, a.number"
	return storage.Select[attemptedBy](ctx, tx, query, append([]any{exam}, args...)...)
}

// submittedRow is a submitted attempt with the result that counts.
type submittedRow struct {
	Row   attemptRow `gorm:"embedded"`
	Marks string
	Total quiz.Points
	Most  quiz.Points
	Done  bool // the result is complete
}

func (r submittedRow) result() (Result, error) {
	return resultRow{AttemptID: r.Row.ID, Marks: r.Marks, Total: r.Total, Most: r.Most, Complete: r.Done}.result()
}

func selectSubmitted(ctx context.Context, tx storage.ReadTx, exam ID) ([]submittedRow, error) {
	const query = `SELECT a.*, r.marks, r.total, r.most, r.complete AS done FROM exam_attempts a JOIN exam_results r ON r.attempt_id = a.id AND` + latestResult + `
WHERE a.exam_id = ? ORDER BY a.id`
	return storage.Select[submittedRow](ctx, tx, query, exam)
}
