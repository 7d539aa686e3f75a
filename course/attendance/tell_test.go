package attendance_test

import (
	"context"
	"slices"
	"testing"

	"xiangxue/course/attendance"
	"xiangxue/course/notice"
	"xiangxue/course/storage"
)

// told returns the kinds of a person's notices but those of meetings, the first one first.
func (w *world) told(name string) (kinds []notice.Kind) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		list, err := notice.Inbox(ctx, tx, w.id(name), w.now, 100)
		for _, n := range slices.Backward(list) {
			if n.Kind != notice.MeetingConvened {
				kinds = append(kinds, n.Kind)
			}
		}
		return err
	})
	return kinds
}

// TestPeopleAreToldWhatIsDecided: of leave, of a make-up once although the roll is confirmed twice, and of corrected hours.
func TestPeopleAreToldWhatIsDecided(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.meeting("专题一", nil)
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		l, err := w.clerk.Ask(ctx, tx, w.who("何秀兰"), attendance.LeaveRequest{Meeting: m.ID, Kind: attendance.OnLeave, Reason: "去医院"})
		if err != nil {
			return err
		}
		return w.clerk.Decide(ctx, tx, w.who("吴晓梅"), l.ID, true)
	})
	w.now = m.EndsAt
	marks := w.marks(m)
	for range 2 {
		if _, err := w.confirm("吴晓梅", m, marks); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.told("何秀兰"); !slices.Equal(got, []notice.Kind{notice.LeaveGranted, notice.MakeUpDue}) {
		t.Errorf("on leave: %q", got)
	}
	w.corrected(m, w.mark("何秀兰", attendance.Present, ""))
	if got := w.told("何秀兰"); !slices.Equal(got[2:], []notice.Kind{notice.HoursCorrected}) {
		t.Errorf("present after all: %q", got)
	}
	w.corrected(m, w.mark("陈立群", attendance.Absent, "没有到"))
	if got := w.told("陈立群"); !slices.Equal(got, []notice.Kind{notice.HoursCorrected, notice.MakeUpDue}) {
		t.Errorf("absent after all: %q", got)
	}
}
