package report

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/doubt"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// presenceRow is a person on the roll of a meeting, and perhaps the class that the person attended on that day.
type presenceRow struct {
	CadreID    roster.CadreID
	Name       string
	SortKey    string
	UnitID     roster.UnitID
	EntryID    hours.EntryID
	MeetingID  int64
	AudienceID roster.UnitID
	Title      string
	HeldOn     calendar.Date
	StartsAt   int64
	EndsAt     int64
	Number     int
	RecordedAt int64
	Excused    bool

	ClassID      int64
	ClassTitle   string
	ClassUnitID  roster.UnitID
	ClassFromOn  calendar.Date
	ClassToOn    calendar.Date
	ClassDays    hours.Days
	ClassEntryID hours.EntryID
}

func (r presenceRow) person() doubt.Person {
	return personOf(r.CadreID, r.Name, r.SortKey, r.UnitID, r.EntryID)
}

func personOf(id roster.CadreID, name, sortKey string, unit roster.UnitID, entry hours.EntryID) doubt.Person {
	p := doubt.Person{Cadre: id, Name: name, SortKey: sortKey, Unit: unit}
	if entry != 0 {
		p.Entries = []hours.EntryID{entry}
	}
	return p
}

func (r presenceRow) place() doubt.Place {
	return doubt.Place{
		Kind: doubt.Meeting, ID: r.MeetingID, Title: r.Title, Unit: r.AudienceID, On: r.HeldOn,
		From: calendar.FromMillis(r.StartsAt), To: calendar.FromMillis(r.EndsAt), Entry: r.EntryID,
	}
}

// presences returns the person at the meeting, and at the class when it certainly met on that day.
func (r presenceRow) presences(limit func(roster.UnitID) int) []doubt.Presence {
	list := []doubt.Presence{{
		Person: r.person(), At: r.place(), RecordedAt: calendar.FromMillis(r.RecordedAt),
		Corrected: r.Number > 1, Limit: limit(r.AudienceID), Excused: r.Excused,
	}}
	span := doubt.Span{Span: calendar.Span{From: r.ClassFromOn, To: r.ClassToOn}, Days: r.ClassDays}
	if r.ClassID == 0 {
		return list
	}
	if from, to, certain := span.Hours(r.HeldOn); certain {
		list = append(list, doubt.Presence{
			Person: personOf(r.CadreID, r.Name, r.SortKey, r.UnitID, r.ClassEntryID), RecordedAt: calendar.FromMillis(r.RecordedAt),
			At: doubt.Place{Kind: doubt.Class, ID: r.ClassID, Title: r.ClassTitle, Unit: r.ClassUnitID, On: r.HeldOn, From: from, To: to, Entry: r.ClassEntryID},
		})
	}
	return list
}

// A statement about presences goes over mark k on sheet r of meeting m, and person c; its placeholders are the day and
// the instant as listed beside it, then those of the scope.
const (
	markedPerson = `SELECT c.id AS cadre_id, c.name, c.sort_key, COALESCE(ms.unit_id, 0) AS unit_id, COALESCE(e.id, 0) AS entry_id,
 m.id AS meeting_id, COALESCE(m.unit_id, g.unit_id) AS audience_id, m.title, m.held_on, m.starts_at, m.ends_at, r.number, r.recorded_at`
	ofMark = ` JOIN cadres c ON c.id = k.cadre_id LEFT JOIN study_groups g ON g.id = m.group_id
LEFT JOIN memberships ms ON ms.cadre_id = c.id AND ms.from_on <= ? AND ms.to_on >= ?
LEFT JOIN entries e ON e.cadre_id = k.cadre_id AND e.source = 'meeting' AND e.ref = m.id AND e.part = r.number - 1 AND e.correction = 0
WHERE m.held_on BETWEEN ? AND ? AND r.recorded_at <= ? `
	present      = ` AND k.presence = 'present' `
	notTakenBack = ` AND NOT EXISTS (SELECT 1 FROM entries x WHERE x.reverses_id = e.id AND x.recorded_at <= ?)`
	onRoll       = ` JOIN rolls r ON r.meeting_id = m.id JOIN roll_marks k ON k.roll_id = r.id`
)

// day is the number of milliseconds of a day.
const day = 24 * 60 * 60 * 1000

// marked returns the arguments of ofMark.
func marked(at AsOf) []any { return []any{at.On, at.On, at.span().From, at.On, at.known()} }

