package study_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/objection"
	"xiangxue/course/pages/study"
	"xiangxue/course/plan"
	"xiangxue/course/progress"
	"xiangxue/course/reflection"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/training"
	"xiangxue/course/web"
	"xiangxue/course/web/webtest"
	"xiangxue/quiz"
	"xiangxue/quiz/importer"
	"xiangxue/quiz/notebook"
	"xiangxue/static"
	"xiangxue/static/locale"
)

// fixture is a site with the pages of this package on an own database: a township with an office, where 吴晓梅 is study
// secretary, 周明远 committee member, 何秀兰 and 宋国强 are cadres.
type fixture struct {
	t        *testing.T
	db       *storage.DB
	log      *seal.Log
	gate     *access.Gate
	ledger   *hours.Ledger
	planner  *plan.Planner
	clerk    *attendance.Clerk
	importer *importer.Importer
	site     *web.Site
	now      time.Time

	declarations *reflection.Clerk
	notebook     *notebook.Keeper
	training     *training.Registrar

	town, office                            roster.Unit
	secretary, committee, xiulan, colleague access.Actor
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{t: t, db: storagetest.Open(t)}
	f.at("2026-09-16 09:00")
	clock := calendar.Clock(func() time.Time { return f.now })
	var err error
	if f.log, err = seal.Open(t.Context(), f.db, filepath.Join(t.TempDir(), "log.key"), "study.test/log", clock); err != nil {
		t.Fatal(err)
	}
	shelf, catalogue := course.NewShelf(t.TempDir()), course.NewCatalogue()
	f.gate, f.ledger = access.NewGate(f.db, clock), hours.NewLedger(f.log, clock)
	f.planner, f.clerk = plan.NewPlanner(f.log, f.ledger, clock), attendance.NewClerk(f.log, f.ledger, clock)
	f.importer = importer.New(f.db, shelf, clock)
	examiner, err := quiz.NewExaminer(t.Context(), f.db, clock)
	if err != nil {
		t.Fatal(err)
	}
	f.site = f.newSite(clock)
	f.notebook = notebook.NewKeeper(notebook.Needs{DB: f.db, Clock: clock, Checks: examiner, Exams: noExams{}})
	f.declarations, f.training = reflection.NewClerk(f.ledger, clock), training.NewRegistrar(f.log, f.ledger, clock)
	_, err = study.New(f.site, study.Needs{
		DB: f.db, Catalogue: catalogue, Shelf: shelf, Checks: examiner, Keeper: progress.NewKeeper(f.ledger, catalogue, clock),
		Ledger: f.ledger, Clerk: f.clerk, Document: document,
		Reporter:     report.New(f.log, f.ledger, catalogue, clock, quiz.Papers{Examiner: examiner}, report.TrainingRolls{}, report.Declarations{}),
		Declarations: f.declarations, Objections: objection.NewClerk(f.ledger, clock), Recall: f.notebook.Due,
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

// noExams is a notebook.Exams of a township without exams.
type noExams struct{}

func (noExams) Answered(context.Context, storage.ReadTx, access.Actor, map[int64]int64) ([]quiz.Marked, error) {
	return nil, nil
}

func (f *fixture) newSite(clock calendar.Clock) *web.Site {
	f.t.Helper()
	files, err := static.Load()
	if err != nil {
		f.t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(f.t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
	site := web.New(web.Options{Name: "云溪镇", Build: "test", Gate: f.gate, Catalog: locale.Load(), Files: files, Clock: clock, Log: log, Ready: f.db.Ping})
	return site
}

// document is the only document of the library, whatever id is asked for.
func document(context.Context, storage.ReadTx, int64) (course.Text, error) {
	return course.Text{Title: "《村道养护办法》", Parts: []course.TextPart{
		{Point: "第一条", Title: "第一条", Paragraphs: []string{"为了养护村道，制定本办法。"}},
		{Point: "第二条", Title: "第二条", Paragraphs: []string{"路长每七天巡查一次。"}},
	}}, nil
}

func (f *fixture) settle(ctx context.Context, tx storage.WriteTx) error {
	unit := func(parent roster.UnitID, code, name string, kind roster.UnitKind) roster.Unit {
		u, err := roster.AddUnit(ctx, tx, roster.Unit{ParentID: parent, Code: code, Name: name, Kind: kind, Position: 1})
		if err != nil {
			f.t.Fatal(err)
		}
		return u
	}
	f.town = unit(0, "YX", "云溪镇", roster.Township)
	f.office = unit(f.town.ID, "YX-NY", "农业农村办公室", roster.Office)
	person := func(no, name string, role access.Role) access.Actor {
		c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: no, Name: name})
		err = errors.Join(err, roster.Join(ctx, tx, c.ID, f.office.ID, 20200101), roster.Classify(ctx, tx, c.ID, "section_level", 20200101))
		if err != nil {
			f.t.Fatal(err)
		}
		return access.Actor{Cadre: c, Unit: f.office, Grants: []access.Grant{{Role: access.Cadre, UnitPath: f.office.Path}, {Role: role, UnitPath: f.town.Path}}}
	}
	f.secretary = person("1001", "吴晓梅", access.StudySecretary)
	f.committee = person("1002", "周明远", access.CommitteeMember)
	f.xiulan = person("1003", "何秀兰", access.Cadre)
	f.colleague = person("1004", "宋国强", access.Cadre)
	return nil
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

// entries returns what the ledger has of a person this year.
func (f *fixture) entries(a access.Actor) (list []hours.Entry) {
	f.t.Helper()
	err := f.db.Read(f.t.Context(), func(tx storage.ReadTx) (err error) {
		list, err = hours.Entries(f.t.Context(), tx, roster.Only(a.ID()), hours.Year(2026))
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return list
}

// due returns what somebody asked the person for and is still open.
func (f *fixture) due(a access.Actor) (list []plan.Duty) {
	f.t.Helper()
	err := f.db.Read(f.t.Context(), func(tx storage.ReadTx) (err error) {
		list, err = plan.Due(f.t.Context(), tx, a.ID(), calendar.DateOf(f.now))
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return list
}

const password = "云溪水长流到山外"

// window returns a browser window in which the person has signed in.
func (f *fixture) window(a access.Actor) *webtest.Client {
	f.t.Helper()
	if err := f.gate.SetPassword(f.t.Context(), a.ID(), password); err != nil {
		f.t.Fatal(err)
	}
	session, _, err := f.gate.SignIn(f.t.Context(), a.Cadre.StaffNo, password, false)
	if err != nil {
		f.t.Fatal(err)
	}
	c := webtest.New(f.t, f.site)
	c.SetCookie(web.SessionCookie, string(session.Token))
	return c
}

// questions are two questions for each of two points; the right answer is always called 正确.
const questions = "$CATEGORY: s1\n\n第一问？ {=正确 ~错误甲 ~错误乙}\n\n第二问？ {=正确 ~错误甲 ~错误乙}\n\n" +
	"$CATEGORY: s2\n\n第三问？ {=正确 ~错误甲 ~错误乙}\n\n第四问？ {=正确 ~错误甲 ~错误乙}\n"

const courseYAML = `slug: %s
title: %s
subject: technology
summary: 看一块田，记一季数据。
source: 云溪镇
materials:
  - {file: 量尺.zip, title: 量尺}
lessons:
  - {title: 看田, minutes: 20}
  - {title: 记数, minutes: 40}
  - {title: 闲谈, minutes: 5}
`

// offer publishes a course of two lessons with questions and one without.
func (f *fixture) offer(slug, title string) course.Published {
	f.t.Helper()
	folder := fstest.MapFS{
		"course.yaml":       {Data: fmt.Appendf(nil, courseYAML, slug, title)},
		"lessons/01.md":     {Data: []byte("## 一、田块 {#s1}\n\n看田先看水。\n\n## 二、墒情 {#s2}\n\n墒情看土。\n")},
		"lessons/02.md":     {Data: []byte("## 一、表格 {#s1}\n\n记数要当天。\n\n## 二、核对 {#s2}\n\n两人核对。\n")},
		"lessons/03.md":     {Data: []byte("## 聊天 {#s1}\n\n歇一歇。\n")},
		"questions/01.gift": {Data: []byte(questions)},
		"questions/02.gift": {Data: []byte(questions)},
		"量尺.zip":            {Data: []byte("PK\x03\x040123456789")},
	}
	report, err := f.importer.Course(f.t.Context(), access.Console(), folder, importer.Options{})
	if err != nil {
		f.t.Fatal(err)
	}
	return report.Published
}

// field is a choice of a question on a page: the name of the field, what it sends, and what it says.
var (
	field       = regexp.MustCompile(`<input type="(?:radio|checkbox)" name="(q[^"]*)" value="([^"]*)"[^>]*><span>(?:[^<　]*　)?([^<]*)</span>`)
	fingerprint = regexp.MustCompile(`name="fingerprint" value="([^"]*)"`)
)

// answers fills in the check on a page: rightly, but for the first so many questions.
func answers(t *testing.T, page webtest.Page, wrong int) url.Values {
	t.Helper()
	print := fingerprint.FindStringSubmatch(page.Body)
	if print == nil {
		t.Fatalf("no check on %s:\n%s", page.Path, page.Body)
	}
	form := url.Values{"fingerprint": {print[1]}}
	var asked []string
	for _, m := range field.FindAllStringSubmatch(page.Body, -1) {
		if len(asked) == 0 || asked[len(asked)-1] != m[1] {
			asked = append(asked, m[1])
		}
		pick := "正确"
		if len(asked) <= wrong {
			pick = "错误甲"
		}
		if strings.TrimSpace(m[3]) == pick {
			form.Set(m[1], m[2])
		}
	}
	return form
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

// wantNot fails the test when the page shows any of the words.
func wantNot(t *testing.T, page webtest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if page.Shows(w) {
			t.Errorf("%s shows %q\n%s", page.Path, w, page.Body)
		}
	}
}

// outsider adds a person who belongs to another township.
func (f *fixture) outsider() (a access.Actor) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		u, err := roster.AddUnit(ctx, tx, roster.Unit{Code: "SP", Name: "石坪乡", Kind: roster.Township, Position: 2})
		if err != nil {
			return err
		}
		c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: "2001", Name: "方远"})
		if err != nil {
			return err
		}
		a = access.Actor{Cadre: c, Unit: u}
		return roster.Join(ctx, tx, c.ID, u.ID, 20200101)
	})
	return a
}

// ask stores two questions on the second article of a document.
func (f *fixture) ask(source course.QuestionSource) {
	f.t.Helper()
	_, err := f.importer.Document(f.t.Context(), access.Console(), importer.Document{
		ID: source.ID, Title: "村道养护办法", Points: []course.Point{{ID: "第一条", Title: "第一条"}, {ID: "第二条", Title: "第二条"}},
		File: course.QuestionFile{Name: "村道养护办法.gift", Data: []byte("$CATEGORY: 第二条\n\n几天？ {=正确 ~错误甲}\n\n谁查？ {=正确 ~错误甲}\n")},
	}, importer.Options{})
	if err != nil {
		f.t.Fatal(err)
	}
}

// administrator returns a window of somebody who keeps accounts and belongs to no unit.
func (f *fixture) administrator() *webtest.Client {
	f.t.Helper()
	var a access.Actor
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: "9001", Name: "韦管理"})
		a.Cadre = c
		return errors.Join(err, roster.Appoint(ctx, tx, roster.Appointment{Cadre: c.ID, Role: roster.SecurityAdmin, Unit: f.town.ID, From: 20200101}))
	})
	return f.window(a)
}
