package plan

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// FindMeeting returns a meeting of a unit or group in the scope. It fails with fault.NotFound otherwise.
func FindMeeting(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id MeetingID) (Meeting, error) {
	row, found, err := selectMeeting(ctx, tx, scope, id)
	return foundMeetingOf(row, found, err, id)
}

// FindMeetingFor returns a meeting at which the person is expected. It fails with fault.NotFound otherwise.
func FindMeetingFor(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id MeetingID) (Meeting, error) {
	row, found, err := selectMeetingFor(ctx, tx, cadre, id)
	return foundMeetingOf(row, found, err, id)
}

func foundMeetingOf(row foundMeeting, found bool, err error, id MeetingID) (Meeting, error) {
	if err != nil {
		return Meeting{}, fmt.Errorf("read meeting %d: %w", id, err)
	}
	if !found {
		return Meeting{}, errNoMeeting
	}
	return row.meeting(), nil
}

// Meetings returns the meetings of the units and groups in the scope on the days of the span, the earliest first, without
// cancelled ones.
func Meetings(ctx context.Context, tx storage.ReadTx, scope roster.Scope, span calendar.Span) ([]Meeting, error) {
	rows, err := selectMeetings(ctx, tx, scope, span)
	return meetingsOf(rows, err, "read the meetings")
}

// MeetingsFor returns the meetings at which the person is expected on the days of the span, the earliest first, without
// cancelled ones. Expected is who belongs to the audience on the day of the meeting.
func MeetingsFor(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, span calendar.Span) ([]Meeting, error) {
	rows, err := selectMeetingsFor(ctx, tx, cadre, span)
	return meetingsOf(rows, err, "read the meetings of a person")
}

// Invitations returns the same meetings with those that were cancelled, for whoever has them in a calendar already.
func Invitations(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, span calendar.Span) ([]Meeting, error) {
	rows, err := selectInvitations(ctx, tx, cadre, span)
	return meetingsOf(rows, err, "read the invitations of a person")
}

func meetingsOf(rows []foundMeeting, err error, doing string) ([]Meeting, error) {
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	list := make([]Meeting, len(rows))
	for i, r := range rows {
		list[i] = r.meeting()
	}
	return list, nil
}
