package report_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/variance"
)

// planTopics has the committee approve a plan with six topics of two hours, one of them for group study in the second
// quarter and one for self-study with a course.
func (w *town) planTopics(course int64) {
	w.t.Helper()
	c := plan.Empty()
	c.Requirements = []plan.Requirement{{Category: "section_level", Hours: 12 * hours.Hour}}
	for n := range 6 {
		t := plan.Topic{Title: fmt.Sprint("专题", n+1), Quarter: calendar.Quarter(n%4 + 1), Mode: hours.Collective, Subject: "theory", Hours: 2 * hours.Hour}
		switch n {
		case 1:
			t.Mode = hours.Group
		case 2:
			t.Mode, t.Required = hours.Online, []plan.Reading{{Kind: plan.CourseItem, Ref: course, Title: "课程"}}
		}
		c.Topics = append(c.Topics, t)
	}
	w.adopt(c)
}

func (w *town) execution(at report.AsOf) report.Execution {
	w.t.Helper()
	return read(w, func(ctx context.Context, tx storage.ReadTx) (report.Execution, error) {
		return w.reporter.Execution(ctx, tx, w.auditor, w.unit.ID, at)
	})
}

// call announces a meeting of the township, or of the group, about a topic.
func (w *town) call(day, topic string, group bool) plan.Meeting {
	w.t.Helper()
	w.on(day)
	m := plan.Meeting{
		Unit: w.unit.ID, Topic: topic, Mode: hours.Collective, Title: "学习会" + day, Subject: "theory",
		StartsAt: w.now, EndsAt: w.now.Add(2 * 3600e9), Place: "三楼会议室", Hours: 2 * hours.Hour, Agenda: "领学",
	}
	if group {
		m.Unit, m.Group, m.Mode = 0, w.group.ID, hours.Group
	}
	w.now = w.now.AddDate(0, 0, -3)
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		m, err = w.planner.Open(ctx, tx, w.secretary, m)
		return err
	})
	return m
}

func (w *town) callOff(m plan.Meeting, kind plan.CancelKind, reason string) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return w.planner.Cancel(ctx, tx, w.secretary, m.ID, plan.Cancellation{Kind: kind, Reason: reason})
	})
}

// cell returns the cell where the plan puts a topic.
func cell(t testing.TB, e report.Execution, topic string) variance.Cell {
	t.Helper()
	for _, c := range e.Cells {
		if c.Topic.Key == topic && c.IsPlanned() {
			return c
		}
	}
	t.Fatalf("topic %s is in no cell", topic)
	return variance.Cell{}
}

func partOf(c variance.Cell, cause variance.Cause) variance.Part {
	for _, p := range c.Parts {
		if p.Cause == cause {
			return p
		}
	}
	return variance.Part{}
}

