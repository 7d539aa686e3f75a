package desk

import (
	"context"

	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// The two decisions on a submitted version.
const (
	approve  = "approve"
	giveBack = "return"
)

func (a *Area) decideVersion(r *web.Request) error {
	id, err := r.ID("version")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	do := form.Choice("do", approve, giveBack)
	revision := form.Int("revision", 1, 1<<30)
	text := form.Text("decision", 1000)
	if err := form.Err(); err != nil {
		return a.refuseDecision(r, plan.VersionID(id), text, err)
	}
	decide := a.Planner.Approve
	if do == giveBack {
		decide = a.Planner.Return
	}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		_, err := decide(ctx, tx, r.Actor, plan.VersionID(id), revision, text)
		return err
	})
	if err != nil {
		return a.refuseDecision(r, plan.VersionID(id), text, err)
	}
	return r.SeeOther("/plan-versions/%d", id)
}

// refuseDecision shows the version with the decision as it was typed.
func (a *Area) refuseDecision(r *web.Request, id plan.VersionID, text string, failure error) error {
	view, err := a.version(r, id)
	if err != nil {
		return err
	}
	view.Text = text
	return a.versionPage.Refuse(r, view, failure)
}
