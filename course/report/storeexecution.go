package report

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/variance"
)

// covered is whom a plan covers: a scope without the units that have a plan of their own.
type covered struct{ in, out roster.Scope }

// cadres returns a condition over a column that holds the id of a person, as roster.Scope does.
func (c covered) cadres(column string, on calendar.Date) (string, []any) {
	in, args := c.in.Cadres(column, on)
	if c.out.IsNobody() {
		return in, args
	}
	out, more := c.out.Cadres(column, on)
	return in + " AND NOT " + out, append(args, more...)
}

type coveredRow struct {
	CadreID roster.CadreID
	Path    string
}

func selectCovered(ctx context.Context, tx storage.ReadTx, whom covered, at AsOf) ([]coveredRow, error) {
	where, args := whom.cadres("ms.cadre_id", at.On)
	query := `SELECT ms.cadre_id, o.path FROM memberships ms JOIN units o ON o.id = ms.unit_id
WHERE ms.from_on <= ? AND ms.to_on >= ? AND ` + where + " ORDER BY ms.cadre_id"
	return storage.Select[coveredRow](ctx, tx, query, append([]any{at.On, at.On}, args...)...)
}

type joinedRow struct {
	GroupID roster.GroupID
	Kind    roster.GroupKind
	CadreID roster.CadreID
}

func selectJoined(ctx context.Context, tx storage.ReadTx, at AsOf) ([]joinedRow, error) {
	const query = `SELECT gm.group_id, g.kind, gm.cadre_id FROM group_members gm JOIN study_groups g ON g.id = gm.group_id
WHERE gm.from_on <= ? AND gm.to_on >= ? ORDER BY gm.group_id, gm.cadre_id`
	return storage.Select[joinedRow](ctx, tx, query, at.On, at.On)
}

type topicMeetingRow struct {
	ID         plan.MeetingID
	UnitID     roster.UnitID // of the unit or, for a group, of the group's unit
	GroupID    roster.GroupID
	Path       string
	TopicKey   string
	Mode       hours.Mode
	HeldOn     calendar.Date
	Amount     hours.Amount
	Confirmed  bool
	Cancelled  bool
	CancelKind plan.CancelKind
	Reason     string
}

// selectTopicMeetings returns the meetings of the year that take up a topic of whatever plan, as far as they were known;
// of a cancellation as it was by the end of the day. One from before reasons were kept counts from the start.
func selectTopicMeetings(ctx context.Context, tx storage.ReadTx, at AsOf) ([]topicMeetingRow, error) {
	const query = `SELECT m.id, u.id AS unit_id, COALESCE(m.group_id, 0) AS group_id, u.path, m.topic_key, m.held_on, m.amount,
 CASE WHEN g.kind = 'central' THEN 'collective' ELSE m.mode END AS mode, r.id IS NOT NULL AS confirmed,
 m.state = 'cancelled' AND COALESCE(x.cancelled_at, 0) <= ? AS cancelled, COALESCE(x.kind, '') AS cancel_kind, COALESCE(x.reason, '') AS reason
FROM meetings m LEFT JOIN study_groups g ON g.id = m.group_id JOIN units u ON u.id = COALESCE(m.unit_id, g.unit_id)
LEFT JOIN rolls r ON r.meeting_id = m.id AND r.number = 1 AND r.recorded_at <= ? AND m.held_on <= ?
LEFT JOIN meeting_cancellations x ON x.meeting_id = m.id
WHERE m.topic_key <> '' AND m.held_on BETWEEN ? AND ? AND m.created_at <= ? ORDER BY m.starts_at, m.id`
	year := calendar.StudyYear(at.Year)
	return storage.Select[topicMeetingRow](ctx, tx, query, at.happened(), at.known(), at.On, year.From, year.To, at.known())
}

func (r topicMeetingRow) meeting(at AsOf, audience int, marks variance.Marks) variance.Meeting {
	m := variance.Meeting{
		ID: r.ID, Topic: r.TopicKey, Mode: r.Mode, On: r.HeldOn, Hours: r.Amount, Why: r.Reason, Audience: audience, State: variance.Open,
	}
	switch {
	case r.Cancelled && r.CancelKind == plan.Working:
		m.State = variance.Working
	case r.Cancelled:
		m.State = variance.CalledOff
	case r.Confirmed:
		m.State, m.Marks = variance.Held, marks
	case r.HeldOn > at.On:
		m.State = variance.Ahead
	}
	return m
}

type countedMarkRow struct {
	MeetingID                        plan.MeetingID
	Present, OnLeave, OnDuty, Absent int
}

