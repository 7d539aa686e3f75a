package group_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/document"
	"xiangxue/course/hours"
	"xiangxue/course/inspection"
	"xiangxue/course/kit"
	"xiangxue/course/objection"
	"xiangxue/course/pages/group"
	"xiangxue/course/plan"
	"xiangxue/course/reflection"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/training"
	"xiangxue/course/web"
	"xiangxue/course/web/upload"
	"xiangxue/course/web/webtest"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
	"xiangxue/search/library"
	"xiangxue/static"
	"xiangxue/static/locale"
)

// fixture is a site with the pages of this package on an own database: a township with an office and a study group, and a
// neighbour. 吴晓梅 is study secretary and 周明远 committee member of the township, 陈立群 leads the group of 何秀兰 and
// 宋国强, and 秦川 is study secretary of the neighbour.
type fixture struct {
	t       *testing.T
	db      *storage.DB
	gate    *access.Gate
	site    *web.Site
	ledger  *hours.Ledger
	planner *plan.Planner
	clerk   *attendance.Clerk
	now     time.Time
	clock   calendar.Clock // shows now

	declarations *reflection.Clerk
	exams        *exam.Office

	town, office, other roster.Unit
	group               roster.StudyGroup
	people              map[string]roster.CadreID
}

const password = "云溪水长流到山外"

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{t: t, db: storagetest.Open(t), people: map[string]roster.CadreID{}}
	f.at("2026-09-18 13:30")
	clock := calendar.Clock(func() time.Time { return f.now })
	f.clock = clock
	log, err := seal.Open(t.Context(), f.db, filepath.Join(t.TempDir(), "log.key"), "group.test/log", clock)
	if err != nil {
		t.Fatal(err)
	}
	f.gate, f.ledger = access.NewGate(f.db, clock), hours.NewLedger(log, clock)
	f.planner, f.clerk = plan.NewPlanner(log, f.ledger, clock), attendance.NewClerk(log, f.ledger, clock)
	f.declarations = reflection.NewClerk(f.ledger, clock)
	f.exams = exam.NewOffice(exam.Needs{DB: f.db, Clock: clock, Ledger: f.ledger, Planner: f.planner, Source: exam.Banks{},
		Seed: func(...string) quiz.Seed { return quiz.Seed{} }})
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := f.ledger.AdoptDefault(ctx, tx)
		return errors.Join(err, f.settle(ctx, tx), f.appoint(ctx, tx))
	})
	f.site = newSite(t, f.gate, f.db, clock)
	catalogue := course.NewCatalogue()
	reporter := report.New(log, f.ledger, catalogue, clock)
	_, err = group.New(f.site, group.Needs{
		DB: f.db, Catalogue: catalogue, Planner: f.planner, Clerk: f.clerk, Ledger: f.ledger, Kits: kit.NewOffice(log, f.clerk, f.planner, clock), Document: library.Text,
		Reporter: reporter, Inspection: inspection.NewDesk(f.db, reporter, log, clock), Training: training.NewRegistrar(log, f.ledger, clock),
		Declarations: f.declarations, Objections: objection.NewClerk(f.ledger, clock), Exams: f.exams, Press: document.NewPress(""), Uploads: upload.Tray{Dir: t.TempDir()},
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func newSite(t *testing.T, gate *access.Gate, db *storage.DB, clock calendar.Clock) *web.Site {
	t.Helper()
	files, err := static.Load()
	if err != nil {
		t.Fatal(err)
	}
	site := web.New(web.Options{Name: "云溪镇", Build: "test", Gate: gate, Catalog: locale.Load(), Files: files,
		Clock: clock, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError})), Ready: db.Ping})
	return site
}

func (f *fixture) settle(ctx context.Context, tx storage.WriteTx) error {
	var errs []error
	add := func(u roster.Unit) roster.Unit {
		u, err := roster.AddUnit(ctx, tx, u)
		errs = append(errs, err)
		return u
	}
	f.town = add(roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township, Position: 1})
	f.office = add(roster.Unit{ParentID: f.town.ID, Code: "YX-NY", Name: "农业办", Kind: roster.Office, Position: 1})
	f.other = add(roster.Unit{Code: "SP", Name: "石坪乡", Kind: roster.Township, Position: 2})
	var err error
	f.group, err = roster.AddGroup(ctx, tx, roster.StudyGroup{UnitID: f.town.ID, Code: "YX-2", Name: "第二学习小组", Kind: roster.Study})
	return errors.Join(append(errs, err)...)
}

