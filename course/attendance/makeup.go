package attendance

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// MakeUpID identifies a make-up.
type MakeUpID int64

// MakeUpState says how far a make-up is.
type MakeUpState string

// The states of a make-up.
const (
	Open      MakeUpState = "open"      // 待补学
	Closed    MakeUpState = "closed"    // 已补学
	Withdrawn MakeUpState = "withdrawn" // the person was at the meeting after all
)

// MakeUp is what makes up for a meeting that a person missed (补学): something to read, and a check on it.
type MakeUp struct {
	ID       MakeUpID
	Meeting  plan.MeetingID
	Cadre    roster.CadreID
	Source   course.QuestionSource
	State    MakeUpState
	DueOn    calendar.Date // it may be done later, too
	ClosedAt time.Time
	Entry    hours.EntryID // what it brought; 0 for nothing

	Name    string        // of the person
	Title   string        // of the meeting
	On      calendar.Date // when the meeting was
	Mode    hours.Mode    // of the meeting, and of the entry
	Subject string
	Hours   hours.Amount // what the meeting counted for those present
}

// IsOverdue reports whether the make-up is open on a day after it was due.
func (m MakeUp) IsOverdue(on calendar.Date) bool { return m.State == Open && m.DueOn < on }

// MakeUpOwner returns the owner of the check of a make-up.
func MakeUpOwner(id MakeUpID) course.CheckOwner {
	return course.CheckOwner{Kind: course.OwnerMakeUp, ID: int64(id)}
}

// OpenMakeUps returns what the person has still to make up for, by due date.
func OpenMakeUps(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]MakeUp, error) {
	return makeUps(ctx, tx, "mu.state = 'open' AND mu.cadre_id = ?", cadre)
}

// MakeUpsOf returns the make-ups of the persons who are in the scope on the day, open and closed, of meetings on the days
// of the span, by due date.
func MakeUpsOf(ctx context.Context, tx storage.ReadTx, scope roster.Scope, on calendar.Date, span calendar.Span) ([]MakeUp, error) {
	where, args := scope.Cadres("mu.cadre_id", on)
	return makeUps(ctx, tx, "m.held_on BETWEEN ? AND ? AND "+where, append([]any{span.From, span.To}, args...)...)
}

// MakeUpsFor returns the make-ups of a meeting, open and closed. It fails with fault.NotFound when the meeting is not in
// the scope.
func MakeUpsFor(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id plan.MeetingID) ([]MakeUp, error) {
	if _, err := plan.FindMeeting(ctx, tx, scope, id); err != nil {
		return nil, err
	}
	return makeUps(ctx, tx, "mu.meeting_id = ?", id)
}

// FindMakeUp returns a make-up of the person. It fails with fault.NotFound when there is none, or none any more.
func FindMakeUp(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id MakeUpID) (MakeUp, error) {
	list, err := makeUps(ctx, tx, "mu.id = ? AND mu.cadre_id = ?", id, cadre)
	if err != nil {
		return MakeUp{}, err
	}
	if len(list) == 0 {
		return MakeUp{}, fault.New(fault.NotFound, "没有这项补学")
	}
	return list[0], nil
}

// makeUps returns the make-ups that the condition selects and that were not withdrawn.
func makeUps(ctx context.Context, tx storage.ReadTx, where string, args ...any) ([]MakeUp, error) {
	rows, err := selectMakeUps(ctx, tx, where, args...)
	if err != nil {
		return nil, fmt.Errorf("read the make-ups: %w", err)
	}
	list := make([]MakeUp, len(rows))
	for i, r := range rows {
		list[i] = r.makeUp()
	}
	return list, nil
}
