package report

import (
	"context"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Effect is whom a version of a plan would concern if it were in force today, and how (影响谁).
type Effect struct {
	Stamp
	Unit       roster.Unit
	Categories []CategoryEffect // those of the people concerned, in their order
	Changed    []Affected       // who would be asked for something else, in official order
	Same       int              // people for whom nothing changes
}

// CategoryEffect is what a version means for the people of one category.
type CategoryEffect struct {
	Name                    string
	People                  int
	Changed                 int
	NeedHelpNow, NeedHelpBy int // people who need help today, by the plan in force and by the version
}

// Affected is a person for whom a version changes what is asked.
type Affected struct {
	Cadre         roster.Cadre
	Unit          roster.Unit
	Categories    []string
	Before, After Asked
}

// Asked is what a plan asks of a person. A person of whom it asks nothing has zero amounts and is Unmeasured.
type Asked struct {
	Year      hours.Amount // the year's total, pro-rated
	DueNext   hours.Amount
	Shortfall hours.Amount // for what is due next
	Reach     Reach
}

// Effect compares what a version asks of everybody it would govern with what they are asked now. People under a plan of
// a unit further down are not touched by it. It fails with fault.NotFound unless the actor drafts or approves plans of
// the unit.
func (r *Reporter) Effect(ctx context.Context, tx storage.ReadTx, actor access.Actor, v plan.Version) (Effect, error) {
	unit, err := roster.FindUnitIn(ctx, tx, actor.Scope(access.DraftPlan).Or(actor.Scope(access.ApprovePlan)), v.Plan.Unit)
	if err != nil {
		return Effect{}, err
	}
	c, err := r.crowd(ctx, tx, roster.InUnit(unit.Path), AsOf{Year: v.Plan.Year})
	if err != nil {
		return Effect{}, err
	}
	entries, err := c.entries(ctx, tx, c.scope)
	if err != nil {
		return Effect{}, err
	}
	facts := exactFacts(entries)
	if err := c.earlier(ctx, tx, facts); err != nil {
		return Effect{}, err
	}
	categories, err := roster.Categories(ctx, tx)
	if err != nil {
		return Effect{}, err
	}
	x := effect{crowd: c, version: &v, policy: c.policy(&v), governed: c.governedBy(unit.ID)}
	return x.compare(unit, facts, categories), nil
}

// effect is what comparing two plans for a crowd takes.
type effect struct {
	crowd
	version  *plan.Version
	policy   compliance.Policy
	governed map[roster.UnitID]bool
}

// governedBy returns the units for which a plan of the given unit holds: itself and those below it as far down as none
// has a plan of its own.
func (c crowd) governedBy(id roster.UnitID) map[roster.UnitID]bool {
	governed := map[roster.UnitID]bool{}
	for _, u := range c.units { // a unit comes after the one above it
		own := c.plans[u.ID] != nil && c.plans[u.ID].Plan.Unit == u.ID
		governed[u.ID] = u.ID == id || governed[u.ParentID] && !own
	}
	return governed
}

func (x effect) compare(unit roster.Unit, facts map[roster.CadreID][]compliance.Fact, categories []roster.CategoryInfo) Effect {
	result := Effect{Stamp: x.Stamp, Unit: unit}
	tallies := map[roster.Category]*CategoryEffect{}
	for _, m := range x.members {
		if !x.governed[m.Unit.ID] {
			continue
		}
		before, after := x.judge(m, facts[m.Cadre.ID]), x.foresee(m, facts[m.Cadre.ID])
		a := Affected{
			Cadre: m.Cadre, Unit: m.Unit,
			Before: askedOf(before, x.plans[m.Unit.ID]), After: askedOf(after, x.version),
		}
		changed := !sameTargets(before, after)
		for _, info := range x.dated.held(m.Cadre.ID, x.On, categories) {
			a.Categories = append(a.Categories, info.Name)
			tally(tallies, info).add(a, changed)
		}
		if changed {
			result.Changed = append(result.Changed, a)
		} else {
			result.Same++
		}
	}
	for _, info := range categories {
		if t := tallies[info.Code]; t != nil {
			result.Categories = append(result.Categories, *t)
		}
	}
	return result
}

// foresee returns the verdict about a member if the version were in force.
func (x effect) foresee(m roster.Member, facts []compliance.Fact) compliance.Verdict {
	return compliance.Evaluate(x.policy, x.dated.person(m.Cadre.ID), facts, x.moment())
}

func tally(all map[roster.Category]*CategoryEffect, info roster.CategoryInfo) *CategoryEffect {
	if all[info.Code] == nil {
		all[info.Code] = &CategoryEffect{Name: info.Name}
	}
	return all[info.Code]
}

func (t *CategoryEffect) add(a Affected, changed bool) {
	t.People++
	if changed {
		t.Changed++
	}
	if a.Before.Reach == NeedsHelp {
		t.NeedHelpNow++
	}
	if a.After.Reach == NeedsHelp {
		t.NeedHelpBy++
	}
}

func askedOf(v compliance.Verdict, under *plan.Version) Asked {
	total, asked := v.Total()
	if !asked {
		return Asked{Reach: Unmeasured}
	}
	return Asked{
		Year: total.Target.Hours, DueNext: total.DueNext.Hours, Shortfall: total.Shortfall.Hours,
		Reach: reach(&total, parameters(under)),
	}
}

// sameTargets reports whether two plans ask the same of a person: the same requirements, as much of each, by the same days.
func sameTargets(before, after compliance.Verdict) bool {
	type target struct {
		key     string
		full    compliance.Quantity
		dueNext compliance.Quantity
	}
	of := func(v compliance.Verdict) []target {
		var list []target
		for _, r := range v.Of(compliance.Plan) {
			list = append(list, target{r.Key, r.Target, r.DueNext})
		}
		return list
	}
	return slices.Equal(of(before), of(after))
}
