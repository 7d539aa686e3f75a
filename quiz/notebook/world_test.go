package notebook_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
	"xiangxue/quiz/notebook"
)

// world is a township with a course, a question bank, an exam office and its people's notebooks.
type world struct {
	testing.TB
	db       *storage.DB
	ledger   *hours.Ledger
	examiner *quiz.Examiner
	bankers  bank.Keeper
	office   *exam.Office
	keeper   *notebook.Keeper
	clock    atomic.Int64 // milliseconds
	town     roster.Unit
	bank     bank.Bank
	people   map[string]access.Actor
	lesson   course.QuestionSource
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{TB: t, db: storagetest.Open(t), people: map[string]access.Actor{}}
	w.on(20260305)
	clock := calendar.Clock(w.now)
	log, err := seal.Open(t.Context(), w.db, filepath.Join(t.TempDir(), "log.key"), "notebook.test/log", clock)
	if err != nil {
		t.Fatal(err)
	}
	w.ledger, w.bankers = hours.NewLedger(log, clock), bank.NewKeeper(clock)
	if w.examiner, err = quiz.NewExaminer(t.Context(), w.db, clock); err != nil {
		t.Fatal(err)
	}
	w.office = exam.NewOffice(exam.Needs{
		DB: w.db, Clock: clock, Ledger: w.ledger, Planner: plan.NewPlanner(log, w.ledger, clock), Source: exam.Banks{}, Seed: w.examiner.Seed,
	})
	w.keeper = notebook.NewKeeper(notebook.Needs{DB: w.db, Clock: clock, Checks: w.examiner, Exams: w.office})
	w.settle()
	w.lesson = w.publish("smart-farm", "智慧农业", 3)
	return w
}

// settle makes the people: 吴晓梅 is study secretary, 周明远 committee member, 林若溪 and 叶知秋 authors and 田野 auditor of the
// township, all of them and 何秀兰 and 宋国强 learn there.
func (w *world) settle() {
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		if _, err = w.ledger.AdoptDefault(ctx, tx); err != nil {
			return err
		}
		if w.town, err = roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township}); err != nil {
			return err
		}
		for name, role := range map[string]access.Role{
			"吴晓梅": access.StudySecretary, "周明远": access.CommitteeMember, "林若溪": access.Author, "叶知秋": access.Author, "田野": access.Auditor,
			"系统": access.SystemAdmin, "安全": access.SecurityAdmin, "审计": access.AuditAdmin, "何秀兰": access.Cadre, "宋国强": access.Cadre,
		} {
			err = errors.Join(err, w.person(ctx, tx, name, role))
		}
		return err
	})
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		w.bank, err = w.bankers.Open(ctx, tx, w.people["林若溪"], "法律常识")
		return err
	})
}

func (w *world) person(ctx context.Context, tx storage.WriteTx, name string, role access.Role) error {
	c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: fmt.Sprint("N", 100+len(w.people)), Name: name})
	if err != nil {
		return err
	}
	grants := []access.Grant{{Role: access.Cadre, UnitPath: w.town.Path}}
	if role != access.Cadre {
		grants = append(grants, access.Grant{Role: role, UnitPath: w.town.Path})
	}
	w.people[name] = access.Actor{Cadre: c, Unit: w.town, Grants: grants}
	return roster.Join(ctx, tx, c.ID, w.town.ID, 20200101)
}

func (w *world) now() time.Time { return calendar.FromMillis(w.clock.Load()) }

// on sets the clock to the morning of a day.
func (w *world) on(d calendar.Date) { w.clock.Store(calendar.Millis(d.Time().Add(9 * time.Hour))) }

func (w *world) write(fn func(context.Context, storage.WriteTx) error) {
	w.Helper()
	if err := w.db.Write(w.Context(), fn); err != nil {
		w.Fatal(err)
	}
}

func (w *world) read(fn func(context.Context, storage.ReadTx) error) {
	w.Helper()
	if err := w.db.Read(w.Context(), func(tx storage.ReadTx) error { return fn(w.Context(), tx) }); err != nil {
		w.Fatal(err)
	}
}

func (w *world) exec(statement string, args ...any) {
	w.Helper()
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := storage.Exec(ctx, tx, statement, args...)
		return err
	})
}

// count returns the number that a query gives.
func (w *world) count(query string, args ...any) (n int64) {
	w.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		n, _, err = storage.First[int64](ctx, tx, query, args...)
		return err
	})
	return n
}

