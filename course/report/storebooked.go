package report

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/doubt"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// bookedRow is an entry with its person.
type bookedRow struct {
	CadreID    roster.CadreID
	Name       string
	SortKey    string
	UnitID     roster.UnitID
	EntryID    hours.EntryID
	Title      string
	HappenedOn calendar.Date
	Amount     hours.Amount
	RecordedAt int64
}

// An entry with its person; the placeholders are the day twice, then the span and the instant.
const (
	bookedPerson = `SELECT c.id AS cadre_id, c.name, c.sort_key, COALESCE(ms.unit_id, 0) AS unit_id, e.id AS entry_id,
 e.title, e.happened_on, e.amount, e.recorded_at FROM entries e JOIN cadres c ON c.id = e.cadre_id
LEFT JOIN memberships ms ON ms.cadre_id = c.id AND ms.from_on <= ? AND ms.to_on >= ?
WHERE e.reverses_id IS NULL AND e.happened_on BETWEEN ? AND ? AND e.recorded_at <= ? `
	// ofOneDay leaves out classes: their hours belong to several days, and are booked on one.
	ofOneDay = ` AND activity NOT IN ('training_class', 'online_class')`
)

func selectBooked(ctx context.Context, tx storage.ReadTx, query string, args []any) ([]doubt.Booking, error) {
	rows, err := storage.Select[bookedRow](ctx, tx, query, args...)
	list := make([]doubt.Booking, len(rows))
	for n, r := range rows {
		list[n] = doubt.Booking{
			Person: personOf(r.CadreID, r.Name, r.SortKey, r.UnitID, r.EntryID),
			Title:  r.Title, On: r.HappenedOn, Amount: r.Amount, RecordedAt: calendar.FromMillis(r.RecordedAt),
		}
	}
	return list, err
}

// selectLongDays returns all that people have on days with more than the hours of one, of what was not taken back.
func selectLongDays(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]doubt.Booking, error) {
	where, in := scope.Cadres("entries.cadre_id", at.On)
	query := bookedPerson + notTakenBack + ofOneDay + ` AND (e.cadre_id, e.happened_on) IN (SELECT cadre_id, happened_on FROM entries
WHERE happened_on BETWEEN ? AND ? AND recorded_at <= ?` + ofOneDay + ` AND ` + where + ` GROUP BY cadre_id, happened_on HAVING SUM(amount) > ?)`
	args := append(marked(at), at.known(), at.span().From, at.On, at.known())
	return selectBooked(ctx, tx, query, append(append(args, in...), doubt.LongestDay))
}

// selectNoEvidence looks for booked make-ups that name no paper, or another one than closed the make-up.
func selectNoEvidence(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]doubt.Booking, error) {
	where, in := scope.Cadres("e.cadre_id", at.On)
	query := bookedPerson + notTakenBack + ` AND e.source = 'make_up' AND (e.evidence = '' OR e.evidence_id = 0 OR
 NOT EXISTS (SELECT 1 FROM make_ups u WHERE u.id = e.ref AND u.cadre_id = e.cadre_id AND u.attempt_id = e.evidence_id)) AND ` + where
	return selectBooked(ctx, tx, query, append(append(marked(at), at.known()), in...))
}

// sheetRow is a roll as it was confirmed, with who did.
type sheetRow struct {
	SheetID    int64
	Hand       roster.CadreID
	Name       string
	RecordedAt int64
	MeetingID  int64
	UnitID     roster.UnitID
	Title      string
	HeldOn     calendar.Date
	StartsAt   int64
	EndsAt     int64
	EntryID    hours.EntryID
	Inside     bool // the meeting is in the scope
}

func (r sheetRow) sheet() doubt.Sheet {
	return doubt.Sheet{ID: r.SheetID, Hand: r.Hand, Name: r.Name, RecordedAt: calendar.FromMillis(r.RecordedAt), Of: doubt.Place{
		Kind: doubt.Meeting, ID: r.MeetingID, Title: r.Title, Unit: r.UnitID, On: r.HeldOn,
		From: calendar.FromMillis(r.StartsAt), To: calendar.FromMillis(r.EndsAt), Entry: r.EntryID,
	}}
}

// selectSheets returns all rolls of the year of those who confirmed at least as many within a day from evening to evening
// as may raise a question, of whatever unit: the same questions arise for every reader.
func selectSheets(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]sheetRow, error) {
	inside, args := scope.Units("COALESCE(m.unit_id, g.unit_id)")
	const confirmed = ` FROM rolls r JOIN meetings m ON m.id = r.meeting_id LEFT JOIN study_groups g ON g.id = m.group_id `
	const counted = `WHERE r.number = 1 AND m.held_on BETWEEN ? AND ? AND r.recorded_at <= ? `
	query := `SELECT r.id AS sheet_id, r.recorded_by AS hand, c.name, r.recorded_at, m.id AS meeting_id, COALESCE(m.unit_id, g.unit_id) AS unit_id, m.title, m.held_on,
 m.starts_at, m.ends_at, ` + inside + ` AS inside, COALESCE((SELECT MIN(e.id) FROM roll_marks k JOIN entries e ON e.cadre_id = k.cadre_id AND e.source = 'meeting' AND e.ref = m.id
 AND e.part = 0 AND e.correction = 0 WHERE k.roll_id = r.id), 0) AS entry_id` + confirmed + `JOIN cadres c ON c.id = r.recorded_by ` + counted +
		`AND r.recorded_by IN (SELECT r.recorded_by` + confirmed + counted + `GROUP BY r.recorded_by, (r.recorded_at - ?) / ? HAVING COUNT(*) >= ?)`
	span := []any{at.span().From, at.On, at.known()}
	args = append(append(args, span...), span...)
	const evening = 12 * 60 * 60 * 1000 // 20:00 in Shanghai is noon by UTC
	return storage.Select[sheetRow](ctx, tx, query, append(args, evening, day, doubt.ManySheets)...)
}
