package attendance_test

import (
	"context"
	"slices"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

func (w *world) ask(name string, m plan.Meeting, kind attendance.Presence, reason string) (l attendance.LeaveRequest, err error) {
	err = w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		l, err = w.clerk.Ask(ctx, tx, w.who(name), attendance.LeaveRequest{Meeting: m.ID, Kind: kind, Reason: reason})
		return err
	})
	return l, err
}

func (w *world) grant(by string, id attendance.LeaveRequestID, approve bool) error {
	return w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return w.clerk.Decide(ctx, tx, w.who(by), id, approve)
	})
}

func TestGrantedLeaveStandsOnTheRoll(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.meeting("专题一", ofGroup(w.group))
	granted, err := w.ask("何秀兰", m, attendance.OnLeave, "看病")
	if err != nil {
		t.Fatal(err)
	}
	changed, err := w.ask("何秀兰", m, attendance.OfficialDuty, " 汛期值守 ")
	if err != nil || changed.ID != granted.ID || changed.Reason != "汛期值守" || changed.Kind != attendance.OfficialDuty || !changed.IsOpen() {
		t.Fatalf("asking again gives %+v, %v", changed, err)
	}
	waiting, err := w.ask("宋国强", m, attendance.OnLeave, "看病")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.grant("陈立群", granted.ID, true); err != nil {
		t.Fatal(err)
	}
	for _, e := range w.expected(m) {
		switch e.Cadre.Name {
		case "何秀兰":
			if e.Presence != attendance.OfficialDuty || e.Reason != "汛期值守" || !e.Leave.Approved || e.Leave.DecidedBy != w.id("陈立群") {
				t.Errorf("granted: %+v", e)
			}
		case "宋国强":
			if e.Presence != attendance.Present || e.Reason != "" || e.Leave == nil || e.Leave.ID != waiting.ID {
				t.Errorf("waiting: %+v", e)
			}
		default:
			if e.Leave != nil {
				t.Errorf("%s asked for nothing", e.Cadre.Name)
			}
		}
	}
	w.now = m.EndsAt
	roll, err := w.confirm("陈立群", m, w.marks(m))
	if got := roll.Count(); err != nil || got != (attendance.Count{Present: 2, OfficialDuty: 1}) {
		t.Errorf("count %+v, %v", got, err)
	}
	want(t, w.grant("陈立群", waiting.ID, true), fault.Conflict) // the roll is confirmed
}

func TestDeclinedLeave(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.meeting("专题一", ofGroup(w.group))
	first, err := w.ask("何秀兰", m, attendance.OnLeave, "看病")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.grant("吴晓梅", first.ID, false); err != nil {
		t.Fatal(err)
	}
	want(t, w.grant("陈立群", first.ID, true), fault.Conflict)
	if marks := w.marks(m); slices.ContainsFunc(marks, func(m attendance.Mark) bool { return !m.IsPresent() }) {
		t.Errorf("declined leave stands on the roll: %+v", marks)
	}
	second, err := w.ask("何秀兰", m, attendance.OfficialDuty, "县里开会")
	if err != nil || second.ID == first.ID {
		t.Fatalf("asking anew gives %+v, %v", second, err)
	}
	if err := w.grant("陈立群", second.ID, true); err != nil {
		t.Fatal(err)
	}
	_, err = w.ask("何秀兰", m, attendance.OnLeave, "看病")
	want(t, err, fault.Conflict) // granted already
}

func TestLeaveRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.meeting("专题一", ofGroup(w.group))
	_, err := w.ask("方远", m, attendance.OnLeave, "看病")
	want(t, err, fault.NotFound)
	_, err = w.ask("何秀兰", m, attendance.Absent, "")
	want(t, err, fault.Invalid)
	if got := fields(err); !slices.Equal(got, []string{"kind", "reason"}) {
		t.Errorf("fields %v", got)
	}
	own, err := w.ask("陈立群", m, attendance.OnLeave, "看病")
	if err != nil {
		t.Fatal(err)
	}
	want(t, w.grant("陈立群", own.ID, true), fault.Forbidden)
	want(t, w.grant("何秀兰", own.ID, true), fault.Forbidden)
	want(t, w.grant("秦川", own.ID, true), fault.NotFound)
	w.now = m.StartsAt
	_, err = w.ask("何秀兰", m, attendance.OnLeave, "看病")
	want(t, err, fault.Conflict)
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		open, err := attendance.OpenLeave(ctx, tx, w.who("吴晓梅").Scope(access.RunMeetings))
		if len(open) != 1 || open[0].Name != "陈立群" || open[0].Title != "专题一" || !open[0].StartsAt.Equal(m.StartsAt) {
			t.Errorf("open %+v", open)
		}
		elsewhere, _ := attendance.OpenLeave(ctx, tx, w.who("秦川").Scope(access.RunMeetings))
		if len(elsewhere) != 0 {
			t.Errorf("the neighbour sees %+v", elsewhere)
		}
		return err
	})
}
