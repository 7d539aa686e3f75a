package plan

import (
	"context"
	"strings"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type assignmentRow struct {
	ID          AssignmentID
	Kind        ItemKind
	Ref         int64
	Title       string
	Subject     string
	DueOn       calendar.Date
	Note        string
	AssignedBy  roster.CadreID
	AssignedAt  int64
	WithdrawnBy roster.CadreID
	WithdrawnAt int64
}

func (assignmentRow) TableName() string { return "assignments" }

func (r assignmentRow) item() Item { return Item{Kind: r.Kind, Ref: r.Ref} }

func (r assignmentRow) assignment() Assignment {
	return Assignment{
		ID: r.ID, Item: r.item(), Title: r.Title, Subject: r.Subject, DueOn: r.DueOn, Note: r.Note,
		By: r.AssignedBy, AssignedAt: instant(r.AssignedAt), WithdrawnAt: instant(r.WithdrawnAt),
	}
}

type personRow struct {
	AssignmentID AssignmentID
	CadreID      roster.CadreID
}

func (personRow) TableName() string { return "assignment_persons" }

func insertAssignment(ctx context.Context, tx storage.WriteTx, a Assignment, persons []roster.CadreID) (AssignmentID, error) {
	row := assignmentRow{
		Kind: a.Kind, Ref: a.Ref, Title: a.Title, Subject: a.Subject, DueOn: a.DueOn, Note: a.Note,
		AssignedBy: a.By, AssignedAt: millis(a.AssignedAt),
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return 0, err
	}
	asked := make([]personRow, len(persons))
	for i, id := range persons {
		asked[i] = personRow{AssignmentID: row.ID, CadreID: id}
	}
	return row.ID, storage.InsertAll(ctx, tx, asked)
}

func withdrawAssignment(ctx context.Context, tx storage.WriteTx, id AssignmentID, by roster.CadreID, at time.Time) error {
	_, err := storage.Exec(ctx, tx, "UPDATE assignments SET withdrawn_by = ?, withdrawn_at = ? WHERE id = ?", by, millis(at), id)
	return err
}

// selectPersons returns the people within a scope who belong to a unit on the day, and those of them who are also
// allowed.
func selectPersons(ctx context.Context, tx storage.ReadTx, within, allowed roster.Scope, on calendar.Date) (all, may []roster.CadreID, err error) {
	inside, args := within.Cadres("m.cadre_id", on)
	permitted, more := allowed.Cadres("m.cadre_id", on)
	query := "SELECT DISTINCT m.cadre_id, CASE WHEN " + permitted + " THEN 1 ELSE 0 END AS allowed FROM memberships m WHERE m.from_on <= ? AND m.to_on >= ? AND " + inside + " ORDER BY m.cadre_id"
	rows, err := storage.Select[struct {
		CadreID roster.CadreID
		Allowed int
	}](ctx, tx, query, append(append(append([]any{}, more...), on, on), args...)...)
	for _, r := range rows {
		all = append(all, r.CadreID)
		if r.Allowed == 1 {
			may = append(may, r.CadreID)
		}
	}
	return all, may, err
}

// selectKnownAlready counts who of the persons was asked for the item before and has not finished, and who has finished.
func selectKnownAlready(ctx context.Context, tx storage.ReadTx, item Item, persons []roster.CadreID) (asked, finished int, err error) {
	const query = `SELECT
(SELECT COUNT(*) FROM finished_items f WHERE f.kind = ? AND f.ref = ? AND f.cadre_id IN ?) AS finished,
(SELECT COUNT(DISTINCT p.cadre_id) FROM assignment_persons p JOIN assignments a ON a.id = p.assignment_id
 WHERE a.kind = ? AND a.ref = ? AND a.withdrawn_at = 0 AND p.cadre_id IN ? AND NOT EXISTS (SELECT 1 FROM finished_items f
  WHERE f.cadre_id = p.cadre_id AND f.kind = a.kind AND f.ref = a.ref)) AS asked`
	row, _, err := storage.First[struct{ Asked, Finished int }](ctx, tx, query, item.Kind, item.Ref, persons, item.Kind, item.Ref, persons)
	return row.Asked, row.Finished, err
}

// selectFinishedAmong returns who of the persons has finished the item.
func selectFinishedAmong(ctx context.Context, tx storage.ReadTx, item Item, persons []roster.CadreID) ([]roster.CadreID, error) {
	const query = "SELECT cadre_id FROM finished_items WHERE kind = ? AND ref = ? AND cadre_id IN ?"
	return storage.Select[roster.CadreID](ctx, tx, query, item.Kind, item.Ref, persons)
}

func selectAssignment(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id AssignmentID, on calendar.Date) (assignmentRow, bool, error) {
	where, args := scope.Cadres("p.cadre_id", on)
	query := "SELECT a.* FROM assignments a WHERE a.id = ? AND EXISTS (SELECT 1 FROM assignment_persons p WHERE p.assignment_id = a.id AND " + where + ")"
	return storage.First[assignmentRow](ctx, tx, query, append([]any{id}, args...)...)
}

// selectOutside counts whom an assignment asks beyond a scope.
func selectOutside(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id AssignmentID, on calendar.Date) (int, error) {
	where, args := scope.Cadres("p.cadre_id", on)
	query := "SELECT COUNT(*) AS number FROM assignment_persons p WHERE p.assignment_id = ? AND NOT " + where
	row, _, err := storage.First[numberRow](ctx, tx, query, append([]any{id}, args...)...)
	return row.Number, err
}

type summaryRow struct {
	Row      assignmentRow `gorm:"embedded"`
	Asked    int
	Finished int
}

func selectAssignments(ctx context.Context, tx storage.ReadTx, scope roster.Scope, on calendar.Date) ([]summaryRow, error) {
	where, args := scope.Cadres("p.cadre_id", on)
	query := `SELECT a.*, c.asked, c.finished FROM assignments a JOIN (
 SELECT p.assignment_id, COUNT(*) AS asked, COUNT(f.cadre_id) AS finished FROM assignment_persons p
 JOIN assignments i ON i.id = p.assignment_id
 LEFT JOIN finished_items f ON f.cadre_id = p.cadre_id AND f.kind = i.kind AND f.ref = i.ref
 WHERE i.withdrawn_at = 0 AND ` + where + ` GROUP BY p.assignment_id) c ON c.assignment_id = a.id ORDER BY a.due_on, a.id`
	return storage.Select[summaryRow](ctx, tx, query, args...)
}

type progressRow struct {
	CadreID    roster.CadreID
	Name       string
	How        How
	FinishedAt int64
}

func selectProgress(ctx context.Context, tx storage.ReadTx, scope roster.Scope, id AssignmentID, on calendar.Date) ([]progressRow, error) {
	where, args := scope.Cadres("p.cadre_id", on)
	query := `SELECT p.cadre_id, k.name, COALESCE(f.how, '') AS how, COALESCE(f.finished_at, 0) AS finished_at
FROM assignment_persons p JOIN assignments a ON a.id = p.assignment_id JOIN cadres k ON k.id = p.cadre_id
LEFT JOIN finished_items f ON f.cadre_id = p.cadre_id AND f.kind = a.kind AND f.ref = a.ref
WHERE p.assignment_id = ? AND ` + where + " ORDER BY k.sort_key, k.staff_no"
	return storage.Select[progressRow](ctx, tx, query, append([]any{id}, args...)...)
}

type dutyRow struct {
	Row        assignmentRow `gorm:"embedded"`
	How        How
	FinishedAt int64
}

const selectDutyColumns = `SELECT a.*, COALESCE(f.how, '') AS how, COALESCE(f.finished_at, 0) AS finished_at
FROM assignment_persons p JOIN assignments a ON a.id = p.assignment_id
LEFT JOIN finished_items f ON f.cadre_id = p.cadre_id AND f.kind = a.kind AND f.ref = a.ref
WHERE p.cadre_id = ? AND a.withdrawn_at = 0 `

func selectDuties(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]dutyRow, error) {
	return storage.Select[dutyRow](ctx, tx, selectDutyColumns+"ORDER BY a.due_on, a.id", cadre)
}

