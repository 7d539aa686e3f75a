package group

import (
	"fmt"
	"strings"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// audiences returns the groups and the units of a scope as the options of a form.
func audiences(r *web.Request, tx storage.ReadTx, scope roster.Scope) (groups, units []choice, err error) {
	allGroups, err := roster.Groups(r.Ctx(), tx, scope)
	if err != nil {
		return nil, nil, err
	}
	for _, g := range allGroups {
		groups = append(groups, choice{Value: groupValue(g.ID), Title: g.Name})
	}
	allUnits, err := roster.Units(r.Ctx(), tx, scope)
	for _, u := range allUnits {
		units = append(units, choice{Value: unitValue(u.ID), Title: u.Name})
	}
	return groups, units, err
}

func groupValue(id roster.GroupID) string { return fmt.Sprintf("group-%d", id) }

func unitValue(id roster.UnitID) string { return fmt.Sprintf("unit-%d", id) }

// audienceOf returns the unit or the group that an option stands for; both are 0 when it stands for none.
func audienceOf(value string) (roster.UnitID, roster.GroupID) {
	if id, found := strings.CutPrefix(value, "group-"); found {
		return 0, roster.GroupID(number(id))
	}
	if id, found := strings.CutPrefix(value, "unit-"); found {
		return roster.UnitID(number(id)), 0
	}
	return 0, 0
}
