package training

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type sheetRow struct {
	ID         SheetID
	ClassID    ClassID
	Number     int
	File       string
	FileSum    string
	RecordedBy roster.CadreID
	RecordedAt int64
}

func (sheetRow) TableName() string { return "training_rolls" }

func (r sheetRow) sheet() Sheet {
	return Sheet{
		ID: r.ID, Class: r.ClassID, Number: r.Number, File: r.File, FileSum: r.FileSum,
		By: r.RecordedBy, RecordedAt: calendar.FromMillis(r.RecordedAt),
	}
}

type markRow struct {
	ID         MarkID
	RollID     SheetID
	ClassID    ClassID
	CadreID    roster.CadreID
	Position   int
	Attended   bool
	Away       hours.Amount
	Reason     string
	Recognised bool
	Days       hours.Days
	Amount     hours.Amount
	Later      int64
	FileRow    int
}

func (markRow) TableName() string { return "training_marks" }

func (r markRow) mark() Mark { return Mark{r.CadreID, r.Attended, r.Away, r.Reason} }

func (r markRow) extent() Extent { return Extent{r.Days, r.Amount, r.Later} }

func (r markRow) line() Line {
	return Line{ID: r.ID, Mark: r.mark(), Recognised: r.Recognised, Extent: r.extent(), Row: r.FileRow}
}

func rowOfLine(s Sheet, position int, l Line) markRow {
	return markRow{
		RollID: s.ID, ClassID: s.Class, CadreID: l.Cadre, Position: position, Attended: l.Attended, Away: l.Away, Reason: l.Reason,
		Recognised: l.Recognised, Days: l.Days, Amount: l.Hours, Later: l.Later, FileRow: l.Row,
	}
}

func selectSheets(ctx context.Context, tx storage.ReadTx, id ClassID) ([]sheetRow, error) {
	return storage.Select[sheetRow](ctx, tx, "SELECT * FROM training_rolls WHERE class_id = ? ORDER BY number", id)
}

func selectLastSheet(ctx context.Context, tx storage.ReadTx, id ClassID) (int, error) {
	const query = "SELECT COALESCE(MAX(number), 0) AS number FROM training_rolls WHERE class_id = ?"
	row, _, err := storage.First[sheetRow](ctx, tx, query, id)
	return row.Number, err
}

// selectMarks returns the marks of the sheets from one to another, by sheet and place.
func selectMarks(ctx context.Context, tx storage.ReadTx, first, last SheetID) ([]markRow, error) {
	const query = "SELECT * FROM training_marks WHERE roll_id BETWEEN ? AND ? ORDER BY roll_id, position"
	return storage.Select[markRow](ctx, tx, query, first, last)
}

type lineRow struct {
	Mark    markRow `gorm:"embedded"`
	Number  int
	StaffNo string
	Name    string
}

func (r lineRow) line() Line {
	l := r.Mark.line()
	l.Sheet, l.StaffNo, l.Name = r.Number, r.StaffNo, r.Name
	return l
}

func selectLines(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id ClassID, on calendar.Date) ([]lineRow, error) {
	where, args := scope.Cadres("k.cadre_id", on)
	query := `SELECT k.*, r.number, c.staff_no, c.name FROM training_marks k JOIN training_rolls r ON r.id = k.roll_id
JOIN cadres c ON c.id = k.cadre_id WHERE k.class_id = ? AND ` + where + ` ORDER BY r.number, k.position`
	return storage.Select[lineRow](ctx, tx, query, append([]any{id}, args...)...)
}

// attendedRow is a class with what its roll says about one person. Both have an id and figures, so the mark has its own
// names.
type attendedRow struct {
	Row  classRow `gorm:"embedded"`
	Mark markRow  `gorm:"embedded;embeddedPrefix:mark_"`
}

const attendedColumns = `SELECT t.*, k.id AS mark_id, k.cadre_id AS mark_cadre_id, k.attended AS mark_attended, k.away AS mark_away,
 k.reason AS mark_reason, k.recognised AS mark_recognised, k.days AS mark_days, k.amount AS mark_amount, k.later AS mark_later,
 k.file_row AS mark_file_row
FROM training_marks k JOIN training_classes t ON t.id = k.class_id WHERE `

