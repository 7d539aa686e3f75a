package report

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// doubtedRow is one person of an item to check.
type doubtedRow struct {
	CadreID      roster.CadreID
	Name         string
	UnitID       roster.UnitID
	EntryID      hours.EntryID
	OtherEntryID hours.EntryID
	MeetingID    plan.MeetingID
	OtherID      plan.MeetingID
	AudienceID   roster.UnitID
	Title        string
	OtherTitle   string
	HeldOn       calendar.Date
	RecordedAt   int64
}

func (r doubtedRow) doubt(ground Ground) Doubt {
	return Doubt{
		Ground: ground, Meeting: r.MeetingID, Title: r.Title, Other: r.OtherTitle,
		On: r.HeldOn, RecordedAt: calendar.FromMillis(r.RecordedAt),
	}
}

func (r doubtedRow) doubted() Doubted {
	return Doubted{Cadre: r.CadreID, Name: r.Name, Unit: r.UnitID, Entry: r.EntryID, Other: r.OtherEntryID}
}

// A query for a ground goes over mark k on sheet r of meeting m, or over entry e, and person c; its placeholders are the
// day and the instant as listed beside it, then those of the scope.
const (
	doubtedPerson = `SELECT c.id AS cadre_id, c.name, COALESCE(ms.unit_id, 0) AS unit_id, COALESCE(e.id, 0) AS entry_id, `
	doubtedMark   = `m.id AS meeting_id, COALESCE(m.unit_id, g.unit_id) AS audience_id, m.title, m.held_on, r.recorded_at `
	ofMark        = ` JOIN cadres c ON c.id = k.cadre_id LEFT JOIN study_groups g ON g.id = m.group_id
LEFT JOIN memberships ms ON ms.cadre_id = c.id AND ms.from_on <= ? AND ms.to_on >= ?
LEFT JOIN entries e ON e.cadre_id = k.cadre_id AND e.source = 'meeting' AND e.ref = m.id AND e.part = r.number - 1 AND e.correction = 0 `
	notTakenBack = ` AND NOT EXISTS (SELECT 1 FROM entries x WHERE x.reverses_id = e.id AND x.recorded_at <= ?)`
	inTheirOrder = ` ORDER BY m.held_on DESC, m.id, c.sort_key, c.id`
)

// selectDoubted returns the people of the items with a ground, rows of one event together.
func selectDoubted(ctx context.Context, tx storage.ReadTx, ground Ground, scope roster.Scope, at AsOf) ([]doubtedRow, error) {
	switch ground {
	case RecordedLate:
		return selectRecordedLate(ctx, tx, scope, at)
	case TwoPlaces:
		return selectTwoPlaces(ctx, tx, scope, at)
	case NoEvidence:
		return selectNoEvidence(ctx, tx, scope, at)
	default:
		return selectPresentOnLeave(ctx, tx, scope, at)
	}
}

// day is the number of milliseconds of a day.
const day = 24 * 60 * 60 * 1000

// selectRecordedLate leaves out what was recorded within a day; the plan's limit is looked at afterwards.
func selectRecordedLate(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]doubtedRow, error) {
	where, args := scope.Cadres("k.cadre_id", at.On)
	query := doubtedPerson + doubtedMark + `FROM meetings m JOIN rolls r ON r.meeting_id = m.id JOIN roll_marks k ON k.roll_id = r.id` + ofMark +
		`WHERE r.number = 1 AND k.presence = 'present' AND m.held_on BETWEEN ? AND ? AND r.recorded_at <= ? AND r.recorded_at - m.ends_at > ? AND ` +
		standing("r", "k") + notTakenBack + " AND " + where + inTheirOrder
	first := []any{at.On, at.On, at.span().From, at.On, at.known(), day, at.known(), at.known()}
	return storage.Select[doubtedRow](ctx, tx, query, append(first, args...)...)
}

