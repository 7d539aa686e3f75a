package exam_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
)

func TestPassingBooksTheHoursOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(5, "土地")...)...)))
	a, r := w.sit("何秀兰", e.ID, 4)
	if r.Total != 800 || r.Most != 1000 || !r.Passed || !r.Complete {
		t.Errorf("got %+v", r)
	}
	list := w.entries("何秀兰")
	if len(list) != 1 || list[0].Evidence != exam.EvidenceKind || list[0].EvidenceID != int64(a.ID) || list[0].Subject != "law" {
		t.Fatalf("entries: %+v", list)
	}
	again := w.submit("何秀兰", a)
	if again.ID != r.ID || len(w.entries("何秀兰")) != 1 {
		t.Errorf("submitting again gave %+v", again)
	}
	_, err := w.office.Begin(t.Context(), w.who("何秀兰"), e.ID)
	want(t, err, fault.Conflict)
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		due, err := plan.Due(ctx, tx, w.who("何秀兰").ID(), 20260305)
		if len(due) != 0 {
			t.Errorf("still due: %+v", due)
		}
		return err
	})
}

func TestAFailedAttemptBooksNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(5, "土地")...)...)))
	if _, r := w.sit("何秀兰", e.ID, 2); r.Passed || r.Total != 400 {
		t.Errorf("got %+v", r)
	}
	if got := w.entries("何秀兰"); len(got) != 0 {
		t.Errorf("entries: %+v", got)
	}
	if got := w.progress("吴晓梅", e.ID, "何秀兰"); got != exam.NotPassed {
		t.Errorf("progress: %s", got)
	}
}

func TestBeginGoesOnWithTheRunningAttempt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.stock(choices(30, "土地")...)
	e := w.publish(usual(drawn(5, "土地")))
	a := w.begin("何秀兰", e.ID)
	w.pass(10 * time.Minute)
	b := w.begin("何秀兰", e.ID)
	if a.ID != b.ID || !slices.EqualFunc(a.Paper.Items, b.Paper.Items, sameItem) || !b.DueAt.Equal(a.BegunAt.Add(time.Hour)) {
		t.Errorf("got %+v, then %+v", a, b)
	}
	if other := w.begin("宋国强", e.ID); slices.EqualFunc(a.Paper.Items, other.Paper.Items, sameItem) {
		t.Error("two people got the same draw")
	}
}

func sameItem(x, y exam.Item) bool {
	return x.Version == y.Version && x.Worth == y.Worth && slices.Equal(x.Order, y.Order)
}

func TestWhoMayBegin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(2, "土地")...)...)))
	begin := func(who string) error {
		_, err := w.office.Begin(t.Context(), w.who(who), e.ID)
		return err
	}
	want(t, begin("方远"), fault.NotFound) // nobody asked
	w.at("2026-02-28 23:59")
	want(t, begin("何秀兰"), fault.Conflict) // not open yet
	w.at("2026-03-31 00:00")
	want(t, begin("何秀兰"), fault.Conflict) // over
	w.at("2026-03-30 23:30")
	if a := w.begin("何秀兰", e.ID); !a.DueAt.Equal(e.Until) {
		t.Errorf("due at %s, want the end of the window", a.DueAt)
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return w.office.Withdraw(ctx, tx, w.who("吴晓梅"), e.ID, "题目出错了")
	})
	want(t, begin("宋国强"), fault.Conflict) // withdrawn
	a := w.begin("何秀兰", e.ID)             // what runs goes on
	if _, err := w.save("何秀兰", a, 0, 1, right(a, 0)); err != nil {
		t.Error(err)
	}
}

func TestRetakeDrawsAnewAfterTheWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.stock(choices(10, "土地")...)
	terms := usual(drawn(5, "土地"))
	terms.Retake = exam.Retake{Attempts: 2, WaitDays: 3, Counts: exam.Last}
	e := w.publish(terms)
	first, _ := w.sit("何秀兰", e.ID, 1)
	for _, day := range []string{"2026-03-05 23:59", "2026-03-08 23:59"} {
		w.at(day)
		_, err := w.office.Begin(t.Context(), w.who("何秀兰"), e.ID)
		want(t, err, fault.Conflict)
	}
	w.at("2026-03-09 00:00")
	second := w.begin("何秀兰", e.ID)
	for _, it := range second.Paper.Items {
		if slices.ContainsFunc(first.Paper.Items, func(x exam.Item) bool { return x.Version == it.Version }) {
			t.Errorf("question %d is asked again although others were not", it.Version)
		}
	}
	w.submit("何秀兰", second)
	w.at("2026-03-20 09:00")
	_, err := w.office.Begin(t.Context(), w.who("何秀兰"), e.ID)
	want(t, err, fault.Conflict) // no attempt left
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		card, err := w.office.Card(ctx, tx, w.who("何秀兰"), e.ID)
		if got, _ := card.Counted(); card.Left != 0 || got.Number != 2 || card.Refusal == nil {
			t.Errorf("card: %+v", card)
		}
		return err
	})
}

func TestLaterRevisionWinsAndTheOlderDeviceIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(3, "土地")...)...)))
	a := w.begin("何秀兰", e.ID)
	for _, step := range []struct {
		name     string
		revision int
		value    string
		fails    fault.Kind // Internal: it does not
		has      string
	}{
		{"the telephone answers", 1, "A", fault.Internal, "A"},
		{"and sends it again", 1, "A", fault.Internal, "A"},
		{"the office PC, which saw it, changes it", 2, "B", fault.Internal, "B"},
		{"the telephone, which did not see that, changes it", 2, "C", fault.Stale, "B"},
		{"an old request arrives late", 1, "A", fault.Stale, "B"},
		{"the telephone, having seen it, changes it", 3, "C", fault.Internal, "C"},
	} {
		saved, err := w.save("何秀兰", a, 0, step.revision, step.value)
		if step.fails != fault.Internal {
			want(t, err, step.fails)
		} else if err != nil {
			t.Errorf("%s: %v", step.name, err)
		}
		if len(saved.Values) != 1 || saved.Values[0] != step.has {
			t.Errorf("%s: the server has %v, want %s", step.name, saved.Values, step.has)
		}
	}
}

func TestSaveRefusesWhatIsNotAnAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(3, "土地")...)...)))
	a := w.begin("何秀兰", e.ID)
	for _, tt := range []struct {
		name  string
		who   string
		given exam.Given
		kind  fault.Kind
	}{
		{"a question that is not there", "何秀兰", exam.Given{Key: "q4", Values: []string{"A"}, Revision: 1}, fault.NotFound},
		{"no key", "何秀兰", exam.Given{Key: "1", Revision: 1}, fault.NotFound},
		{"another form of a key", "何秀兰", exam.Given{Key: "q01", Revision: 1}, fault.NotFound},
		{"no revision", "何秀兰", exam.Given{Key: "q1", Values: []string{"A"}}, fault.Invalid},
		{"too many values", "何秀兰", exam.Given{Key: "q1", Values: make([]string, 11), Revision: 1}, fault.Invalid},
		{"too long", "何秀兰", exam.Given{Key: "q1", Values: []string{string(make([]rune, quiz.MaxEssay+1))}, Revision: 1}, fault.Invalid},
		{"somebody else's attempt", "宋国强", exam.Given{Key: "q1", Values: []string{"A"}, Revision: 1}, fault.NotFound},
	} {
		_, err := w.office.Save(t.Context(), w.who(tt.who), a.ID, tt.given)
		if !fault.Is(err, tt.kind) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.kind)
		}
	}
}

func TestNothingIsTakenAfterTheEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(5, "土地")...)...)))
	a := w.begin("何秀兰", e.ID)
	for i := range 3 {
		if _, err := w.save("何秀兰", a, i, 1, right(a, i)); err != nil {
			t.Fatal(err)
		}
	}
	w.pass(time.Hour + 29*time.Second) // under way when the time was over
	if _, err := w.save("何秀兰", a, 3, 1, right(a, 3)); err != nil {
		t.Errorf("within the grace: %v", err)
	}
	w.pass(2 * time.Second)
	_, err := w.save("何秀兰", a, 4, 1, right(a, 4))
	want(t, err, fault.Conflict)
	r, err := w.office.Submit(t.Context(), w.who("何秀兰"), a.ID, []exam.Given{{Key: "q5", Values: []string{right(a, 4)}, Revision: 1}})
	if err != nil || r.Total != 800 || !r.Passed {
		t.Errorf("got %+v, %v: what was saved counts, what came too late does not", r, err)
	}
	_, err = w.save("何秀兰", a, 0, 2, wrong(a, 0))
	want(t, err, fault.Conflict)
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		o, err := w.office.Outcome(ctx, tx, w.who("何秀兰"), a.ID)
		if o.Attempt.Ended != exam.ByTime || !o.Attempt.SubmittedAt.Equal(a.DueAt) {
			t.Errorf("ended %s at %s", o.Attempt.Ended, o.Attempt.SubmittedAt)
		}
		return err
	})
}

