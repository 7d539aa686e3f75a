package desk_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/pages/desk"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/web"
	"xiangxue/course/web/webtest"
	"xiangxue/static"
	"xiangxue/static/locale"
)

// fixture is a site with the pages of this package on an own database: a township with an office, a secretary and a
// committee member of the township, and a cadre of the office.
type fixture struct {
	t            *testing.T
	db           *storage.DB
	gate         *access.Gate
	site         *web.Site
	planner      *plan.Planner
	now          time.Time
	town, office roster.Unit

	secretary, committee, cadre *webtest.Client
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{t: t, db: storagetest.Open(t), now: time.Date(2026, 3, 5, 9, 0, 0, 0, calendar.Shanghai)}
	clock := calendar.Clock(func() time.Time { return f.now })
	log, err := seal.Open(t.Context(), f.db, filepath.Join(t.TempDir(), "log.key"), "desk.test/log", clock)
	f.must(err)
	ledger := hours.NewLedger(log, clock)
	f.gate, f.planner = access.NewGate(f.db, clock), plan.NewPlanner(log, ledger, clock)
	f.serve(clock, report.New(log, ledger, course.NewCatalogue(), clock))
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := ledger.AdoptDefault(ctx, tx)
		return errors.Join(err, f.settle(ctx, tx))
	})
	f.secretary = f.person("YX01", "吴晓梅", f.town, roster.StudySecretary)
	f.committee = f.person("YX02", "周明远", f.town, roster.CommitteeMember)
	f.cadre = f.person("YX03", "何秀兰", f.office)
	return f
}

func (f *fixture) serve(clock calendar.Clock, reporter *report.Reporter) {
	f.t.Helper()
	files, err := static.Load()
	f.must(err)
	log := slog.New(slog.NewTextHandler(f.t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
	f.site = web.New(web.Options{Name: "云溪镇", Build: "test", Gate: f.gate, Catalog: locale.Load(), Files: files, Clock: clock, Log: log, Ready: f.db.Ping})
	_, err = desk.New(f.site, desk.Needs{DB: f.db, Planner: f.planner, Reporter: reporter, Documents: documents, Questions: questions})
	f.must(err)
}

// documents is a library that holds one document.
func documents(_ context.Context, _ storage.ReadTx, words string, _ int) ([]plan.Reading, error) {
	if words != "防汛" {
		return nil, nil
	}
	return []plan.Reading{{Kind: plan.DocumentItem, Ref: 7, Title: "《云溪镇防汛应急预案》"}}, nil
}

// questions are three that villagers ask of whoever drafts plans.
func questions(_ context.Context, _ storage.ReadTx, actor access.Actor) ([]plan.Unanswered, error) {
	if !actor.May(access.DraftPlan) {
		return nil, nil
	}
	noted := time.Date(2026, 3, 2, 9, 0, 0, 0, calendar.Shanghai)
	return []plan.Unanswered{
		{Ref: 7, Subject: course.Policy, SubjectName: "政策", Question: "补贴可以发现金吗？", NotedAt: noted},
		{Ref: 9, Subject: course.Policy, SubjectName: "政策", Question: "低保多久复核一次？", NotedAt: noted},
		{Ref: 8, Subject: course.Law, SubjectName: "法律", Question: "邻居挡了光找谁？", NotedAt: noted},
	}, nil
}

func (f *fixture) settle(ctx context.Context, tx storage.WriteTx) (err error) {
	if f.town, err = roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township}); err != nil {
		return err
	}
	f.office, err = roster.AddUnit(ctx, tx, roster.Unit{ParentID: f.town.ID, Code: "YX-NY", Name: "农业农村办公室", Kind: roster.Office})
	return err
}

const password = "云溪水长流到山外"

// person adds a person with roles over the unit and returns a window in which the person has signed in.
func (f *fixture) person(staffNo, name string, unit roster.Unit, roles ...roster.Role) *webtest.Client {
	f.t.Helper()
	var id roster.CadreID
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: staffNo, Name: name})
		if err != nil {
			return err
		}
		id = c.ID
		for _, role := range roles {
			err = errors.Join(err, roster.Appoint(ctx, tx, roster.Appointment{Cadre: id, Role: role, Unit: unit.ID, From: 20260101}))
		}
		return errors.Join(err, roster.Join(ctx, tx, id, unit.ID, 20260101))
	})
	f.must(f.gate.SetPassword(f.t.Context(), id, password))
	return f.signIn(staffNo)
}

// signIn returns a window in which somebody has just signed in.
func (f *fixture) signIn(staffNo string) *webtest.Client {
	f.t.Helper()
	session, _, err := f.gate.SignIn(f.t.Context(), staffNo, password, false)
	f.must(err)
	c := webtest.New(f.t, f.site)
	c.SetCookie(web.SessionCookie, string(session.Token))
	return c
}

func (f *fixture) write(fn func(context.Context, storage.WriteTx) error) {
	f.t.Helper()
	f.must(f.db.Write(f.t.Context(), fn))
}

func (f *fixture) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// want fails the test unless the page has the status and shows the words.
func want(t *testing.T, page webtest.Page, status int, words ...string) {
	t.Helper()
	if page.Status != status {
		t.Fatalf("%s: status %d, want %d\n%s", page.Path, page.Status, status, page.Body)
	}
	for _, w := range words {
		if !page.Shows(w) {
			t.Errorf("%s does not show %q\n%s", page.Path, w, page.Body)
		}
	}
}

// wantNot fails the test when the page shows one of the words.
func wantNot(t *testing.T, page webtest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if page.Shows(w) {
			t.Errorf("%s shows %q", page.Path, w)
		}
	}
}