// selectPast returns what is on record about the persons of a scope, of classes that share a day with the span.
func selectPast(ctx context.Context, tx storage.ReadTx, scope roster.Scope, span calendar.Span) ([]attendedRow, error) {
	where, args := scope.Cadres("k.cadre_id", span.To)
	query := attendedColumns + "t.from_on <= ? AND t.to_on >= ? AND " + where + " ORDER BY k.id"
	return storage.Select[attendedRow](ctx, tx, query, append([]any{span.To, span.From}, args...)...)
}

// selectOwn returns the classes of a year on whose roll a person stands, and those planned.
func selectOwn(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, year int) ([]attendedRow, []classRow, error) {
	span := calendar.StudyYear(year)
	query := attendedColumns + "k.cadre_id = ? AND t.to_on >= ? AND t.from_on <= ? ORDER BY t.to_on DESC, t.id DESC"
	marked, err := storage.Select[attendedRow](ctx, tx, query, cadre, span.From, span.To)
	if err != nil {
		return nil, nil, err
	}
	planned, err := selectPlanned(ctx, tx, cadre, span)
	return marked, planned, err
}

// selectPlanned returns the planned classes in which a person is to take part and that share a day with the span.
func selectPlanned(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, span calendar.Span) ([]classRow, error) {
	const query = `SELECT t.* FROM training_participants p JOIN training_classes t ON t.id = p.class_id
WHERE p.cadre_id = ? AND t.state = 'planned' AND t.to_on >= ? AND t.from_on <= ? ORDER BY t.to_on, t.id`
	return storage.Select[classRow](ctx, tx, query, cadre, span.From, span.To)
}

type evidenceRow struct {
	Class   classRow `gorm:"embedded"`
	Sheet   sheetRow `gorm:"embedded;embeddedPrefix:sheet_"`
	Mark    markRow  `gorm:"embedded;embeddedPrefix:mark_"`
	Persons int
}

func selectEvidence(ctx context.Context, tx storage.ReadTx, id MarkID) (evidenceRow, bool, error) {
	const query = `SELECT t.*, r.id AS sheet_id, r.class_id AS sheet_class_id, r.number AS sheet_number, r.file AS sheet_file, r.file_sum AS sheet_file_sum,
 r.recorded_by AS sheet_recorded_by, r.recorded_at AS sheet_recorded_at,
 k.id AS mark_id, k.cadre_id AS mark_cadre_id, k.attended AS mark_attended, k.away AS mark_away, k.reason AS mark_reason,
 k.recognised AS mark_recognised, k.days AS mark_days, k.amount AS mark_amount, k.later AS mark_later, k.file_row AS mark_file_row,
 (SELECT COUNT(*) FROM training_marks o WHERE o.roll_id = r.id) AS persons
FROM training_marks k JOIN training_rolls r ON r.id = k.roll_id JOIN training_classes t ON t.id = k.class_id WHERE k.id = ?`
	return storage.First[evidenceRow](ctx, tx, query, id)
}

// sealedSheet is a sheet with all that its leaf binds.
type sealedSheet struct {
	Row   sheetRow
	Class classRow
	marks []markRow
}

// selectSealed returns at most limit sheets after one, by id, with their classes and marks.
func selectSealed(ctx context.Context, tx storage.ReadTx, after SheetID, limit int) ([]sealedSheet, error) {
	rows, err := storage.Select[sheetRow](ctx, tx, "SELECT * FROM training_rolls WHERE id > ? ORDER BY id LIMIT ?", after, limit)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	first, last := rows[0].ID, rows[len(rows)-1].ID
	classes, err := storage.Select[classRow](ctx, tx,
		"SELECT * FROM training_classes WHERE id IN (SELECT class_id FROM training_rolls WHERE id BETWEEN ? AND ?)", first, last)
	if err != nil {
		return nil, err
	}
	marks, err := selectMarks(ctx, tx, first, last)
	if err != nil {
		return nil, err
	}
	byID := make(map[ClassID]classRow, len(classes))
	for _, c := range classes {
		byID[c.ID] = c
	}
	of := make(map[SheetID][]markRow, len(rows))
	for _, m := range marks {
		of[m.RollID] = append(of[m.RollID], m)
	}
	sheets := make([]sealedSheet, len(rows))
	for i, r := range rows {
		sheets[i] = sealedSheet{Row: r, Class: byID[r.ClassID], marks: of[r.ID]}
	}
	return sheets, nil
}
