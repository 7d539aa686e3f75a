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

// FindCadre returns a person. It fails with fault.NotFound when there is none with the id.
func FindCadre(ctx context.Context, tx storage.ReadTx, id CadreID) (Cadre, error) {
	return FindCadreIn(ctx, tx, Everyone(), id, calendar.Forever)
}

// FindCadreIn returns a person who was in the scope on the day. A person outside is fault.NotFound, as one who does not
// exist.
func FindCadreIn(ctx context.Context, tx storage.ReadTx, scope Scope, id CadreID, on calendar.Date) (Cadre, error) {
	row, found, err := selectCadre(ctx, tx, scope, id, on)
	if err != nil {
		return Cadre{}, fmt.Errorf("read cadre %d: %w", id, err)
	}
	if !found {
		return Cadre{}, fault.New(fault.NotFound, "找不到这个人")
	}
	return row.cadre(), nil
}

// FindCadreByLogin returns the person with the staff number or, when there is none, with the telephone number. It fails
// with fault.NotFound, without repeating what was typed.
func FindCadreByLogin(ctx context.Context, tx storage.ReadTx, login string) (Cadre, error) {
	row, found, err := selectByLogin(ctx, tx, login)
	if err != nil {
		return Cadre{}, fmt.Errorf("read a cadre by login: %w", err)
	}
	if !found {
		return Cadre{}, fault.New(fault.NotFound, "找不到这个人")
	}
	return row.cadre(), nil
}

// Members returns the persons in the scope who belonged to a unit on the day, each with that unit: by unit in the order
// of Units, then by SortKey.
func Members(ctx context.Context, tx storage.ReadTx, scope Scope, on calendar.Date) ([]Member, error) {
	rows, err := selectMembers(ctx, tx, scope, on)
	if err != nil {
		return nil, fmt.Errorf("read the members: %w", err)
	}
	units, err := Units(ctx, tx, Everyone())
	if err != nil {
		return nil, err
	}
	place := make(map[UnitID]int, len(units))
	for i, u := range units {
		place[u.ID] = i
	}
	members := make([]Member, len(rows))
	for i, r := range rows {
		members[i] = Member{Cadre: r.cadre(), Unit: units[place[r.UnitID]]}
	}
	slices.SortStableFunc(members, func(a, b Member) int { return cmp.Compare(place[a.Unit.ID], place[b.Unit.ID]) })
	return members, nil
}

// MembershipSpans returns when the persons of the scope belonged to which unit within the span, in order of time. Who is
// in the scope is decided as of the last day of the span.
func MembershipSpans(ctx context.Context, tx storage.ReadTx, scope Scope, span calendar.Span) (map[CadreID][]MembershipSpan, error) {
	rows, err := selectOverlapping[membershipRow](ctx, tx, "memberships", scope, span)
	if err != nil {
		return nil, fmt.Errorf("read the memberships: %w", err)
	}
	spans := make(map[CadreID][]MembershipSpan)
	for _, r := range rows {
		spans[r.CadreID] = append(spans[r.CadreID], MembershipSpan{r.UnitID, calendar.Span{From: r.FromOn, To: r.ToOn}})
	}
	return spans, nil
}

// CategorySpans returns when the persons of the scope belonged to which category within the span, in order of time. Who
// is in the scope is decided as of the last day of the span.
func CategorySpans(ctx context.Context, tx storage.ReadTx, scope Scope, span calendar.Span) (map[CadreID][]CategorySpan, error) {
	rows, err := selectOverlapping[categoryRow](ctx, tx, "cadre_categories", scope, span)
	if err != nil {
		return nil, fmt.Errorf("read the categories of persons: %w", err)
	}
	spans := make(map[CadreID][]CategorySpan)
	for _, r := range rows {
		spans[r.CadreID] = append(spans[r.CadreID], CategorySpan{r.Category, calendar.Span{From: r.FromOn, To: r.ToOn}})
	}
	return spans, nil
}

// Categories returns all categories in their order.
func Categories(ctx context.Context, tx storage.ReadTx) ([]CategoryInfo, error) {
	rows, err := selectCategories(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("read the categories: %w", err)
	}
	list := make([]CategoryInfo, len(rows))
	for i, r := range rows {
		list[i] = CategoryInfo(r)
	}
	return list, nil
}

// CategoriesOf returns the categories to which the person belonged on the day, in their order.
func CategoriesOf(ctx context.Context, tx storage.ReadTx, cadre CadreID, on calendar.Date) ([]Category, error) {
	rows, err := selectCategoriesOf(ctx, tx, cadre, on)
	if err != nil {
		return nil, fmt.Errorf("read the categories of cadre %d: %w", cadre, err)
	}
	list := make([]Category, len(rows))
	for i, r := range rows {
		list[i] = r.Code
	}
	return list, nil
}