func TestAPlanAgainstWhatWasCarriedOut(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.planTopics(7)
	w.confirm(w.call("2026-03-10", "t1", false), "2026-03-10", away(w.xiulan, attendance.OnLeave), away(w.guoqiang, attendance.OfficialDuty))
	w.confirm(w.call("2026-07-10", "t2", true), "2026-07-10") // planned for the second quarter
	w.callOff(w.call("2026-12-10", "t4", false), plan.CalledOff, "防汛值守")
	w.callOff(w.call("2026-03-20", "t5", false), plan.Working, "布置征兵工作")
	w.on("2026-12-28")
	w.book(hours.Fact{Cadre: w.xiulan.ID(), Source: hours.SourceCourse, Ref: 7, Activity: hours.ActivityCourse, Amount: hours.Hour, Subject: "law", By: w.xiulan.ID()})
	w.book(hours.Fact{Cadre: w.xiulan.ID(), Source: hours.SourceCourse, Ref: 8, Activity: hours.ActivityCourse, Amount: hours.Hour, Subject: "law", By: w.xiulan.ID()})
	e := w.execution(report.AsOf{})
	if e.People != 5 || e.Plan == nil || e.PlanOf != "云溪镇" || !e.Reconciles() || e.Outside != hours.Hour {
		t.Errorf("%d people, %s outside, %s booked, ledger %s", e.People, e.Outside, e.Booked(), e.Ledger)
	}
	first := cell(t, e, "t1")
	if first.Planned != 10*hours.Hour || first.Actual != 6*hours.Hour || partOf(first, variance.OnLeave).Amount != -200 || partOf(first, variance.OnDuty).Count != 1 {
		t.Errorf("the first topic: %+v", first)
	}
	if p := partOf(cell(t, e, "t2"), variance.Postponed); p.Quarter != 3 || p.Amount != -6*hours.Hour {
		t.Errorf("the group's topic: %+v", p)
	}
	for topic, want := range map[string]variance.Cause{"t4": variance.WasCalledOff, "t5": variance.WasWorking, "t6": variance.Unexplained} {
		if c := cell(t, e, topic); c.Variance() != -10*hours.Hour || partOf(c, want).Amount != c.Variance() {
			t.Errorf("topic %s: %+v, want %s", topic, c.Parts, want)
		}
	}
	if p := partOf(cell(t, e, "t5"), variance.WasWorking); len(p.Notes) != 1 || p.Notes[0] != "布置征兵工作" {
		t.Errorf("the working meeting: %+v", p)
	}
	before := w.execution(report.AsOf{On: 20260309})
	if c := cell(t, before, "t1"); c.Actual != 0 || partOf(c, variance.ToCome).Count != 5 || !before.Reconciles() {
		t.Errorf("as of the day before: %+v", c)
	}
}

func TestAnExplanationIsKeptAndChangesNoHours(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.planTopics(7)
	w.on("2026-12-20")
	before := w.execution(report.AsOf{})
	explain := func(by access.Actor, topic string, after int, reason string) error {
		return w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			return w.planner.Explain(ctx, tx, by, *before.Plan, topic, after, reason)
		})
	}
	for name, err := range map[string]error{
		"forbidden": explain(w.committee, "t1", 0, "主讲人外出"), "not_found": explain(w.secretary, "t99", 0, "主讲人外出"), "invalid": explain(w.secretary, "t1", 0, " "),
	} {
		kind := map[string]fault.Kind{"forbidden": fault.Forbidden, "not_found": fault.NotFound, "invalid": fault.Invalid}[name]
		if !fault.Is(err, kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := explain(w.secretary, "t1", 0, "主讲人外出"); err != nil {
		t.Fatal(err)
	}
	if err := explain(w.secretary, "t1", 0, "又写一次"); !fault.Is(err, fault.Stale) {
		t.Errorf("somebody writes over an explanation: %v", err)
	}
	w.on("2026-12-21")
	if err := explain(w.secretary, "t1", 1, "主讲人外出，改到明年"); err != nil {
		t.Fatal(err)
	}
	after := w.execution(report.AsOf{})
	if list := after.Written["t1"]; len(list) != 2 || list[0].Version != 2 || list[0].By != "吴晓梅" || calendar.DateOf(list[1].At) != 20261220 {
		t.Errorf("the explanations: %+v", list)
	}
	if after.Planned != before.Planned || after.Booked() != before.Booked() || !cell(t, after, "t1").NeedsWords() {
		t.Error("an explanation changed a figure")
	}
	if past := w.execution(report.AsOf{KnownAt: calendar.Date(20261220).End()}); len(past.Written["t1"]) != 1 {
		t.Errorf("known the day before: %+v", past.Written)
	}
}

// TestExecutionReconcilesWithTheLedger runs random years through the real operations and adds the ledger up by itself.
func TestExecutionReconcilesWithTheLedger(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w, random := newTown(t), rand.New(rand.NewPCG(seed, 27))
			lesson := w.offer("a", 1)
			w.planTopics(int64(lesson.Course))
			w.randomYear(random)
			for _, day := range []calendar.Date{20260331, 20260715, 20261231} {
				e := w.execution(report.AsOf{On: day})
				var independent hours.Amount
				for _, p := range []access.Actor{w.secretary, w.committee, w.leader, w.xiulan, w.guoqiang} {
					entries := read(w, func(ctx context.Context, tx storage.ReadTx) ([]hours.Entry, error) {
						return hours.Entries(ctx, tx, roster.Only(p.ID()), hours.Period{From: 20260101, To: day, AsOf: day})
					})
					for _, entry := range entries {
						independent += entry.Amount
					}
				}
				if e.Booked() != independent || e.Ledger != independent {
					t.Errorf("as of %s: cells %s, outside %s, ledger %s, by itself %s", day, e.Topics, e.Outside, e.Ledger, independent)
				}
				for _, c := range e.Cells {
					var parts hours.Amount
					for _, p := range c.Parts {
						parts += p.Amount
					}
					if parts != c.Variance() {
						t.Errorf("as of %s: the parts of %s add up to %s, not %s", day, c.Topic.Key, parts, c.Variance())
					}
				}
			}
			if e := w.execution(report.AsOf{On: 20261231}); e.Topics == 0 || e.Outside == 0 {
				t.Error("the year has nothing to reconcile")
			}
		})
	}
}

