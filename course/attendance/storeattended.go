package attendance

import (
	"context"
	"time"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// meetingMode is, as SQL, the mode that the entries of meeting m of group g have: a central group studies collectively,
// however its meeting was called.
const meetingMode = "CASE WHEN g.kind = 'central' THEN 'collective' ELSE m.mode END AS mode"

type attendanceRow struct {
	CadreID     roster.CadreID
	Name        string
	Presence    Presence
	Reason      string
	Number      int
	MeetingID   plan.MeetingID
	Title       string
	HeldOn      calendar.Date
	Mode        hours.Mode
	Subject     string
	Amount      hours.Amount
	MakeUpID    MakeUpID
	MakeUpState MakeUpState
	DueOn       calendar.Date
}

func (r attendanceRow) attendance() Attendance {
	return Attendance{
		Mark: Mark{r.CadreID, r.Presence, r.Reason}, Name: r.Name, Corrected: r.Number > 1,
		Meeting: r.MeetingID, Title: r.Title, On: r.HeldOn, Mode: r.Mode, Subject: r.Subject, Hours: r.Amount,
		MakeUp: r.MakeUpID, MakeUpState: r.MakeUpState, DueOn: r.DueOn,
	}
}

// selectAttendances selects by a condition over mark k, meeting m and person c.
func selectAttendances(ctx context.Context, tx storage.ReadTx, where string, args ...any) ([]attendanceRow, error) {
	query := `SELECT k.cadre_id, c.name, k.presence, k.reason, r.number, m.id AS meeting_id, m.title, m.held_on, ` + meetingMode + `,
 m.subject, m.amount, COALESCE(mu.id, 0) AS make_up_id, COALESCE(mu.state, '') AS make_up_state, COALESCE(mu.due_on, 0) AS due_on
FROM roll_marks k JOIN rolls r ON r.id = k.roll_id JOIN meetings m ON m.id = r.meeting_id JOIN cadres c ON c.id = k.cadre_id
LEFT JOIN study_groups g ON g.id = m.group_id
LEFT JOIN make_ups mu ON mu.meeting_id = m.id AND mu.cadre_id = k.cadre_id AND mu.state <> 'withdrawn'
WHERE ` + standing + ` AND (` + where + `) ORDER BY m.starts_at DESC, m.id DESC, c.sort_key, c.id`
	return storage.Select[attendanceRow](ctx, tx, query, args...)
}

type makeUpRow struct {
	ID         MakeUpID
	MeetingID  plan.MeetingID
	CadreID    roster.CadreID
	SourceKind string
	SourceID   int64
	State      MakeUpState
	DueOn      calendar.Date
	AttemptID  int64
	EntryID    hours.EntryID
	ClosedAt   int64
}

func (makeUpRow) TableName() string { return "make_ups" }

type foundMakeUp struct {
	Row     makeUpRow `gorm:"embedded"`
	Name    string
	Title   string
	HeldOn  calendar.Date
	Mode    hours.Mode
	Subject string
	Amount  hours.Amount
}

func (r foundMakeUp) makeUp() MakeUp {
	return MakeUp{
		ID: r.Row.ID, Meeting: r.Row.MeetingID, Cadre: r.Row.CadreID,
		Source: course.QuestionSource{Kind: r.Row.SourceKind, ID: r.Row.SourceID},
		State:  r.Row.State, DueOn: r.Row.DueOn, ClosedAt: instant(r.Row.ClosedAt), Entry: r.Row.EntryID,
		Name: r.Name, Title: r.Title, On: r.HeldOn, Mode: r.Mode, Subject: r.Subject, Hours: r.Amount,
	}
}

// selectMakeUps selects by a condition over make-up mu and meeting m, leaving out what was withdrawn.
func selectMakeUps(ctx context.Context, tx storage.ReadTx, where string, args ...any) ([]foundMakeUp, error) {
	query := `SELECT mu.*, c.name, m.title, m.held_on, ` + meetingMode + `, m.subject, m.amount
FROM make_ups mu JOIN meetings m ON m.id = mu.meeting_id JOIN cadres c ON c.id = mu.cadre_id
LEFT JOIN study_groups g ON g.id = m.group_id
WHERE mu.state <> 'withdrawn' AND (` + where + `) ORDER BY mu.due_on, m.starts_at, mu.id`
	return storage.Select[foundMakeUp](ctx, tx, query, args...)
}

func selectStandingMakeUp(ctx context.Context, tx storage.ReadTx, id plan.MeetingID, cadre roster.CadreID) (makeUpRow, bool, error) {
	const query = "SELECT * FROM make_ups WHERE meeting_id = ? AND cadre_id = ? AND state <> 'withdrawn'"
	return storage.First[makeUpRow](ctx, tx, query, id, cadre)
}

func setWithdrawn(ctx context.Context, tx storage.WriteTx, id MakeUpID) error {
	_, err := storage.Exec(ctx, tx, "UPDATE make_ups SET state = 'withdrawn' WHERE id = ?", id)
	return err
}

func setClosed(ctx context.Context, tx storage.WriteTx, id MakeUpID, e course.Evidence, entry hours.EntryID) error {
	const statement = "UPDATE make_ups SET state = 'closed', attempt_id = ?, entry_id = ?, closed_at = ? WHERE id = ?"
	_, err := storage.Exec(ctx, tx, statement, e.AttemptID, entry, calendar.Millis(e.PassedAt), id)
	return err
}

// instant returns a stored instant, and the zero time for 0.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return calendar.FromMillis(ms)
}
