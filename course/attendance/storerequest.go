package attendance

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// atMeetings is the condition that meeting m belongs to a unit or group of the scope.
func atMeetings(scope roster.Scope) (string, []any) {
	units, args := scope.Units("m.unit_id")
	groups, more := scope.Groups("m.group_id")
	return "((m.unit_id IS NOT NULL AND " + units + ") OR (m.group_id IS NOT NULL AND " + groups + "))", append(append([]any{}, args...), more...)
}

type correctionRow struct {
	ID         CorrectionID
	MeetingID  plan.MeetingID
	CadreID    roster.CadreID
	Stood      Presence
	Presence   Presence
	Reason     string
	Grounds    string
	ProposedBy roster.CadreID
	ProposedAt int64
	DecidedBy  roster.CadreID
	DecidedAt  int64
	Accepted   bool
}

func (correctionRow) TableName() string { return "roll_corrections" }

func (r correctionRow) mark() Mark { return Mark{r.CadreID, r.Presence, r.Reason} }

type foundCorrection struct {
	Row    correctionRow `gorm:"embedded"`
	Name   string
	Title  string
	HeldOn calendar.Date
}

func (r foundCorrection) correction() Correction {
	return Correction{
		ID: r.Row.ID, Meeting: r.Row.MeetingID, Title: r.Title, On: r.HeldOn, Name: r.Name,
		Stood: r.Row.Stood, Mark: r.Row.mark(), Grounds: r.Row.Grounds,
		ProposedBy: r.Row.ProposedBy, ProposedAt: instant(r.Row.ProposedAt),
		DecidedBy: r.Row.DecidedBy, DecidedAt: instant(r.Row.DecidedAt), Accepted: r.Row.Accepted,
	}
}

const correctionColumns = `SELECT q.*, c.name, m.title, m.held_on
FROM roll_corrections q JOIN meetings m ON m.id = q.meeting_id JOIN cadres c ON c.id = q.cadre_id WHERE `

func selectCorrection(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id CorrectionID) (foundCorrection, bool, error) {
	where, args := atMeetings(scope)
	return storage.First[foundCorrection](ctx, tx, correctionColumns+"q.id = ? AND "+where, append([]any{id}, args...)...)
}

func selectCorrections(ctx context.Context, tx storage.ReadTx, scope roster.Scope, openOnly bool) ([]foundCorrection, error) {
	where, args := atMeetings(scope)
	if openOnly {
		where += " AND q.decided_at = 0"
	}
	return storage.Select[foundCorrection](ctx, tx, correctionColumns+where+" ORDER BY q.id DESC", args...)
}

// setDecided keeps the decision and reports whether the correction was open.
func setDecided(ctx context.Context, tx storage.WriteTx, r correctionRow) (bool, error) {
	const statement = "UPDATE roll_corrections SET decided_by = ?, decided_at = ?, accepted = ? WHERE id = ? AND decided_at = 0"
	n, err := storage.Exec(ctx, tx, statement, r.DecidedBy, r.DecidedAt, r.Accepted, r.ID)
	return n == 1, err
}

type leaveRow struct {
	ID        LeaveRequestID
	MeetingID plan.MeetingID
	CadreID   roster.CadreID
	Kind      Presence
	Reason    string
	AskedAt   int64
	DecidedBy roster.CadreID
	DecidedAt int64
	Approved  bool
}

func (leaveRow) TableName() string { return "leave_requests" }

type foundLeave struct {
	Row      leaveRow `gorm:"embedded"`
	Name     string
	Title    string
	StartsAt int64
	State    plan.MeetingState
}

func (r foundLeave) request() LeaveRequest {
	return LeaveRequest{
		ID: r.Row.ID, Meeting: r.Row.MeetingID, Cadre: r.Row.CadreID, Kind: r.Row.Kind, Reason: r.Row.Reason,
		AskedAt: instant(r.Row.AskedAt), DecidedBy: r.Row.DecidedBy, DecidedAt: instant(r.Row.DecidedAt), Approved: r.Row.Approved,
		Name: r.Name, Title: r.Title, StartsAt: calendar.FromMillis(r.StartsAt),
	}
}

const leaveColumns = `SELECT l.*, c.name, m.title, m.starts_at, m.state
FROM leave_requests l JOIN meetings m ON m.id = l.meeting_id JOIN cadres c ON c.id = l.cadre_id WHERE `

func selectLeave(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id LeaveRequestID) (foundLeave, bool, error) {
	where, args := atMeetings(scope)
	return storage.First[foundLeave](ctx, tx, leaveColumns+"l.id = ? AND "+where, append([]any{id}, args...)...)
}

func selectLeaveOf(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id plan.MeetingID) (foundLeave, bool, error) {
	query := leaveColumns + "l.cadre_id = ? AND l.meeting_id = ? ORDER BY l.id DESC LIMIT 1"
	return storage.First[foundLeave](ctx, tx, query, cadre, id)
}

// selectStandingLeave returns what was asked for a meeting and not declined.
func selectStandingLeave(ctx context.Context, tx storage.ReadTx, id plan.MeetingID) ([]foundLeave, error) {
	return storage.Select[foundLeave](ctx, tx, leaveColumns+"l.meeting_id = ? AND (l.decided_at = 0 OR l.approved)", id)
}

func selectOpenLeave(ctx context.Context, tx storage.ReadTx, scope roster.Scope) ([]foundLeave, error) {
	where, args := atMeetings(scope)
	query := leaveColumns + "l.decided_at = 0 AND m.state = 'planned' AND " + where + " ORDER BY m.starts_at, l.id"
	return storage.Select[foundLeave](ctx, tx, query, args...)
}

func replaceLeave(ctx context.Context, tx storage.WriteTx, r leaveRow) error {
	const statement = "UPDATE leave_requests SET kind = ?, reason = ?, asked_at = ? WHERE id = ? AND decided_at = 0"
	_, err := storage.Exec(ctx, tx, statement, r.Kind, r.Reason, r.AskedAt, r.ID)
	return err
}

// decideLeave keeps the decision and reports whether the request was open.
func decideLeave(ctx context.Context, tx storage.WriteTx, r leaveRow) (bool, error) {
	const statement = "UPDATE leave_requests SET decided_by = ?, decided_at = ?, approved = ? WHERE id = ? AND decided_at = 0"
	n, err := storage.Exec(ctx, tx, statement, r.DecidedBy, r.DecidedAt, r.Approved, r.ID)
	return n == 1, err
}
