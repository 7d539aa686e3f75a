package attendance

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Attendance is what a confirmed roll says now about a person, with the meeting and what makes up for it.
type Attendance struct {
	Mark
	Name      string // of the person
	Corrected bool

	Meeting plan.MeetingID
	Title   string
	On      calendar.Date
	Mode    hours.Mode
	Subject string
	Hours   hours.Amount // what the meeting counted for those present

	MakeUp      MakeUpID // 0 when there is nothing that makes up for it
	MakeUpState MakeUpState
	DueOn       calendar.Date // of the make-up
}

// IsMadeUp reports whether the person has made up for the absence.
func (a Attendance) IsMadeUp() bool { return a.MakeUpState == Closed }

// Of returns the attendance of a person at the meetings on the days of the span, the newest first.
func Of(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, span calendar.Span) ([]Attendance, error) {
	return attendances(ctx, tx, "k.cadre_id = ? AND m.held_on BETWEEN ? AND ?", cadre, span.From, span.To)
}

// At returns the attendance of a person at one meeting, and whether there is a confirmed roll with the person on it.
func At(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id plan.MeetingID) (Attendance, bool, error) {
	list, err := attendances(ctx, tx, "k.cadre_id = ? AND m.id = ?", cadre, id)
	if err != nil || len(list) == 0 {
		return Attendance{}, false, err
	}
	return list[0], true, nil
}

// Absences returns who of the persons in the scope missed which meeting on the days of the span, made up for or not, the
// newest first. Who is in the scope is decided as of the last day of the span.
func Absences(ctx context.Context, tx storage.ReadTx, scope roster.Scope, span calendar.Span) ([]Attendance, error) {
	where, args := scope.Cadres("k.cadre_id", span.To)
	where = "k.presence <> 'present' AND m.held_on BETWEEN ? AND ? AND " + where
	return attendances(ctx, tx, where, append([]any{span.From, span.To}, args...)...)
}

func attendances(ctx context.Context, tx storage.ReadTx, where string, args ...any) ([]Attendance, error) {
	rows, err := selectAttendances(ctx, tx, where, args...)
	if err != nil {
		return nil, fmt.Errorf("read the attendance: %w", err)
	}
	list := make([]Attendance, len(rows))
	for i, r := range rows {
		list[i] = r.attendance()
	}
	return list, nil
}
