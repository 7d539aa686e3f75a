package exam

import (
	"context"
	"encoding/json"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

type gradingRow struct {
	ID        int64
	AttemptID AttemptID
	Position  int
	Stage     Stage
	Marks     string
	Total     quiz.Points
	Note      string
	GradedBy  roster.CadreID
	GradedAt  int64
}

func (gradingRow) TableName() string { return "exam_gradings" }

func gradingRowOf(id AttemptID, position int, g Grade) (gradingRow, error) {
	marks, err := json.Marshal(g.Marks)
	return gradingRow{
		AttemptID: id, Position: position, Stage: g.Stage, Marks: string(marks), Total: g.Total, Note: g.Note,
		GradedBy: g.By, GradedAt: calendar.Millis(g.At),
	}, err
}

func (r gradingRow) grade() (Grade, error) {
	g := Grade{Stage: r.Stage, Total: r.Total, Note: r.Note, By: r.GradedBy, At: instant(r.GradedAt)}
	if err := json.Unmarshal([]byte(r.Marks), &g.Marks); err != nil {
		return Grade{}, fmt.Errorf("decode grade %d: %w", r.ID, err)
	}
	return g, nil
}

// inStages orders grades as their stages follow each other.
const inStages = " ORDER BY g.attempt_id, g.position, CASE g.stage WHEN 'first' THEN 1 WHEN 'second' THEN 2 ELSE 3 END"

func selectGradings(ctx context.Context, tx storage.ReadTx, exam ID) ([]gradingRow, error) {
	const query = "SELECT g.* FROM exam_gradings g JOIN exam_attempts a ON a.id = g.attempt_id WHERE a.exam_id = ?" + inStages
	return storage.Select[gradingRow](ctx, tx, query, exam)
}

func selectGradingsOf(ctx context.Context, tx storage.ReadTx, id AttemptID) ([]gradingRow, error) {
	return storage.Select[gradingRow](ctx, tx, "SELECT g.* FROM exam_gradings g WHERE g.attempt_id = ?"+inStages, id)
}

// selectIncomplete returns the submitted attempts whose written answers wait for a person.
func selectIncomplete(ctx context.Context, tx storage.ReadTx, exam ID) ([]attemptRow, error) {
	const query = `SELECT a.* FROM exam_attempts a JOIN exam_results r ON r.attempt_id = a.id AND` + latestResult + `
WHERE a.exam_id = ? AND a.state = 'submitted' AND NOT r.complete ORDER BY a.id`
	return storage.Select[attemptRow](ctx, tx, query, exam)
}

func selectGraders(ctx context.Context, tx storage.ReadTx, id AttemptID) ([]roster.CadreID, error) {
	const query = "SELECT DISTINCT graded_by FROM exam_gradings WHERE attempt_id = ? ORDER BY graded_by"
	return storage.Select[roster.CadreID](ctx, tx, query, id)
}
