package exam_test

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"xiangxue/course/fault"
	"xiangxue/course/office"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/quiz/exam"
)

func TestResultsAreInTheOfficialOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(5, "土地")...)...)))
	w.sit("宋国强", e.ID, 5)
	w.sit("何秀兰", e.ID, 1)
	w.begin("吴晓梅", e.ID)
	r := w.results("吴晓梅", e.ID)
	var names []string
	for _, p := range r.People {
		names = append(names, p.Name)
	}
	if want := []string{"何秀兰", "林若溪", "宋国强", "田野", "吴晓梅", "叶知秋", "周明远"}; !slices.Equal(names, want) {
		t.Errorf("got %v, want %v: surnames, whatever they scored", names, want)
	}
	for _, tt := range []struct {
		progress exam.Progress
		n        int
	}{{exam.Passed, 1}, {exam.NotPassed, 1}, {exam.Running, 1}, {exam.NotBegun, 4}, {exam.Waiting, 0}} {
		if got := r.Count(tt.progress); got != tt.n {
			t.Errorf("%d people are %s, want %d", got, tt.progress, tt.n)
		}
	}
}

func TestWhoSeesResults(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(5, "土地")...)...)))
	a, _ := w.sit("何秀兰", e.ID, 1)
	outcome := func(who string) error {
		return w.db.Read(t.Context(), func(tx storage.ReadTx) error {
			_, err := w.office.OutcomeOf(t.Context(), tx, w.who(who), a.ID)
			return err
		})
	}
	for _, who := range []string{"吴晓梅", "周明远", "田野"} {
		if err := outcome(who); err != nil {
			t.Errorf("%s: %v", who, err)
		}
	}
	for _, who := range []string{"宋国强", "林若溪", "方远"} {
		want(t, outcome(who), fault.Forbidden)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		_, err := w.office.Outcome(ctx, tx, w.who("宋国强"), a.ID)
		want(t, err, fault.NotFound)
		_, err = w.office.Results(ctx, tx, w.who("何秀兰"), e.ID)
		want(t, err, fault.Forbidden)
		return nil
	})
}

func TestWhenAnswersAreShown(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		shows         exam.Shows
		before, after bool // the end of the window
	}{{exam.AtOnce, true, true}, {exam.AfterWindow, false, true}, {exam.Never, false, false}} {
		w := newWorld(t)
		terms := usual(fixed(w.stock(choices(3, "土地")...)...))
		terms.Shows = tt.shows
		e := w.publish(terms)
		a, r := w.sit("何秀兰", e.ID, 2)
		if o := w.outcome("何秀兰", a); (len(o.Items) > 0) != tt.before || o.Result.Total != r.Total {
			t.Errorf("%s, before the end: %d items, %s", tt.shows, len(o.Items), o.Result.Total)
		}
		w.at("2026-03-31 00:00")
		if o := w.outcome("何秀兰", a); (len(o.Items) > 0) != tt.after {
			t.Errorf("%s, after the end: %d items", tt.shows, len(o.Items))
		}
	}
}

// TestAnswersWaitForTimeThatWasGivenBack ends the window while 宋国强 still has time that an outage took.
func TestAnswersWaitForTimeThatWasGivenBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	terms := usual(fixed(w.stock(choices(3, "土地")...)...))
	terms.Shows = exam.AfterWindow
	e := w.publish(terms)
	a, _ := w.sit("何秀兰", e.ID, 2)
	w.at("2026-03-30 23:55")
	b := w.begin("宋国强", e.ID)
	w.pass(10 * time.Minute)
	w.tend()
	if o := w.outcome("何秀兰", a); len(o.Items) > 0 {
		t.Error("the answers are shown while somebody answers")
	}
	w.submit("宋国强", b)
	if o := w.outcome("何秀兰", a); len(o.Items) != 3 {
		t.Error("the answers are not shown although everybody has submitted")
	}
}

func TestTheSheetTellsNoAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(3, "土地")...)...)))
	a := w.begin("何秀兰", e.ID)
	if _, err := w.save("何秀兰", a, 1, 1, "B"); err != nil {
		t.Fatal(err)
	}
	sheet, running, err := w.office.Sheet(t.Context(), w.who("何秀兰"), a.ID)
	if err != nil || !running || len(sheet.Sections) != 1 || len(sheet.Sections[0].Items) != 3 {
		t.Fatalf("got %+v, %t, %v", sheet, running, err)
	}
	if it := sheet.Sections[0].Items[1]; it.Revision != 1 || it.Values[0] != "B" || it.SavedAt.IsZero() || len(it.Options) != 3 {
		t.Errorf("item: %+v", it)
	}
	if answered, all := sheet.Answered(); answered != 1 || all != 3 {
		t.Errorf("%d of %d answered", answered, all)
	}
}

func TestExportIsTheEvidence(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(3, "土地")...)...)))
	w.sit("何秀兰", e.ID, 3)
	w.sit("宋国强", e.ID, 1)
	var file bytes.Buffer
	if err := w.office.Export(t.Context(), w.who("何秀兰"), e.ID, &file); !fault.Is(err, fault.Forbidden) || file.Len() > 0 {
		t.Errorf("a cadre exports: %v, %d bytes", err, file.Len())
	}
	if err := w.office.Export(t.Context(), w.who("田野"), e.ID, &file); err != nil {
		t.Fatal(err)
	}
	book, err := office.ReadWorkbook("results.xlsx", file.Bytes(), office.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(book) != 2 || len(book[0].Rows) != 7 || len(book[1].Rows) != 6 {
		t.Fatalf("%d sheets of %d and %d rows", len(book), len(book[0].Rows), len(book[1].Rows))
	}
	var names []string
	for _, row := range book[1].Rows {
		names = append(names, row.Cells[0])
	}
	if got := strings.Join(slices.Compact(names), " "); got != "何秀兰 宋国强" {
		t.Errorf("answers of %s", got)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		n, _, err := storage.First[int64](ctx, tx, "SELECT COUNT(*) FROM audit_events WHERE action = 'exam.export'")
		if n != 1 {
			t.Errorf("%d exports in the trail", n)
		}
		return err
	})
}

