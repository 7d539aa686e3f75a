package exam

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz/bank"
)

type examRow struct {
	ID          ID
	UnitID      roster.UnitID
	State       State
	Revision    int
	Terms       string
	SavedBy     roster.CadreID
	SavedAt     int64
	PublishedBy roster.CadreID
	PublishedAt int64
	WithdrawnBy roster.CadreID
	WithdrawnAt int64
	Reason      string
}

func (examRow) TableName() string { return "exams" }

func (r examRow) exam() (Exam, error) {
	e := Exam{
		ID: r.ID, Unit: r.UnitID, State: r.State, Revision: r.Revision, SavedBy: r.SavedBy, SavedAt: instant(r.SavedAt),
		PublishedBy: r.PublishedBy, PublishedAt: instant(r.PublishedAt),
		WithdrawnBy: r.WithdrawnBy, WithdrawnAt: instant(r.WithdrawnAt), Reason: r.Reason,
	}
	if err := json.Unmarshal([]byte(r.Terms), &e.Terms); err != nil {
		return Exam{}, fmt.Errorf("decode exam %d: %w", r.ID, err)
	}
	return e, nil
}

type candidateRow struct {
	ExamID    ID
	Section   int
	Pick      int
	Position  int
	VersionID bank.VersionID
}

func (candidateRow) TableName() string { return "exam_candidates" }

// instant returns a stored instant; 0 is none.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return calendar.FromMillis(ms)
}

func selectExam(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id ID) (examRow, bool, error) {
	where, args := scope.Units("e.unit_id")
	return storage.First[examRow](ctx, tx, "SELECT e.* FROM exams e WHERE e.id = ? AND "+where, append([]any{id}, args...)...)
}

func selectExams(ctx context.Context, tx storage.ReadTx, scope roster.Scope) ([]examRow, error) {
	where, args := scope.Units("e.unit_id")
	return storage.Select[examRow](ctx, tx, "SELECT e.* FROM exams e WHERE "+where+" ORDER BY e.id DESC", args...)
}

// updateDraft saves new terms of a draft and reports whether it still had the revision before.
func updateDraft(ctx context.Context, tx storage.WriteTx, r examRow, before int) (bool, error) {
	const statement = "UPDATE exams SET terms = ?, revision = ?, saved_by = ?, saved_at = ? WHERE id = ? AND revision = ? AND state = 'draft'"
	n, err := storage.Exec(ctx, tx, statement, r.Terms, r.Revision, r.SavedBy, r.SavedAt, r.ID, before)
	return n == 1, err
}

func updatePublished(ctx context.Context, tx storage.WriteTx, id ID, revision int, by roster.CadreID, at int64) (bool, error) {
	const statement = "UPDATE exams SET state = 'published', published_by = ?, published_at = ? WHERE id = ? AND revision = ? AND state = 'draft'"
	n, err := storage.Exec(ctx, tx, statement, by, at, id, revision)
	return n == 1, err
}

func updateWithdrawn(ctx context.Context, tx storage.WriteTx, id ID, by roster.CadreID, at int64, reason string) (bool, error) {
	const statement = "UPDATE exams SET state = 'withdrawn', withdrawn_by = ?, withdrawn_at = ?, reason = ? WHERE id = ? AND state <> 'withdrawn'"
	n, err := storage.Exec(ctx, tx, statement, by, at, reason, id)
	return n == 1, err
}

func selectCandidates(ctx context.Context, tx storage.ReadTx, id ID) ([]candidateRow, error) {
	return storage.Select[candidateRow](ctx, tx, "SELECT * FROM exam_candidates WHERE exam_id = ? ORDER BY section, pick, position", id)
}
