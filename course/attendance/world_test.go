package attendance_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// world is a township with an office and a neighbour, a study group of some and a central group, and who acts in the tests.
type world struct {
	t       testing.TB
	db      *storage.DB
	log     *seal.Log
	ledger  *hours.Ledger
	planner *plan.Planner
	clerk   *attendance.Clerk
	now     time.Time

	town, office, other roster.Unit
	group, central      roster.StudyGroup
	people              map[string]access.Actor
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, db: storagetest.Open(t), people: map[string]access.Actor{}}
	w.at("2026-01-05 09:00") // before the first meeting of any test
	clock := calendar.Clock(func() time.Time { return w.now })
	var err error
	if w.log, err = seal.Open(t.Context(), w.db, filepath.Join(t.TempDir(), "log.key"), "attendance.test/log", clock); err != nil {
		t.Fatal(err)
	}
	w.ledger = hours.NewLedger(w.log, clock)
	w.planner = plan.NewPlanner(w.log, w.ledger, clock)
	w.clerk = attendance.NewClerk(w.log, w.ledger, clock)
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := w.ledger.AdoptDefault(ctx, tx)
		return errors.Join(err, w.settle(ctx, tx), w.appoint(ctx, tx))
	})
	return w.at("2026-03-05 09:00")
}

// settle makes the units and the groups.
func (w *world) settle(ctx context.Context, tx storage.WriteTx) (err error) {
	add := func(u roster.Unit) roster.Unit {
		u, e := roster.AddUnit(ctx, tx, u)
		err = errors.Join(err, e)
		return u
	}
	w.town = add(roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township})
	w.office = add(roster.Unit{ParentID: w.town.ID, Code: "YX-NY", Name: "农业办", Kind: roster.Office})
	w.other = add(roster.Unit{Code: "SP", Name: "石坪乡", Kind: roster.Township})
	group := func(code, name string, kind roster.GroupKind) roster.StudyGroup {
		g, e := roster.AddGroup(ctx, tx, roster.StudyGroup{UnitID: w.town.ID, Code: code, Name: name, Kind: kind})
		err = errors.Join(err, e)
		return g
	}
	w.group = group("YX-2", "第二学习小组", roster.Study)
	w.central = group("YX-ZX", "党委中心组", roster.CentralGroup)
	return err
}

// appoint makes the people: 吴晓梅 is study secretary and 周明远 committee member of the township, 陈立群 leads the study group
// of 何秀兰 and 宋国强, 方远 belongs to the neighbour, where 秦川 is study secretary.
func (w *world) appoint(ctx context.Context, tx storage.WriteTx) error {
	town, away := w.town.Path, w.other.Path
	return errors.Join(
		w.person(ctx, tx, "吴晓梅", w.town, access.Grant{Role: access.StudySecretary, UnitPath: town}),
		w.person(ctx, tx, "周明远", w.town, access.Grant{Role: access.CommitteeMember, UnitPath: town}),
		w.person(ctx, tx, "陈立群", w.office, access.Grant{Role: access.GroupLeader, Group: w.group.ID}),
		w.person(ctx, tx, "何秀兰", w.office),
		w.person(ctx, tx, "宋国强", w.office),
		w.person(ctx, tx, "方远", w.other),
		w.person(ctx, tx, "秦川", w.other, access.Grant{Role: access.StudySecretary, UnitPath: away}),
		roster.JoinGroup(ctx, tx, w.group.ID, w.id("陈立群"), 20200101),
		roster.JoinGroup(ctx, tx, w.group.ID, w.id("何秀兰"), 20200101),
		roster.JoinGroup(ctx, tx, w.group.ID, w.id("宋国强"), 20200101),
		roster.JoinGroup(ctx, tx, w.central.ID, w.id("周明远"), 20200101),
		roster.JoinGroup(ctx, tx, w.central.ID, w.id("吴晓梅"), 20200101))
}

func (w *world) person(ctx context.Context, tx storage.WriteTx, name string, unit roster.Unit, grants ...access.Grant) error {
	c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: fmt.Sprint("G", len(w.people)+1), Name: name})
	if err != nil {
		return err
	}
	grants = append(grants, access.Grant{Role: access.Cadre, UnitPath: unit.Path})
	w.people[name] = access.Actor{Cadre: c, Unit: unit, Grants: grants}
	return roster.Join(ctx, tx, c.ID, unit.ID, 20200101)
}

// staff adds people to the office until there are n, and returns who they are.
func (w *world) staff(n int) []string {
	w.t.Helper()
	var names []string
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		for i := range n {
			names = append(names, fmt.Sprintf("干部%02d", i))
			if err := w.person(ctx, tx, names[i], w.office); err != nil {
				return err
			}
		}
		return nil
	})
	return names
}

func (w *world) who(name string) access.Actor {
	w.t.Helper()
	a, found := w.people[name]
	if !found {
		w.t.Fatalf("who is %s?", name)
	}
	return a
}

func (w *world) id(name string) roster.CadreID { return w.who(name).ID() }

// at sets the clock.
func (w *world) at(text string) *world {
	w.t.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.Shanghai)
	if err != nil {
		w.t.Fatal(err)
	}
	w.now = t
	return w
}

