package exam

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// AttemptID identifies an Attempt.
type AttemptID int64

// Ended says how an attempt was submitted.
type Ended string

// How an attempt ends.
const (
	ByPerson Ended = "person"
	ByTime   Ended = "time" // its time was over: the server submitted what was saved
)

// Attempt is one sitting of an exam by a person (作答).
type Attempt struct {
	ID          AttemptID
	Exam        ID
	Cadre       roster.CadreID
	Number      int // from 1
	Paper       Paper
	BegunAt     time.Time
	DueAt       time.Time // zero: no limit
	SubmittedAt time.Time // zero while it runs
	Ended       Ended     // empty while it runs
	Sheet       []quiz.Answer
}

// IsRunning reports whether the attempt is not submitted yet.
func (a Attempt) IsRunning() bool { return a.SubmittedAt.IsZero() }

// grace is how long after the end an answer is still taken that was on its way.
const grace = 30 * time.Second

// isLate reports whether an answer that arrives now comes too late.
func (a Attempt) isLate(now time.Time) bool {
	return !a.DueAt.IsZero() && now.After(a.DueAt.Add(grace))
}

// endless stands for the end of an attempt without limit.
var endless = calendar.Millis(calendar.Forever.End())

type attemptRow struct {
	ID          AttemptID
	ExamID      ID
	CadreID     roster.CadreID
	Number      int
	Paper       string
	Items       int
	BegunAt     int64
	DueAt       int64
	State       string
	SubmittedAt int64
	Ended       Ended
	Sheet       string
}

func (attemptRow) TableName() string { return "exam_attempts" }

// row encodes an attempt that begins.
func (a Attempt) row() (attemptRow, error) {
	paper, err := json.Marshal(a.Paper)
	if err != nil {
		return attemptRow{}, fmt.Errorf("encode a paper: %w", err)
	}
	row := attemptRow{
		ExamID: a.Exam, CadreID: a.Cadre, Number: a.Number, Paper: string(paper), Items: len(a.Paper.Items),
		BegunAt: calendar.Millis(a.BegunAt), DueAt: endless, State: "running",
	}
	if !a.DueAt.IsZero() {
		row.DueAt = calendar.Millis(a.DueAt)
	}
	return row, nil
}

// attempt decodes the row.
func (r attemptRow) attempt() (Attempt, error) {
	a := Attempt{
		ID: r.ID, Exam: r.ExamID, Cadre: r.CadreID, Number: r.Number,
		BegunAt: instant(r.BegunAt), SubmittedAt: instant(r.SubmittedAt), Ended: r.Ended,
	}
	if r.DueAt != endless {
		a.DueAt = instant(r.DueAt)
	}
	if err := json.Unmarshal([]byte(r.Paper), &a.Paper); err != nil {
		return Attempt{}, fmt.Errorf("decode the paper of attempt %d: %w", r.ID, err)
	}
	if r.Sheet == "" {
		return a, nil
	}
	if err := json.Unmarshal([]byte(r.Sheet), &a.Sheet); err != nil {
		return Attempt{}, fmt.Errorf("decode the answers of attempt %d: %w", r.ID, err)
	}
	return a, nil
}

var (
	errNoAttempt = fault.New(fault.NotFound, "没有这次作答")
	errRunning   = fault.New(fault.Conflict, "还没有交卷")
)

// attemptOf returns an attempt of the person. It fails with fault.NotFound when it is not his or hers.
func attemptOf(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id AttemptID) (Attempt, error) {
	row, found, err := selectAttempt(ctx, tx, id)
	if err != nil {
		return Attempt{}, fmt.Errorf("read attempt %d: %w", id, err)
	}
	if !found || row.CadreID != cadre {
		return Attempt{}, errNoAttempt
	}
	return row.attempt()
}
