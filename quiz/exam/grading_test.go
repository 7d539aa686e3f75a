package exam_test

import (
	"context"
	"strings"
	"testing"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
)

// written publishes an exam of two choices at 2 and an essay at 10, pass with 10 of 14.
func (w *world) written(g exam.Grading) exam.Exam {
	w.Helper()
	ids := w.stock(append(choices(2, "土地"), essay())...)
	b := fixed(ids[:2]...)
	b.Sections = append(b.Sections, exam.Section{Title: "二、简答题", Each: 1000, Fixed: ids[2:]})
	terms := usual(b)
	terms.PassMark, terms.Grading = 1000, g
	return w.publish(terms)
}

// write has a person answer the choices right and write something.
func (w *world) essayOf(who string, id exam.ID, text string) (exam.Attempt, exam.Result) {
	w.Helper()
	a := w.begin(who, id)
	for i, value := range []string{right(a, 0), right(a, 1), text} {
		if _, err := w.save(who, a, i, 1, value); err != nil {
			w.Fatal(err)
		}
	}
	return a, w.submit(who, a)
}

func (w *world) queue(by string, id exam.ID) (list []exam.Written) {
	w.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		list, err = w.office.Queue(ctx, tx, w.who(by), id)
		return err
	})
	return list
}

func (w *world) grade(by string, id exam.ID, code string, marks ...quiz.Points) error {
	return w.try(func(ctx context.Context, tx storage.WriteTx) error {
		return w.office.Grade(ctx, tx, w.who(by), id, code, marks, "")
	})
}

func (w *world) outcome(who string, a exam.Attempt) (o exam.Outcome) {
	w.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		o, err = w.office.Outcome(ctx, tx, w.who(who), a.ID)
		return err
	})
	return o
}

func TestAWrittenAnswerWaitsForAPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.written(exam.Grading{Graders: 1})
	a, r := w.essayOf("何秀兰", e.ID, "先开村民会议，再报乡镇审核。")
	if r.Complete || r.Passed || r.Total != 400 {
		t.Errorf("before grading: %+v", r)
	}
	_, err := w.office.Begin(t.Context(), w.who("何秀兰"), e.ID)
	want(t, err, fault.Conflict) // the result is not known yet
	if got := w.progress("吴晓梅", e.ID, "何秀兰"); got != exam.Waiting {
		t.Errorf("progress: %s", got)
	}
	queue := w.queue("林若溪", e.ID)
	if len(queue) != 1 || queue[0].Worth != 1000 || queue[0].Maxima[0] != 600 || queue[0].Maxima[1] != 400 {
		t.Fatalf("queue: %+v", queue)
	}
	want(t, w.grade("林若溪", e.ID, queue[0].Code, 601, 0), fault.Invalid)
	want(t, w.grade("林若溪", e.ID, queue[0].Code, -1, 0), fault.Invalid)
	want(t, w.grade("林若溪", e.ID, queue[0].Code, 600), fault.Invalid)
	want(t, w.grade("何秀兰", e.ID, queue[0].Code, 600, 400), fault.Forbidden)
	want(t, w.grade("林若溪", e.ID, "0000000000", 600, 400), fault.NotFound)
	if err := w.grade("林若溪", e.ID, queue[0].Code, 500, 100); err != nil {
		t.Fatal(err)
	}
	want(t, w.grade("叶知秋", e.ID, queue[0].Code, 600, 400), fault.NotFound) // graded already
	o := w.outcome("何秀兰", a)
	if o.Result.Total != 1000 || !o.Result.Passed || o.Result.Number != 2 || o.Result.GradedBy != w.who("林若溪").ID() || len(o.Earlier) != 1 {
		t.Errorf("after grading: %+v", o.Result)
	}
	if got := w.total("何秀兰"); got == 0 {
		t.Error("no hours were booked")
	}
}

func TestAnEmptyAnswerNeedsNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.written(exam.Grading{Graders: 1})
	if _, r := w.essayOf("何秀兰", e.ID, "  "); !r.Complete || r.Passed {
		t.Errorf("got %+v", r)
	}
	if got := w.queue("林若溪", e.ID); len(got) != 0 {
		t.Errorf("queue: %+v", got)
	}
}

func TestTwoGradersAndADecision(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name          string
		first, second [2]quiz.Points
		decides       bool
		want          quiz.Points // for the essay
	}{
		{"near each other: the mean", [2]quiz.Points{500, 100}, [2]quiz.Points{600, 101}, false, 651},
		{"as far as allowed", [2]quiz.Points{500, 0}, [2]quiz.Points{600, 100}, false, 600},
		{"too far: the decision counts", [2]quiz.Points{500, 0}, [2]quiz.Points{600, 101}, true, 333},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			e := w.written(exam.Grading{Graders: 2, Differ: 200})
			a, _ := w.essayOf("何秀兰", e.ID, "先开村民会议。")
			code := w.queue("林若溪", e.ID)[0].Code
			if err := w.grade("林若溪", e.ID, code, tt.first[:]...); err != nil {
				t.Fatal(err)
			}
			want(t, w.grade("林若溪", e.ID, code, 0, 0), fault.NotFound) // not twice by one
			if second := w.queue("叶知秋", e.ID); len(second) != 1 || second[0].Stage != exam.Second || second[0].Grades != nil {
				t.Fatalf("the second grader sees %+v", second)
			}
			if err := w.grade("叶知秋", e.ID, code, tt.second[:]...); err != nil {
				t.Fatal(err)
			}
			if o := w.outcome("何秀兰", a); o.Result.Complete == tt.decides {
				t.Fatalf("after two: %+v", o.Result)
			}
			if tt.decides {
				decision := w.queue("吴晓梅", e.ID)
				if len(decision) != 1 || decision[0].Stage != exam.Decision || len(decision[0].Grades) != 2 {
					t.Fatalf("to decide: %+v", decision)
				}
				if err := w.grade("吴晓梅", e.ID, code, 333, 0); err != nil {
					t.Fatal(err)
				}
			}
			if o := w.outcome("何秀兰", a); o.Items[2].Score != tt.want || !o.Result.Complete {
				t.Errorf("the essay earned %s, want %s", o.Items[2].Score, tt.want)
			}
		})
	}
}

// TestTheQueueTellsNobodysName looks for whatever could tell whose answer it is.
func TestTheQueueTellsNobodysName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.written(exam.Grading{Graders: 1})
	w.essayOf("何秀兰", e.ID, "甲")
	w.essayOf("吴晓梅", e.ID, "乙")
	queue := w.queue("林若溪", e.ID)
	if len(queue) != 2 || queue[0].Code >= queue[1].Code {
		t.Fatalf("not in the order of the codes: %+v", queue)
	}
	for _, q := range queue {
		if len(q.Code) != 10 || strings.Trim(q.Code, "0123456789abcdef") != "" {
			t.Errorf("code %q", q.Code)
		}
	}
	if own := w.queue("吴晓梅", e.ID); len(own) != 1 || own[0].Answer != "甲" {
		t.Errorf("she grades %+v, want what is not hers", own)
	}
}