func (w *world) write(fn func(context.Context, storage.WriteTx) error) {
	w.t.Helper()
	if err := w.db.Write(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) read(fn func(context.Context, storage.ReadTx) error) {
	w.t.Helper()
	if err := w.db.Read(w.t.Context(), func(tx storage.ReadTx) error { return fn(w.t.Context(), tx) }); err != nil {
		w.t.Fatal(err)
	}
}

// meeting is a collective meeting of the township an hour from now; the change, if any, is made before it is opened.
func (w *world) meeting(title string, change func(*plan.Meeting)) plan.Meeting {
	w.t.Helper()
	m := plan.Meeting{
		Unit: w.town.ID, Mode: hours.Collective, Title: title, Subject: "law", Place: "三楼会议室", Host: "周明远", Hours: 3 * hours.Hour,
		StartsAt: w.now.Add(time.Hour), EndsAt: w.now.Add(4 * time.Hour), MakeUp: course.QuestionSource{Kind: course.SourceDocument, ID: 7},
	}
	if change != nil {
		change(&m)
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		m, err = w.planner.Open(ctx, tx, w.who("吴晓梅"), m)
		return err
	})
	return m
}

// ofGroup makes a meeting one of a study group.
func ofGroup(g roster.StudyGroup) func(*plan.Meeting) {
	return func(m *plan.Meeting) { m.Unit, m.Group, m.Mode = 0, g.ID, hours.Group }
}

func (w *world) expected(m plan.Meeting) (list []attendance.Expected) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		list, err = attendance.Expect(ctx, tx, m)
		return err
	})
	return list
}

// marks returns the roll as it is filled in, but for those who are excused or missing.
func (w *world) marks(m plan.Meeting, exceptions ...attendance.Mark) []attendance.Mark {
	w.t.Helper()
	var marks []attendance.Mark
	for _, e := range w.expected(m) {
		mark := attendance.Mark{Cadre: e.Cadre.ID, Presence: e.Presence, Reason: e.Reason}
		for _, x := range exceptions {
			if x.Cadre == mark.Cadre {
				mark = x
			}
		}
		marks = append(marks, mark)
	}
	return marks
}

func (w *world) mark(name string, p attendance.Presence, reason string) attendance.Mark {
	return attendance.Mark{Cadre: w.id(name), Presence: p, Reason: reason}
}

func (w *world) confirm(by string, m plan.Meeting, marks []attendance.Mark) (roll attendance.Roll, err error) {
	err = w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		roll, err = w.clerk.Confirm(ctx, tx, w.who(by), m.ID, marks)
		return err
	})
	return roll, err
}

// held opens a meeting of the township and confirms its roll when it is over.
func (w *world) held(title string, change func(*plan.Meeting), exceptions ...attendance.Mark) (plan.Meeting, attendance.Roll) {
	w.t.Helper()
	m := w.meeting(title, change)
	w.now = m.EndsAt
	roll, err := w.confirm("吴晓梅", m, w.marks(m, exceptions...))
	if err != nil {
		w.t.Fatalf("confirm %s: %v", title, err)
	}
	return m, roll
}

func (w *world) entries(name string) (list []hours.Entry) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		list, err = hours.Entries(ctx, tx, roster.Only(w.id(name)), hours.Year(2026))
		return err
	})
	return list
}

// total returns what a person has, corrections included.
func (w *world) total(name string) (sum hours.Amount) {
	w.t.Helper()
	for _, e := range w.entries(name) {
		sum += e.Amount
	}
	return sum
}

func (w *world) openMakeUps(name string) (list []attendance.MakeUp) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		list, err = attendance.OpenMakeUps(ctx, tx, w.id(name))
		return err
	})
	return list
}

// pass closes a make-up as its check does when it is passed.
func (w *world) pass(name string, m attendance.MakeUpID) (entry hours.Entry, err error) {
	evidence := course.Evidence{AttemptID: 40 + int64(m), Owner: attendance.MakeUpOwner(m), PassedAt: w.now, Items: 3}
	err = w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		entry, err = w.clerk.CloseMakeUp(ctx, tx, w.id(name), m, evidence)
		return err
	})
	return entry, err
}

func (w *world) verify() (report seal.Report) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		sources := append(hours.Facts(), attendance.Facts(), plan.Facts())
		report, err = seal.Verifier{Key: w.log.VerifierKey(), Sources: sources}.Verify(ctx, tx)
		return err
	})
	return report
}

// mustBeSound verifies the seals and recounts the ledger.
func (w *world) mustBeSound() {
	w.t.Helper()
	if _, err := w.log.Checkpoint(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	if r := w.verify(); !r.Clean() {
		w.t.Errorf("the seals: %+v", r.Findings)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		found, err := hours.Recount(ctx, tx)
		for _, d := range found {
			w.t.Errorf("recount: %s", d.Message())
		}
		return err
	})
}

func want(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("got %v, want a failure of kind %s", err, kind)
	}
}

// fields returns the names of the fields that a failure is about.
func fields(err error) (names []string) {
	var f *fault.Error
	if errors.As(err, &f) {
		for _, x := range f.Fields {
			names = append(names, x.Name)
		}
	}
	return names
}
