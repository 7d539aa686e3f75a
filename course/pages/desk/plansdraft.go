package desk

import (
	"context"
	"errors"

	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// What a draft can start from.
const (
	fromScratch  = "empty" // or from the version in force, when the year has one
	fromLastYear = "last-year"
)

func (a *Area) draftPlan(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	year := form.Int("year", 2000, 2999)
	from := form.Choice("from", fromScratch, fromLastYear)
	units := form.IDs("unit")
	form.Check(len(units) == 1, "unit", "请选择")
	if err := form.Err(); err != nil {
		return a.refuseDraft(r, form, err)
	}
	draft := a.Planner.Draft
	if from == fromLastYear {
		draft = a.Planner.CopyLastYear
	}
	var v plan.Version
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		v, err = draft(ctx, tx, r.Actor, roster.UnitID(units[0]), year)
		return err
	})
	if err != nil {
		return a.refuseDraft(r, form, aboutStart(err))
	}
	return r.SeeOther("/plan-versions/%d", v.ID)
}

// aboutStart turns a plan to start from that does not exist into an error of the form, so that another start can be
// chosen.
func aboutStart(err error) error {
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != fault.NotFound {
		return err
	}
	var fields fault.Fields
	fields.Add("from", e.Message.Text, e.Message.Args...)
	return fields.Err()
}

// refuseDraft shows the list again with what was chosen and why it cannot be.
func (a *Area) refuseDraft(r *web.Request, form *web.Form, failure error) error {
	year := r.Today().Year()
	for _, y := range years(r) {
		if form.Raw("year") == printed(y) {
			year = y
		}
	}
	view, err := a.plans(r, year)
	if err != nil {
		return err
	}
	if form.Raw("from") == fromLastYear {
		view.From = fromLastYear
	}
	for _, u := range view.Units {
		if form.Raw("unit") == printed(u.ID) {
			view.Unit = u.ID
		}
	}
	return a.plansPage.Refuse(r, view, failure)
}
