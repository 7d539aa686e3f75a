package plan_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/notice"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

// told returns the kinds of a person's notices, the first one first.
func (w *world) told(who access.Actor) (kinds []notice.Kind) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		list, err := notice.Inbox(ctx, tx, who.ID(), w.now, 100)
		for _, n := range slices.Backward(list) {
			kinds = append(kinds, n.Kind)
		}
		return err
	})
	return kinds
}

func TestTheAudienceIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.open(w.secretary, w.meeting())
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		m.Agenda = "只是议程细了一些"
		if m, err = w.planner.Change(ctx, tx, w.secretary, m); err != nil {
			return err
		}
		m.Place = "换到二楼会议室"
		if m, err = w.planner.Change(ctx, tx, w.secretary, m); err != nil {
			return err
		}
		return w.planner.Cancel(ctx, tx, w.secretary, m.ID, plan.Cancellation{Kind: plan.CalledOff, Reason: "防汛"})
	})
	want := []notice.Kind{notice.MeetingConvened, notice.MeetingChanged, notice.MeetingCancelled}
	if got := w.told(w.he); !slices.Equal(got, want) {
		t.Errorf("a member of the audience was told %q, want %q", got, want)
	}
	if got := w.told(w.remote); len(got) != 0 {
		t.Errorf("somebody else was told %q", got)
	}
}

// TestNobodyIsToldOfWhatIsOver: a meeting that is entered afterwards is no news.
func TestNobodyIsToldOfWhatIsOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.meeting()
	m.StartsAt, m.EndsAt = w.now.Add(-3*time.Hour), w.now.Add(-time.Hour)
	w.open(w.secretary, m)
	if got := w.told(w.he); len(got) != 0 {
		t.Errorf("told %q", got)
	}
}

func TestWhoIsAskedIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return plan.Fulfil(ctx, tx, w.leader.ID(), plan.Item{Kind: plan.CourseItem, Ref: 7}, w.now, 0)
	})
	due := w.planToday().AddDays(10)
	course := document(7, due)
	course.Kind = plan.CourseItem
	w.assign(w.secretary, course, plan.Target{Group: w.group.ID})
	w.assign(w.secretary, document(7, due), plan.Target{Group: w.group.ID})
	if got := w.told(w.he); !slices.Equal(got, []notice.Kind{notice.AssignedCourse, notice.AssignedDocument}) {
		t.Errorf("who was asked was told %q", got)
	}
	if got := w.told(w.leader); !slices.Equal(got, []notice.Kind{notice.AssignedDocument}) {
		t.Errorf("who had finished the course was told %q", got)
	}
	if got := w.told(w.remote); len(got) != 0 {
		t.Errorf("who was not asked was told %q", got)
	}
}
