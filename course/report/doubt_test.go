package report_test

import (
	"context"
	"slices"
	"testing"

	"xiangxue/course/attendance"
	"xiangxue/course/hours"
	"xiangxue/course/report"
	"xiangxue/course/storage"
)

// grounds returns the grounds of items, in their order.
func grounds(list []report.Doubt) []report.Ground {
	var all []report.Ground
	for _, d := range list {
		all = append(all, d.Ground)
	}
	return all
}

func TestDoubtsNameWhatStandsOut(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		happen func(*town)
		want   []report.Ground
		people int
	}{
		{"a roll on the seventh day is in time", func(w *town) { w.confirm(w.meet("2026-03-10", 14, "专题一", 0), "2026-03-17") }, nil, 0},
		{"a roll on the eighth day is late", func(w *town) { w.confirm(w.meet("2026-03-10", 14, "专题一", 0), "2026-03-18") },
			[]report.Ground{report.RecordedLate}, 3},
		{"two meetings one after the other", func(w *town) {
			w.confirm(w.meet("2026-03-10", 9, "专题一", 0), "2026-03-10")
			w.confirm(w.meet("2026-03-10", 12, "专题二", 0), "2026-03-10")
		}, nil, 0},
		{"two meetings at once", func(w *town) {
			w.confirm(w.meet("2026-03-10", 9, "专题一", 0), "2026-03-10", away(w.leader, attendance.Absent))
			w.confirm(w.meet("2026-03-10", 11, "专题二", 0), "2026-03-10")
		}, []report.Ground{report.TwoPlaces}, 2},
		{"present although leave was granted", func(w *town) {
			m := w.meet("2026-03-10", 14, "专题一", 0)
			w.grant(w.askLeave(w.xiulan, m))
			w.confirm(m, "2026-03-10")
		}, []report.Ground{report.PresentOnLeave}, 1},
		{"a make-up without a paper", func(w *town) {
			w.on("2026-03-10")
			w.book(hours.Fact{Cadre: w.xiulan.ID(), Source: hours.SourceMakeUp, Ref: 5, Activity: hours.ActivityMakeUp, Mode: hours.Collective,
				Amount: 300, Subject: "law", By: w.secretary.ID()})
		}, []report.Ground{report.NoEvidence}, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.approve()
			test.happen(w)
			o := w.units(report.AsOf{})
			if !slices.Equal(grounds(o.Doubts), test.want) {
				t.Fatalf("to check are %v, want %v", grounds(o.Doubts), test.want)
			}
			for _, d := range o.Doubts {
				if len(d.People) != test.people {
					t.Errorf("%s is about %d people, want %d", d.Ground, len(d.People), test.people)
				}
			}
			if o.Rows[0].Doubts != len(test.want) || o.Rows[1].Doubts != len(test.want) {
				t.Errorf("the township counts %d items, the office %d, want %d", o.Rows[0].Doubts, o.Rows[1].Doubts, len(test.want))
			}
		})
	}
}

func TestDoubtMarksTheEntryAndGoesWithItsCorrection(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	m := w.meet("2026-03-10", 14, "专题一", 0)
	w.confirm(m, "2026-03-25")
	r := w.record(w.xiulan, report.AsOf{})
	if len(r.Lines) != 1 || !slices.Equal(r.Lines[0].Grounds, []report.Ground{report.RecordedLate}) || r.Doubts[0].Days != 15 || r.Doubts[0].Limit != 7 {
		t.Fatalf("the record says %+v", r.Doubts)
	}
	before := w.now
	w.on("2026-04-01")
	w.correct(m, w.xiulan, attendance.Absent)
	if r := w.record(w.xiulan, report.AsOf{}); len(r.Doubts) != 0 {
		t.Errorf("after the correction still %+v", r.Doubts)
	}
	if r := w.record(w.xiulan, report.AsOf{On: 20260325, KnownAt: before}); len(r.Doubts) != 1 {
		t.Errorf("as known before the correction %+v", r.Doubts)
	}
}

// grant has the secretary grant leave.
func (w *town) grant(leave attendance.LeaveRequest) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return w.clerk.Decide(ctx, tx, w.secretary, leave.ID, true)
	})
}
