package roster

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// AddUnit adds a unit below its parent and returns it with its id and path. It fails with fault.Conflict when the code
// is taken.
func AddUnit(ctx context.Context, tx storage.WriteTx, u Unit) (Unit, error) {
	parent := "/"
	row := unitRow{Code: u.Code, Name: u.Name, Kind: u.Kind, Position: u.Position}
	if u.ParentID != 0 {
		above, err := FindUnit(ctx, tx.ReadTx, u.ParentID)
		if err != nil {
			return Unit{}, err
		}
		parent, row.ParentID = above.Path, &u.ParentID
	}
	row.Path = "new " + u.Code // until the id is known
	if err := storage.Insert(ctx, tx, &row); err != nil {
		if storage.IsDuplicate(err) {
			return Unit{}, fault.New(fault.Conflict, "单位代码 %s 已经有了", u.Code)
		}
		return Unit{}, fmt.Errorf("add unit %s: %w", u.Code, err)
	}
	row.Path = fmt.Sprintf("%s%d/", parent, row.ID)
	if _, err := storage.Exec(ctx, tx, "UPDATE units SET path = ? WHERE id = ?", row.Path, row.ID); err != nil {
		return Unit{}, fmt.Errorf("set the path of unit %s: %w", u.Code, err)
	}
	return row.unit(), nil
}

// AddCadre adds a person and returns the person with id and sort key. It fails with fault.Conflict when the staff number
// or the telephone number is taken.
func AddCadre(ctx context.Context, tx storage.WriteTx, c Cadre) (Cadre, error) {
	row := rowOf(c)
	row.ID = 0
	if err := storage.Insert(ctx, tx, &row); err != nil {
		if storage.IsDuplicate(err) {
			return Cadre{}, fault.New(fault.Conflict, "工号 %s 或所填的手机号已经有人用了", c.StaffNo)
		}
		return Cadre{}, fmt.Errorf("add a cadre: %w", err)
	}
	return row.cadre(), nil
}

// Join makes the person a member of the unit from a day on and ends the membership before it the day before. A person
// who already belongs to the unit then stays as is; a membership that began on the same day is replaced. It fails with
// fault.Conflict when the person joined another unit later than that day.
func Join(ctx context.Context, tx storage.WriteTx, cadre CadreID, unit UnitID, from calendar.Date) error {
	last, found, err := selectLastMembership(ctx, tx.ReadTx, cadre)
	if err != nil {
		return fmt.Errorf("read the last membership of cadre %d: %w", cadre, err)
	}
	if found {
		if last.UnitID == unit && last.FromOn <= from && last.ToOn == calendar.Forever {
			return nil
		}
		if last.FromOn > from {
			return fault.New(fault.Conflict, "起始日期 %s 早于现在这段任职的起始日期 %s", from, last.FromOn)
		}
		if last.ToOn >= from {
			if err := endRow(ctx, tx, "memberships", last.ID, from.AddDays(-1)); err != nil {
				return err
			}
		}
	}
	row := membershipRow{CadreID: cadre, UnitID: unit, FromOn: from, ToOn: calendar.Forever}
	return insertDated(ctx, tx, &row, "let cadre %d join unit %d", cadre, unit)
}

// Leave ends everything the person belongs to; last is the last day on which it holds. The person, the record and the
// hours stay.
func Leave(ctx context.Context, tx storage.WriteTx, cadre CadreID, last calendar.Date) error {
	for _, table := range [...]string{"memberships", "cadre_categories", "group_members", "appointments"} {
		if _, err := storage.Exec(ctx, tx, "DELETE FROM "+table+" WHERE cadre_id = ? AND from_on > ?", cadre, last); err != nil {
			return fmt.Errorf("end the %s of cadre %d: %w", table, cadre, err)
		}
		if _, err := storage.Exec(ctx, tx, "UPDATE "+table+" SET to_on = ? WHERE cadre_id = ? AND to_on > ?", last, cadre, last); err != nil {
			return fmt.Errorf("end the %s of cadre %d: %w", table, cadre, err)
		}
	}
	return nil
}

// Classify puts the person into a category from a day on. A person who is already in it then stays as is.
func Classify(ctx context.Context, tx storage.WriteTx, cadre CadreID, category Category, from calendar.Date) error {
	const holds = "SELECT id FROM cadre_categories WHERE cadre_id = ? AND category = ? AND from_on <= ? AND to_on >= ?"
	_, found, err := storage.First[idRow](ctx, tx.ReadTx, holds, cadre, category, from, from)
	if err != nil || found {
		return wrap(err, "read the categories of cadre %d", cadre)
	}
	row := categoryRow{CadreID: cadre, Category: category, FromOn: from, ToOn: calendar.Forever}
	return insertDated(ctx, tx, &row, "put cadre %d into category %s", cadre, category)
}

// AddGroup adds a study group and returns it with its id. It fails with fault.Conflict when the code is taken.
func AddGroup(ctx context.Context, tx storage.WriteTx, g StudyGroup) (StudyGroup, error) {
	row := groupRow(g)
	row.ID = 0
	if err := storage.Insert(ctx, tx, &row); err != nil {
		if storage.IsDuplicate(err) {
			return StudyGroup{}, fault.New(fault.Conflict, "小组代码 %s 已经有了", g.Code)
		}
		return StudyGroup{}, fmt.Errorf("add study group %s: %w", g.Code, err)
	}
	return StudyGroup(row), nil
}

// JoinGroup makes the person a member of the study group from a day on. One may belong to several groups; a person who
// already belongs to this one then stays as is.
func JoinGroup(ctx context.Context, tx storage.WriteTx, group GroupID, cadre CadreID, from calendar.Date) error {
	const holds = "SELECT id FROM group_members WHERE group_id = ? AND cadre_id = ? AND from_on <= ? AND to_on >= ?"
	_, found, err := storage.First[idRow](ctx, tx.ReadTx, holds, group, cadre, from, from)
	if err != nil || found {
		return wrap(err, "read the members of study group %d", group)
	}
	row := groupMemberRow{GroupID: group, CadreID: cadre, FromOn: from, ToOn: calendar.Forever}
	return insertDated(ctx, tx, &row, "let cadre %d join study group %d", cadre, group)
}

// insertDated adds a row that has no end yet; the database allows one such row for one fact.
func insertDated[T any](ctx context.Context, tx storage.WriteTx, row *T, doing string, args ...any) error {
	err := storage.Insert(ctx, tx, row)
	if storage.IsDuplicate(err) {
		return fault.New(fault.Conflict, "已经登记了从以后某一天开始的同一事项，请先结束那一项")
	}
	return wrap(err, doing, args...)
}

// endRow ends a dated row on its last day, and removes a row that would have held on no day.
func endRow(ctx context.Context, tx storage.WriteTx, table string, id int64, last calendar.Date) error {
	if _, err := storage.Exec(ctx, tx, "DELETE FROM "+table+" WHERE id = ? AND from_on > ?", id, last); err != nil {
		return fmt.Errorf("end row %d of %s: %w", id, table, err)
	}
	if _, err := storage.Exec(ctx, tx, "UPDATE "+table+" SET to_on = ? WHERE id = ? AND to_on > ?", last, id, last); err != nil {
		return fmt.Errorf("end row %d of %s: %w", id, table, err)
	}
	return nil
}

// wrap says what was being done when err came, and is nil when err is.
func wrap(err error, doing string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", fmt.Sprintf(doing, args...), err)
}
