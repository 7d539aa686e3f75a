package audit_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/document"
	"xiangxue/course/dossier"
	"xiangxue/course/hours"
	"xiangxue/course/inspection"
	"xiangxue/course/pages/audit"
	"xiangxue/course/plan"
	"xiangxue/course/proof"
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

// fixture is a site with the pages of this package on a county with two townships, whose clock the test moves.
type fixture struct {
	t        *testing.T
	db       *storage.DB
	log      *seal.Log
	ledger   *hours.Ledger
	planner  *plan.Planner
	clerk    *attendance.Clerk
	gate     *access.Gate
	reporter *report.Reporter
	desk     *inspection.Desk
	site     *web.Site
	now      time.Time

	county, town, office, other            roster.Unit
	secretary, committee, xiulan, guoqiang access.Actor
	remote                                 access.Actor // of the other township
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{t: t, db: storagetest.Open(t)}
	f.on("2026-01-05")
	clock := calendar.Clock(func() time.Time { return f.now })
	var err error
	if f.log, err = seal.Open(t.Context(), f.db, filepath.Join(t.TempDir(), "log.key"), "audit.test/log", clock); err != nil {
		t.Fatal(err)
	}
	f.ledger = hours.NewLedger(f.log, clock)
	f.planner, f.clerk = plan.NewPlanner(f.log, f.ledger, clock), attendance.NewClerk(f.log, f.ledger, clock)
	f.reporter = report.New(f.log, f.ledger, course.NewCatalogue(), clock)
	f.desk = inspection.NewDesk(f.db, f.reporter, f.log, clock)
	f.gate = access.NewGate(f.db, clock)
	files, err := static.Load()
	if err != nil {
		t.Fatal(err)
	}
	f.site = web.New(web.Options{Name: "临澜县", Build: "test", Gate: f.gate, Catalog: locale.Load(), Files: files, Clock: clock,
		Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError})), Ready: f.db.Ping})
	prover, facts := proof.NewProver(f.db, f.log, "临澜县", clock), append(hours.Facts(), plan.Facts(), attendance.Facts())
	packer := &dossier.Packer{DB: f.db, Log: f.log, Reporter: f.reporter, Prover: prover, Press: document.NewPress(""), Facts: facts, Clock: clock}
	_, err = audit.New(f.site, audit.Needs{
		DB: f.db, Reporter: f.reporter, Log: f.log, Desk: f.desk, Prover: prover, Packer: packer,
		Facts: facts,
	})
	if err != nil {
		t.Fatal(err)
	}
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := f.ledger.AdoptDefault(ctx, tx)
		return errors.Join(err, f.settle(ctx, tx))
	})
	return f
}

// on sets the clock to nine in the morning of a day.
func (f *fixture) on(day string) {
	f.t.Helper()
	date, err := calendar.ParseDate(day)
	if err != nil {
		f.t.Fatal(err)
	}
	f.now = date.Time().Add(9 * time.Hour)
}

func (f *fixture) write(fn func(context.Context, storage.WriteTx) error) {
	f.t.Helper()
	if err := f.db.Write(f.t.Context(), fn); err != nil {
		f.t.Fatal(err)
	}
}

// settle adds units and people.
func (f *fixture) settle(ctx context.Context, tx storage.WriteTx) error {
	unit := func(parent roster.UnitID, code, name string, kind roster.UnitKind) roster.Unit {
		u, err := roster.AddUnit(ctx, tx, roster.Unit{ParentID: parent, Code: code, Name: name, Kind: kind, Position: len(code)})
		if err != nil {
			f.t.Fatal(err)
		}
		return u
	}
	f.county = unit(0, "L", "临澜县", roster.County)
	f.town = unit(f.county.ID, "YX", "云溪镇", roster.Township)
	f.office = unit(f.town.ID, "YX-NY", "农业农村办公室", roster.Office)
	f.other = unit(f.county.ID, "SP1", "石坪乡", roster.Township)
	f.secretary = f.person(ctx, tx, "YX02", "吴晓梅", f.town, roster.StudySecretary)
	f.committee = f.person(ctx, tx, "YX01", "周明远", f.town, roster.CommitteeMember)
	f.xiulan = f.person(ctx, tx, "YX05", "何秀兰", f.office)
	f.guoqiang = f.person(ctx, tx, "YX06", "宋国强", f.office)
	f.remote = f.person(ctx, tx, "SP01", "石中玉", f.other)
	f.person(ctx, tx, "DX01", "方远", f.town, roster.Auditor)
	f.person(ctx, tx, "DX02", "郑远山", f.other, roster.Auditor)
	return nil
}

