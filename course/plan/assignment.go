package plan

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// AssignmentID identifies an assignment.
type AssignmentID int64

// Assignment is something that people are asked to study by a day (布置). The same item asked twice of one person, by
// whomever, is one duty: finishing it once counts for all.
type Assignment struct {
	ID AssignmentID
	Item
	Title       string
	Subject     string // code of the subject; may be empty for a course or lesson
	DueOn       calendar.Date
	Note        string
	By          roster.CadreID
	AssignedAt  time.Time
	WithdrawnAt time.Time // zero while it stands
}

// IsWithdrawn reports whether the assignment no longer stands.
func (a Assignment) IsWithdrawn() bool { return !a.WithdrawnAt.IsZero() }

// How says in what way something was finished.
type How string

// The ways of finishing. Marking a document as read fulfils the duty and books nothing.
const (
	Read    How = "read"
	Checked How = "checked" // its checks are passed
)

// Summary is an assignment with how many people of a scope it asks and how many of them have finished.
type Summary struct {
	Assignment
	Asked    int
	Finished int
}

// Person is somebody whom an assignment asks.
type Person struct {
	Cadre      roster.CadreID
	Name       string
	How        How       // empty while it is not finished
	FinishedAt time.Time // zero while it is not finished
}

var errNoAssignment = fault.New(fault.NotFound, "没有这项布置，或者已经撤回")

// FindAssignment returns an assignment that asks somebody in the scope as of the day. It fails with fault.NotFound
// otherwise.
func FindAssignment(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id AssignmentID, on calendar.Date) (Assignment, error) {
	row, found, err := selectAssignment(ctx, tx, scope, id, on)
	if err != nil {
		return Assignment{}, fmt.Errorf("read assignment %d: %w", id, err)
	}
	if !found {
		return Assignment{}, errNoAssignment
	}
	return row.assignment(), nil
}

// Assignments returns the standing assignments that ask somebody in the scope as of the day, by due date. They count only
// people in the scope.
func Assignments(ctx context.Context, tx storage.ReadTx, scope roster.Scope, on calendar.Date) ([]Summary, error) {
	rows, err := selectAssignments(ctx, tx, scope, on)
	if err != nil {
		return nil, fmt.Errorf("read the assignments: %w", err)
	}
	list := make([]Summary, len(rows))
	for i, r := range rows {
		list[i] = Summary{Assignment: r.Row.assignment(), Asked: r.Asked, Finished: r.Finished}
	}
	return list, nil
}

// Progress returns whom of the scope, as of the day, an assignment asks and who has finished, by name.
func Progress(ctx context.Context, tx storage.ReadTx, scope roster.Scope, a Assignment, on calendar.Date) ([]Person, error) {
	rows, err := selectProgress(ctx, tx, scope, a.ID, on)
	if err != nil {
		return nil, fmt.Errorf("read the progress of assignment %d: %w", a.ID, err)
	}
	list := make([]Person, len(rows))
	for i, r := range rows {
		list[i] = Person{Cadre: r.CadreID, Name: r.Name, How: r.How, FinishedAt: instant(r.FinishedAt)}
	}
	return list, nil
}
