package plan_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// world is a county with a township, its office, a neighbouring township, and the people who act in the tests.
type world struct {
	t       *testing.T
	db      *storage.DB
	log     *seal.Log
	planner *plan.Planner
	now     time.Time

	county, town, office, other              roster.Unit
	group                                    roster.StudyGroup
	secretary, committee, leader, he, remote access.Actor
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: storagetest.Open(t), now: time.Date(2026, 3, 5, 9, 0, 0, 0, calendar.Shanghai)}
	clock := calendar.Clock(func() time.Time { return w.now })
	var err error
	w.log, err = seal.Open(t.Context(), w.db, filepath.Join(t.TempDir(), "log.key"), "plan.test/log", clock)
	if err != nil {
		t.Fatal(err)
	}
	ledger := hours.NewLedger(w.log, clock)
	w.planner = plan.NewPlanner(w.log, ledger, clock)
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		if _, err := ledger.AdoptDefault(ctx, tx); err != nil {
			return err
		}
		return errors.Join(w.settle(ctx, tx), w.appoint(ctx, tx))
	})
	return w
}

// settle makes the units and the group.
func (w *world) settle(ctx context.Context, tx storage.WriteTx) error {
	add := func(parent roster.UnitID, code, name string, kind roster.UnitKind) roster.Unit {
		u, err := roster.AddUnit(ctx, tx, roster.Unit{ParentID: parent, Code: code, Name: name, Kind: kind})
		if err != nil {
			w.t.Fatal(err)
		}
		return u
	}
	w.county = add(0, "XW", "县委", roster.County)
	w.town = add(w.county.ID, "YX", "云溪镇", roster.Township)
	w.office = add(w.town.ID, "YX-NY", "农业办", roster.Office)
	w.other = add(w.county.ID, "SP", "石坪乡", roster.Township)
	var err error
	w.group, err = roster.AddGroup(ctx, tx, roster.StudyGroup{UnitID: w.town.ID, Code: "YX-2", Name: "第二学习小组", Kind: roster.Study})
	return err
}

// appoint makes the people. The secretary and the committee member act for the township, the leader for the group.
func (w *world) appoint(ctx context.Context, tx storage.WriteTx) error {
	person := func(no, name string, unit roster.Unit, grants ...access.Grant) access.Actor {
		c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: no, Name: name})
		if err == nil {
			err = roster.Join(ctx, tx, c.ID, unit.ID, 20200101)
		}
		if err != nil {
			w.t.Fatal(err)
		}
		grants = append(grants, access.Grant{Role: access.Cadre, UnitPath: unit.Path})
		return access.Actor{Cadre: c, Unit: unit, Grants: grants}
	}
	w.secretary = person("1001", "吴晓梅", w.town, access.Grant{Role: access.StudySecretary, UnitPath: w.town.Path})
	w.committee = person("1002", "周明远", w.town, access.Grant{Role: access.CommitteeMember, UnitPath: w.town.Path})
	w.leader = person("1003", "陈立群", w.office, access.Grant{Role: access.GroupLeader, Group: w.group.ID})
	w.he = person("1004", "何秀兰", w.office)
	w.remote = person("2001", "方远", w.other)
	return errors.Join(
		roster.JoinGroup(ctx, tx, w.group.ID, w.leader.ID(), 20200101),
		roster.JoinGroup(ctx, tx, w.group.ID, w.he.ID(), 20260301))
}

// write runs fn in a write transaction that must succeed.
func (w *world) write(fn func(context.Context, storage.WriteTx) error) {
	w.t.Helper()
	if err := w.db.Write(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

// refuse runs fn in a write transaction that must fail with the kind.
func (w *world) refuse(kind fault.Kind, fn func(context.Context, storage.WriteTx) error) error {
	w.t.Helper()
	err := w.db.Write(w.t.Context(), fn)
	if !fault.Is(err, kind) {
		w.t.Fatalf("want %s, got %v", kind, err)
	}
	return err
}

func (w *world) read(fn func(context.Context, storage.ReadTx) error) {
	w.t.Helper()
	err := w.db.Read(w.t.Context(), func(tx storage.ReadTx) error { return fn(w.t.Context(), tx) })
	if err != nil {
		w.t.Fatal(err)
	}
}

// example is a plan that asks for 90 hours, as the screens show it.
func example() plan.Content {
	c := plan.Empty()
	c.Guiding = "深入学习贯彻党的创新理论"
	c.Shares = compliance.Shares{20, 50, 75, 100}
	c.Requirements = []plan.Requirement{{
		Category: "section_level", Hours: 90 * hours.Hour, Meetings: 8,
		Subjects: []plan.SubjectHours{
			{Subject: "theory", Hours: 30 * hours.Hour}, {Subject: "policy", Hours: 20 * hours.Hour}, {Subject: "law", Hours: 14 * hours.Hour},
			{Subject: "technology", Hours: 10 * hours.Hour}, {Subject: "rural", Hours: 16 * hours.Hour},
		},
		Modes: []plan.ModeHours{
			{Mode: hours.Collective, Hours: 24 * hours.Hour}, {Mode: hours.Group, Hours: 16 * hours.Hour},
			{Mode: hours.Online, Hours: 40 * hours.Hour}, {Mode: hours.Self, Hours: 10 * hours.Hour},
		},
	}}
	c.Topics = []plan.Topic{{
		Title: "土地管理法律要点", Quarter: 3, Mode: hours.Collective, Subject: "law", Hours: 3 * hours.Hour, On: 20260819,
		Required: []plan.Reading{{Kind: plan.DocumentItem, Ref: 7, Title: "《土地管理法律要点》"}},
	}}
	return c
}

// draft makes a draft with the content.
func (w *world) draft(content plan.Content) plan.Version {
	w.t.Helper()
	var v plan.Version
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		if v, err = w.planner.Draft(ctx, tx, w.secretary, w.town.ID, 2026); err == nil {
			v, err = w.planner.Save(ctx, tx, w.secretary, v.ID, v.Revision, content)
		}
		return err
	})
	return v
}

// approved drafts, submits and approves the content.
func (w *world) approved(content plan.Content) plan.Version {
	w.t.Helper()
	v := w.draft(content)
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		if v, err = w.planner.Submit(ctx, tx, w.secretary, v.ID, v.Revision, "按年度安排制定"); err == nil {
			v, err = w.planner.Approve(ctx, tx, w.committee, v.ID, v.Revision, "党委会议通过")
		}
		return err
	})
	return v
}

// fieldNames returns the fields that a failure complains about.
func fieldNames(err error) []string {
	var failure *fault.Error
	if !errors.As(err, &failure) {
		return nil
	}
	var names []string
	for _, f := range failure.Fields {
		names = append(names, f.Name)
	}
	return names
}
