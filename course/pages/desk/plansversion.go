package desk

import (
	"context"
	"strings"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// versionView is a version of a plan, for whoever may read it. Edit is not nil for who may change it now.
type versionView struct {
	plan.Version
	Unit       string
	Words      words
	Steps      []versionStep // all versions of the plan, the newest first
	Guiding    []string      // paragraphs
	Targets    []targetRow
	Quarters   []quarterTopics
	Sums       sums
	Edit       *input
	Unsaved    bool // Edit holds what is not saved yet
	Saved      bool // it was saved just now
	Rival      []differenceRow
	MayDecide  bool
	MayApprove bool   // false for who wrote it: then it can only be returned
	Text       string // of the decision, as typed
	StartsNext bool   // the actor may start the next version here
}

// versionStep is a version in the history of its plan.
type versionStep struct {
	plan.Version
	Shown  bool // on this page
	By     string
	At     time.Time
	Before int // number of the version before; 0: it is the first that the reader may see
}

func (a *Area) showVersion(r *web.Request) error {
	id, err := r.ID("version")
	if err != nil {
		return err
	}
	view, err := a.version(r, plan.VersionID(id))
	if err != nil {
		return err
	}
	view.Saved = r.QueryParam("done") == "saved" && view.Edit != nil
	return a.versionPage.Render(r, view)
}

func (a *Area) version(r *web.Request, id plan.VersionID) (view versionView, err error) {
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		view, err = version(r, tx, id)
		return err
	})
	return view, err
}

func version(r *web.Request, tx storage.ReadTx, id plan.VersionID) (versionView, error) {
	ctx := r.Ctx()
	v, err := plan.FindVersion(ctx, tx, r.Actor, id)
	if err != nil {
		return versionView{}, err
	}
	view := versionView{Version: v, Sums: sumsOf(v.Content.Topics)}
	if view.Words, err = readWords(ctx, tx); err != nil {
		return view, err
	}
	unit, err := roster.FindUnit(ctx, tx, v.Plan.Unit)
	if err != nil {
		return view, err
	}
	view.Unit = unit.Name
	if view.Steps, err = steps(r, tx, v); err != nil {
		return view, err
	}
	if err := view.allow(r, tx); err != nil {
		return view, err
	}
	if v.Content.Guiding != "" {
		view.Guiding = strings.Split(v.Content.Guiding, "\n")
	}
	view.Targets, view.Quarters = targetsOf(v.Content, view.Words), topicsOf(v.Content, view.Words)
	return view, nil
}

// allow finds out what the actor may do with the version.
func (v *versionView) allow(r *web.Request, tx storage.ReadTx) error {
	drafts, err := permits(r.Ctx(), tx, r.Actor, access.DraftPlan, v.Plan.Unit)
	if err != nil {
		return err
	}
	decides, err := permits(r.Ctx(), tx, r.Actor, access.ApprovePlan, v.Plan.Unit)
	if err != nil {
		return err
	}
	switch {
	case v.State == plan.StateDraft && drafts:
		v.Edit = inputOf(v.Version, v.Words)
	case v.State == plan.StateSubmitted && decides:
		v.MayDecide, v.MayApprove = true, !v.WrittenBy(r.Actor.ID())
	case v.State == plan.StateApproved && drafts:
		v.StartsNext = v.Steps[0].ID == v.ID
	}
	return nil
}

// permits reports whether the actor has the permission for the unit.
func permits(ctx context.Context, tx storage.ReadTx, actor access.Actor, permission access.Permission, unit roster.UnitID) (bool, error) {
	if !actor.May(permission) {
		return false, nil
	}
	_, err := roster.FindUnitIn(ctx, tx, actor.Scope(permission), unit)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// steps returns the history of the version's plan.
func steps(r *web.Request, tx storage.ReadTx, shown plan.Version) ([]versionStep, error) {
	versions, err := plan.Versions(r.Ctx(), tx, r.Actor, shown.Plan.Unit, shown.Plan.Year)
	if err != nil {
		return nil, err
	}
	people := people{}
	list := make([]versionStep, len(versions))
	for i, v := range versions {
		s := versionStep{Version: v, Shown: v.ID == shown.ID}
		by := v.SavedBy
		switch s.At = v.SavedAt; v.State {
		case plan.StateSubmitted:
			by, s.At = v.SubmittedBy, v.SubmittedAt
		case plan.StateApproved, plan.StateSuperseded:
			by, s.At = v.DecidedBy, v.DecidedAt
		}
		if s.By, err = people.name(r.Ctx(), tx, by); err != nil {
			return nil, err
		}
		if i+1 < len(versions) {
			s.Before = versions[i+1].Number
		}
		list[i] = s
	}
	return list, nil
}