// countMarks counts for each meeting of a topic what its roll says about the people, corrections known then included. Few
// rolls are corrected: only the marks of those are looked up one by one.
func countMarks(ctx context.Context, tx storage.ReadTx, whom covered, at AsOf) (map[plan.MeetingID]variance.Marks, error) {
	where, args := whom.cadres("k.cadre_id", at.On)
	query := `SELECT r.meeting_id, SUM(CASE WHEN k.presence = 'present' THEN 1 ELSE 0 END) AS present, SUM(CASE WHEN k.presence = 'leave' THEN 1 ELSE 0 END) AS on_leave,
 SUM(CASE WHEN k.presence = 'official_duty' THEN 1 ELSE 0 END) AS on_duty, SUM(CASE WHEN k.presence = 'absent' THEN 1 ELSE 0 END) AS absent
FROM meetings m JOIN rolls r ON r.meeting_id = m.id JOIN roll_marks k ON k.roll_id = r.id
WHERE m.topic_key <> '' AND m.held_on BETWEEN ? AND ? AND r.recorded_at <= ?
 AND (r.meeting_id NOT IN (SELECT meeting_id FROM rolls WHERE number > 1) OR ` + standing("r", "k") + ") AND " + where + " GROUP BY r.meeting_id"
	rows, err := storage.Select[countedMarkRow](ctx, tx, query, append([]any{at.span().From, at.span().To, at.known(), at.known()}, args...)...)
	counts := make(map[plan.MeetingID]variance.Marks, len(rows))
	for _, r := range rows {
		counts[r.MeetingID] = variance.Marks{Present: r.Present, OnLeave: r.OnLeave, OnDuty: r.OnDuty, Absent: r.Absent}
	}
	return counts, err
}

// eventKey is, as SQL, one number for the event, mode and quarter of an entry e: sorting fifty thousand numbers takes a
// third of the time of sorting as many texts. It is ref, then three bits for the source and two each for mode and quarter.
func eventKey() string {
	code := func(column string, list []string) string {
		sql := "CASE " + column
		for n, value := range list {
			sql += fmt.Sprintf(" WHEN '%s' THEN %d", value, n)
		}
		return sql + fmt.Sprintf(" ELSE %d END", len(list)-1)
	}
	var sources, modes []string
	for _, s := range hours.Sources() {
		sources = append(sources, string(s))
	}
	for _, m := range hours.Modes() {
		modes = append(modes, string(m))
	}
	return "e.ref * 128 + (" + code("e.source", sources) + ") * 16 + (" + code("e.mode", modes) + ") * 4 + (e.happened_on / 100 % 100 - 1) / 3"
}

type bookingRow struct {
	Event     int64
	MeetingID int64 // of a make-up
	Amount    hours.Amount
}

// booking takes the number of eventKey apart.
func (r bookingRow) booking() variance.Booking {
	b := variance.Booking{
		Source: hours.Sources()[r.Event/16%8], Ref: r.Event / 128, Mode: hours.Modes()[r.Event/4%4], Quarter: calendar.Quarter(r.Event%4 + 1), Amount: r.Amount,
	}
	if b.Source == hours.SourceMakeUp {
		b.Ref = r.MeetingID
	}
	return b
}

// selectBookings adds up the entries of the year by event, mode and quarter; a make-up counts with its meeting.
func selectBookings(ctx context.Context, tx storage.ReadTx, whom covered, at AsOf) ([]variance.Booking, error) {
	where, args := whom.cadres("e.cadre_id", at.On)
	query := `SELECT s.event, COALESCE(u.meeting_id, 0) AS meeting_id, s.amount FROM (SELECT ` + eventKey() + ` AS event, SUM(e.amount) AS amount FROM entries e
 WHERE ` + where + ` AND e.happened_on BETWEEN ? AND ? AND e.recorded_at <= ? GROUP BY ` + eventKey() + `) s LEFT JOIN make_ups u ON u.id = s.event / 128`
	rows, err := storage.Select[bookingRow](ctx, tx, query, append(args, at.span().From, at.span().To, at.known())...)
	list := make([]variance.Booking, len(rows))
	for n, r := range rows {
		list[n] = r.booking()
	}
	return list, err
}

// sumLedger adds up the same entries without looking at what they are for.
func sumLedger(ctx context.Context, tx storage.ReadTx, whom covered, at AsOf) (hours.Amount, error) {
	where, args := whom.cadres("e.cadre_id", at.On)
	query := "SELECT COALESCE(SUM(e.amount), 0) AS amount FROM entries e WHERE " + where + " AND e.happened_on BETWEEN ? AND ? AND e.recorded_at <= ?"
	row, _, err := storage.First[struct{ Amount hours.Amount }](ctx, tx, query, append(args, at.span().From, at.span().To, at.known())...)
	return row.Amount, err
}

// selectFinished counts for each item how many of the people finished it by the end of the day, as known.
func selectFinished(ctx context.Context, tx storage.ReadTx, whom covered, at AsOf) (map[plan.Item]int, error) {
	where, args := whom.cadres("f.cadre_id", at.On)
	query := "SELECT f.kind, f.ref, COUNT(*) AS people FROM finished_items f WHERE f.finished_at <= ? AND " + where + " GROUP BY f.kind, f.ref"
	rows, err := storage.Select[struct {
		Kind   plan.ItemKind
		Ref    int64
		People int
	}](ctx, tx, query, append([]any{at.happened()}, args...)...)
	finished := make(map[plan.Item]int, len(rows))
	for _, r := range rows {
		finished[plan.Item{Kind: r.Kind, Ref: r.Ref}] = r.People
	}
	return finished, err
}