func selectDueAmong(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, items []Item) ([]dutyRow, error) {
	among, args := strings.Repeat(" OR a.kind = ? AND a.ref = ?", len(items)), []any{cadre}
	for _, i := range items {
		args = append(args, i.Kind, i.Ref)
	}
	query := selectDutyColumns + "AND f.how IS NULL AND (" + strings.TrimPrefix(among, " OR ") + ") ORDER BY a.due_on, a.id"
	return storage.Select[dutyRow](ctx, tx, query, args...)
}

func selectAsked(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, id AssignmentID) (dutyRow, bool, error) {
	return storage.First[dutyRow](ctx, tx, selectDutyColumns+"AND a.id = ?", cadre, id)
}

func selectAskedFor(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, item Item) (dutyRow, bool, error) {
	const order = "AND a.kind = ? AND a.ref = ? ORDER BY a.due_on, a.id LIMIT 1"
	return storage.First[dutyRow](ctx, tx, selectDutyColumns+order, cadre, item.Kind, item.Ref)
}

func deleteFinished(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, item Item) error {
	const statement = "DELETE FROM finished_items WHERE cadre_id = ? AND kind = ? AND ref = ?"
	_, err := storage.Exec(ctx, tx, statement, cadre, item.Kind, item.Ref)
	return err
}

// insertFinished notes that something is finished. What was only read becomes checked, never the other way.
func insertFinished(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, item Item, how How, at time.Time, entry hours.EntryID) error {
	const statement = `INSERT INTO finished_items (cadre_id, kind, ref, how, finished_at, entry_id) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (cadre_id, kind, ref) DO UPDATE SET how = excluded.how, entry_id = excluded.entry_id
WHERE finished_items.how = 'read' AND excluded.how = 'checked'`
	_, err := storage.Exec(ctx, tx, statement, cadre, item.Kind, item.Ref, how, millis(at), entry)
	return err
}
