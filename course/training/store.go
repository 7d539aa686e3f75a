package training

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type classRow struct {
	ID        ClassID
	UnitID    roster.UnitID
	Kind      Kind
	Title     string
	Organiser string
	Subject   string
	FromOn    calendar.Date
	ToOn      calendar.Date
	Days      hours.Days
	Amount    hours.Amount
	Later     int64
	Place     string
	DocNumber string
	State     State
	CreatedBy roster.CadreID
	CreatedAt int64
}

func (classRow) TableName() string { return "training_classes" }

func (r classRow) class() Class {
	return Class{
		ID: r.ID, Unit: r.UnitID, Kind: r.Kind, Title: r.Title, Organiser: r.Organiser, Subject: r.Subject,
		Span: calendar.Span{From: r.FromOn, To: r.ToOn}, Extent: Extent{r.Days, r.Amount, r.Later},
		Place: r.Place, DocNumber: r.DocNumber, State: r.State, By: r.CreatedBy, CreatedAt: calendar.FromMillis(r.CreatedAt),
	}
}

func rowOfClass(c Class) classRow {
	return classRow{
		ID: c.ID, UnitID: c.Unit, Kind: c.Kind, Title: c.Title, Organiser: c.Organiser, Subject: c.Subject,
		FromOn: c.Span.From, ToOn: c.Span.To, Days: c.Days, Amount: c.Hours, Later: c.Later,
		Place: c.Place, DocNumber: c.DocNumber, State: c.State, CreatedBy: c.By, CreatedAt: calendar.Millis(c.CreatedAt),
	}
}

// within returns the condition that class t belongs to a unit of the scope or has somebody of the scope on its roll.
func within(scope roster.Scope) (string, []any) {
	units, args := scope.Units("t.unit_id")
	persons, more := scope.Cadres("k.cadre_id", calendar.Forever)
	return "(" + units + " OR EXISTS (SELECT 1 FROM training_marks k WHERE k.class_id = t.id AND " + persons + "))",
		append(append([]any{}, args...), more...)
}

func selectClass(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id ClassID) (classRow, bool, error) {
	where, args := within(scope)
	return storage.First[classRow](ctx, tx, "SELECT t.* FROM training_classes t WHERE t.id = ? AND "+where, append([]any{id}, args...)...)
}

type listedRow struct {
	Row        classRow `gorm:"embedded"`
	Persons    int
	Recognised int
}

// selectListed counts of each class the persons of the scope: those on the roll or, while there is none, those to take part.
func selectListed(ctx context.Context, tx storage.ReadTx, scope roster.Scope, span calendar.Span) ([]listedRow, error) {
	marked, markedArgs := scope.Cadres("k.cadre_id", span.To)
	asked, askedArgs := scope.Cadres("p.cadre_id", span.To)
	where, args := within(scope)
	query := `SELECT t.*,
 CASE WHEN t.state = 'planned' THEN (SELECT COUNT(*) FROM training_participants p WHERE p.class_id = t.id AND ` + asked + `)
  ELSE (SELECT COUNT(*) FROM training_marks k WHERE k.class_id = t.id AND ` + marked + `) END AS persons,
 (SELECT COUNT(*) FROM training_marks k WHERE k.class_id = t.id AND k.recognised AND ` + marked + `) AS recognised
FROM training_classes t WHERE t.state <> 'cancelled' AND t.to_on BETWEEN ? AND ? AND ` + where + ` ORDER BY t.to_on DESC, t.id DESC`
	all := append(append(append([]any{}, askedArgs...), markedArgs...), markedArgs...)
	return storage.Select[listedRow](ctx, tx, query, append(append(all, span.From, span.To), args...)...)
}

func insertClass(ctx context.Context, tx storage.WriteTx, row *classRow) error {
	return named(storage.Insert(ctx, tx, row))
}

func updateClass(ctx context.Context, tx storage.WriteTx, r classRow) error {
	const statement = `UPDATE training_classes SET kind = ?, title = ?, organiser = ?, subject = ?, from_on = ?, to_on = ?,
 days = ?, amount = ?, later = ?, place = ?, doc_number = ? WHERE id = ?`
	_, err := storage.Exec(ctx, tx, statement, r.Kind, r.Title, r.Organiser, r.Subject, r.FromOn, r.ToOn,
		r.Days, r.Amount, r.Later, r.Place, r.DocNumber, r.ID)
	return named(err)
}

// named says of a class that the unit has already what the person can do about it.
func named(err error) error {
	switch {
	case err == nil:
		return nil
	case storage.IsDuplicate(err):
		return fault.New(fault.Conflict, "同一单位已经登记过这个班（名称、主办单位、起止日期都相同）")
	}
	return fmt.Errorf("keep a training class: %w", err)
}

func setState(ctx context.Context, tx storage.WriteTx, id ClassID, s State) error {
	if _, err := storage.Exec(ctx, tx, "UPDATE training_classes SET state = ? WHERE id = ?", s, id); err != nil {
		return fmt.Errorf("set the state of training class %d: %w", id, err)
	}
	return nil
}

// selectOfUnit returns the class of a unit that is the same as the given one.
func selectOfUnit(ctx context.Context, tx storage.ReadTx, c Class) (classRow, bool, error) {
	const query = `SELECT * FROM training_classes WHERE unit_id = ? AND title = ? AND organiser = ? AND from_on = ? AND to_on = ?
 AND state <> 'cancelled'`
	return storage.First[classRow](ctx, tx, query, c.Unit, c.Title, c.Organiser, c.Span.From, c.Span.To)
}

type participantRow struct {
	ClassID ClassID
	CadreID roster.CadreID
}

func (participantRow) TableName() string { return "training_participants" }

// putParticipants makes the given persons, each once, those who take part.
func putParticipants(ctx context.Context, tx storage.WriteTx, id ClassID, persons []roster.CadreID) error {
	if _, err := storage.Exec(ctx, tx, "DELETE FROM training_participants WHERE class_id = ?", id); err != nil {
		return err
	}
	var rows []participantRow
	seen := map[roster.CadreID]bool{}
	for _, person := range persons {
		if !seen[person] {
			seen[person] = true
			rows = append(rows, participantRow{id, person})
		}
	}
	return storage.InsertAll(ctx, tx, rows)
}

func selectParticipants(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id ClassID, on calendar.Date) ([]Participant, error) {
	where, args := scope.Cadres("p.cadre_id", on)
	query := `SELECT p.cadre_id AS cadre, c.staff_no, c.name, c.post FROM training_participants p JOIN cadres c ON c.id = p.cadre_id
WHERE p.class_id = ? AND ` + where + ` ORDER BY c.sort_key, c.id`
	return storage.Select[Participant](ctx, tx, query, append([]any{id}, args...)...)
}
