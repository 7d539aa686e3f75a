package report_test

import (
	"context"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/storage"
)

func TestHomeOfANewcomerSaysSo(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	h := w.home(w.xiulan)
	if !h.FirstUse || h.Continue != nil || len(h.Todos) != 0 || h.Meeting != nil {
		t.Errorf("a newcomer finds %+v", h)
	}
	if h.Standing.Total == nil || h.Standing.Total.Have.Hours != 0 {
		t.Errorf("a newcomer stands at %+v", h.Standing.Total)
	}
}

func TestHomeListsWhatIsDueByDate(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	law, rural := w.offer("law", 3), w.offer("rural", 1)
	w.confirm(w.meet("2026-08-19", 14, "土地管理法律要点", law.Lessons[0].ID), "2026-08-19", away(w.xiulan, attendance.OnLeave))
	next := w.meet("2026-09-18", 14, "防灾减灾", 0)
	w.on("2026-09-16")
	w.pass(w.xiulan, law.Lessons[0])
	w.assign(w.xiulan, plan.CourseItem, int64(rural.Course), "课程rural", 20260928)
	w.assign(w.xiulan, plan.LessonItem, int64(law.Lessons[0].ID), "第一课", 20260917) // passed already
	reading := w.assign(w.xiulan, plan.DocumentItem, 7, "《补贴实施细则》", 20260920)
	w.askLeave(w.xiulan, next)
	h := w.home(w.xiulan)

	type todo struct {
		kind report.TodoKind
		id   int64
	}
	want := []todo{{report.TodoReading, int64(reading.ID)}, {report.TodoCourse, int64(rural.Course)}, {report.TodoMakeUp, 1}}
	if len(h.Todos) != len(want) {
		t.Fatalf("to do are %+v", h.Todos)
	}
	for n, got := range h.Todos {
		if got.Kind != want[n].kind || got.ID != want[n].id {
			t.Errorf("number %d to do is %s %d, want %+v", n, got.Kind, got.ID, want[n])
		}
	}
	if r := h.Todos[0]; r.By != "吴晓梅" || r.Hours != 50 || r.Subject.Name != "政策" || r.Overdue {
		t.Errorf("the reading is %+v", r)
	}
	if m := h.Todos[2]; m.Hours != 300 || m.Missed == nil || m.Missed.Presence != attendance.OnLeave {
		t.Errorf("the make-up is %+v", m)
	}
	if c := h.Continue; c == nil || c.Course != law.Course || c.Passed != 1 || c.Next.Number != 2 || c.Hours != 300 {
		t.Errorf("to go on with is %+v", c)
	}
	if h.Meeting == nil || h.Meeting.Meeting.ID != next.ID || h.Meeting.Leave == nil || !h.Meeting.Leave.IsOpen() {
		t.Errorf("the next meeting is %+v", h.Meeting)
	}
	s := read(w, func(ctx context.Context, tx storage.ReadTx) (report.Standing, error) {
		return w.reporter.Standing(ctx, tx, w.xiulan.ID())
	})
	if fields := differing(s, h.Standing); len(fields) > 0 {
		t.Errorf("asked for alone, the standing has other %v", fields)
	}
	if h.FirstUse {
		t.Error("somebody with things to do is taken for a newcomer")
	}
}

func TestHomeForgetsAnAssignedCourseThatIsFinished(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	law := w.offer("law", 1)
	w.on("2026-09-16")
	w.assign(w.xiulan, plan.CourseItem, int64(law.Course), "课程law", 20260928)
	w.pass(w.xiulan, law.Lessons...)
	if h := w.home(w.xiulan); len(h.Todos) != 0 || h.Continue != nil {
		t.Errorf("a finished course is still to do: %+v", h)
	}
}

func TestHomeTakesAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	law := w.offer("law", 2)
	makeUp := func(day string) {
		w.confirm(w.meet(day, 14, "专题"+day, law.Lessons[0].ID), day, away(w.xiulan, attendance.OnLeave))
	}
	makeUp("2026-03-10")
	w.pass(w.xiulan, law.Lessons[0])
	w.assign(w.xiulan, plan.DocumentItem, 1, "《细则》", 20260401)
	w.home(w.xiulan) // fills the caches
	few := w.statements(func() { w.home(w.xiulan) })
	for _, day := range []string{"2026-03-11", "2026-03-12", "2026-03-13"} {
		makeUp(day)
	}
	for ref := range int64(5) {
		w.assign(w.xiulan, plan.DocumentItem, 2+ref, "《办法》", 20260402)
	}
	w.offer("rural", 2)
	many := w.statements(func() { w.home(w.xiulan) })
	if few != many || many > 20 {
		t.Errorf("home takes %d statements with little to do and %d with much, want the same and at most 20", few, many)
	}
}

func TestHomeNeedsSomebody(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	_, err := try(w, func(ctx context.Context, tx storage.ReadTx) (report.Home, error) {
		return w.reporter.Home(ctx, tx, access.Actor{})
	})
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("home of nobody: %v", err)
	}
}
