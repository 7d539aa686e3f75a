package plan_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

func TestThePlanCountsOnlyOnceApproved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	inForce := func(unit roster.UnitID, at time.Time) (v plan.Version, found bool) {
		w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
			v, found, err = plan.Approved(ctx, tx, unit, 2026, at)
			return err
		})
		return v, found
	}
	v := w.draft(example())
	if _, found := inForce(w.town.ID, time.Time{}); found {
		t.Fatal("a draft counts")
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		v, err = w.planner.Submit(ctx, tx, w.secretary, v.ID, v.Revision, "按年度安排制定")
		return err
	})
	if _, found := inForce(w.town.ID, time.Time{}); found {
		t.Fatal("a submitted version counts")
	}
	before := w.now
	w.now = w.now.Add(time.Hour)
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		v, err = w.planner.Approve(ctx, tx, w.committee, v.ID, v.Revision, "党委会议通过")
		return err
	})
	got, found := inForce(w.office.ID, time.Time{})
	if !found || got.ID != v.ID || got.State != plan.StateApproved || got.DecidedBy != w.committee.ID() {
		t.Fatalf("the office's plan is not the township's: %+v", got)
	}
	if _, found := inForce(w.other.ID, time.Time{}); found {
		t.Error("the plan counts in the neighbouring township")
	}
	if _, found := inForce(w.town.ID, before); found {
		t.Error("the plan was known before its approval")
	}
}

func TestApprovalNeedsASecondPersonOfTheCommittee(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.draft(example())
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		v, err = w.planner.Submit(ctx, tx, w.secretary, v.ID, v.Revision, "按年度安排制定")
		return err
	})
	both := w.secretary
	both.Grants = append(slices.Clone(both.Grants), access.Grant{Role: access.CommitteeMember, UnitPath: w.town.Path})
	neighbour := w.remote
	neighbour.Grants = append(slices.Clone(neighbour.Grants), access.Grant{Role: access.CommitteeMember, UnitPath: w.other.Path})
	for _, c := range []struct {
		name  string
		actor access.Actor
		kind  fault.Kind
	}{
		{"the secretary", w.secretary, fault.Forbidden},
		{"the drafter as committee member", both, fault.Forbidden},
		{"another township's committee", neighbour, fault.NotFound},
		{"an ordinary cadre", w.he, fault.Forbidden},
		{"nobody", access.Actor{}, fault.Forbidden},
	} {
		err := w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.planner.Approve(ctx, tx, c.actor, v.ID, v.Revision, "同意")
			return err
		})
		if !fault.Is(err, c.kind) {
			t.Errorf("%s: want %s, got %v", c.name, c.kind, err)
		}
	}
	w.refuse(fault.Invalid, func(ctx context.Context, tx storage.WriteTx) error {
		_, err := w.planner.Approve(ctx, tx, w.committee, v.ID, v.Revision, "  ")
		return err
	})
}

func TestReturnedAndStaleVersions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.draft(example())
	w.refuse(fault.Stale, func(ctx context.Context, tx storage.WriteTx) error {
		_, err := w.planner.Save(ctx, tx, w.secretary, v.ID, v.Revision-1, example())
		return err
	})
	w.refuse(fault.Invalid, func(ctx context.Context, tx storage.WriteTx) error {
		_, err := w.planner.Submit(ctx, tx, w.secretary, v.ID, v.Revision, "")
		return err
	})
	submit := func(revision int) (submitted plan.Version) {
		w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
			submitted, err = w.planner.Submit(ctx, tx, w.secretary, v.ID, revision, "按年度安排制定")
			return err
		})
		return submitted
	}
	first := submit(v.Revision)
	w.refuse(fault.Conflict, func(ctx context.Context, tx storage.WriteTx) error {
		_, err := w.planner.Save(ctx, tx, w.secretary, v.ID, first.Revision, example())
		return err
	})
	var returned plan.Version
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		returned, err = w.planner.Return(ctx, tx, w.committee, v.ID, first.Revision, "法律类再加一次")
		return err
	})
	if !returned.WasReturned() || returned.Decision != "法律类再加一次" {
		t.Errorf("the draft does not say why it came back: %+v", returned)
	}
	again := submit(returned.Revision)
	if again.DecidedBy != 0 || again.Decision != "" {
		t.Errorf("a version submitted again still carries the old decision")
	}
	w.refuse(fault.Stale, func(ctx context.Context, tx storage.WriteTx) error {
		_, err := w.planner.Approve(ctx, tx, w.committee, v.ID, first.Revision, "同意")
		return err
	})
}

func TestANewVersionSupersedesTheOldOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.approved(example())
	w.now = w.now.Add(24 * time.Hour)
	between := w.now
	w.now = w.now.Add(24 * time.Hour)
	changed := first.Content
	changed.Requirements[0].Meetings = 6
	second := w.approved(changed)
	if second.Number != 2 || second.ID == first.ID {
		t.Fatalf("the second version is %+v", second)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		all, err := plan.Versions(ctx, tx, w.he, w.town.ID, 2026)
		if err != nil {
			return err
		}
		if len(all) != 2 || all[0].State != plan.StateApproved || all[1].State != plan.StateSuperseded {
			t.Errorf("versions: %+v", all)
		}
		old, _, err := plan.Approved(ctx, tx, w.town.ID, 2026, between)
		if err == nil && old.ID != first.ID {
			t.Errorf("as known before the second approval, version %d counts", old.Number)
		}
		return err
	})
}

func TestWhoSeesDrafts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.draft(example())
	for _, c := range []struct {
		name  string
		actor access.Actor
		sees  bool
	}{
		{"secretary", w.secretary, true}, {"committee", w.committee, true}, {"cadre", w.he, false}, {"neighbour", w.remote, false},
	} {
		w.read(func(ctx context.Context, tx storage.ReadTx) error {
			_, err := plan.FindVersion(ctx, tx, c.actor, v.ID)
			if c.sees != (err == nil) || !c.sees && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", c.name, err)
			}
			return nil
		})
	}
}

func TestCopyLastYear(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.refuse(fault.NotFound, func(ctx context.Context, tx storage.WriteTx) error {
		_, err := w.planner.CopyLastYear(ctx, tx, w.secretary, w.town.ID, 2027)
		return err
	})
	w.approved(example())
	var next, again plan.Version
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		if next, err = w.planner.CopyLastYear(ctx, tx, w.secretary, w.town.ID, 2027); err == nil {
			again, err = w.planner.Draft(ctx, tx, w.secretary, w.town.ID, 2027)
		}
		return err
	})
	if next.Plan.Year != 2027 || next.Number != 1 || next.Content.Requirements[0].Hours != 90*hours.Hour || next.Content.Topics[0].On != 0 {
		t.Errorf("the copy is %+v", next.Content)
	}
	if again.ID != next.ID {
		t.Error("a second draft was made beside the first")
	}
}

func TestApprovedVersionsAreSealedAndFrozen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.approved(example())
	if _, err := w.log.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	findings := func() (list []seal.Finding) {
		w.read(func(ctx context.Context, tx storage.ReadTx) error {
			sources := append(hours.Facts(), plan.Facts())
			report, err := seal.Verifier{Key: w.log.VerifierKey(), Sources: sources}.Verify(ctx, tx)
			list = report.Findings
			return err
		})
		return list
	}
	if list := findings(); len(list) != 0 {
		t.Fatalf("an untouched plan has findings: %v", list)
	}
	alter := func(ctx context.Context, tx storage.WriteTx) error {
		_, err := storage.Exec(ctx, tx, "UPDATE plan_versions SET content = replace(content, '9000', '8000') WHERE id = ?", v.ID)
		return err
	}
	if err := w.db.Write(t.Context(), alter); err == nil {
		t.Fatal("an approved version can be changed")
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		if err := storagetest.Unguard(ctx, tx); err != nil {
			return err
		}
		return alter(ctx, tx)
	})
	if list := findings(); len(list) != 1 || list[0].What != seal.Altered || list[0].Kind != seal.PlanVersion || list[0].ID != int64(v.ID) {
		t.Errorf("altered behind the trigger: %v", list)
	}
}

func TestEveryStepIsInTheTrail(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approved(example())
	var actions []string
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		records, err := audit.Recent(ctx, tx, audit.Filter{Kind: "plan_version"})
		for _, r := range records {
			actions = append(actions, r.Action)
		}
		return err
	})
	if want := []string{"plan.approve", "plan.submit", "plan.save", "plan.draft"}; !slices.Equal(actions, want) {
		t.Errorf("trail %v, want %v", actions, want)
	}
}

func TestThePolicyOfAVersion(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.approved(example())
	policy := v.Policy(compliance.FromRegulations(hours.DefaultRuleSet().Regulations))
	kinds := map[compliance.Kind]int{}
	keys := map[string]compliance.Requirement{}
	for _, r := range policy.Requirements {
		kinds[r.Kind]++
		keys[r.Key] = r
	}
	if len(keys) != len(policy.Requirements) || kinds[compliance.Plan] != 11 || kinds[compliance.Regulation] == 0 {
		t.Fatalf("kinds %v, %d keys of %d", kinds, len(keys), len(policy.Requirements))
	}
	law := keys["section_level/subject/law"]
	if law.Asks.Hours != 14*hours.Hour || law.Bucket != hours.Plan || law.Shares != (compliance.Shares{20, 50, 75, 100}) {
		t.Errorf("law: %+v", law)
	}
	if m := keys["section_level/meetings"]; m.Asks.Times != 8 || m.Mode != hours.Collective {
		t.Errorf("meetings: %+v", m)
	}
}
