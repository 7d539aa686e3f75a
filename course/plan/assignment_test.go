package plan_test

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// document is a required reading that is due on the day.
func document(ref int64, due calendar.Date) plan.Assignment {
	return plan.Assignment{
		Item: plan.Item{Kind: plan.DocumentItem, Ref: ref}, Title: "耕地地力保护补贴实施细则", Subject: "policy", DueOn: due,
	}
}

func (w *world) assign(actor access.Actor, a plan.Assignment, to plan.Target) plan.Assigned {
	w.t.Helper()
	var done plan.Assigned
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		done, err = w.planner.Assign(ctx, tx, actor, a, to)
		return err
	})
	return done
}

func (w *world) due(actor access.Actor, on calendar.Date) (list []plan.Duty) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		list, err = plan.Due(ctx, tx, actor.ID(), on)
		return err
	})
	return list
}

// TestDueAmongIsDueOfTheItems asks for two items twice and for one that is finished.
func TestDueAmongIsDueOfTheItems(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	to := plan.Target{Persons: []roster.CadreID{w.he.ID()}}
	for _, a := range []plan.Assignment{document(7, 20260920), document(7, 20260910), document(8, 20260801), document(9, 20260930), document(10, 20260930)} {
		w.assign(w.secretary, a, to)
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return plan.Fulfil(ctx, tx, w.he.ID(), document(9, 0).Item, w.now, 0)
	})
	items := []plan.Item{document(7, 0).Item, document(8, 0).Item, document(9, 0).Item, {Kind: plan.CourseItem, Ref: 7}}
	var want []plan.Duty
	for _, d := range w.due(w.he, 20260901) {
		if slices.Contains(items, d.Item) {
			want = append(want, d)
		}
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		got, err := plan.DueAmong(ctx, tx, w.he.ID(), items, 20260901)
		if !reflect.DeepEqual(got, want) || len(got) != 2 || got[1].Asked != 2 || !got[0].Overdue {
			t.Errorf("got %+v, want %+v", got, want)
		}
		if none, err := plan.DueAmong(ctx, tx, w.he.ID(), nil, 20260901); len(none) != 0 || err != nil {
			t.Errorf("among nothing: %+v, %v", none, err)
		}
		return err
	})
}

func TestWhoIsAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, c := range []struct {
		name  string
		actor access.Actor
		to    plan.Target
		asked int
	}{
		{"one person", w.secretary, plan.Target{Persons: []roster.CadreID{w.he.ID(), w.he.ID()}}, 1},
		{"a group by its leader", w.leader, plan.Target{Group: w.group.ID}, 2},
		{"the township with its office", w.secretary, plan.Target{Unit: w.town.ID}, 4},
		{"the office", w.secretary, plan.Target{Unit: w.office.ID}, 2},
	} {
		if got := w.assign(c.actor, document(7, 20260920), c.to); got.Asked != c.asked || got.ID == 0 {
			t.Errorf("%s: %d asked, want %d", c.name, got.Asked, c.asked)
		}
	}
	for _, c := range []struct {
		name  string
		actor access.Actor
		to    plan.Target
		kind  fault.Kind
	}{
		{"a stranger", w.secretary, plan.Target{Persons: []roster.CadreID{w.he.ID(), w.remote.ID()}}, fault.Forbidden},
		{"the neighbours", w.secretary, plan.Target{Unit: w.other.ID}, fault.NotFound},
		{"the unit by a leader", w.leader, plan.Target{Unit: w.town.ID}, fault.NotFound},
		{"nobody", w.secretary, plan.Target{}, fault.Invalid},
		{"two at once", w.secretary, plan.Target{Unit: w.town.ID, Group: w.group.ID}, fault.Invalid},
		{"somebody who does not exist", w.secretary, plan.Target{Persons: []roster.CadreID{9999}}, fault.Invalid},
		{"a cadre asks", w.he, plan.Target{Persons: []roster.CadreID{w.he.ID()}}, fault.Forbidden},
	} {
		err := w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.planner.Assign(ctx, tx, c.actor, document(7, 20260920), c.to)
			return err
		})
		if !fault.Is(err, c.kind) {
			t.Errorf("%s: want %s, got %v", c.name, c.kind, err)
		}
	}
}

func TestAnAssignmentThatIsFilledInWrongly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for field, spoil := range map[string]func(*plan.Assignment){
		"item":    func(a *plan.Assignment) { a.Kind = "game" },
		"title":   func(a *plan.Assignment) { a.Title = "\t" },
		"subject": func(a *plan.Assignment) { a.Subject = "" },
		"due_on":  func(a *plan.Assignment) { a.DueOn = 20260304 },
	} {
		a := document(7, 20260920)
		spoil(&a)
		err := w.refuse(fault.Invalid, func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.planner.Assign(ctx, tx, w.secretary, a, plan.Target{Unit: w.town.ID})
			return err
		})
		if names := fieldNames(err); !slices.Contains(names, field) {
			t.Errorf("%s: fields %v", field, names)
		}
	}
}

