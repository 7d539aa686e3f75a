package desk

import (
	"slices"
	"strconv"

	"xiangxue/course/access"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// plansView is the plans of a year, and what waits for the reader.
type plansView struct {
	Year    int
	Years   []int
	Waiting []waitingVersion
	Plans   []unitPlan
	Units   []roster.Unit // whose plan the actor may draft
	Unit    roster.UnitID // chosen in the form
	From    string
	Asked   []askedSubject // what villagers ask and nobody has answered
}

// waitingVersion is a version that waits for the reader's decision.
type waitingVersion struct {
	plan.Version
	Unit string
	By   string
}

// unitPlan is the plan of one unit: the version in force, if any, and the one that is open, if any.
type unitPlan struct {
	ID            roster.UnitID
	Unit          string
	Executed      bool // the reader may see what became of it
	Current, Open *plan.Version
}

func (a *Area) listPlans(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	year, err := strconv.Atoi(form.Raw("year"))
	if err != nil || !slices.Contains(years(r), year) {
		year = r.Today().Year()
	}
	view, err := a.plans(r, year)
	if err != nil {
		return err
	}
	return a.plansPage.Render(r, view)
}

// years are the years that the page offers: two before this one, and the next.
func years(r *web.Request) []int {
	this := r.Today().Year()
	return []int{this - 2, this - 1, this, this + 1}
}

func (a *Area) plans(r *web.Request, year int) (plansView, error) {
	view := plansView{Year: year, Years: years(r), From: fromScratch}
	return view, a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		units, err := readableUnits(r, tx)
		if err != nil {
			return err
		}
		versions, err := plan.InYear(r.Ctx(), tx, r.Actor, year)
		if err != nil {
			return err
		}
		view.Plans = unitPlans(units, versions)
		if err := markExecuted(r, tx, view.Plans); err != nil {
			return err
		}
		if view.Waiting, err = waiting(r, tx, units); err != nil {
			return err
		}
		if view.Units, err = roster.Units(r.Ctx(), tx, r.Actor.Scope(access.DraftPlan)); err != nil {
			return err
		}
		view.Asked, err = a.asked(r, tx)
		return err
	})
}

// readableUnits returns the units whose plan the actor may read, draft or approve, in the order of the directory.
func readableUnits(r *web.Request, tx storage.ReadTx) ([]roster.Unit, error) {
	scope := r.Actor.Scope(access.ReadPlan).Or(r.Actor.Scope(access.DraftPlan)).Or(r.Actor.Scope(access.ApprovePlan))
	return roster.Units(r.Ctx(), tx, scope)
}

// unitPlans lists the units that have a plan. The versions of a unit come newest first.
func unitPlans(units []roster.Unit, versions []plan.Version) []unitPlan {
	byUnit := map[roster.UnitID]*unitPlan{}
	for i, v := range versions {
		p := byUnit[v.Plan.Unit]
		if p == nil {
			p = &unitPlan{}
			byUnit[v.Plan.Unit] = p
		}
		switch v.State {
		case plan.StateApproved:
			p.Current = &versions[i]
		case plan.StateDraft, plan.StateSubmitted:
			p.Open = &versions[i]
		}
	}
	var list []unitPlan
	for _, u := range units {
		if p := byUnit[u.ID]; p != nil {
			p.ID, p.Unit = u.ID, u.Name
			list = append(list, *p)
		}
	}
	return list
}

// markExecuted marks the plans of the units whose execution the actor may read.
func markExecuted(r *web.Request, tx storage.ReadTx, plans []unitPlan) error {
	units, err := roster.Units(r.Ctx(), tx, r.Actor.Scope(access.ReadExecution))
	for n := range plans {
		plans[n].Executed = plans[n].Current != nil && slices.ContainsFunc(units, func(u roster.Unit) bool { return u.ID == plans[n].ID })
	}
	return err
}

// waiting returns what waits for a decision of the actor: of any year, for nobody should have to look for it.
func waiting(r *web.Request, tx storage.ReadTx, units []roster.Unit) ([]waitingVersion, error) {
	versions, err := plan.Waiting(r.Ctx(), tx, r.Actor)
	if err != nil {
		return nil, err
	}
	people := people{}
	var list []waitingVersion
	for _, v := range versions {
		w := waitingVersion{Version: v}
		if i := slices.IndexFunc(units, func(u roster.Unit) bool { return u.ID == v.Plan.Unit }); i >= 0 {
			w.Unit = units[i].Name
		}
		if w.By, err = people.name(r.Ctx(), tx, v.SubmittedBy); err != nil {
			return nil, err
		}
		list = append(list, w)
	}
	return list, nil
}
