package roster

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// Units returns the units of the scope in the order of the official directory: each unit before those below it, the
// children of one parent by position.
func Units(ctx context.Context, tx storage.ReadTx, scope Scope) ([]Unit, error) {
	rows, err := selectUnits(ctx, tx, scope)
	if err != nil {
		return nil, fmt.Errorf("read the units: %w", err)
	}
	units := make([]Unit, len(rows))
	for i, r := range rows {
		units[i] = r.unit()
	}
	return inTreeOrder(units), nil
}

// FindUnit returns a unit. It fails with fault.NotFound when there is none with the id.
func FindUnit(ctx context.Context, tx storage.ReadTx, id UnitID) (Unit, error) {
	row, found, err := storage.First[unitRow](ctx, tx, "SELECT * FROM units WHERE id = ?", id)
	return foundUnit(row, found, err)
}

// FindUnitByCode returns a unit by the code it has in the official directory. It fails with fault.NotFound when there
// is none.
func FindUnitByCode(ctx context.Context, tx storage.ReadTx, code string) (Unit, error) {
	row, found, err := storage.First[unitRow](ctx, tx, "SELECT * FROM units WHERE code = ?", code)
	return foundUnit(row, found, err)
}

// FindUnitIn is FindUnit for a unit that must be in the scope; one outside is fault.NotFound, too.
func FindUnitIn(ctx context.Context, tx storage.ReadTx, scope Scope, id UnitID) (Unit, error) {
	where, args := scope.Units("units.id")
	row, found, err := storage.First[unitRow](ctx, tx, "SELECT * FROM units WHERE id = ? AND "+where, append([]any{id}, args...)...)
	return foundUnit(row, found, err)
}

func foundUnit(row unitRow, found bool, err error) (Unit, error) {
	if err != nil {
		return Unit{}, fmt.Errorf("read a unit: %w", err)
	}
	if !found {
		return Unit{}, fault.New(fault.NotFound, "找不到这个单位")
	}
	return row.unit(), nil
}

// UnitOf returns the unit to which the person belonged on the day, and whether there was one.
func UnitOf(ctx context.Context, tx storage.ReadTx, cadre CadreID, on calendar.Date) (Unit, bool, error) {
	row, found, err := selectUnitOf(ctx, tx, cadre, on)
	if err != nil {
		return Unit{}, false, fmt.Errorf("read the unit of cadre %d: %w", cadre, err)
	}
	return row.unit(), found, nil
}

// inTreeOrder orders units depth first. A unit whose parent is not among them stands like a root.
func inTreeOrder(units []Unit) []Unit {
	children := make(map[UnitID][]Unit)
	present := make(map[UnitID]bool, len(units))
	for _, u := range units {
		present[u.ID] = true
	}
	for _, u := range units {
		parent := u.ParentID
		if !present[parent] {
			parent = 0
		}
		children[parent] = append(children[parent], u)
	}
	for _, siblings := range children {
		slices.SortFunc(siblings, func(a, b Unit) int {
			return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Code, b.Code))
		})
	}
	return appendTree(make([]Unit, 0, len(units)), children, 0)
}

func appendTree(list []Unit, children map[UnitID][]Unit, parent UnitID) []Unit {
	for _, u := range children[parent] {
		list = appendTree(append(list, u), children, u.ID)
	}
	return list
}
