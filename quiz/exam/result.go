package exam

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// ResultID identifies a Result.
type ResultID int64

// Cause says why an attempt was marked.
type Cause string

// The causes. The first result of an attempt comes from its submission, every other replaces one.
const (
	Submission Cause = "submission"
	Graded     Cause = "grading"    // its written answers are graded
	Corrected  Cause = "correction" // a key was corrected
)

// Result is what an attempt earned (成绩). It is never edited: a later one of the attempt takes its place.
type Result struct {
	ID         ResultID
	Attempt    AttemptID
	Exam       ID
	Cadre      roster.CadreID
	Number     int // from 1
	Marks      []Mark
	Total      quiz.Points
	Most       quiz.Points
	Complete   bool // no written answer waits for a person
	Passed     bool // false while it is not complete
	Cause      Cause
	Correction CorrectionID // of the key, when that is the cause; else 0
	GradedAt   time.Time
	GradedBy   roster.CadreID // 0: the program
}

// resultOf judges marks.
func resultOf(a Attempt, passMark quiz.Points, marks []Mark) Result {
	r := Result{Attempt: a.ID, Exam: a.Exam, Cadre: a.Cadre, Number: 1, Marks: marks, Cause: Submission}
	r.Total, r.Most, r.Complete = sum(marks)
	r.Passed = r.Complete && r.Total >= passMark
	return r
}

type resultRow struct {
	ID           ResultID
	AttemptID    AttemptID
	ExamID       ID
	CadreID      roster.CadreID
	Number       int
	Marks        string
	Total        quiz.Points
	Most         quiz.Points
	Complete     bool
	Passed       bool
	Cause        Cause
	CorrectionID CorrectionID
	GradedAt     int64
	GradedBy     roster.CadreID
}

func (resultRow) TableName() string { return "exam_results" }

func (r Result) row() (resultRow, error) {
	marks, err := json.Marshal(r.Marks)
	if err != nil {
		return resultRow{}, fmt.Errorf("encode the marks of attempt %d: %w", r.Attempt, err)
	}
	return resultRow{
		AttemptID: r.Attempt, ExamID: r.Exam, CadreID: r.Cadre, Number: r.Number, Marks: string(marks), Total: r.Total, Most: r.Most,
		Complete: r.Complete, Passed: r.Passed, Cause: r.Cause, CorrectionID: r.Correction,
		GradedAt: calendar.Millis(r.GradedAt), GradedBy: r.GradedBy,
	}, nil
}

func (r resultRow) result() (Result, error) {
	result := Result{
		ID: r.ID, Attempt: r.AttemptID, Exam: r.ExamID, Cadre: r.CadreID, Number: r.Number, Total: r.Total, Most: r.Most,
		Complete: r.Complete, Passed: r.Passed, Cause: r.Cause, Correction: r.CorrectionID,
		GradedAt: instant(r.GradedAt), GradedBy: r.GradedBy,
	}
	if err := json.Unmarshal([]byte(r.Marks), &result.Marks); err != nil {
		return Result{}, fmt.Errorf("decode the marks of attempt %d: %w", r.AttemptID, err)
	}
	return result, nil
}

// keep stores a result and returns it with its id.
func keep(ctx context.Context, tx storage.WriteTx, r Result) (Result, error) {
	row, err := r.row()
	if err != nil {
		return Result{}, err
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return Result{}, fmt.Errorf("keep the result of attempt %d: %w", r.Attempt, err)
	}
	r.ID = row.ID
	return r, nil
}

// latest returns the result of an attempt that counts, and whether there is one.
func latest(ctx context.Context, tx storage.ReadTx, id AttemptID) (Result, bool, error) {
	row, found, err := selectLatest(ctx, tx, id)
	if err != nil || !found {
		return Result{}, false, err
	}
	r, err := row.result()
	return r, err == nil, err
}
