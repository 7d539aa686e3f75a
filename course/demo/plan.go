package demo

import (
	"context"
	"errors"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

func (d draftAct) schedule(t *township, a act) {
	t.put(a.at.in(t.year), a.line, func(ctx context.Context) error { return t.draftPlan(ctx, d) })
}

func (s submitAct) schedule(t *township, a act) {
	t.put(a.at.in(t.year), a.line, func(ctx context.Context) error {
		return t.handle(ctx, s.by, plan.StateDraft, func(ctx context.Context, tx storage.WriteTx, actor access.Actor, v plan.Version) error {
			_, err := t.planner.Submit(ctx, tx, actor, v.ID, v.Revision, s.change)
			return err
		})
	})
}

func (s approveAct) schedule(t *township, a act) {
	t.put(a.at.in(t.year), a.line, func(ctx context.Context) error {
		return t.handle(ctx, s.by, plan.StateSubmitted, func(ctx context.Context, tx storage.WriteTx, actor access.Actor, v plan.Version) error {
			_, err := t.planner.Approve(ctx, tx, actor, v.ID, v.Revision, s.decision)
			return err
		})
	})
}

// draftPlan drafts the plan of the year: from the file alone, or what is in force as the file changes it. A new plan
// begins as a copy of last year's when there is one.
func (t *township) draftPlan(ctx context.Context, d draftAct) error {
	actor, err := t.who(d.by)
	if err != nil {
		return err
	}
	file, err := readPlan(d.file)
	if err != nil {
		return err
	}
	var v plan.Version
	err = t.write(ctx, func(ctx context.Context, tx storage.WriteTx) (err error) {
		v, err = t.begin(ctx, tx, actor, d.change)
		return err
	})
	if err != nil {
		return err
	}
	start := v.Content
	if !d.change {
		start = plan.Empty()
		start.LastTopic = v.Content.LastTopic
	}
	content, err := t.apply(ctx, file, start, v.Plan.Year)
	if err != nil {
		return err
	}
	return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		_, err := t.planner.Save(ctx, tx, actor, v.ID, v.Revision, content)
		return err
	})
}

// begin makes the draft.
func (t *township) begin(ctx context.Context, tx storage.WriteTx, actor access.Actor, change bool) (plan.Version, error) {
	town, year := t.town().ID, t.today().Year()
	if !change {
		v, err := t.planner.CopyLastYear(ctx, tx, actor, town, year)
		if !fault.Is(err, fault.NotFound) {
			return v, err
		}
	}
	return t.planner.Draft(ctx, tx, actor, town, year)
}

// handle lets a person do something with the version that is in a state.
func (t *township) handle(ctx context.Context, by string, state plan.State, do func(context.Context, storage.WriteTx, access.Actor, plan.Version) error) error {
	actor, err := t.who(by)
	if err != nil {
		return err
	}
	return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		versions, err := plan.Versions(ctx, tx.ReadTx, actor, t.town().ID, t.today().Year())
		if err != nil {
			return err
		}
		for _, v := range versions {
			if v.State == state {
				return do(ctx, tx, actor, v)
			}
		}
		return errors.New("没有处在“" + state.Name() + "”的计划")
	})
}
