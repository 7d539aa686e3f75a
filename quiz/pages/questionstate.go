package pages

import (
	"context"

	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz/bank"
)

// reviewVersion notes that a second person found the version right.
func (a *Area) reviewVersion(r *web.Request) error { return a.moveVersion(r, a.Keeper.Review) }

// publishVersion lets papers draw the version.
func (a *Area) publishVersion(r *web.Request) error { return a.moveVersion(r, a.Keeper.Publish) }

// suspendVersion takes the question out of use.
func (a *Area) suspendVersion(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	reason := form.Text("reason", bank.MaxSource)
	return a.moveVersion(r, func(ctx context.Context, tx storage.WriteTx, actor access.Actor, id bank.VersionID) error {
		return a.Keeper.Suspend(ctx, tx, actor, id, reason)
	})
}

// moveVersion carries out a step of the version that the form was made from.
func (a *Area) moveVersion(r *web.Request, step func(context.Context, storage.WriteTx, access.Actor, bank.VersionID) error) error {
	id, err := r.ID("question")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	version := bank.VersionID(form.Int("version", 1, 1<<53))
	if form.Err() != nil {
		return errNoQuestion
	}
	failure := a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error { return step(ctx, tx, r.Actor, version) })
	if failure != nil {
		v, err := a.question(r, bank.QuestionID(id))
		if err != nil {
			return err
		}
		v.Reason = form.Raw("reason")
		return a.questionPage.Refuse(r, v, failure)
	}
	return r.SeeOther("/questions/%d", id)
}
