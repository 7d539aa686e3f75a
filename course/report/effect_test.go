package report_test

import (
	"context"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// draft returns the draft of a unit's plan that follows the one in force, changed.
func (w *town) draft(unit roster.Unit, change func(*plan.Content)) (v plan.Version) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		if v, err = w.planner.Draft(ctx, tx, w.secretary, unit.ID, 2026); err != nil {
			return err
		}
		c := v.Content
		change(&c)
		v, err = w.planner.Save(ctx, tx, w.secretary, v.ID, v.Revision, c)
		return err
	})
	return v
}

func (w *town) effect(actor access.Actor, v plan.Version) (report.Effect, error) {
	w.t.Helper()
	return try(w, func(ctx context.Context, tx storage.ReadTx) (report.Effect, error) {
		return w.reporter.Effect(ctx, tx, actor, v)
	})
}

func lower(c *plan.Content) {
	c.Requirements = []plan.Requirement{{Category: "section_level", Hours: 10 * hours.Hour}}
}

func TestEffectOfADraft(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	w.on("2026-07-01")
	same := w.draft(w.unit, func(c *plan.Content) { c.Guiding = "新的指导思想" })
	e, err := w.effect(w.secretary, same)
	if err != nil || len(e.Changed) != 0 || e.Same != 5 {
		t.Fatalf("a draft that asks the same changes %d people, leaves %d, %v", len(e.Changed), e.Same, err)
	}
	v := w.draft(w.unit, lower)
	e, err = w.effect(w.committee, v)
	if err != nil || len(e.Changed) != 5 || e.Same != 0 || len(e.Categories) != 1 {
		t.Fatalf("the draft changes %+v, %v", e, err)
	}
	first := e.Changed[0]
	if first.Before.Year != 90*hours.Hour || first.After.Year != 10*hours.Hour || first.After.DueNext >= first.Before.DueNext {
		t.Errorf("%s is asked for %v, then %v", first.Cadre.Name, first.Before, first.After)
	}
	if c := e.Categories[0]; c.People != 5 || c.Changed != 5 || c.NeedHelpNow != 5 {
		t.Errorf("the category has %+v", c)
	}
	for _, actor := range []access.Actor{w.xiulan, w.leader, w.auditor} {
		if _, err := w.effect(actor, v); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s sees whom a draft affects: %v", actor.Cadre.Name, err)
		}
	}
}

func TestEffectLeavesUnitsWithAPlanOfTheirOwn(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	own := w.draft(w.office, lower)
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		v, err := w.planner.Submit(ctx, tx, w.secretary, own.ID, own.Revision, "办公室另定")
		if err == nil {
			_, err = w.planner.Approve(ctx, tx, w.committee, v.ID, v.Revision, "同意")
		}
		return err
	})
	e, err := w.effect(w.secretary, w.draft(w.unit, lower))
	if err != nil || len(e.Changed)+e.Same != 2 {
		t.Errorf("of five people, three under a plan of their office, %d are looked at: %v", len(e.Changed)+e.Same, err)
	}
}