// publish makes a course of one lesson with so many points, each of two questions, or the next version of it.
func (w *world) publish(slug, title string, points int) course.QuestionSource {
	w.Helper()
	w.exec("INSERT INTO courses (slug, status) VALUES (?, 'published') ON CONFLICT (slug) DO NOTHING", slug)
	id := w.count("SELECT id FROM courses WHERE slug = ?", slug)
	number := w.count("SELECT COUNT(*) FROM course_versions WHERE course_id = ?", id) + 1
	w.exec(`INSERT INTO course_versions (course_id, number, title, subject, summary, source, approved_amount, content_hash, published_at, published_by)
VALUES (?, ?, ?, 'technology', '', '', 0, ?, 0, 0)`, id, number, title, fmt.Sprint(slug, number))
	version := w.count("SELECT MAX(id) FROM course_versions")
	w.exec(`INSERT INTO lessons (version_id, number, title, declared_minutes, checked, markdown, html, headings) VALUES (?, 1, ?, 20, ?, '', '', '[]')`,
		version, title, true)
	w.exec("UPDATE courses SET version_id = ? WHERE id = ?", version, id)
	source := course.QuestionSource{Kind: course.SourceLesson, ID: w.count("SELECT MAX(id) FROM lessons")}
	w.store(source, pointsOf(title, points))
	return source
}

// store makes the points what the source asks.
func (w *world) store(source course.QuestionSource, points []quiz.Point) {
	w.Helper()
	prepared, err := quiz.Prepare(points)
	if err != nil {
		w.Fatal(err)
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := prepared.Store(ctx, tx, w.now(), w.people["林若溪"].ID(), source)
		return err
	})
}

func pointsOf(title string, n int) []quiz.Point {
	var points []quiz.Point
	for i := range n {
		p := quiz.Point{ID: fmt.Sprint("s", i+1), Title: fmt.Sprint("第", i+1, "节")}
		for j := range 2 {
			p.Questions = append(p.Questions, quiz.Question{
				Point: p.ID, Kind: quiz.SingleChoice, Text: fmt.Sprintf("%s第%d节第%d问？", title, i+1, j+1), Explanation: "讲解", Cites: []string{"《土地管理法》第六十二条"},
				Options: []quiz.Option{{Text: "对的", Correct: true}, {Text: "错的"}, {Text: "也错"}},
			})
		}
		points = append(points, p)
	}
	return points
}

// letterOf returns the letter of an option that is right, or of one that is not.
func letterOf(options []course.CheckOption, right bool) string {
	for _, o := range options {
		if (o.Text == "对的") == right {
			return o.Value
		}
	}
	return ""
}

// check has a person answer the next round of the lesson, the first so many open questions wrong.
func (w *world) check(who string, wrong int) course.Check {
	w.Helper()
	owner := course.CheckOwner{Kind: course.OwnerLesson, ID: w.lesson.ID}
	var shown course.Check
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		shown, err = w.examiner.Show(ctx, tx, w.people[who].ID(), owner, w.lesson)
		return err
	})
	answers := course.Answers{}
	for _, it := range shown.Items {
		if it.State == course.Open {
			answers[it.Key] = []string{letterOf(it.Options, wrong <= 0)}
			wrong--
		}
	}
	marked, err := w.examiner.Submit(w.Context(), w.people[who], owner, w.lesson, shown.Fingerprint, answers,
		func(context.Context, storage.WriteTx, course.Evidence) error { return nil })
	if err != nil {
		w.Fatal(err)
	}
	return marked
}

func (w *world) open(who string) notebook.Book {
	w.Helper()
	b, err := w.keeper.Open(w.Context(), w.people[who])
	if err != nil {
		w.Fatal(err)
	}
	return b
}

func (w *world) due(who string) int {
	w.Helper()
	n, err := w.keeper.Due(w.Context(), w.people[who])
	if err != nil {
		w.Fatal(err)
	}
	return n
}

// given is a right or wrong answer to the card as it is asked today.
func (w *world) given(c notebook.Card, right bool) notebook.Given {
	paper := c.Paper(calendar.DateOf(w.now()))
	g := notebook.Given{Fingerprint: paper.Fingerprint()}
	for _, o := range paper.Asked()[0].Options {
		if (o.Text == "对的") == right {
			g.Values = []string{o.Letter}
		}
	}
	return g
}

func (w *world) answer(who string, c notebook.Card, right bool) notebook.Recalled {
	w.Helper()
	r, err := w.keeper.Answer(w.Context(), w.people[who], c.ID, w.given(c, right))
	if err != nil {
		w.Fatal(err)
	}
	return r
}

func want(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("got %v, want a failure of kind %s", err, kind)
	}
}
