package roster

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

type unitRow struct {
	ID       UnitID
	ParentID *UnitID
	Code     string
	Name     string
	Kind     UnitKind
	Position int
	Path     string
}

func (unitRow) TableName() string { return "units" }

func (r unitRow) unit() Unit {
	u := Unit{ID: r.ID, Code: r.Code, Name: r.Name, Kind: r.Kind, Position: r.Position, Path: r.Path}
	if r.ParentID != nil {
		u.ParentID = *r.ParentID
	}
	return u
}

type cadreRow struct {
	ID      CadreID
	StaffNo string
	Name    string
	SortKey string
	Phone   string
	Post    string
}

func (cadreRow) TableName() string { return "cadres" }

func (r cadreRow) cadre() Cadre {
	return Cadre{ID: r.ID, StaffNo: r.StaffNo, Name: r.Name, SortKey: r.SortKey, Phone: Phone(r.Phone), Post: r.Post}
}

func rowOf(c Cadre) cadreRow {
	return cadreRow{ID: c.ID, StaffNo: c.StaffNo, Name: c.Name, SortKey: SortKey(c.Name), Phone: string(c.Phone), Post: c.Post}
}

type memberRow struct {
	ID      CadreID
	StaffNo string
	Name    string
	SortKey string
	Phone   string
	Post    string
	UnitID  UnitID
}

func (r memberRow) cadre() Cadre {
	return cadreRow{r.ID, r.StaffNo, r.Name, r.SortKey, r.Phone, r.Post}.cadre()
}

type membershipRow struct {
	ID      int64
	CadreID CadreID
	UnitID  UnitID
	FromOn  calendar.Date
	ToOn    calendar.Date
}

func (membershipRow) TableName() string { return "memberships" }

type categoryRow struct {
	ID       int64
	CadreID  CadreID
	Category Category
	FromOn   calendar.Date
	ToOn     calendar.Date
}

func (categoryRow) TableName() string { return "cadre_categories" }

type groupRow struct {
	ID     GroupID
	UnitID UnitID
	Code   string
	Name   string
	Kind   GroupKind
}

func (groupRow) TableName() string { return "study_groups" }

type groupMemberRow struct {
	ID      int64
	GroupID GroupID
	CadreID CadreID
	FromOn  calendar.Date
	ToOn    calendar.Date
}

func (groupMemberRow) TableName() string { return "group_members" }

type appointmentRow struct {
	ID      int64
	CadreID CadreID
	Role    Role
	UnitID  *UnitID
	GroupID *GroupID
	FromOn  calendar.Date
	ToOn    calendar.Date
}

func (appointmentRow) TableName() string { return "appointments" }

const cadreColumns = "c.id, c.staff_no, c.name, c.sort_key, c.phone, c.post"

func selectUnits(ctx context.Context, tx storage.ReadTx, scope Scope) ([]unitRow, error) {
	where, args := scope.Units("units.id")
	return storage.Select[unitRow](ctx, tx, "SELECT * FROM units WHERE "+where, args...)
}

func selectCadre(ctx context.Context, tx storage.ReadTx, scope Scope, id CadreID, on calendar.Date) (cadreRow, bool, error) {
	where, args := scope.Cadres("c.id", on)
	query := "SELECT " + cadreColumns + " FROM cadres c WHERE c.id = ? AND " + where
	return storage.First[cadreRow](ctx, tx, query, append([]any{id}, args...)...)
}

// selectByLogin finds the staff number before the telephone number, for staff numbers are given by the organisation.
func selectByLogin(ctx context.Context, tx storage.ReadTx, login string) (cadreRow, bool, error) {
	const query = "SELECT " + cadreColumns + ` FROM cadres c WHERE c.staff_no = ? OR (c.phone = ? AND c.phone <> '')
ORDER BY CASE WHEN c.staff_no = ? THEN 0 ELSE 1 END LIMIT 1`
	return storage.First[cadreRow](ctx, tx, query, login, login, login)
}

func selectMembers(ctx context.Context, tx storage.ReadTx, scope Scope, on calendar.Date) ([]memberRow, error) {
	where, args := scope.Cadres("m.cadre_id", on)
	query := "SELECT " + cadreColumns + `, m.unit_id FROM memberships m JOIN cadres c ON c.id = m.cadre_id
WHERE m.from_on <= ? AND m.to_on >= ? AND ` + where + " ORDER BY c.sort_key, c.staff_no"
	return storage.Select[memberRow](ctx, tx, query, append([]any{on, on}, args...)...)
}

func selectUnitOf(ctx context.Context, tx storage.ReadTx, cadre CadreID, on calendar.Date) (unitRow, bool, error) {
	const query = `SELECT u.* FROM memberships m JOIN units u ON u.id = m.unit_id
WHERE m.cadre_id = ? AND m.from_on <= ? AND m.to_on >= ?`
	return storage.First[unitRow](ctx, tx, query, cadre, on, on)
}