// selectTwoPlaces looks for pairs of meetings at the same time first, of which there are few.
func selectTwoPlaces(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]doubtedRow, error) {
	where, args := scope.Cadres("k.cadre_id", at.On)
	query := doubtedPerson + `COALESCE(eo.id, 0) AS other_entry_id, o.id AS other_id, o.title AS other_title, ` + doubtedMark + `
FROM meetings m JOIN meetings o ON o.held_on = m.held_on AND o.id > m.id AND o.starts_at < m.ends_at AND m.starts_at < o.ends_at
JOIN rolls r ON r.meeting_id = m.id JOIN roll_marks k ON k.roll_id = r.id
JOIN rolls ro ON ro.meeting_id = o.id JOIN roll_marks ko ON ko.roll_id = ro.id AND ko.cadre_id = k.cadre_id` + ofMark + `
LEFT JOIN entries eo ON eo.cadre_id = k.cadre_id AND eo.source = 'meeting' AND eo.ref = o.id AND eo.part = ro.number - 1 AND eo.correction = 0
WHERE k.presence = 'present' AND ko.presence = 'present' AND m.held_on BETWEEN ? AND ? AND r.recorded_at <= ? AND ro.recorded_at <= ? AND ` +
		standing("r", "k") + " AND " + standing("ro", "ko") + notTakenBack + `
AND NOT EXISTS (SELECT 1 FROM entries x WHERE x.reverses_id = eo.id AND x.recorded_at <= ?) AND ` + where + `
ORDER BY m.held_on DESC, m.id, o.id, c.sort_key, c.id`
	first := []any{at.On, at.On, at.span().From, at.On, at.known(), at.known(), at.known(), at.known(), at.known(), at.known()}
	return storage.Select[doubtedRow](ctx, tx, query, append(first, args...)...)
}

// selectNoEvidence looks for booked make-ups that name no paper, or another one than closed the make-up.
func selectNoEvidence(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]doubtedRow, error) {
	where, args := scope.Cadres("e.cadre_id", at.On)
	query := doubtedPerson + `e.title, e.happened_on AS held_on, e.recorded_at FROM entries e JOIN cadres c ON c.id = e.cadre_id
LEFT JOIN memberships ms ON ms.cadre_id = c.id AND ms.from_on <= ? AND ms.to_on >= ?
WHERE e.source = 'make_up' AND e.reverses_id IS NULL AND e.happened_on BETWEEN ? AND ? AND e.recorded_at <= ? AND
(e.evidence = '' OR e.evidence_id = 0 OR NOT EXISTS (SELECT 1 FROM make_ups u WHERE u.id = e.ref AND u.cadre_id = e.cadre_id AND u.attempt_id = e.evidence_id))` +
		notTakenBack + " AND " + where + ` ORDER BY e.happened_on DESC, e.id`
	first := []any{at.On, at.On, at.span().From, at.On, at.known(), at.known()}
	return storage.Select[doubtedRow](ctx, tx, query, append(first, args...)...)
}

// selectPresentOnLeave looks for people whose leave from a meeting was granted and who are on its roll as present.
func selectPresentOnLeave(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]doubtedRow, error) {
	where, args := scope.Cadres("k.cadre_id", at.On)
	query := doubtedPerson + doubtedMark + `FROM leave_requests l JOIN meetings m ON m.id = l.meeting_id JOIN rolls r ON r.meeting_id = m.id
JOIN roll_marks k ON k.roll_id = r.id AND k.cadre_id = l.cadre_id` + ofMark + `
WHERE l.approved AND l.decided_at <= ? AND k.presence = 'present' AND m.held_on BETWEEN ? AND ? AND r.recorded_at <= ? AND ` +
		standing("r", "k") + notTakenBack + " AND " + where + inTheirOrder
	first := []any{at.On, at.On, at.known(), at.span().From, at.On, at.known(), at.known(), at.known()}
	return storage.Select[doubtedRow](ctx, tx, query, append(first, args...)...)
}