func TestAnEntryShowsThePaper(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.written(exam.Grading{Graders: 1})
	a, _ := w.essayOf("何秀兰", e.ID, "先开村民会议。")
	if err := w.grade("林若溪", e.ID, w.queue("林若溪", e.ID)[0].Code, 600, 300); err != nil {
		t.Fatal(err)
	}
	var source report.EvidenceSource = exam.Papers{Office: w.office}
	entry := w.entries("何秀兰")[0]
	if entry.Evidence != source.Kind() {
		t.Fatalf("the entry rests on %s", entry.Evidence)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		got, err := source.Evidence(ctx, tx, entry.EvidenceID)
		if err != nil {
			return err
		}
		lines := map[string]string{}
		for _, l := range got.Lines {
			lines[l.Label] = l.Text
		}
		if got.Title != e.Title || lines["得分"] != "13 / 14" || lines["阅卷人"] != "林若溪" || lines["以前的得分"] == "" {
			t.Errorf("lines: %+v", got.Lines)
		}
		if len(got.Items) != 3 || got.Items[0].Answer != "对的0" || got.Items[2].Answer != "先开村民会议。" {
			t.Errorf("items: %+v", got.Items)
		}
		_, err = source.Evidence(ctx, tx, int64(a.ID)+1)
		want(t, err, fault.NotFound)
		return nil
	})
}

func TestAnalysisOfTheQuestions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.stock(choices(3, "土地")...)
	e := w.publish(usual(fixed(ids...)))
	w.sit("何秀兰", e.ID, 3)
	w.sit("宋国强", e.ID, 1)
	w.begin("吴晓梅", e.ID)
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		list, err := w.office.Analysis(ctx, tx, w.who("林若溪"), e.ID)
		if len(list) != 3 || list[0].Version != ids[0] || list[0].Responses != 2 || list[0].Facility != 1 || list[2].Facility != 0.5 {
			t.Errorf("got %+v", list)
		} else if d := list[2].Distractors; d[0].Chosen != 1 || d[1].Chosen != 1 || d[0].MeanRest != 1 || d[1].MeanRest != 0.5 {
			t.Errorf("distractors: %+v", d)
		}
		return err
	})
	w.corrected(e, ids[2], 0) // everybody was given it: it says nothing
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		list, err := w.office.Analysis(ctx, tx, w.who("吴晓梅"), e.ID)
		if len(list) != 2 {
			t.Errorf("got %+v", list)
		}
		_, err2 := w.office.Analysis(ctx, tx, w.who("何秀兰"), e.ID)
		want(t, err2, fault.Forbidden)
		return err
	})
}

// metered are names that a column must not have: an exam keeps its clock, and measures nobody.
var metered = regexp.MustCompile(`(?i)(duration|online|seconds|elapsed|spent|heartbeat|opened|left|entered|visited|viewed|started|stay|points|rank|score|streak)`)

// instants are the only columns of exams that hold a time, and what each is a time of.
var instants = []string{
	"exam_answers.saved_at",                          // an answer was acknowledged
	"exam_attempts.begun_at", "exam_attempts.due_at", // the clock of an exam
	"exam_attempts.submitted_at",                                  // a person, or the end of the time
	"exam_corrections.decided_at", "exam_corrections.proposed_at", // two persons
	"exam_gradings.graded_at", "exam_results.graded_at", // a grader, or the program
	"exam_outages.from_at", "exam_outages.recorded_at", "exam_outages.until_at", "exam_pulse.beat_at", // the server
	"exams.published_at", "exams.saved_at", "exams.withdrawn_at", // who set it
}

func TestNothingMetersTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var times []string
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		columns, err := storagetest.Columns(ctx, tx)
		for _, c := range columns {
			if c.TableName != "exams" && !strings.HasPrefix(c.TableName, "exam_") {
				continue
			}
			if metered.MatchString(c.Name) {
				t.Errorf("%s.%s looks metered", c.TableName, c.Name)
			}
			if strings.HasSuffix(c.Name, "_at") || strings.HasSuffix(c.Name, "_on") {
				times = append(times, c.TableName+"."+c.Name)
			}
		}
		return err
	})
	slices.Sort(times)
	known := slices.Sorted(slices.Values(instants))
	if !slices.Equal(times, known) {
		t.Errorf("times %v, accounted for are %v", times, known)
	}
}

// TestTheSameAnswersEarnTheSameWhenever lets one person answer in a second and another take an hour.
func TestTheSameAnswersEarnTheSameWhenever(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.publish(usual(fixed(w.stock(choices(5, "土地")...)...)))
	_, quick := w.sit("何秀兰", e.ID, 4)
	a := w.begin("宋国强", e.ID)
	for i := range 5 {
		w.serve(11 * time.Minute)
		letter := right(a, i)
		if i == 4 {
			letter = wrong(a, i)
		}
		if _, err := w.save("宋国强", a, i, 1, letter); err != nil {
			t.Fatal(err)
		}
	}
	slow := w.submit("宋国强", a)
	if !slices.Equal(quick.Marks, slow.Marks) || w.total("何秀兰") != w.total("宋国强") {
		t.Errorf("quick %+v, slow %+v", quick.Marks, slow.Marks)
	}
}