// person adds a person to a unit, with roles over that unit.
func (f *fixture) person(ctx context.Context, tx storage.WriteTx, staffNo, name string, unit roster.Unit, roles ...roster.Role) access.Actor {
	f.t.Helper()
	const since calendar.Date = 20250101
	c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: staffNo, Name: name})
	if err == nil {
		err = errors.Join(roster.Join(ctx, tx, c.ID, unit.ID, since), roster.Classify(ctx, tx, c.ID, "section_level", since))
	}
	actor := access.Actor{Cadre: c, Unit: unit, Grants: []access.Grant{{Role: access.Cadre, UnitPath: unit.Path}}}
	for _, role := range roles {
		err = errors.Join(err, roster.Appoint(ctx, tx, roster.Appointment{Cadre: c.ID, Role: role, Unit: unit.ID, From: since}))
		actor.Grants = append(actor.Grants, access.Grant{Role: access.Role(role), UnitPath: unit.Path})
	}
	if err != nil {
		f.t.Fatal(err)
	}
	return actor
}

// approve has the committee of the township approve a plan of 40 hours.
func (f *fixture) approve() {
	f.t.Helper()
	content := plan.Empty()
	content.Shares = compliance.Shares{20, 50, 75, 100}
	content.Requirements = []plan.Requirement{{
		Category: "section_level", Hours: 40 * hours.Hour,
		Subjects: []plan.SubjectHours{{Subject: "theory", Hours: 40 * hours.Hour}},
	}}
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		v, err := f.planner.Draft(ctx, tx, f.secretary, f.town.ID, 2026)
		if err == nil {
			v, err = f.planner.Save(ctx, tx, f.secretary, v.ID, v.Revision, content)
		}
		if err == nil {
			v, err = f.planner.Submit(ctx, tx, f.secretary, v.ID, v.Revision, "按年度安排制定")
		}
		if err == nil {
			_, err = f.planner.Approve(ctx, tx, f.committee, v.ID, v.Revision, "党委会议通过")
		}
		return err
	})
}

// meet holds a collective meeting of the office of eight hours in the morning of a day and has its roll confirmed on
// another; everybody is present but those named.
func (f *fixture) meet(day, confirmed, title string, away ...access.Actor) plan.Meeting {
	f.t.Helper()
	f.on(day)
	starts := f.now
	f.now = f.now.AddDate(0, 0, -1)
	m := plan.Meeting{Unit: f.office.ID, Mode: hours.Collective, Title: title, Subject: "theory", StartsAt: starts, EndsAt: starts.Add(3 * time.Hour),
		Place: "三楼会议室", Host: "周明远", Hours: 8 * hours.Hour, Agenda: "领学"}
	f.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		m, err = f.planner.Open(ctx, tx, f.secretary, m)
		return err
	})
	f.on(confirmed)
	f.now = f.now.Add(9 * time.Hour)
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		var marks []attendance.Mark
		for _, p := range []access.Actor{f.xiulan, f.guoqiang} {
			mark := attendance.Mark{Cadre: p.ID(), Presence: attendance.Present}
			for _, a := range away {
				if a.ID() == p.ID() {
					mark.Presence, mark.Reason = attendance.OfficialDuty, "防汛值守"
				}
			}
			marks = append(marks, mark)
		}
		_, err := f.clerk.Confirm(ctx, tx, f.secretary, m.ID, marks)
		return err
	})
	return m
}

// sign signs a checkpoint.
func (f *fixture) sign() seal.Checkpoint {
	f.t.Helper()
	cp, err := f.log.Checkpoint(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	return cp
}

const password = "云溪水长流到山外"

// as returns a window in which the person with the staff number has signed in.
func (f *fixture) as(staffNo string) *webtest.Client {
	f.t.Helper()
	var person roster.Cadre
	err := f.db.Read(f.t.Context(), func(tx storage.ReadTx) (err error) {
		person, err = roster.FindCadreByLogin(f.t.Context(), tx, staffNo)
		return err
	})
	if err == nil {
		err = f.gate.SetPassword(f.t.Context(), person.ID, password)
	}
	if err != nil {
		f.t.Fatal(err)
	}
	session, _, err := f.gate.SignIn(f.t.Context(), staffNo, password, false)
	if err != nil {
		f.t.Fatal(err)
	}
	c := webtest.New(f.t, f.site)
	c.SetCookie(web.SessionCookie, string(session.Token))
	return c
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

// link returns the first address on the page that the pattern matches.
func link(t *testing.T, page webtest.Page, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(`href="(` + pattern + `)"`).FindStringSubmatch(page.Body)
	if m == nil {
		t.Fatalf("%s has no link like %s\n%s", page.Path, pattern, page.Body)
	}
	return m[1]
}

// inHTML returns a text as a page holds it.
func inHTML(text string) string { return strings.ReplaceAll(text, "+", "&#43;") }

func pathOf(format string, id any) string { return fmt.Sprintf(format, id) }

func id[T ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }
