package report_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/doubt"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/reflection"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/training"
)

// grounds returns the grounds of items, in their order.
func grounds(list []doubt.Doubt) []doubt.Ground {
	var all []doubt.Ground
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
		want   []doubt.Ground
		people int
	}{
		{"a roll on the seventh day is in time", func(w *town) { w.confirm(w.meet("2026-03-10", 14, "专题一", 0), "2026-03-17") }, nil, 0},
		{"a roll on the eighth day is late", func(w *town) { w.confirm(w.meet("2026-03-10", 14, "专题一", 0), "2026-03-18") },
			[]doubt.Ground{doubt.RecordedLate}, 3},
		{"two meetings one after the other", func(w *town) {
			w.confirm(w.meet("2026-03-10", 9, "专题一", 0), "2026-03-10")
			w.confirm(w.meet("2026-03-10", 12, "专题二", 0), "2026-03-10")
		}, nil, 0},
		{"two meetings at once", func(w *town) {
			w.confirm(w.meet("2026-03-10", 9, "专题一", 0), "2026-03-10", away(w.leader, attendance.Absent))
			w.confirm(w.meet("2026-03-10", 11, "专题二", 0), "2026-03-10")
		}, []doubt.Ground{doubt.TwoPlaces}, 2},
		{"present although leave was granted", func(w *town) {
			m := w.meet("2026-03-10", 14, "专题一", 0)
			w.grant(w.askLeave(w.xiulan, m))
			w.confirm(m, "2026-03-10")
		}, []doubt.Ground{doubt.PresentOnLeave}, 1},
		{"a make-up without a paper", func(w *town) {
			w.on("2026-03-10")
			w.book(hours.Fact{Cadre: w.xiulan.ID(), Source: hours.SourceMakeUp, Ref: 5, Activity: hours.ActivityMakeUp, Mode: hours.Collective,
				Amount: 300, Subject: "law", By: w.secretary.ID()})
		}, []doubt.Ground{doubt.NoEvidence}, 1},
		{"more hours than a day has", func(w *town) {
			w.on("2026-03-10")
			for n := range 3 {
				w.book(hours.Fact{Cadre: w.xiulan.ID(), Source: hours.SourceCourse, Ref: int64(n + 1), Activity: hours.ActivityCourse, Amount: 500, Subject: "law", By: w.xiulan.ID()})
			}
		}, []doubt.Ground{doubt.LongDay}, 1},
		{"a make-up that is due today", func(w *town) {
			w.confirm(w.meet("2026-03-10", 9, "专题一", w.offer("a", 1).Lessons[0].ID), "2026-03-10", away(w.xiulan, attendance.OfficialDuty))
			w.on("2026-04-09")
		}, nil, 0},
		{"a make-up that was due yesterday", func(w *town) {
			w.confirm(w.meet("2026-03-10", 9, "专题一", w.offer("a", 1).Lessons[0].ID), "2026-03-10", away(w.xiulan, attendance.OfficialDuty))
			w.on("2026-04-10")
		}, []doubt.Ground{doubt.NoMakeUp}, 1},
		{"two people who declared in the same words", func(w *town) {
			w.declare(w.leader, "江村经济", sameWords)
			w.declare(w.xiulan, "乡土中国", sameWords+"很受启发")
		}, []doubt.Ground{doubt.NearCopy}, 1},
		{"the same record of two topics", func(w *town) {
			for n, title := range []string{"专题一", "专题二"} {
				m := w.meet("2026-03-10", 9+3*n, title, 0)
				w.confirm(m, "2026-03-10")
				w.write(func(ctx context.Context, tx storage.WriteTx) error {
					_, err := w.planner.SaveProceedings(ctx, tx, w.secretary, 0, plan.Proceedings{Meeting: m.ID, Form: plan.WithDiscussion, Discussion: sameWords})
					return err
				})
			}
		}, []doubt.Ground{doubt.NearCopy}, 0},
		{"ten rolls by one hand within an hour", func(w *town) { w.tenRolls() }, []doubt.Ground{doubt.OneHand}, 0},
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

const sameWords = "读了差序格局一章，想到调解先要听两边各说一遍，再请双方都信得过的人来劝，最后把话写在纸上。"

func (w *town) declare(actor access.Actor, title, learnt string) {
	w.t.Helper()
	clerk := reflection.NewClerk(w.ledger, w.clock())
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := clerk.Declare(ctx, tx, actor, reflection.Declaration{Kind: reflection.Book, Title: title, On: calendar.DateOf(w.now), Asked: 200, Learnt: learnt})
		return err
	})
}

