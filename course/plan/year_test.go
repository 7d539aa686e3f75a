package plan_test

import (
	"context"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

func TestInYear(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approved(example())
	w.draft(example())
	for _, c := range []struct {
		name  string
		actor access.Actor
		year  int
		want  []plan.State
	}{
		{"the secretary sees the draft first", w.secretary, 2026, []plan.State{plan.StateDraft, plan.StateApproved}},
		{"a cadre of an office below sees what is approved", w.he, 2026, []plan.State{plan.StateApproved}},
		{"the neighbouring township sees nothing", w.remote, 2026, nil},
		{"another year is empty", w.secretary, 2025, nil},
	} {
		w.read(func(ctx context.Context, tx storage.ReadTx) error {
			list, err := plan.InYear(ctx, tx, c.actor, c.year)
			if err != nil {
				return err
			}
			if len(list) != len(c.want) {
				t.Errorf("%s: %d versions, want %v", c.name, len(list), c.want)
				return nil
			}
			for i, v := range list {
				if v.State != c.want[i] {
					t.Errorf("%s: version %d is %s, want %s", c.name, i, v.State, c.want[i])
				}
			}
			return nil
		})
	}
}
