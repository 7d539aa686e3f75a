package desk

import (
	"context"

	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// effectView is whom an open version would concern.
type effectView struct {
	plan.Version
	report.Effect
}

func (a *Area) showEffect(r *web.Request) error {
	id, err := r.ID("version")
	if err != nil {
		return err
	}
	var view effectView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if view.Version, err = plan.FindVersion(r.Ctx(), tx, r.Actor, plan.VersionID(id)); err != nil {
			return err
		}
		view.Effect, err = a.Reporter.Effect(r.Ctx(), tx, r.Actor, view.Version)
		return err
	})
	if err != nil {
		return err
	}
	return a.effectPage.Render(r, view)
}

func (a *Area) discardVersion(r *web.Request) error {
	id, err := r.ID("version")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	revision := form.Int("revision", 1, 1<<30)
	if err := form.Err(); err != nil {
		return err
	}
	var gone plan.Version
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		gone, err = a.Planner.Discard(ctx, tx, r.Actor, plan.VersionID(id), revision)
		return err
	})
	if err != nil {
		return err
	}
	return r.SeeOther("/plans?year=%d", gone.Plan.Year)
}
