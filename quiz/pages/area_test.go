package pages_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
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
	"xiangxue/course/web/upload"
	"xiangxue/course/web/webtest"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/currency"
	"xiangxue/quiz/exam"
	"xiangxue/quiz/importer"
	"xiangxue/quiz/notebook"
	"xiangxue/quiz/pages"
	"xiangxue/static"
	"xiangxue/static/locale"
)

// fixture is a site with the pages of this package on an own database, in a township with a question bank, where 吴晓梅 is
// study secretary, 周明远 committee member, 林若溪 and 叶知秋 authors, 何秀兰 and 宋国强 cadres.
type fixture struct {
	t        *testing.T
	db       *storage.DB
	gate     *access.Gate
	ledger   *hours.Ledger
	keeper   bank.Keeper
	office   *exam.Office
	examiner *quiz.Examiner
	site     *web.Site
	now      time.Time
	town     roster.Unit
	bank     bank.Bank
	people   map[string]access.Actor
	tokens   map[string]string
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{
		t: t, db: storagetest.Open(t), now: time.Date(2026, 9, 16, 9, 0, 0, 0, calendar.Shanghai),
		people: map[string]access.Actor{}, tokens: map[string]string{},
	}
	clock := calendar.Clock(func() time.Time { return f.now })
	log, err := seal.Open(t.Context(), f.db, filepath.Join(t.TempDir(), "log.key"), "quizzes.test/log", clock)
	if err != nil {
		t.Fatal(err)
	}
	f.gate, f.ledger, f.keeper = access.NewGate(f.db, clock), hours.NewLedger(log, clock), bank.NewKeeper(clock)
	if f.examiner, err = quiz.NewExaminer(t.Context(), f.db, clock); err != nil {
		t.Fatal(err)
	}
	f.office = exam.NewOffice(exam.Needs{
		DB: f.db, Clock: clock, Ledger: f.ledger, Planner: plan.NewPlanner(log, f.ledger, clock), Source: exam.Banks{}, Seed: f.examiner.Seed,
	})
	f.settle()
	f.open(clock)
	return f
}

// open puts the site together.
func (f *fixture) open(clock calendar.Clock) {
	f.t.Helper()
	files, err := static.Load()
	if err != nil {
		f.t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(f.t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
	f.site = web.New(web.Options{Name: "云溪镇", Build: "test", Gate: f.gate, Catalog: locale.Load(), Files: files, Clock: clock, Log: log, Ready: f.db.Ping})
	if _, err := pages.New(f.site, pages.Needs{
		DB: f.db, Office: f.office, Keeper: f.keeper, Files: files, Importer: importer.New(f.db, course.NewShelf(f.t.TempDir()), clock),
		Uploads: upload.Tray{Dir: f.t.TempDir()}, Notebook: notebook.NewKeeper(notebook.Needs{DB: f.db, Clock: clock, Checks: f.examiner, Exams: f.office}),
		Currency: currency.NewAuthor(clock),
	}); err != nil {
		f.t.Fatal(err)
	}
}

// settle makes the township, its people and its question bank.
func (f *fixture) settle() {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := f.ledger.AdoptDefault(ctx, tx)
		if err == nil {
			f.town, err = roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township, Position: 1})
		}
		return err
	})
	f.person("吴晓梅", access.StudySecretary)
	f.person("周明远", access.CommitteeMember)
	f.person("林若溪", access.Author)
	f.person("叶知秋", access.Author)
	f.person("何秀兰", access.Cadre)
	f.person("宋国强", access.Cadre)
	f.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		f.bank, err = f.keeper.Open(ctx, tx, f.people["林若溪"], "法律常识")
		return err
	})
}

const password = "云溪水长流到山外"

// person adds somebody with a role over the township.
func (f *fixture) person(name string, role access.Role) {
	f.t.Helper()
	staffNo := fmt.Sprint("YX", 100+len(f.people))
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
	grants := []access.Grant{{Role: access.Cadre, UnitPath: f.town.Path}}
	if role != access.Cadre {
		grants = append(grants, access.Grant{Role: role, UnitPath: f.town.Path})
	}
	f.people[name] = access.Actor{Cadre: cadre, Unit: f.town, Grants: grants}
}

// as returns a window in which the person has signed in.
func (f *fixture) as(name string) *webtest.Client {
	f.t.Helper()
	if f.tokens[name] == "" {
		who := f.people[name].Cadre
		if err := f.gate.SetPassword(f.t.Context(), who.ID, password); err != nil {
			f.t.Fatal(err)
		}
		session, _, err := f.gate.SignIn(f.t.Context(), who.StaffNo, password, false)
		if err != nil {
			f.t.Fatal(err)
		}
		f.tokens[name] = string(session.Token)
	}
	c := webtest.New(f.t, f.site)
	c.SetCookie(web.SessionCookie, f.tokens[name])
	return c
}

