package exam_test

import (
	"context"
	"testing"

	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
)

// rekey stores a version of a question whose right option is another one.
func (w *world) rekey(id bank.VersionID, right int, change func(*quiz.Question)) (next bank.VersionID) {
	w.Helper()
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		list, err := bank.Versions(ctx, tx.ReadTx, []bank.VersionID{id})
		if err != nil {
			return err
		}
		d := list[0].Draft
		d.Change = "答案更正"
		d.Content.Options = append([]quiz.Option(nil), d.Content.Options...)
		for i := range d.Content.Options {
			d.Content.Options[i].Correct = i == right
		}
		if change != nil {
			change(&d.Content)
		}
		q, _, err := w.keeper.Revise(ctx, tx, w.who("林若溪"), id, d)
		next = q.Version.ID
		return err
	})
	return next
}

func (w *world) correct(by string, e exam.Exam, version, key bank.VersionID) (id exam.CorrectionID, err error) {
	err = w.try(func(ctx context.Context, tx storage.WriteTx) error {
		id, err = w.office.Correct(ctx, tx, w.who(by), e.ID, version, key, "标准答案有误，已核对条文")
		return err
	})
	return id, err
}

func (w *world) decide(by string, id exam.CorrectionID, accept bool) error {
	return w.try(func(ctx context.Context, tx storage.WriteTx) error {
		return w.office.Decide(ctx, tx, w.who(by), id, accept)
	})
}

// corrected has a correction proposed, accepted and carried out.
func (w *world) corrected(e exam.Exam, version, key bank.VersionID) int {
	w.Helper()
	id, err := w.correct("林若溪", e, version, key)
	if err != nil {
		w.Fatal(err)
	}
	foretold, passed := w.effect("周明远", id), w.passed(e)
	if err := w.decide("周明远", id, true); err != nil {
		w.Fatal(err)
	}
	n, err := w.office.Regrade(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	if n != foretold.Changed || w.passed(e) != passed+foretold.Passing-foretold.Failing {
		w.Errorf("foretold was %+v; there were %d new results, and now %d instead of %d have passed", foretold, n, w.passed(e), passed)
	}
	return n
}

// mustBeSound verifies the seals and recounts the ledger.
func (w *world) mustBeSound() {
	w.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		found, err := hours.Recount(ctx, tx)
		for _, d := range found {
			w.Errorf("recount: %s", d.Message())
		}
		return err
	})
}

// TestACorrectedKeyReversesAndBooks corrects the key of one of three questions, two of which are needed: 何秀兰 passed with
// it, 宋国强 failed by it, 吴晓梅 passed without it.
func TestACorrectedKeyReversesAndBooks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(choices(3, "土地")...)
	terms := usual(fixed(ids...))
	terms.PassMark = 400
	e := w.publish(terms)
	answers := func(who string, options ...int) (exam.Attempt, exam.Result) {
		a := w.begin(who, e.ID)
		for i, o := range options {
			if _, err := w.save(who, a, i, 1, letterOf(a, i, o)); err != nil {
				t.Fatal(err)
			}
		}
		return a, w.submit(who, a)
	}
	lost, before := answers("何秀兰", 0, 0, 1)
	won, _ := answers("宋国强", 1, 0, 1)
	same, _ := answers("吴晓梅", 1, 0, 0)
	if n := w.corrected(e, ids[0], w.rekey(ids[0], 1, nil)); n != 3 {
		t.Errorf("%d results", n)
	}
	for _, tt := range []struct {
		who    string
		a      exam.Attempt
		total  quiz.Points
		passed bool
		booked []hours.Amount
	}{
		{"何秀兰", lost, 200, false, []hours.Amount{50, -50}},
		{"宋国强", won, 400, true, []hours.Amount{50}},
		{"吴晓梅", same, 600, true, []hours.Amount{50}},
	} {
		o := w.outcome(tt.who, tt.a)
		if o.Result.Total != tt.total || o.Result.Passed != tt.passed || o.Result.Cause != exam.Corrected || len(o.Earlier) != 1 {
			t.Errorf("%s: %+v", tt.who, o.Result)
		}
		var booked []hours.Amount
		for _, entry := range w.entries(tt.who) {
			booked = append(booked, entry.Amount)
		}
		if len(booked) != len(tt.booked) || w.total(tt.who) != sumOf(tt.booked) {
			t.Errorf("%s: booked %v, want %v", tt.who, booked, tt.booked)
		}
	}
	if o := w.outcome("何秀兰", lost); o.Earlier[0].Total != before.Total || !o.Earlier[0].Passed {
		t.Errorf("the earlier result was changed: %+v", o.Earlier[0])
	}
	if n, err := w.office.Regrade(t.Context()); n != 0 || err != nil {
		t.Errorf("carried out twice: %d, %v", n, err)
	}
	if got := w.progress("吴晓梅", e.ID, "何秀兰"); got != exam.NotPassed {
		t.Errorf("progress: %s", got)
	}
	w.mustBeSound()
}

func sumOf(list []hours.Amount) (sum hours.Amount) {
	for _, a := range list {
		sum += a
	}
	return sum
}