// selectOverlapping returns the dated rows of a table that lie in the scope and touch the span. The scope is taken as of
// the day on which the span ends: a report to a day shows the whole history of those who belonged there that day.
func selectOverlapping[T any](ctx context.Context, tx storage.ReadTx, table string, scope Scope, span calendar.Span) ([]T, error) {
	where, args := scope.Cadres("t.cadre_id", span.To)
	query := "SELECT t.* FROM " + table + " t WHERE t.from_on <= ? AND t.to_on >= ? AND " + where + " ORDER BY t.cadre_id, t.from_on, t.id"
	return storage.Select[T](ctx, tx, query, append([]any{span.To, span.From}, args...)...)
}

type categoryNameRow struct {
	Code Category
	Name string
}

func selectCategories(ctx context.Context, tx storage.ReadTx) ([]categoryNameRow, error) {
	return storage.Select[categoryNameRow](ctx, tx, "SELECT code, name FROM categories ORDER BY position, code")
}

func selectCategoriesOf(ctx context.Context, tx storage.ReadTx, cadre CadreID, on calendar.Date) ([]categoryNameRow, error) {
	const query = `SELECT k.code, k.name FROM cadre_categories t JOIN categories k ON k.code = t.category
WHERE t.cadre_id = ? AND t.from_on <= ? AND t.to_on >= ? ORDER BY k.position, k.code`
	return storage.Select[categoryNameRow](ctx, tx, query, cadre, on, on)
}

func selectGroups(ctx context.Context, tx storage.ReadTx, scope Scope) ([]groupRow, error) {
	where, args := scope.Groups("study_groups.id")
	return storage.Select[groupRow](ctx, tx, "SELECT * FROM study_groups WHERE "+where+" ORDER BY code", args...)
}

func selectGroup(ctx context.Context, tx storage.ReadTx, id GroupID) (groupRow, bool, error) {
	return storage.First[groupRow](ctx, tx, "SELECT * FROM study_groups WHERE id = ?", id)
}

func selectGroupMembers(ctx context.Context, tx storage.ReadTx, group GroupID, on calendar.Date) ([]cadreRow, error) {
	const query = "SELECT " + cadreColumns + ` FROM group_members g JOIN cadres c ON c.id = g.cadre_id
WHERE g.group_id = ? AND g.from_on <= ? AND g.to_on >= ? ORDER BY c.sort_key, c.staff_no`
	return storage.Select[cadreRow](ctx, tx, query, group, on, on)
}

func selectGroupsOf(ctx context.Context, tx storage.ReadTx, cadre CadreID, on calendar.Date) ([]groupRow, error) {
	const query = `SELECT sg.* FROM group_members g JOIN study_groups sg ON sg.id = g.group_id
WHERE g.cadre_id = ? AND g.from_on <= ? AND g.to_on >= ? ORDER BY sg.code`
	return storage.Select[groupRow](ctx, tx, query, cadre, on, on)
}

type heldRow struct {
	ID        int64
	CadreID   CadreID
	Role      Role
	UnitID    UnitID
	GroupID   GroupID
	Path      string
	GroupName string
	UnitName  string
	FromOn    calendar.Date
	ToOn      calendar.Date
}

const heldQuery = `SELECT a.id, a.cadre_id, a.role, COALESCE(a.unit_id, 0) AS unit_id, COALESCE(a.group_id, 0) AS group_id,
 u.path AS path, u.name AS unit_name, COALESCE(sg.name, '') AS group_name, a.from_on, a.to_on
FROM appointments a LEFT JOIN study_groups sg ON sg.id = a.group_id JOIN units u ON u.id = COALESCE(a.unit_id, sg.unit_id)`

func selectAppointments(ctx context.Context, tx storage.ReadTx, cadre CadreID, on calendar.Date) ([]heldRow, error) {
	const query = heldQuery + " WHERE a.cadre_id = ? AND a.from_on <= ? AND a.to_on >= ? ORDER BY a.id"
	return storage.Select[heldRow](ctx, tx, query, cadre, on, on)
}

func selectAppointed(ctx context.Context, tx storage.ReadTx, scope Scope, on calendar.Date) ([]heldRow, error) {
	where, args := scope.Cadres("a.cadre_id", on)
	query := heldQuery + " WHERE a.from_on <= ? AND a.to_on >= ? AND " + where + " ORDER BY a.id"
	return storage.Select[heldRow](ctx, tx, query, append([]any{on, on}, args...)...)
}

// selectAppointmentsFrom returns what the person holds on the day or will hold later.
func selectAppointmentsFrom(ctx context.Context, tx storage.ReadTx, cadre CadreID, from calendar.Date) ([]heldRow, error) {
	return storage.Select[heldRow](ctx, tx, heldQuery+" WHERE a.cadre_id = ? AND a.to_on >= ? ORDER BY a.id", cadre, from)
}

func selectLastMembership(ctx context.Context, tx storage.ReadTx, cadre CadreID) (membershipRow, bool, error) {
	const query = "SELECT * FROM memberships WHERE cadre_id = ? ORDER BY from_on DESC, id DESC LIMIT 1"
	return storage.First[membershipRow](ctx, tx, query, cadre)
}

type idRow struct{ ID int64 }
