package quiz

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

var (
	lesson = course.CheckOwner{Kind: course.OwnerLesson, ID: 7}
	text   = course.QuestionSource{Kind: course.SourceLesson, ID: 7}
)

// examination is a database with one cadre and the questions of one lesson.
type examination struct {
	testing.TB
	db       *storage.DB
	examiner *Examiner
	actor    access.Actor
	now      atomic.Int64 // milliseconds
	passes   atomic.Int64 // how often passed was called
}

// newExamination stores the points as what the lesson asks.
func newExamination(t testing.TB, points []Point) *examination {
	t.Helper()
	x := &examination{TB: t, db: storagetest.Open(t)}
	x.now.Store(calendar.Millis(time.Date(2026, 3, 5, 9, 0, 0, 0, calendar.Shanghai)))
	var err error
	if x.examiner, err = NewExaminer(t.Context(), x.db, x.clock); err != nil {
		t.Fatal(err)
	}
	x.write(func(ctx context.Context, tx storage.WriteTx) error {
		cadre, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: "1001", Name: "何秀兰"})
		x.actor = access.Actor{Cadre: cadre, Grants: []access.Grant{{Role: access.Cadre, UnitPath: "/1/"}}}
		return err
	})
	x.store(text, points)
	return x
}

func (x *examination) clock() time.Time { return calendar.FromMillis(x.now.Load()) }

func (x *examination) write(fn func(context.Context, storage.WriteTx) error) {
	x.Helper()
	if err := x.db.Write(x.Context(), fn); err != nil {
		x.Fatal(err)
	}
}

func (x *examination) read(fn func(storage.ReadTx) error) {
	x.Helper()
	if err := x.db.Read(x.Context(), fn); err != nil {
		x.Fatal(err)
	}
}

func (x *examination) store(source course.QuestionSource, points []Point) (stored Stored) {
	x.Helper()
	prepared, err := Prepare(points)
	if err != nil {
		x.Fatal(err)
	}
	x.write(func(ctx context.Context, tx storage.WriteTx) error {
		stored, err = prepared.Store(ctx, tx, x.clock(), x.actor.ID(), source)
		return err
	})
	return stored
}

func (x *examination) show(owner course.CheckOwner, source course.QuestionSource) (check course.Check) {
	x.Helper()
	x.read(func(tx storage.ReadTx) (err error) {
		check, err = x.examiner.Show(x.Context(), tx, x.actor.ID(), owner, source)
		return err
	})
	return check
}

func (x *examination) result(owner course.CheckOwner) (check course.Check, found bool) {
	x.Helper()
	x.read(func(tx storage.ReadTx) (err error) {
		check, found, err = x.examiner.Result(x.Context(), tx, x.actor.ID(), owner)
		return err
	})
	return check, found
}

// passed counts its calls and accepts the pass.
func (x *examination) passed(context.Context, storage.WriteTx, course.Evidence) error {
	x.passes.Add(1)
	return nil
}

func (x *examination) send(check course.Check, answers course.Answers) (course.Check, error) {
	return x.examiner.Submit(x.Context(), x.actor, check.Owner, check.Source, check.Fingerprint, answers, x.passed)
}

func (x *examination) submit(check course.Check, answers course.Answers) course.Check {
	x.Helper()
	marked, err := x.send(check, answers)
	if err != nil {
		x.Fatal(err)
	}
	return marked
}

// count returns the number of rows that a query counts as n.
func (x *examination) count(query string, args ...any) (n int) {
	x.Helper()
	type countRow struct{ N int }
	x.read(func(tx storage.ReadTx) error {
		row, _, err := storage.First[countRow](x.Context(), tx, query, args...)
		n = row.N
		return err
	})
	return n
}

func (x *examination) attempts() int { return x.count("SELECT COUNT(*) AS n FROM attempts") }

// village returns points whose right answer is told by its text.
func village(points, questions int) []Point {
	var list []Point
	for p := range points {
		point := Point{ID: fmt.Sprintf("s%d", p+1), Title: fmt.Sprintf("第 %d 节", p+1)}
		for q := range questions {
			point.Questions = append(point.Questions, villageQuestion(point.ID, fmt.Sprintf("%d-%d", p+1, q+1)))
		}
		list = append(list, point)
	}
	return list
}

func villageQuestion(point, name string) Question {
	return Question{
		Point: point, Kind: SingleChoice, Text: "题目 " + name, Explanation: "讲解 " + name,
		Options: []Option{{Text: "正确", Correct: true}, {Text: "错误甲", Feedback: "再想想"}, {Text: "错误乙"}},
	}
}

// choose answers every open item: right, or wrong for those of the points named.
func choose(check course.Check, wrong ...string) course.Answers {
	answers := course.Answers{}
	for _, it := range check.Items {
		text := "正确"
		if slices.Contains(wrong, it.Point) {
			text = "错误甲"
		}
		for _, o := range it.Options {
			if it.State == course.Open && o.Text == text {
				answers[it.Key] = []string{o.Value}
			}
		}
	}
	return answers
}
