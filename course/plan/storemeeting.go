package plan

import (
	"context"
	"time"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type meetingRow struct {
	ID         MeetingID
	UnitID     *roster.UnitID
	GroupID    *roster.GroupID
	TopicKey   string
	Mode       hours.Mode
	Title      string
	Subject    string
	HeldOn     calendar.Date
	StartsAt   int64
	EndsAt     int64
	Place      string
	Host       string
	Amount     hours.Amount
	Agenda     string
	SourceKind string
	SourceID   int64
	State      MeetingState
	Revision   int
	CreatedBy  roster.CadreID
	CreatedAt  int64
}

func (meetingRow) TableName() string { return "meetings" }

// foundMeeting is a meeting with its audience.
type foundMeeting struct {
	Row        meetingRow `gorm:"embedded"`
	Path       string
	AudienceOf string
	GroupKind  roster.GroupKind
}

func meetingRowOf(m Meeting, at time.Time) meetingRow {
	row := meetingRow{
		ID: m.ID, TopicKey: m.Topic, Mode: m.Mode, Title: m.Title, Subject: m.Subject,
		HeldOn: m.On(), StartsAt: millis(m.StartsAt), EndsAt: millis(m.EndsAt), Place: m.Place, Host: m.Host, Amount: m.Hours,
		Agenda: m.Agenda, SourceKind: m.MakeUp.Kind, SourceID: m.MakeUp.ID,
		State: m.State, Revision: m.Revision, CreatedBy: m.By, CreatedAt: millis(at),
	}
	if m.Group != 0 {
		row.GroupID = &m.Group
	} else {
		row.UnitID = &m.Unit
	}
	return row
}

func (r foundMeeting) meeting() Meeting {
	m := Meeting{
		ID: r.Row.ID, Topic: r.Row.TopicKey, Mode: r.Row.Mode, Title: r.Row.Title, Subject: r.Row.Subject,
		StartsAt: instant(r.Row.StartsAt), EndsAt: instant(r.Row.EndsAt), Place: r.Row.Place, Host: r.Row.Host, Hours: r.Row.Amount, Agenda: r.Row.Agenda,
		MakeUp: course.QuestionSource{Kind: r.Row.SourceKind, ID: r.Row.SourceID},
		State:  r.Row.State, Revision: r.Row.Revision, By: r.Row.CreatedBy,
		Path: r.Path, AudienceOf: r.AudienceOf, central: r.GroupKind == roster.CentralGroup,
	}
	if r.Row.UnitID != nil {
		m.Unit = *r.Row.UnitID
	}
	if r.Row.GroupID != nil {
		m.Group = *r.Row.GroupID
	}
	return m
}

const selectMeetingColumns = `SELECT m.*, u.path, COALESCE(g.name, u.name) AS audience_of, COALESCE(g.kind, '') AS group_kind
FROM meetings m LEFT JOIN study_groups g ON g.id = m.group_id JOIN units u ON u.id = COALESCE(m.unit_id, g.unit_id) `

// expected says, as SQL, that a person (three placeholders) belongs to the audience on the day of the meeting.
const expected = `(EXISTS (SELECT 1 FROM group_members gm WHERE gm.group_id = m.group_id AND gm.cadre_id = ?
  AND gm.from_on <= m.held_on AND gm.to_on >= m.held_on)
 OR EXISTS (SELECT 1 FROM memberships mm JOIN units mu ON mu.id = mm.unit_id WHERE m.unit_id IS NOT NULL AND mm.cadre_id = ?
  AND mm.from_on <= m.held_on AND mm.to_on >= m.held_on AND substr(mu.path, 1, length(u.path)) = u.path))`

func inScope(scope roster.Scope) (string, []any) {
	units, args := scope.Units("m.unit_id")
	groups, more := scope.Groups("m.group_id")
	return "((m.unit_id IS NOT NULL AND " + units + ") OR (m.group_id IS NOT NULL AND " + groups + "))", append(append([]any{}, args...), more...)
}

func selectMeeting(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id MeetingID) (foundMeeting, bool, error) {
	where, args := inScope(scope)
	return storage.First[foundMeeting](ctx, tx, selectMeetingColumns+"WHERE m.id = ? AND "+where, append([]any{id}, args...)...)
}

func selectMeetingFor(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id MeetingID) (foundMeeting, bool, error) {
	return storage.First[foundMeeting](ctx, tx, selectMeetingColumns+"WHERE m.id = ? AND "+expected, id, cadre, cadre)
}

const onDays = "WHERE m.state <> 'cancelled' AND m.held_on >= ? AND m.held_on <= ? AND "

func selectMeetings(ctx context.Context, tx storage.ReadTx, scope roster.Scope, span calendar.Span) ([]foundMeeting, error) {
	where, args := inScope(scope)
	query := selectMeetingColumns + onDays + where + " ORDER BY m.starts_at, m.id"
	return storage.Select[foundMeeting](ctx, tx, query, append([]any{span.From, span.To}, args...)...)
}

func selectMeetingsFor(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, span calendar.Span) ([]foundMeeting, error) {
	query := selectMeetingColumns + onDays + expected + " ORDER BY m.starts_at, m.id"
	return storage.Select[foundMeeting](ctx, tx, query, span.From, span.To, cadre, cadre)
}

// selectInvitations is selectMeetingsFor with the meetings that were cancelled.
func selectInvitations(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, span calendar.Span) ([]foundMeeting, error) {
	query := selectMeetingColumns + "WHERE m.held_on >= ? AND m.held_on <= ? AND " + expected + " ORDER BY m.starts_at, m.id"
	return storage.Select[foundMeeting](ctx, tx, query, span.From, span.To, cadre, cadre)
}

type audienceRow struct {
	UnitID roster.UnitID
	Path   string
	Name   string
	Kind   roster.GroupKind
}

// selectAudience returns the unit or group of a meeting when it lies in the scope.
func selectAudience(ctx context.Context, tx storage.ReadTx, scope roster.Scope, m Meeting) (audienceRow, bool, error) {
	if m.Group == 0 {
		where, args := scope.Units("u.id")
		query := "SELECT u.id AS unit_id, u.path, u.name, '' AS kind FROM units u WHERE u.id = ? AND " + where
		return storage.First[audienceRow](ctx, tx, query, append([]any{m.Unit}, args...)...)
	}
	where, args := scope.Groups("g.id")
	query := "SELECT g.unit_id, u.path, g.name, g.kind FROM study_groups g JOIN units u ON u.id = g.unit_id WHERE g.id = ? AND " + where
	return storage.First[audienceRow](ctx, tx, query, append([]any{m.Group}, args...)...)
}

// selectTwin reports whether the audience has a meeting with the same title at the same time.
func selectTwin(ctx context.Context, tx storage.ReadTx, m Meeting) (bool, error) {
	const query = `SELECT id AS number FROM meetings WHERE state <> 'cancelled' AND held_on = ? AND starts_at = ? AND title = ?
AND COALESCE(unit_id, 0) = ? AND COALESCE(group_id, 0) = ? LIMIT 1`
	_, found, err := storage.First[numberRow](ctx, tx, query, m.On(), millis(m.StartsAt), m.Title, m.Unit, m.Group)
	return found, err
}

func updateMeeting(ctx context.Context, tx storage.WriteTx, r meetingRow) error {
	const statement = `UPDATE meetings SET topic_key = ?, mode = ?, title = ?, subject = ?, held_on = ?, starts_at = ?, ends_at = ?,
place = ?, host = ?, amount = ?, agenda = ?, source_kind = ?, source_id = ?, revision = ? WHERE id = ?`
	_, err := storage.Exec(ctx, tx, statement, r.TopicKey, r.Mode, r.Title, r.Subject, r.HeldOn, r.StartsAt, r.EndsAt,
		r.Place, r.Host, r.Amount, r.Agenda, r.SourceKind, r.SourceID, r.Revision, r.ID)
	return err
}

func setMeetingState(ctx context.Context, tx storage.WriteTx, id MeetingID, state MeetingState) error {
	_, err := storage.Exec(ctx, tx, "UPDATE meetings SET state = ?, revision = revision + 1 WHERE id = ?", state, id)
	return err
}

type proceedingsRow struct {
	ID         int64
	MeetingID  MeetingID
	Number     int
	Form       Form
	Host       string
	Discussion string
	SavedBy    roster.CadreID
	SavedAt    int64
}

func (proceedingsRow) TableName() string { return "proceedings" }

func (r proceedingsRow) proceedings() Proceedings {
	return Proceedings{
		Meeting: r.MeetingID, Number: r.Number, Form: r.Form, Host: r.Host, Discussion: r.Discussion,
		By: r.SavedBy, SavedAt: instant(r.SavedAt),
	}
}

func selectProceedings(ctx context.Context, tx storage.ReadTx, id MeetingID) ([]proceedingsRow, error) {
	return storage.Select[proceedingsRow](ctx, tx, "SELECT * FROM proceedings WHERE meeting_id = ? ORDER BY number DESC", id)
}
