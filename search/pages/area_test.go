package pages_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/web"
	"xiangxue/course/web/webtest"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/currency"
	"xiangxue/quiz/importer"
	"xiangxue/search"
	"xiangxue/search/enquiry"
	"xiangxue/search/library"
	"xiangxue/search/pages"
	"xiangxue/static"
	"xiangxue/static/locale"
)

// fixture is a site with the pages of this package on an own database and index, in a township where 何秀兰 is a cadre,
// 吴晓梅 study secretary and 林知远 an author.
type fixture struct {
	t       *testing.T
	db      *storage.DB
	gate    *access.Gate
	ledger  *hours.Ledger
	planner *plan.Planner
	index   *search.Index
	indexer *search.Indexer
	site    *web.Site
	files   *static.Files
	now     time.Time
	town    roster.Unit
}

const (
	subsidyTitle = "云溪镇耕地补贴办法（示例）"
	subsidyOld   = "# " + subsidyTitle + "\n文号：云政发〔2024〕3号\n发文机关：云溪镇人民政府\n分类：惠农补贴\n发布日期：2024-03-01\n施行日期：2024-04-01\n示例：是\n\n" +
		"<!-- INFO END -->\n\n第一条 为规范补贴，制定本办法。\n\n第二条 土地流转的，补贴发给种地的人。\n"
	subsidyNew = "# " + subsidyTitle + "\n文号：云政发〔2026〕3号\n发文机关：云溪镇人民政府\n分类：惠农补贴\n发布日期：2026-03-01\n施行日期：2026-03-15\n示例：是\n\n" +
		"<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 为规范补贴，制定本办法。\n\n## 第二章 对象\n\n第二条 流转出去的地，补贴发给原承包户。\n\n约定给经营户的，从其约定。\n"
	wages = "# 工资支付条例\n发文机关：国务院\n分类：行政法规\n2019年12月30日 国务院令第724号公布\n\n" +
		"<!-- INFO END -->\n\n第一条 用人单位不得拖欠工资。\n\n第二条 被拖欠工资的，有权向劳动保障监察机构投诉<b>。\n"
)

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{t: t, db: storagetest.Open(t), now: time.Date(2026, 9, 16, 9, 0, 0, 0, calendar.Shanghai)}
	clock := calendar.Clock(func() time.Time { return f.now })
	log, err := seal.Open(t.Context(), f.db, filepath.Join(t.TempDir(), "log.key"), "policies.test/log", clock)
	if err != nil {
		t.Fatal(err)
	}
	f.gate, f.ledger = access.NewGate(f.db, clock), hours.NewLedger(log, clock)
	f.planner = plan.NewPlanner(log, f.ledger, clock)
	examiner, err := quiz.NewExaminer(t.Context(), f.db, clock)
	if err != nil {
		t.Fatal(err)
	}
	if f.index, err = search.Open(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.index.Close() })
	f.indexer = search.NewIndexer(f.db, f.index, clock)
	f.site = f.newSite(clock)
	_, err = pages.New(f.site, pages.Needs{
		DB: f.db, Index: f.index, Checks: examiner, Planner: f.planner, Catalogue: course.NewCatalogue(), Enquiries: enquiry.NewClerk(clock),
		Uses: currency.Uses, Questions: bank.Mentioning, Files: f.files,
	})
	if err != nil {
		t.Fatal(err)
	}
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := f.ledger.AdoptDefault(ctx, tx)
		if err == nil {
			f.town, err = roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township, Position: 1})
		}
		return err
	})
	return f
}