func (f *fixture) appoint(ctx context.Context, tx storage.WriteTx) error {
	over := func(u roster.Unit, role roster.Role) roster.Appointment {
		return roster.Appointment{Role: role, Unit: u.ID, From: 20200101}
	}
	return errors.Join(
		f.person(ctx, tx, "吴晓梅", f.town, over(f.town, roster.StudySecretary)),
		f.person(ctx, tx, "周明远", f.town, over(f.town, roster.CommitteeMember)),
		f.person(ctx, tx, "陈立群", f.office, roster.Appointment{Role: roster.GroupLeader, Group: f.group.ID, From: 20200101}),
		f.person(ctx, tx, "何秀兰", f.office),
		f.person(ctx, tx, "宋国强", f.office),
		f.person(ctx, tx, "秦川", f.other, over(f.other, roster.StudySecretary)),
		roster.JoinGroup(ctx, tx, f.group.ID, f.people["陈立群"], 20200101),
		roster.JoinGroup(ctx, tx, f.group.ID, f.people["何秀兰"], 20200101),
		roster.JoinGroup(ctx, tx, f.group.ID, f.people["宋国强"], 20200101))
}

func (f *fixture) person(ctx context.Context, tx storage.WriteTx, name string, unit roster.Unit, duties ...roster.Appointment) error {
	c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: fmt.Sprintf("G%03d", len(f.people)+1), Name: name})
	if err != nil {
		return err
	}
	f.people[name] = c.ID
	for _, duty := range duties {
		duty.Cadre = c.ID
		if err := roster.Appoint(ctx, tx, duty); err != nil {
			return err
		}
	}
	return errors.Join(roster.Join(ctx, tx, c.ID, unit.ID, 20200101), roster.Classify(ctx, tx, c.ID, "section_level", 20200101))
}

// staff adds people to the office until the township has n.
func (f *fixture) staff(n int) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		for i := len(f.people) - 1; i < n; i++ { // one belongs to the neighbour
			if err := f.person(ctx, tx, fmt.Sprintf("干部%02d", i), f.office); err != nil {
				return err
			}
		}
		return nil
	})
}

// at sets the clock.
func (f *fixture) at(text string) {
	f.t.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.Shanghai)
	if err != nil {
		f.t.Fatal(err)
	}
	f.now = t
}

func (f *fixture) write(fn func(context.Context, storage.WriteTx) error) {
	f.t.Helper()
	if err := f.db.Write(f.t.Context(), fn); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) read(fn func(storage.ReadTx) error) {
	f.t.Helper()
	if err := f.db.Read(f.t.Context(), fn); err != nil {
		f.t.Fatal(err)
	}
}

// as returns a browser window in which somebody has signed in.
func (f *fixture) as(name string) *webtest.Client {
	f.t.Helper()
	id := f.people[name]
	if err := f.gate.SetPassword(f.t.Context(), id, password); err != nil {
		f.t.Fatal(err)
	}
	var staffNo string
	f.read(func(tx storage.ReadTx) error {
		c, err := roster.FindCadre(f.t.Context(), tx, id)
		staffNo = c.StaffNo
		return err
	})
	session, _, err := f.gate.SignIn(f.t.Context(), staffNo, password, false)
	if err != nil {
		f.t.Fatal(err)
	}
	c := webtest.New(f.t, f.site)
	c.SetCookie(web.SessionCookie, string(session.Token))
	return c
}

// actor returns somebody as the domain sees who has signed in.
func (f *fixture) actor(name string, grants ...access.Grant) access.Actor {
	return access.Actor{Cadre: roster.Cadre{ID: f.people[name], Name: name}, Grants: append(grants, access.Grant{Role: access.Cadre, UnitPath: f.town.Path})}
}

// secretary returns 吴晓梅 as the domain sees her.
func (f *fixture) secretary() access.Actor {
	return f.actor("吴晓梅", access.Grant{Role: access.StudySecretary, UnitPath: f.town.Path})
}

// total returns the hours that a person has in the ledger.
func (f *fixture) total(name string) (sum hours.Amount, entries int) {
	f.t.Helper()
	f.read(func(tx storage.ReadTx) error {
		list, err := hours.Entries(f.t.Context(), tx, roster.Only(f.people[name]), hours.Year(2026))
		for _, e := range list {
			sum += e.Amount
		}
		entries = len(list)
		return err
	})
	return sum, entries
}

// want fails the test unless the page has the status and shows the words.
func want(t *testing.T, page webtest.Page, status int, words ...string) {
	t.Helper()
	if page.Status != status {
		t.Fatalf("%s: status %d, want %d\n%s", page.Path, page.Status, status, page.Body)
	}
	for _, w := range words {
		if !page.Shows(w) {
			t.Fatalf("%s does not show %q\n%s", page.Path, w, page.Body)
		}
	}
}