// TestPassingAgainAfterAReversalBooksAgain passes the exam anew after its hours were taken back.
func TestPassingAgainAfterAReversalBooksAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(choices(2, "土地")...)
	terms := usual(fixed(ids...))
	terms.PassMark = 400
	e := w.publish(terms)
	w.sit("何秀兰", e.ID, 2)
	w.corrected(e, ids[0], w.rekey(ids[0], 1, nil))
	a := w.begin("何秀兰", e.ID)
	for i, option := range []int{1, 0} { // by the new key
		if _, err := w.save("何秀兰", a, i, 1, letterOf(a, i, option)); err != nil {
			t.Fatal(err)
		}
	}
	if r := w.submit("何秀兰", a); !r.Passed || r.Marks[0].Key == 0 {
		t.Errorf("got %+v", r)
	}
	if list := w.entries("何秀兰"); len(list) != 3 || w.total("何秀兰") != 50 {
		t.Errorf("entries: %+v", list)
	}
	w.mustBeSound()
}

func TestAVoidQuestionGivesEverybodyItsWorth(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(choices(3, "土地")...)
	terms := usual(fixed(ids...))
	terms.PassMark = 400
	e := w.publish(terms)
	a, _ := w.sit("何秀兰", e.ID, 0)
	b, _ := w.sit("宋国强", e.ID, 3)
	w.corrected(e, ids[2], 0)
	if o := w.outcome("何秀兰", a); o.Result.Total != 200 || !o.Items[2].Given {
		t.Errorf("got %+v", o.Result)
	}
	if o := w.outcome("宋国强", b); o.Result.Total != 600 || !o.Result.Passed {
		t.Errorf("got %+v", o.Result)
	}
}

func TestWhoCorrectsAKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(choices(3, "土地")...)
	e := w.publish(usual(fixed(ids...)))
	key := w.rekey(ids[0], 1, nil)
	w.sit("吴晓梅", e.ID, 3)
	for _, tt := range []struct {
		name         string
		by           string
		version, key bank.VersionID
		kind         fault.Kind
	}{
		{"a cadre", "何秀兰", ids[0], key, fault.Forbidden},
		{"who sat it", "吴晓梅", ids[0], key, fault.Forbidden},
		{"a question that was not asked", "林若溪", 999, key, fault.Invalid},
		{"the key of another question", "林若溪", ids[1], key, fault.Invalid},
		{"the version itself", "林若溪", ids[0], ids[0], fault.Invalid},
		{"other options", "林若溪", ids[0], w.rekey(key, 1, func(q *quiz.Question) { q.Options[2].Text = "别的" }), fault.Invalid},
	} {
		_, err := w.correct(tt.by, e, tt.version, tt.key)
		if !fault.Is(err, tt.kind) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.kind)
		}
	}
	id, err := w.correct("林若溪", e, ids[0], key)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.correct("叶知秋", e, ids[0], 0)
	want(t, err, fault.Conflict) // one waits
	want(t, w.decide("叶知秋", id, true), fault.Forbidden)
	if err := w.decide("周明远", id, false); err != nil {
		t.Fatal(err)
	}
	want(t, w.decide("周明远", id, true), fault.Conflict)
	if n, err := w.office.Regrade(t.Context()); n != 0 || err != nil {
		t.Errorf("a declined correction changed %d results, %v", n, err)
	}
}

// TestACorrectedKeyKeepsWhatPersonsGraded corrects a choice of an exam whose essay is graded, and voids another essay.
func TestACorrectedKeyKeepsWhatPersonsGraded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.written(exam.Grading{Graders: 1})
	a, _ := w.essayOf("何秀兰", e.ID, "先开村民会议。")
	if err := w.grade("林若溪", e.ID, w.queue("林若溪", e.ID)[0].Code, 500, 100); err != nil {
		t.Fatal(err)
	}
	b, _ := w.essayOf("宋国强", e.ID, "不知道。") // waits for a grader
	asked := a.Paper.Versions()
	w.corrected(e, asked[0], w.rekey(asked[0], 1, nil))
	if o := w.outcome("何秀兰", a); o.Result.Total != 800 || o.Result.Passed || o.Items[2].Score != 600 || len(o.Earlier) != 2 {
		t.Errorf("graded before: %+v", o.Result)
	}
	if o := w.outcome("宋国强", b); o.Result.Complete || o.Result.Total != 200 {
		t.Errorf("not graded yet: %+v", o.Result)
	}
	w.corrected(e, asked[2], 0)
	if o := w.outcome("宋国强", b); !o.Result.Complete || o.Result.Total != 1200 || !o.Result.Passed {
		t.Errorf("the essay is void: %+v", o.Result)
	}
	if list := w.queue("林若溪", e.ID); len(list) != 0 {
		t.Errorf("still to be graded: %+v", list)
	}
	if w.total("何秀兰") != 50 || w.total("宋国强") != 50 {
		t.Errorf("hours: %s and %s", w.total("何秀兰"), w.total("宋国强"))
	}
	w.mustBeSound()
}