func (f *fixture) newSite(clock calendar.Clock) *web.Site {
	f.t.Helper()
	files, err := static.Load()
	f.files = files
	if err != nil {
		f.t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(f.t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
	site := web.New(web.Options{Name: "云溪镇", Build: "test", Gate: f.gate, Catalog: locale.Load(), Files: files, Clock: clock, Log: log, Ready: f.db.Ping})
	return site
}

func (f *fixture) write(fn func(context.Context, storage.WriteTx) error) {
	f.t.Helper()
	if err := f.db.Write(f.t.Context(), fn); err != nil {
		f.t.Fatal(err)
	}
}

// stock imports documents, given as names and texts, and indexes them.
func (f *fixture) stock(files ...string) {
	f.t.Helper()
	f.lay(files...)
	if err := f.indexer.CatchUp(f.t.Context()); err != nil {
		f.t.Fatal(err)
	}
}

// lay imports documents and leaves the index as it is.
func (f *fixture) lay(files ...string) {
	f.t.Helper()
	folder := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		folder[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	_, err := library.Import(f.t.Context(), f.db, folder, library.Options{Clock: func() time.Time { return f.now }})
	if err != nil {
		f.t.Fatal(err)
	}
}

// stocked imports the three documents: 1 is the old version, 2 the new one, 3 a regulation without a known status.
func (f *fixture) stocked() {
	f.stock(threeFiles...)
}

var threeFiles = []string{"1补贴(2024-03-01).md", subsidyOld, "2补贴(2026-03-01).md", subsidyNew, "3工资(2019-12-30).md", wages}

const password = "云溪水长流到山外"

// as adds a person with a role over the township and returns who it is and a window in which the person has signed in.
func (f *fixture) as(staffNo, name string, role access.Role) (access.Actor, *webtest.Client) {
	f.t.Helper()
	var cadre roster.Cadre
	f.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		if cadre, err = roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: staffNo, Name: name}); err != nil {
			return err
		}
		if role != access.Cadre {
			err = roster.Appoint(ctx, tx, roster.Appointment{Cadre: cadre.ID, Role: role, Unit: f.town.ID, From: 20260101})
		}
		return errors.Join(err, roster.Join(ctx, tx, cadre.ID, f.town.ID, 20260101))
	})
	if err := f.gate.SetPassword(f.t.Context(), cadre.ID, password); err != nil {
		f.t.Fatal(err)
	}
	session, actor, err := f.gate.SignIn(f.t.Context(), staffNo, password, false)
	if err != nil {
		f.t.Fatal(err)
	}
	c := webtest.New(f.t, f.site)
	c.SetCookie(web.SessionCookie, string(session.Token))
	return actor, c
}

func (f *fixture) cadre() (access.Actor, *webtest.Client) {
	return f.as("1003", "何秀兰", access.Cadre)
}

// require asks somebody to read a document, with questions about its second article when there are any.
func (f *fixture) require(who access.Actor, document int64, questions string) plan.AssignmentID {
	f.t.Helper()
	var id plan.AssignmentID
	secretary, _ := f.as(fmt.Sprintf("20%d", document), "吴晓梅", access.StudySecretary)
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		if questions != "" {
			asked, err := importer.ReadDocument(importer.Document{
				Points: []course.Point{{ID: "第二条", Title: "第二条"}}, File: course.QuestionFile{Name: "题.gift", Data: []byte(questions)},
			})
			if err != nil {
				return err
			}
			if _, err := asked.Store(ctx, tx, f.now, 0, document); err != nil {
				return err
			}
		}
		made, err := f.planner.Assign(ctx, tx, secretary, plan.Assignment{
			Item: plan.Item{Kind: plan.DocumentItem, Ref: document}, Title: "《" + subsidyTitle + "》", Subject: "policy", DueOn: 20260920,
		}, plan.Target{Persons: []roster.CadreID{who.ID()}})
		id = made.ID
		return err
	})
	return id
}

// content returns what a page shows between its header and its footer.
func content(page webtest.Page) string {
	_, body, _ := strings.Cut(page.Body, "<main")
	body, _, _ = strings.Cut(body, "</main>")
	return body
}

// want fails the test unless the page has the status and shows the words in this order.
func want(t *testing.T, page webtest.Page, status int, words ...string) {
	t.Helper()
	if page.Status != status {
		t.Fatalf("%s: status %d, want %d\n%s", page.Path, page.Status, status, content(page))
	}
	rest := page.Body
	for _, w := range words {
		_, after, found := strings.Cut(rest, w)
		if !found {
			t.Fatalf("%s does not show %q, or too early\n%s", page.Path, w, content(page))
		}
		rest = after
	}
}

// wantNot fails the test when the page shows any of the words.
func wantNot(t *testing.T, page webtest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(page.Body, w) {
			t.Errorf("%s shows %q", page.Path, w)
		}
	}
}