func TestTheSameItemAskedTwiceIsOneDuty(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	late := w.assign(w.secretary, document(7, 20261010), plan.Target{Unit: w.town.ID})
	early := w.assign(w.leader, document(7, 20260920), plan.Target{Group: w.group.ID})
	w.assign(w.leader, document(8, 20260930), plan.Target{Group: w.group.ID})
	if early.Already != 2 || early.Finished != 0 {
		t.Errorf("the leader is told %d asked already and %d finished", early.Already, early.Finished)
	}
	list := w.due(w.he, 20260925)
	if len(list) != 2 || list[0].ID != early.ID || list[0].Asked != 2 || !list[0].Overdue || list[1].Overdue {
		t.Fatalf("due: %+v", list)
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) error { return w.planner.MarkRead(ctx, tx, w.he, late.ID) })
	if list := w.due(w.he, 20260925); len(list) != 1 || list[0].Ref != 8 {
		t.Errorf("after reading, due: %+v", list)
	}
	again := w.assign(w.secretary, document(7, 20261110), plan.Target{Persons: []roster.CadreID{w.he.ID()}})
	if again.Finished != 1 || again.Already != 0 {
		t.Errorf("asked once more: %+v", again)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		done, err := plan.Finished(ctx, tx, w.he.ID(), w.planToday())
		if len(done) != 1 || done[0].How != plan.Read || done[0].Asked != 3 {
			t.Errorf("finished: %+v", done)
		}
		persons, err2 := plan.Progress(ctx, tx, w.leader.Scope(access.AssignStudy), late.Assignment, w.planToday())
		if len(persons) != 2 || err2 != nil {
			t.Errorf("the leader sees %+v (%v)", persons, err2)
		}
		return err
	})
}

// planToday is the day of the world.
func (w *world) planToday() calendar.Date { return calendar.DateOf(w.now) }

func (w *world) entries(actor access.Actor) (list []hours.Entry) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		list, err = hours.Entries(ctx, tx, roster.Only(actor.ID()), hours.Year(2026))
		return err
	})
	return list
}

func TestAReadingIsBookedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.assign(w.secretary, document(7, 20260920), plan.Target{Unit: w.town.ID})
	second := w.assign(w.leader, document(7, 20260930), plan.Target{Group: w.group.ID})
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return w.planner.MarkRead(ctx, tx, w.he, first.ID)
	})
	if got := w.entries(w.he); len(got) != 0 {
		t.Fatalf("marking read booked %+v", got)
	}
	finish := func(actor access.Actor, id plan.AssignmentID, owner plan.AssignmentID, attempt int64) error {
		return w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.planner.FinishReading(ctx, tx, actor, id, course.Evidence{AttemptID: attempt, Owner: plan.ReadingOwner(owner), PassedAt: w.now})
			return err
		})
	}
	for i, err := range []error{
		finish(w.he, first.ID, first.ID, 41), finish(w.he, first.ID, first.ID, 41), finish(w.he, second.ID, second.ID, 42),
	} {
		if err != nil {
			t.Fatalf("finish %d: %v", i, err)
		}
	}
	if err := finish(w.he, first.ID, second.ID, 43); !fault.Is(err, fault.Conflict) {
		t.Errorf("the paper of another reading counts: %v", err)
	}
	if err := finish(w.remote, first.ID, first.ID, 44); !fault.Is(err, fault.NotFound) {
		t.Errorf("somebody who was not asked is booked: %v", err)
	}
	got := w.entries(w.he)
	if len(got) != 1 || got[0].Amount != 50 || got[0].Source != hours.SourceReading || got[0].Ref != 7 || got[0].EvidenceID != 41 || got[0].Mode != hours.Self {
		t.Errorf("booked: %+v", got)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		d, err := plan.FindReading(ctx, tx, w.he.ID(), first.ID)
		if d.How != plan.Checked {
			t.Errorf("the duty is finished by %q", d.How)
		}
		return err
	})
}

func TestACourseFinishedBeforeItWasAskedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	item := plan.Item{Kind: plan.CourseItem, Ref: 3}
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return plan.Fulfil(ctx, tx, w.he.ID(), item, w.now, 0)
	})
	a := w.assign(w.secretary, plan.Assignment{Item: item, Title: "数字农业进村", DueOn: 20260930}, plan.Target{Group: w.group.ID})
	if a.Finished != 1 || len(w.due(w.he, 20260301)) != 0 || len(w.due(w.leader, 20260301)) != 1 {
		t.Errorf("assigned: %+v", a)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		list, err := plan.Assignments(ctx, tx, w.secretary.Scope(access.AssignStudy), w.planToday())
		if len(list) != 1 || list[0].Asked != 2 || list[0].Finished != 1 {
			t.Errorf("summaries: %+v", list)
		}
		return err
	})
	w.refuse(fault.NotFound, func(ctx context.Context, tx storage.WriteTx) error {
		return w.planner.MarkRead(ctx, tx, w.leader, a.ID) // a course is not finished by saying so
	})
}

func TestWithdraw(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	wide := w.assign(w.secretary, document(7, 20260920), plan.Target{Unit: w.town.ID})
	narrow := w.assign(w.secretary, document(8, 20260920), plan.Target{Group: w.group.ID})
	withdraw := func(actor access.Actor, id plan.AssignmentID) error {
		return w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			return w.planner.Withdraw(ctx, tx, actor, id)
		})
	}
	if err := withdraw(w.leader, wide.ID); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the leader withdraws what the secretary asked of everybody: %v", err)
	}
	if err := withdraw(w.leader, narrow.ID); err != nil {
		t.Errorf("the leader withdraws what concerns only the group: %v", err)
	}
	if err := withdraw(w.secretary, wide.ID); err != nil {
		t.Errorf("the secretary withdraws: %v", err)
	}
	if err := withdraw(w.secretary, wide.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("withdrawn twice: %v", err)
	}
	if list := w.due(w.he, 20260301); len(list) != 0 {
		t.Errorf("still due: %+v", list)
	}
	w.now = w.now.Add(time.Minute)
	w.refuse(fault.NotFound, func(ctx context.Context, tx storage.WriteTx) error {
		return w.planner.MarkRead(ctx, tx, w.he, wide.ID)
	})
}
