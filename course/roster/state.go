package roster

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// state is the roster as it stands before an import, by the codes and numbers that files use. While the import is
// carried out it learns the ids of what is added.
type state struct {
	on           calendar.Date
	everything   bool // the import may touch everything
	units        map[string]Unit
	unitsByID    map[UnitID]Unit
	within       map[string]bool // codes of units that the import may touch
	cadres       map[string]Cadre
	cadresByID   map[CadreID]Cadre
	phones       map[Phone]string // whose they are, by staff number
	memberships  map[CadreID][]membershipRow
	categories   map[CadreID][]categoryRow // those that hold on the day or later
	categoryCode map[string]Category       // by Chinese name and by code
	categoryName map[Category]string
	groups       map[string]StudyGroup
	groupsByID   map[GroupID]StudyGroup
	groupMembers map[GroupID][]groupMemberRow // those that hold on the day or later
	appointments map[CadreID][]heldRow        // those that hold on the day or later
	leaders      map[GroupID][]heldRow
}

func loadState(ctx context.Context, tx storage.ReadTx, within Scope, on calendar.Date) (*state, error) {
	s := &state{on: on, everything: within.everyone}
	for _, load := range [...]func(context.Context, storage.ReadTx) error{
		func(ctx context.Context, tx storage.ReadTx) error { return s.loadUnits(ctx, tx, within) },
		s.loadCadres, s.loadCategories, s.loadGroups, s.loadAppointments,
	} {
		if err := load(ctx, tx); err != nil {
			return nil, fmt.Errorf("read the roster: %w", err)
		}
	}
	return s, nil
}

func (s *state) loadUnits(ctx context.Context, tx storage.ReadTx, within Scope) error {
	s.units, s.unitsByID, s.within = map[string]Unit{}, map[UnitID]Unit{}, map[string]bool{}
	all, err := Units(ctx, tx, Everyone())
	if err != nil {
		return err
	}
	for _, u := range all {
		s.units[u.Code], s.unitsByID[u.ID] = u, u
	}
	allowed, err := Units(ctx, tx, within)
	for _, u := range allowed {
		s.within[u.Code] = true
	}
	return err
}

func (s *state) loadCadres(ctx context.Context, tx storage.ReadTx) error {
	s.cadres, s.cadresByID = map[string]Cadre{}, map[CadreID]Cadre{}
	s.phones, s.memberships = map[Phone]string{}, map[CadreID][]membershipRow{}
	rows, err := storage.Select[cadreRow](ctx, tx, "SELECT * FROM cadres")
	if err != nil {
		return err
	}
	for _, r := range rows {
		s.cadres[r.StaffNo], s.cadresByID[r.ID] = r.cadre(), r.cadre()
		if r.Phone != "" {
			s.phones[Phone(r.Phone)] = r.StaffNo
		}
	}
	memberships, err := storage.Select[membershipRow](ctx, tx, "SELECT * FROM memberships ORDER BY from_on, id")
	for _, m := range memberships {
		s.memberships[m.CadreID] = append(s.memberships[m.CadreID], m)
	}
	return err
}

func (s *state) loadCategories(ctx context.Context, tx storage.ReadTx) error {
	s.categories = map[CadreID][]categoryRow{}
	s.categoryCode, s.categoryName = map[string]Category{}, map[Category]string{}
	known, err := Categories(ctx, tx)
	if err != nil {
		return err
	}
	for _, k := range known {
		s.categoryCode[k.Name], s.categoryCode[string(k.Code)], s.categoryName[k.Code] = k.Code, k.Code, k.Name
	}
	rows, err := storage.Select[categoryRow](ctx, tx, "SELECT * FROM cadre_categories WHERE to_on >= ? ORDER BY id", s.on)
	for _, r := range rows {
		s.categories[r.CadreID] = append(s.categories[r.CadreID], r)
	}
	return err
}

func (s *state) loadGroups(ctx context.Context, tx storage.ReadTx) error {
	s.groups, s.groupsByID = map[string]StudyGroup{}, map[GroupID]StudyGroup{}
	s.groupMembers = map[GroupID][]groupMemberRow{}
	groups, err := Groups(ctx, tx, Everyone())
	if err != nil {
		return err
	}
	for _, g := range groups {
		s.groups[g.Code], s.groupsByID[g.ID] = g, g
	}
	rows, err := storage.Select[groupMemberRow](ctx, tx, "SELECT * FROM group_members WHERE to_on >= ? ORDER BY id", s.on)
	for _, r := range rows {
		s.groupMembers[r.GroupID] = append(s.groupMembers[r.GroupID], r)
	}
	return err
}

func (s *state) loadAppointments(ctx context.Context, tx storage.ReadTx) error {
	s.appointments, s.leaders = map[CadreID][]heldRow{}, map[GroupID][]heldRow{}
	rows, err := storage.Select[heldRow](ctx, tx, heldQuery+" WHERE a.to_on >= ? ORDER BY a.id", s.on)
	for _, r := range rows {
		s.appointments[r.CadreID] = append(s.appointments[r.CadreID], r)
		if r.Role == GroupLeader && r.GroupID != 0 {
			s.leaders[r.GroupID] = append(s.leaders[r.GroupID], r)
		}
	}
	return err
}

// lastMembership returns the membership that began last.
func (s *state) lastMembership(id CadreID) (membershipRow, bool) {
	list := s.memberships[id]
	if len(list) == 0 {
		return membershipRow{}, false
	}
	return list[len(list)-1], true
}

// mayTouch reports whether the import may touch the unit with the code.
func (s *state) mayTouch(code string) bool { return s.everything || s.within[code] }

func (s *state) learnUnit(u Unit) { s.units[u.Code], s.unitsByID[u.ID] = u, u }

func (s *state) learnCadre(c Cadre) { s.cadres[c.StaffNo], s.cadresByID[c.ID] = c, c }

func (s *state) learnGroup(g StudyGroup) { s.groups[g.Code], s.groupsByID[g.ID] = g, g }