// randomYear lets meetings be held, moved, cancelled and corrected and people study for a year.
func (w *town) randomYear(random *rand.Rand) {
	w.t.Helper()
	people := []access.Actor{w.xiulan, w.guoqiang, w.leader}
	presences := []attendance.Presence{attendance.OnLeave, attendance.OfficialDuty, attendance.Absent}
	for month := 1; month <= 12; month++ {
		topic := fmt.Sprint("t", 1+random.IntN(6))
		if random.IntN(4) == 0 {
			topic = ""
		}
		day := fmt.Sprintf("2026-%02d-%02d", month, 5+random.IntN(20))
		m := w.call(day, topic, random.IntN(3) == 0)
		if random.IntN(5) == 0 {
			w.callOff(m, plan.CancelKinds()[random.IntN(2)], "防汛")
			continue
		}
		who := people[random.IntN(3)]
		w.confirm(m, day, away(who, presences[random.IntN(3)]))
		if random.IntN(3) == 0 {
			w.correct(m, who, attendance.Present)
		}
		w.book(hours.Fact{
			Cadre: who.ID(), Source: hours.SourceCourse, Ref: int64(random.IntN(3)*100 + month), Activity: hours.ActivityCourse,
			Amount: hours.Amount(random.IntN(9)) * 25, Subject: "law", By: who.ID(),
		})
	}
	w.on("2026-12-31")
}

func TestExecutionTakesAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.planTopics(7)
	w.execution(report.AsOf{}) // fills the caches
	few := w.statements(func() { w.execution(report.AsOf{}) })
	w.crowd(1000)
	many := w.statements(func() { w.execution(report.AsOf{}) })
	if e := w.execution(report.AsOf{}); few != many || many > 14 || e.People != 1005 || !e.Reconciles() || len(e.Cells) < 24 {
		t.Errorf("%d statements for few, %d for many; %d people, %d cells, %s booked, ledger %s", few, many, e.People, len(e.Cells), e.Booked(), e.Ledger)
	}
}

func TestExecutionIsOfTheUnitsThatOneMayRead(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	tests := []struct {
		name  string
		actor access.Actor
		unit  roster.UnitID
		kind  fault.Kind
	}{
		{"a cadre", w.xiulan, w.unit.ID, fault.Forbidden},
		{"the leader of a group", w.leader, w.unit.ID, fault.Forbidden},
		{"another township's auditor", w.remote, w.unit.ID, fault.NotFound},
		{"the unit above", w.secretary, w.county.ID, fault.NotFound},
	}
	for _, test := range tests {
		_, err := try(w, func(ctx context.Context, tx storage.ReadTx) (report.Execution, error) {
			return w.reporter.Execution(ctx, tx, test.actor, test.unit, report.AsOf{})
		})
		if !fault.Is(err, test.kind) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if e := w.execution(report.AsOf{}); e.Plan != nil || len(e.Below) != 1 || len(e.Cells) != 0 {
		t.Errorf("without a plan: %+v", e)
	}
}
