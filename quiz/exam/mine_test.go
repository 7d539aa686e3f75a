package exam_test

import (
	"context"
	"testing"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/quiz/exam"
)

// TestOpenQuizzes follows one person from before an exam to its end: it is to do whenever something can be done about it.
func TestOpenQuizzes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	terms := usual(fixed(w.stock(choices(4, "土地")...)...))
	terms.From, terms.Until = w.now().Add(time.Hour), w.now().Add(48*time.Hour)
	terms.Retake = exam.Retake{Attempts: 2, WaitDays: 1, Counts: exam.Best}
	e := w.publish(terms)
	look := func(when string, want bool) {
		t.Helper()
		w.read(func(ctx context.Context, tx storage.ReadTx) error {
			papers, who := exam.Papers{Office: w.office}, w.who("何秀兰").ID()
			open, err := papers.OpenQuizzes(ctx, tx, who, []int64{int64(e.ID)})
			quiz, found := open[int64(e.ID)]
			if found != want || found && quiz != (report.Quiz{Hours: terms.Hours, Subject: terms.Subject, Until: calendar.DateOf(terms.Until)}) {
				t.Errorf("%s: %+v, want %t", when, open, want)
			}
			if open, _ := papers.OpenQuizzes(ctx, tx, who, nil); len(open) != 0 {
				t.Errorf("%s: nobody asks, but there is %+v", when, open)
			}
			return err
		})
	}
	look("before it begins", true)
	w.pass(2 * time.Hour)
	look("when it may begin", true)
	a := w.begin("何秀兰", e.ID)
	look("while it runs", true)
	w.submit("何秀兰", a)
	look("until it may be sat again", true)
	w.pass(45 * time.Hour)
	a = w.begin("何秀兰", e.ID)
	w.submit("何秀兰", a)
	look("when no attempt is left", false)
}
