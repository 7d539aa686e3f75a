package exam_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
)

func TestTermsAreChecked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(choices(3, "土地")...)
	for _, tt := range []struct {
		name   string
		change func(*exam.Terms)
		field  string
	}{
		{"no title", func(t *exam.Terms) { t.Title = " " }, "title"},
		{"no pass mark", func(t *exam.Terms) { t.PassMark = 0 }, "pass_mark"},
		{"too long a limit", func(t *exam.Terms) { t.Minutes = 601 }, "minutes"},
		{"the end before the beginning", func(t *exam.Terms) { t.Until = t.From }, "until"},
		{"no rule for showing answers", func(t *exam.Terms) { t.Shows = "" }, "shows"},
		{"answers after an end that never comes", func(t *exam.Terms) { t.Shows, t.Until = exam.AfterWindow, time.Time{} }, "shows"},
		{"no attempt", func(t *exam.Terms) { t.Retake.Attempts = 0 }, "attempts"},
		{"no rule which attempt counts", func(t *exam.Terms) { t.Retake.Counts = "" }, "counts"},
		{"three graders", func(t *exam.Terms) { t.Grading.Graders = 3 }, "graders"},
		{"no rule for parts", func(t *exam.Terms) { t.Partial = "some" }, "partial"},
		{"a section without title", func(t *exam.Terms) { t.Blueprint.Sections[0].Title = "" }, "sections[0].title"},
		{"questions worth nothing", func(t *exam.Terms) { t.Blueprint.Sections[0].Each = 0 }, "sections[0].each"},
		{"a question twice", func(t *exam.Terms) { t.Blueprint.Sections[0].Fixed = []bank.VersionID{ids[0], ids[0]} }, "sections[0].fixed"},
		{"an unknown kind", func(t *exam.Terms) { t.Blueprint.Sections[0].Picks = []exam.Pick{{Kind: "guess", Count: 1}} }, "sections[0].picks[0].kind"},
		{"more than a paper holds", func(t *exam.Terms) { t.Blueprint.Sections[0].Picks = []exam.Pick{{Count: 200}} }, "sections"},
	} {
		terms := usual(fixed(ids...))
		tt.change(&terms)
		if _, err := w.draft(terms); !slices.Contains(fields(err), tt.field) {
			t.Errorf("%s: got %v", tt.name, err)
		}
	}
}

func TestOnlyACompleteExamIsPublished(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(choices(3, "土地")...)
	for _, tt := range []struct {
		name  string
		terms func() exam.Terms
		field string
	}{
		{"no questions", func() exam.Terms { t := usual(exam.Blueprint{}); t.PassMark = 1; return t }, "sections"},
		{"an empty section", func() exam.Terms { t := usual(fixed()); t.PassMark = 1; return t }, "sections[0]"},
		{"a pass mark nobody reaches", func() exam.Terms { t := usual(fixed(ids...)); t.PassMark = 601; return t }, "pass_mark"},
		{"over already", func() exam.Terms { t := usual(fixed(ids...)); t.Until = w.now(); return t }, "until"},
		{"a limit longer than the window", func() exam.Terms { t := usual(fixed(ids...)); t.From = t.Until.Add(-time.Minute); return t }, "minutes"},
		{"too few questions", func() exam.Terms { return usual(drawn(4, "土地")) }, "sections[0].picks[0].count"},
		{"picks from the same questions", func() exam.Terms {
			b := drawn(2, "土地")
			b.Sections[0].Picks = append(b.Sections[0].Picks, exam.Pick{Count: 2})
			return usual(b)
		}, "sections"},
		{"a question that is not there", func() exam.Terms { return usual(fixed(ids[0], 999)) }, "sections[0].fixed"},
	} {
		e, err := w.draft(tt.terms())
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		err = w.try(func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.office.Publish(ctx, tx, w.who("吴晓梅"), e.ID, e.Revision)
			return err
		})
		if !slices.Contains(fields(err), tt.field) {
			t.Errorf("%s: got %v", tt.name, err)
		}
	}
}

func TestWhoSetsAnExam(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	terms := usual(fixed(w.stock(choices(3, "土地")...)...))
	e, err := w.draft(terms)
	if err != nil {
		t.Fatal(err)
	}
	do := func(fn func(ctx context.Context, tx storage.WriteTx) error) error { return w.try(fn) }
	revise := func(who string, revision int) error {
		return do(func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.office.Revise(ctx, tx, w.who(who), e.ID, revision, terms)
			return err
		})
	}
	publish := func(who string, revision int) error {
		return do(func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.office.Publish(ctx, tx, w.who(who), e.ID, revision)
			return err
		})
	}
	assign := func(who string, to plan.Target) error {
		return do(func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.office.Assign(ctx, tx, w.who(who), e.ID, 20260331, "", to)
			return err
		})
	}
	want(t, revise("何秀兰", 1), fault.Forbidden)
	if err := revise("吴晓梅", 1); err != nil {
		t.Errorf("the study secretary: %v", err)
	}
	want(t, revise("叶知秋", 1), fault.Stale)
	want(t, publish("林若溪", 2), fault.Forbidden) // an author writes, and does not publish
	want(t, publish("吴晓梅", 1), fault.Stale)
	want(t, assign("吴晓梅", plan.Target{Unit: w.town.ID}), fault.Conflict) // a draft
	if err := publish("吴晓梅", 2); err != nil {
		t.Fatal(err)
	}
	want(t, revise("吴晓梅", 2), fault.Conflict)
	want(t, assign("吴晓梅", plan.Target{Unit: w.other.ID}), fault.NotFound)
	want(t, assign("林若溪", plan.Target{Unit: w.town.ID}), fault.Forbidden)
	if err := assign("吴晓梅", plan.Target{Unit: w.town.ID}); err != nil {
		t.Error(err)
	}
}

// TestAPublishedExamIsFrozen changes the bank behind a published exam: it still draws what it was published with.
func TestAPublishedExamIsFrozen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(choices(3, "土地")...)
	e := w.publish(usual(drawn(3, "土地")))
	w.stock(bank.Draft{Tags: []string{"土地"}, Content: choices(4, "别的")[3].Content})
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return w.keeper.Suspend(ctx, tx, w.who("林若溪"), ids[0], "条文已经修改")
	})
	got := w.begin("何秀兰", e.ID).Paper.Versions()
	slices.Sort(got)
	if !slices.Equal(got, ids) {
		t.Errorf("drew %v, want %v", got, ids)
	}
	err := w.try(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := storage.Exec(ctx, tx, "UPDATE exams SET terms = '{}' WHERE id = ?", e.ID)
		return err
	})
	if err == nil {
		t.Error("the terms of a published exam were changed")
	}
}

func TestPreviewShowsWhatNobodyGets(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.stock(choices(40, "土地")...)
	e := w.publish(usual(drawn(5, "土地")))
	preview := func(n int) exam.Paper {
		p, _, err := w.office.Preview(t.Context(), w.who("林若溪"), e.ID, n)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	shown, again, other := preview(1), preview(1), preview(2)
	if !slices.EqualFunc(shown.Items, again.Items, sameItem) || slices.EqualFunc(shown.Items, other.Items, sameItem) {
		t.Errorf("previews %v, %v, %v", shown, again, other)
	}
	if a := w.begin("何秀兰", e.ID); slices.EqualFunc(shown.Items, a.Paper.Items, sameItem) {
		t.Error("a preview was drawn for somebody")
	}
	_, _, err := w.office.Preview(t.Context(), w.who("何秀兰"), e.ID, 1)
	want(t, err, fault.Forbidden)
}