func (f *fixture) write(fn func(context.Context, storage.WriteTx) error) {
	f.t.Helper()
	if err := f.db.Write(f.t.Context(), fn); err != nil {
		f.t.Fatal(err)
	}
}

// stock puts published questions into the bank and returns their versions.
func (f *fixture) stock(drafts ...bank.Draft) (ids []bank.VersionID) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		outcomes, err := f.keeper.Import(ctx, tx, f.people["林若溪"], f.bank.ID, drafts, true)
		for _, o := range outcomes {
			q, findErr := bank.ByQuestion(ctx, tx.ReadTx, o.Question)
			err = errors.Join(err, findErr)
			ids = append(ids, q.Version.ID)
		}
		return err
	})
	return ids
}

// everyKind returns a question of each kind; the first option of each choice is right.
func everyKind() []bank.Draft {
	questions := []quiz.Question{
		{Kind: quiz.SingleChoice, Text: "耕地的承包期为多少年？", Explanation: "《农村土地承包法》第二十一条规定为三十年。", Cites: []string{"《农村土地承包法》第二十一条"},
			Options: []quiz.Option{{Text: "三十年", Correct: true}, {Text: "二十年"}, {Text: "五十年"}}},
		{Kind: quiz.MultipleChoice, Text: "入户登记群众信息，哪些做法正确？",
			Options: []quiz.Option{{Text: "说明用途", Correct: true}, {Text: "只登记需要的", Correct: true}, {Text: "发到工作群"}}},
		{Kind: quiz.TrueFalse, Text: "农村村民一户只能有一处宅基地。", Options: quiz.TrueFalseOptions(true)},
		{Kind: quiz.FillIn, Text: "一般应当自收到申请之日起____个工作日内答复。", Accepted: []quiz.Accepted{{Text: "20"}}},
		{Kind: quiz.Ordering, Text: "按先后排列宅基地审批的步骤。", Options: []quiz.Option{{Text: "申请"}, {Text: "公示"}, {Text: "审批"}}},
		{Kind: quiz.Matching, Text: "谁管什么？", Prompts: []string{"承包合同", "宅基地审批"}, Options: []quiz.Option{{Text: "村集体"}, {Text: "乡镇政府"}, {Text: "县法院"}}},
		{Kind: quiz.ShortAnswer, Text: "宅基地审批要经过哪些步骤？", Rubric: []quiz.Criterion{{Text: "说到村民会议", Share: 3}, {Text: "说到乡镇审核", Share: 2}}},
	}
	drafts := make([]bank.Draft, len(questions))
	for i, q := range questions {
		drafts[i] = bank.Draft{Subject: "law", Content: q}
	}
	return drafts
}

// terms are those of a quiz with fixed questions of ten points each: half passes, an hour, two attempts, half an hour booked.
func terms(ids ...bank.VersionID) exam.Terms {
	b := exam.Blueprint{Same: true, Sections: []exam.Section{{Title: "一、全部题型", Each: 1000, Fixed: ids}}}
	return exam.Terms{
		Title: "第三季度法律小测", Subject: "law", Blueprint: b, Partial: quiz.AllOrNothing, PassMark: b.Most() / 2, Minutes: 60,
		From: calendar.NewDate(2026, 9, 1).Time(), Until: calendar.NewDate(2026, 9, 29).Time(), Shows: exam.AtOnce, Hours: 50,
		Retake: exam.Retake{Attempts: 2, Counts: exam.Best}, Grading: exam.Grading{Graders: 1},
	}
}

// publish makes an exam and asks everybody of the township to sit it.
func (f *fixture) publish(t exam.Terms) (e exam.Exam) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		if e, err = f.office.New(ctx, tx, f.people["吴晓梅"], f.town.ID, t); err != nil {
			return err
		}
		if e, err = f.office.Publish(ctx, tx, f.people["吴晓梅"], e.ID, e.Revision); err != nil {
			return err
		}
		_, err = f.office.Assign(ctx, tx, f.people["吴晓梅"], e.ID, 20260928, "", plan.Target{Unit: f.town.ID})
		return err
	})
	return e
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

// draft keeps a draft of an exam.
func (f *fixture) draft(t exam.Terms, e *exam.Exam) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		*e, err = f.office.New(ctx, tx, f.people["吴晓梅"], f.town.ID, t)
		return err
	})
}