func TestSubmitTakesTheLastAnswersAlong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(2, "土地")...)...)))
	a := w.begin("何秀兰", e.ID)
	if _, err := w.save("何秀兰", a, 0, 1, wrong(a, 0)); err != nil {
		t.Fatal(err)
	}
	page := []exam.Given{{Key: "q1", Values: []string{right(a, 0)}, Revision: 1}, {Key: "q2", Values: []string{right(a, 1)}, Revision: 1}}
	_, err := w.office.Submit(t.Context(), w.who("何秀兰"), a.ID, page)
	want(t, err, fault.Stale) // the page did not know the saved answer
	if _, running, err := w.office.Sheet(t.Context(), w.who("何秀兰"), a.ID); err != nil || !running {
		t.Fatalf("running %t, %v: a stale page must not submit", running, err)
	}
	page[0].Revision = 2
	r, err := w.office.Submit(t.Context(), w.who("何秀兰"), a.ID, page)
	if err != nil || r.Total != r.Most {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestSubmittedAtOnceFromTwoDevicesCountsOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(4, "土地")...)...)))
	a := w.begin("何秀兰", e.ID)
	for i := range 4 {
		if _, err := w.save("何秀兰", a, i, 1, right(a, i)); err != nil {
			t.Fatal(err)
		}
	}
	const devices = 8
	var results [devices]exam.Result
	var wait sync.WaitGroup
	for i := range devices {
		wait.Go(func() {
			r, err := w.office.Submit(t.Context(), w.who("何秀兰"), a.ID, nil)
			if err != nil {
				t.Error(err)
			}
			results[i] = r
		})
	}
	wait.Wait()
	for _, r := range results {
		if r.ID != results[0].ID || !r.Passed {
			t.Errorf("got %+v and %+v", results[0], r)
		}
	}
	if got := w.entries("何秀兰"); len(got) != 1 {
		t.Errorf("%d entries", len(got))
	}
}

func TestBegunAtOnceFromTwoDevicesIsOneAttempt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(4, "土地")...)...)))
	var attempts [8]exam.Attempt
	var wait sync.WaitGroup
	for i := range attempts {
		wait.Go(func() {
			a, err := w.office.Begin(t.Context(), w.who("何秀兰"), e.ID)
			if err != nil {
				t.Error(err)
			}
			attempts[i] = a
		})
	}
	wait.Wait()
	for _, a := range attempts {
		if a.ID != attempts[0].ID || a.ID == 0 {
			t.Errorf("attempts %d and %d", attempts[0].ID, a.ID)
		}
	}
}

// TestAcknowledgedSavesAreMarked saves while the attempt is being submitted: what was acknowledged is in the result.
func TestAcknowledgedSavesAreMarked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(40, "土地")...)...)))
	a := w.begin("何秀兰", e.ID)
	var acknowledged [40]bool
	var wait sync.WaitGroup
	for i := range acknowledged {
		wait.Go(func() {
			_, err := w.save("何秀兰", a, i, 1, right(a, i))
			acknowledged[i] = err == nil
			if err != nil && !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
		})
		if i == 20 {
			wait.Go(func() { w.submit("何秀兰", a) })
		}
	}
	wait.Wait()
	r := w.submit("何秀兰", a)
	for i, saved := range acknowledged {
		if marked := r.Marks[i].Score > 0; marked != saved {
			t.Errorf("item %d: acknowledged %t, marked %t", i+1, saved, marked)
		}
	}
}
