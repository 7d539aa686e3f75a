package attendance

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type sheetRow struct {
	ID         SheetID
	MeetingID  plan.MeetingID
	Number     int
	Reason     string
	RecordedBy roster.CadreID
	RecordedAt int64
	ApprovedBy roster.CadreID
}

func (sheetRow) TableName() string { return "rolls" }

func (r sheetRow) sheet() Sheet {
	return Sheet{
		ID: r.ID, Meeting: r.MeetingID, Number: r.Number, Reason: r.Reason,
		By: r.RecordedBy, RecordedAt: calendar.FromMillis(r.RecordedAt), ApprovedBy: r.ApprovedBy,
	}
}

type markRow struct {
	RollID   SheetID
	CadreID  roster.CadreID
	Position int
	Presence Presence
	Reason   string
}

func (markRow) TableName() string { return "roll_marks" }

func selectSheets(ctx context.Context, tx storage.ReadTx, id plan.MeetingID) ([]sheetRow, error) {
	return storage.Select[sheetRow](ctx, tx, "SELECT * FROM rolls WHERE meeting_id = ? ORDER BY number", id)
}

// standing says, as SQL, that no later sheet r2 says something else about the person of mark k on sheet r.
const standing = `NOT EXISTS (SELECT 1 FROM rolls r2 JOIN roll_marks k2 ON k2.roll_id = r2.id
  WHERE r2.meeting_id = r.meeting_id AND r2.number > r.number AND k2.cadre_id = k.cadre_id)`

type lineRow struct {
	CadreID           roster.CadreID
	Name              string
	Post              string
	Number            int
	Presence          Presence
	Reason            string
	ConfirmedPresence Presence
	ConfirmedReason   string
}

func (r lineRow) line() Line {
	return Line{
		Mark: Mark{r.CadreID, r.Presence, r.Reason}, Name: r.Name, Post: r.Post, Number: r.Number,
		Confirmed: Mark{r.CadreID, r.ConfirmedPresence, r.ConfirmedReason},
	}
}

// selectLines returns the mark that counts for each person, beside that of the confirmed sheet and in its order.
func selectLines(ctx context.Context, tx storage.ReadTx, id plan.MeetingID) ([]lineRow, error) {
	const query = `SELECT k.cadre_id, c.name, c.post, r.number, k.presence, k.reason,
 f.presence AS confirmed_presence, f.reason AS confirmed_reason
FROM rolls one JOIN roll_marks f ON f.roll_id = one.id
JOIN rolls r ON r.meeting_id = one.meeting_id JOIN roll_marks k ON k.roll_id = r.id AND k.cadre_id = f.cadre_id
JOIN cadres c ON c.id = f.cadre_id
WHERE one.meeting_id = ? AND one.number = 1 AND ` + standing + ` ORDER BY f.position`
	return storage.Select[lineRow](ctx, tx, query, id)
}

// sealedSheet is a sheet with all that its leaf binds.
type sealedSheet struct {
	Row      sheetRow `gorm:"embedded"`
	UnitID   roster.UnitID
	GroupID  roster.GroupID
	Mode     hours.Mode
	Title    string
	Subject  string
	HeldOn   calendar.Date
	StartsAt int64
	EndsAt   int64
	Place    string
	Host     string
	Amount   hours.Amount
	marks    []markRow
}

// selectSealed returns at most limit sheets after one, by id, with their marks.
func selectSealed(ctx context.Context, tx storage.ReadTx, after SheetID, limit int) ([]sealedSheet, error) {
	const query = `SELECT r.*, COALESCE(m.unit_id, 0) AS unit_id, COALESCE(m.group_id, 0) AS group_id,
 m.mode, m.title, m.subject, m.held_on, m.starts_at, m.ends_at, m.place, m.host, m.amount
FROM rolls r JOIN meetings m ON m.id = r.meeting_id WHERE r.id > ? ORDER BY r.id LIMIT ?`
	sheets, err := storage.Select[sealedSheet](ctx, tx, query, after, limit)
	if err != nil || len(sheets) == 0 {
		return nil, err
	}
	const marks = "SELECT * FROM roll_marks WHERE roll_id BETWEEN ? AND ? ORDER BY roll_id, position, cadre_id"
	rows, err := storage.Select[markRow](ctx, tx, marks, sheets[0].Row.ID, sheets[len(sheets)-1].Row.ID)
	if err != nil {
		return nil, err
	}
	at := make(map[SheetID]int, len(sheets))
	for i, s := range sheets {
		at[s.Row.ID] = i
	}
	for _, r := range rows {
		if i, known := at[r.RollID]; known {
			sheets[i].marks = append(sheets[i].marks, r)
		}
	}
	return sheets, nil
}

type statedRow struct {
	Row        sheetRow `gorm:"embedded"`
	CadreID    roster.CadreID
	Presence   Presence
	MarkReason string
}

func (r statedRow) mark() Mark { return Mark{r.CadreID, r.Presence, r.MarkReason} }

// selectStated returns what all sheets of the roll to which a sheet belongs say about a person.
func selectStated(ctx context.Context, tx storage.ReadTx, id SheetID, cadre roster.CadreID) ([]statedRow, error) {
	const query = `SELECT r.*, k.cadre_id, k.presence, k.reason AS mark_reason
FROM rolls s JOIN rolls r ON r.meeting_id = s.meeting_id JOIN roll_marks k ON k.roll_id = r.id
WHERE s.id = ? AND k.cadre_id = ? ORDER BY r.number`
	return storage.Select[statedRow](ctx, tx, query, id, cadre)
}

type countRow struct {
	Presence Presence
	Persons  int
}

func selectCounts(ctx context.Context, tx storage.ReadTx, id SheetID) ([]countRow, error) {
	const query = "SELECT presence, COUNT(*) AS persons FROM roll_marks WHERE roll_id = ? GROUP BY presence"
	return storage.Select[countRow](ctx, tx, query, id)
}
