package group

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// toPersons is the choice of the persons who are ticked; the others are group-3 and unit-5.
const toPersons = "persons"

// team is the people of a unit who can be asked.
type team struct {
	Unit   string
	People []personChoice
}

// personChoice is a person who can be asked.
type personChoice struct {
	Cadre  roster.CadreID
	Name   string
	Chosen bool
}

// addTargets adds whom the actor may ask: the groups, the units and, in their order, the persons.
func (v *assignView) addTargets(r *web.Request, tx storage.ReadTx, chosen []string) error {
	scope := r.Actor.Scope(access.AssignStudy)
	var err error
	if v.Groups, v.Units, err = audiences(r, tx, scope); err != nil {
		return err
	}
	if v.Teams, err = teamsOf(r, tx, scope, chosen); err != nil {
		return err
	}
	if v.To == "" {
		v.To = toPersons
	}
	return nil
}

// teamsOf returns the persons of a scope by unit, in the order of the units, with whether each is ticked.
func teamsOf(r *web.Request, tx storage.ReadTx, scope roster.Scope, chosen []string) ([]team, error) {
	members, err := roster.Members(r.Ctx(), tx, scope, r.Today())
	if err != nil {
		return nil, err
	}
	var teams []team
	for _, m := range members {
		if n := len(teams); n == 0 || teams[n-1].Unit != m.Unit.Name {
			teams = append(teams, team{Unit: m.Unit.Name})
		}
		last := &teams[len(teams)-1]
		last.People = append(last.People, personChoice{m.Cadre.ID, m.Cadre.Name, slices.Contains(chosen, fmt.Sprint(m.Cadre.ID))})
	}
	return teams, nil
}

// targetOf reads whom the form names.
func targetOf(form *web.Form) plan.Target {
	to := form.Raw("to")
	if to == toPersons {
		var persons []roster.CadreID
		for _, id := range form.IDs("persons") {
			persons = append(persons, roster.CadreID(id))
		}
		return plan.Target{Persons: persons}
	}
	unit, group := audienceOf(to)
	return plan.Target{Unit: unit, Group: group}
}

// number returns the positive number in a text, and 0 when it holds none.
func number(text string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