func TestDoubtMarksTheEntryAndGoesWithItsCorrection(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	m := w.meet("2026-03-10", 14, "专题一", 0)
	w.confirm(m, "2026-03-25")
	r := w.record(w.xiulan, report.AsOf{})
	if len(r.Lines) != 1 || !slices.Equal(r.Lines[0].Grounds, []doubt.Ground{doubt.RecordedLate}) || r.Doubts[0].Days != 15 || r.Doubts[0].Limit != 7 {
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

// TestMeetingOnADayOfAClassIsAsked records a class of three days for a person who is on the roll of a meeting then.
func TestMeetingOnADayOfAClassIsAsked(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.confirm(w.meet("2026-03-11", 14, "专题一", 0), "2026-03-11")
	w.confirm(w.meet("2026-03-12", 19, "夜学", 0), "2026-03-13")
	w.attend(w.xiulan, "乡村振兴专题班", calendar.Span{From: 20260310, To: 20260312})
	found := w.doubts(access.Audit, w.unit.ID)
	if !slices.Equal(grounds(found), []doubt.Ground{doubt.TwoPlaces}) {
		t.Fatalf("to check are %v", grounds(found))
	}
	d := found[0]
	if d.Title != "专题一" || d.Other != "乡村振兴专题班" || len(d.People) != 1 || d.People[0].Cadre != w.xiulan.ID() || len(d.People[0].Entries) != 2 {
		t.Errorf("it says %+v", d)
	}
}

// TestDoubtAboutAHandShowsTheMeetingsOfTheReader reads it in the unit of the meetings and in the neighbour's.
func TestDoubtAboutAHandShowsTheMeetingsOfTheReader(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.tenRolls()
	if found := w.doubts(access.Audit, w.unit.ID); len(found) != 1 || found[0].Times != 10 || len(found[0].Places) != 10 || found[0].Places[0].Entry == 0 {
		t.Errorf("in the unit: %+v", found)
	}
	neighbour := access.Actor{Cadre: w.remote.Cadre, Unit: w.other, Grants: []access.Grant{{Role: access.Auditor, UnitPath: w.other.Path}}}
	found := read(w, func(ctx context.Context, tx storage.ReadTx) (report.DoubtReport, error) {
		return w.reporter.Doubts(ctx, tx, neighbour, access.Audit, 0, report.AsOf{})
	})
	if len(found.Doubts) != 0 {
		t.Errorf("in the neighbour's: %+v", found.Doubts)
	}
}

// tenRolls has the secretary confirm the rolls of ten meetings at once, within a week of each.
func (w *town) tenRolls() {
	w.t.Helper()
	var held []plan.Meeting
	for n := range 10 {
		held = append(held, w.meet(fmt.Sprint("2026-03-1", n/2), 9+5*(n%2), "专题", 0))
	}
	for _, m := range held {
		w.confirm(m, "2026-03-16")
	}
}

// TestNobodyIsAskedAboutOthers reads the doubts as the secretary, and those of the neighbour's unit.
func TestNobodyIsAskedAboutOthers(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	w.confirm(w.meet("2026-03-10", 14, "专题一", 0), "2026-03-25")
	if found := w.doubts(access.AnswerDoubts, w.office.ID); len(found) != 1 || found[0].Key == "" {
		t.Errorf("the secretary is asked %+v", found)
	}
	err := w.db.Read(t.Context(), func(tx storage.ReadTx) error {
		_, err := w.reporter.Doubts(t.Context(), tx, w.secretary, access.AnswerDoubts, w.other.ID, report.AsOf{})
		return err
	})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("the doubts of another township: %v", err)
	}
}

// doubts returns what the secretary or the auditor, whoever has the permission, is asked about a unit.
func (w *town) doubts(p access.Permission, unit roster.UnitID) []doubt.Doubt {
	w.t.Helper()
	actor := w.auditor
	if w.secretary.May(p) {
		actor = w.secretary
	}
	return read(w, func(ctx context.Context, tx storage.ReadTx) ([]doubt.Doubt, error) {
		r, err := w.reporter.Doubts(ctx, tx, actor, p, unit, report.AsOf{})
		return r.Doubts, err
	})
}

// attend has the secretary record a class that a person attended on every day of the span.
func (w *town) attend(actor access.Actor, title string, span calendar.Span) {
	w.t.Helper()
	registrar := training.NewRegistrar(w.log, w.ledger, func() time.Time { return w.now })
	days := hours.Days(span.From.DaysUntil(span.To)+1) * hours.Day
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		c, err := registrar.Announce(ctx, tx, w.secretary, training.Class{
			Unit: w.unit.ID, Kind: training.OffJob, Title: title, Organiser: "县委党校", Subject: "rural", Span: span, Extent: training.Extent{Days: days},
		}, []roster.CadreID{actor.ID()})
		if err != nil {
			return err
		}
		_, err = registrar.Confirm(ctx, tx, w.secretary, c.ID, []training.Mark{{Cadre: actor.ID(), Attended: true}})
		return err
	})
}
