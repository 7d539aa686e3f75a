package demo

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// people finds who acts in the demo, by name: no two have the same.
type people struct {
	actors map[string]access.Actor
	groups map[string]roster.StudyGroup
	units  map[string]roster.Unit
}

// meet reads who is on the roster on a day, with the roles that are held then.
func meet(ctx context.Context, tx storage.ReadTx, on calendar.Date) (people, error) {
	p := people{actors: map[string]access.Actor{}, groups: map[string]roster.StudyGroup{}, units: map[string]roster.Unit{}}
	members, err := roster.Members(ctx, tx, roster.Everyone(), on)
	if err != nil {
		return people{}, err
	}
	held, err := roster.Appointments(ctx, tx, roster.Everyone(), on)
	if err != nil {
		return people{}, err
	}
	for _, m := range members {
		a := access.Actor{Cadre: m.Cadre, Unit: m.Unit, Grants: []access.Grant{{Role: access.Cadre, UnitPath: m.Unit.Path}}}
		for _, h := range held {
			if h.Cadre == m.Cadre.ID {
				a.Grants = append(a.Grants, access.Grant{Role: h.Role, UnitPath: h.Path, Group: h.Group})
			}
		}
		p.actors[m.Cadre.Name] = a
	}
	return p, p.places(ctx, tx)
}

func (p *people) places(ctx context.Context, tx storage.ReadTx) error {
	groups, err := roster.Groups(ctx, tx, roster.Everyone())
	if err != nil {
		return err
	}
	units, err := roster.Units(ctx, tx, roster.Everyone())
	if err != nil {
		return err
	}
	for _, g := range groups {
		p.groups[g.Name] = g
	}
	for _, u := range units {
		p.units[u.Name] = u
	}
	return nil
}

// who returns the person with the name.
func (p *people) who(name string) (access.Actor, error) {
	a, found := p.actors[name]
	if !found {
		return access.Actor{}, fmt.Errorf("名册里没有“%s”", name)
	}
	return a, nil
}

// town returns the township.
func (p *people) town() roster.Unit { return p.units["云溪镇"] }

// secretary returns who runs the meetings of the whole township.
func (p *people) secretary() (access.Actor, error) {
	return p.holding(access.StudySecretary, func(g access.Grant) bool { return g.UnitPath == p.town().Path })
}

// leader returns who leads the study group.
func (p *people) leader(g roster.StudyGroup) (access.Actor, error) {
	return p.holding(access.GroupLeader, func(grant access.Grant) bool { return grant.Group == g.ID })
}

func (p *people) holding(role access.Role, where func(access.Grant) bool) (access.Actor, error) {
	for _, a := range p.actors {
		if slices.ContainsFunc(a.Grants, func(g access.Grant) bool { return g.Role == role && where(g) }) {
			return a, nil
		}
	}
	return access.Actor{}, fmt.Errorf("名册里没有担任%s的人", access.RoleName(role))
}

// studyGroups returns the ordinary study groups by code.
func (p *people) studyGroups() []roster.StudyGroup {
	var list []roster.StudyGroup
	for _, g := range p.groups {
		if g.Kind == roster.Study {
			list = append(list, g)
		}
	}
	slices.SortFunc(list, func(a, b roster.StudyGroup) int { return int(a.ID - b.ID) })
	return list
}
