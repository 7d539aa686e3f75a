package exam_test

import (
	"context"
	"testing"
	"time"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz/exam"
)

func (w *world) tend() {
	w.Helper()
	if err := w.office.Tend(w.Context()); err != nil {
		w.Fatal(err)
	}
}

// serve lets time pass while the server is there.
func (w *world) serve(d time.Duration) {
	w.Helper()
	for end := w.now().Add(d); ; w.pass(20 * time.Second) {
		if err := w.office.Pulse(w.Context()); err != nil {
			w.Fatal(err)
		}
		if !w.now().Before(end) {
			return
		}
	}
}

func (w *world) outages() (list []exam.Outage) {
	w.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		list, err = exam.Outages(ctx, tx)
		return err
	})
	return list
}

func (w *world) dueAt(who string, a exam.Attempt) time.Time {
	w.Helper()
	sheet, running, err := w.office.Sheet(w.Context(), w.who(who), a.ID)
	if err != nil || !running {
		w.Fatalf("running %t, %v", running, err)
	}
	return sheet.DueAt
}

func TestAnOutageIsMadeGood(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(3, "土地")...)...)))
	a := w.begin("何秀兰", e.ID)
	w.pass(2 * time.Second)
	w.tend()
	w.pass(58 * time.Minute)
	w.tend() // a pause this long is an outage, whatever the reason
	due := a.DueAt.Add(58 * time.Minute)
	if got := w.dueAt("何秀兰", a); !got.Equal(due) {
		t.Errorf("due at %s, want %s", got, due)
	}
	w.wire(t.TempDir()) // the server starts again ten minutes later
	w.pass(10 * time.Minute)
	w.tend()
	if got := w.dueAt("何秀兰", a); !got.Equal(due.Add(10 * time.Minute)) {
		t.Errorf("due at %s, want ten minutes later than %s", got, due)
	}
	if list := w.outages(); len(list) != 2 || list[0].Attempts != 1 || list[0].Until.Sub(list[0].From) != 10*time.Minute {
		t.Errorf("outages: %+v", list)
	}
	w.pass(due.Add(10 * time.Minute).Sub(w.now()))
	if _, err := w.save("何秀兰", a, 0, 1, right(a, 0)); err != nil {
		t.Errorf("in the time that was given back: %v", err)
	}
}

func TestWhatIsNoOutageMovesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	terms := usual(fixed(w.stock(choices(3, "土地")...)...))
	e := w.publish(terms)
	terms.Minutes, terms.Until = 0, time.Time{}
	endless := w.publish(terms)
	w.tend()
	w.pass(24 * time.Hour) // nobody sat an exam
	a, free := w.begin("何秀兰", e.ID), w.begin("何秀兰", endless.ID)
	w.pass(4 * time.Second)
	w.tend()
	for range 100 {
		w.pass(5 * time.Second)
		w.tend()
	}
	if got := w.dueAt("何秀兰", a); !got.Equal(a.DueAt) {
		t.Errorf("due at %s, want %s", got, a.DueAt)
	}
	if got := w.dueAt("何秀兰", free); !got.IsZero() || !free.DueAt.IsZero() {
		t.Errorf("an attempt without limit is due at %s", got)
	}
	if list := w.outages(); len(list) != 0 {
		t.Errorf("outages: %+v", list)
	}
}

func TestAnOutageGivesNothingToWhoseTimeWasOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(3, "土地")...)...)))
	a := w.begin("何秀兰", e.ID)
	w.serve(time.Minute)
	b := w.begin("宋国强", e.ID)
	w.serve(59*time.Minute + 20*time.Second) // 何秀兰's time has just been over
	w.pass(time.Hour)
	w.tend()
	_, err := w.save("何秀兰", a, 0, 1, right(a, 0))
	want(t, err, fault.Conflict)
	if _, err := w.save("宋国强", b, 0, 1, right(b, 0)); err != nil {
		t.Errorf("宋国强 had some seconds left: %v", err)
	}
}

func TestAnAttemptThatBeganAfterTheLastPulseGetsItsTimeBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(3, "土地")...)...)))
	a := w.begin("何秀兰", e.ID) // and the server stops before it notes anything
	w.pass(3 * time.Hour)
	w.wire(t.TempDir())
	w.tend()
	if got, want := w.dueAt("何秀兰", a), w.now().Add(time.Hour); !got.Equal(want) {
		t.Errorf("due at %s, want %s", got, want)
	}
}

func TestSweepSubmitsWhatIsOverdue(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(3, "土地")...)...)))
	a := w.begin("何秀兰", e.ID)
	for i := range 3 {
		if _, err := w.save("何秀兰", a, i, 1, right(a, i)); err != nil {
			t.Fatal(err)
		}
	}
	w.pass(time.Hour + 29*time.Second)
	if n, err := w.office.Sweep(t.Context()); n != 0 || err != nil {
		t.Errorf("within the grace %d were submitted, %v", n, err)
	}
	w.pass(2 * time.Second)
	w.begin("宋国强", e.ID)
	if n, err := w.office.Sweep(t.Context()); n != 1 || err != nil {
		t.Errorf("%d were submitted, %v", n, err)
	}
	if got := w.progress("吴晓梅", e.ID, "何秀兰"); got != exam.Passed {
		t.Errorf("progress: %s", got)
	}
	if got := w.total("何秀兰"); got == 0 {
		t.Error("no hours were booked")
	}
	if got := w.progress("吴晓梅", e.ID, "宋国强"); got != exam.Running {
		t.Errorf("progress: %s", got)
	}
}

func TestTheWatchEndsWithItsContext(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		w.office.Watch(ctx, func(err error) { t.Error(err) })
		close(done)
	}()
	cancel()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Error("it goes on")
	}
}
