package roster

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// Groups returns the study groups of the scope, by code.
func Groups(ctx context.Context, tx storage.ReadTx, scope Scope) ([]StudyGroup, error) {
	rows, err := selectGroups(ctx, tx, scope)
	if err != nil {
		return nil, fmt.Errorf("read the study groups: %w", err)
	}
	return groupsOf(rows), nil
}

// FindGroup returns a study group. It fails with fault.NotFound when there is none with the id.
func FindGroup(ctx context.Context, tx storage.ReadTx, id GroupID) (StudyGroup, error) {
	row, found, err := selectGroup(ctx, tx, id)
	if err != nil {
		return StudyGroup{}, fmt.Errorf("read study group %d: %w", id, err)
	}
	if !found {
		return StudyGroup{}, fault.New(fault.NotFound, "找不到这个学习小组")
	}
	return StudyGroup(row), nil
}

// GroupMembers returns the persons who belonged to the group on the day, by SortKey.
func GroupMembers(ctx context.Context, tx storage.ReadTx, group GroupID, on calendar.Date) ([]Cadre, error) {
	rows, err := selectGroupMembers(ctx, tx, group, on)
	if err != nil {
		return nil, fmt.Errorf("read the members of study group %d: %w", group, err)
	}
	members := make([]Cadre, len(rows))
	for i, r := range rows {
		members[i] = r.cadre()
	}
	return members, nil
}

// GroupsOf returns the study groups to which the person belonged on the day, by code.
func GroupsOf(ctx context.Context, tx storage.ReadTx, cadre CadreID, on calendar.Date) ([]StudyGroup, error) {
	rows, err := selectGroupsOf(ctx, tx, cadre, on)
	if err != nil {
		return nil, fmt.Errorf("read the study groups of cadre %d: %w", cadre, err)
	}
	return groupsOf(rows), nil
}

func groupsOf(rows []groupRow) []StudyGroup {
	groups := make([]StudyGroup, len(rows))
	for i, r := range rows {
		groups[i] = StudyGroup(r)
	}
	return groups
}