// selectMarked selects presences: the statement ends with the conditions, of which all but the scope's have the instant
// for every placeholder.
func selectMarked(ctx context.Context, tx storage.ReadTx, query string, args []any, scope roster.Scope, at AsOf, instants int) ([]presenceRow, error) {
	where, in := scope.Cadres("k.cadre_id", at.On)
	for range instants {
		args = append(args, at.known())
	}
	return storage.Select[presenceRow](ctx, tx, query+" AND "+where, append(args, in...)...)
}

// selectRecordedLate leaves out what was recorded within a day; the plan's limit is looked at afterwards.
func selectRecordedLate(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]presenceRow, error) {
	query := markedPerson + ` FROM meetings m` + onRoll + ofMark + present + `AND r.number = 1 AND r.recorded_at - m.ends_at > ? AND ` + standing("r", "k") + notTakenBack
	return selectMarked(ctx, tx, query, append(marked(at), day), scope, at, 2)
}

// selectOverlapping looks for pairs of meetings at the same time first, of which there are few.
func selectOverlapping(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]presenceRow, error) {
	query := markedPerson + ` FROM meetings m JOIN meetings o ON o.held_on = m.held_on AND o.id <> m.id AND o.starts_at < m.ends_at AND m.starts_at < o.ends_at
JOIN rolls ro ON ro.meeting_id = o.id JOIN roll_marks ko ON ko.roll_id = ro.id` + onRoll + ` AND k.cadre_id = ko.cadre_id` + ofMark + present +
		`AND ko.presence = 'present' AND ro.recorded_at <= ? AND ` + standing("r", "k") + " AND " + standing("ro", "ko") + notTakenBack
	return selectMarked(ctx, tx, query, marked(at), scope, at, 4)
}

// selectOnClassDays looks for meetings on the days of a class that the person attended without leave.
func selectOnClassDays(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]presenceRow, error) {
	query := markedPerson + `, cl.id AS class_id, cl.title AS class_title, cl.unit_id AS class_unit_id, cl.from_on AS class_from_on, cl.to_on AS class_to_on,
 cl.days AS class_days, COALESCE((SELECT MIN(b.id) FROM entries b WHERE b.cadre_id = k.cadre_id AND b.source = 'training_class' AND b.ref = cl.id), 0) AS class_entry_id
FROM training_marks t JOIN training_rolls tr ON tr.id = t.roll_id JOIN training_classes cl ON cl.id = t.class_id
JOIN roll_marks k ON k.cadre_id = t.cadre_id JOIN rolls r ON r.id = k.roll_id
JOIN meetings m ON m.id = r.meeting_id AND m.held_on BETWEEN cl.from_on AND cl.to_on` + ofMark + present +
		`AND t.attended AND t.away = 0 AND cl.kind = 'off_job' AND cl.days > 0 AND tr.recorded_at <= ? AND ` + standing("r", "k") + notTakenBack
	return selectMarked(ctx, tx, query, marked(at), scope, at, 3)
}

// selectPresentOnLeave looks for people whose leave from a meeting was granted and who are on its roll as present.
func selectPresentOnLeave(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]presenceRow, error) {
	query := markedPerson + `, TRUE AS excused FROM leave_requests l JOIN meetings m ON m.id = l.meeting_id
JOIN rolls r ON r.meeting_id = m.id JOIN roll_marks k ON k.roll_id = r.id AND k.cadre_id = l.cadre_id` + ofMark + present +
		`AND l.approved AND l.decided_at <= ? AND ` + standing("r", "k") + notTakenBack
	return selectMarked(ctx, tx, query, marked(at), scope, at, 3)
}

// selectNotMadeUp looks for absences whose make-up was due before the day and is not known to be closed.
func selectNotMadeUp(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]presenceRow, error) {
	query := markedPerson + ` FROM make_ups u JOIN meetings m ON m.id = u.meeting_id
JOIN rolls r ON r.meeting_id = m.id JOIN roll_marks k ON k.roll_id = r.id AND k.cadre_id = u.cadre_id` + ofMark +
		`AND k.presence <> 'present' AND u.due_on < ? AND (u.state = 'open' OR u.state = 'closed' AND u.closed_at > ?) AND ` + standing("r", "k")
	return selectMarked(ctx, tx, query, append(marked(at), at.On), scope, at, 2)
}
