package attendance_test

import (
	"context"
	"testing"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

func TestMakeUpBooksOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, _ := w.held("土地管理法律要点", nil, w.mark("何秀兰", attendance.OfficialDuty, "防汛值守"))
	open := w.openMakeUps("何秀兰")[0]
	w.at("2026-03-20 20:00")
	entry, err := w.pass("何秀兰", open.ID)
	if err != nil {
		t.Fatal(err)
	}
	if entry.Activity != hours.ActivityMakeUp || entry.Source != hours.SourceMakeUp || entry.Ref != int64(open.ID) || entry.Amount != m.Hours ||
		entry.Mode != hours.Collective || entry.HappenedOn != 20260320 || entry.Title != m.Title || entry.Evidence != "attempt" || entry.EvidenceID == 0 {
		t.Errorf("entry %+v", entry)
	}
	again, err := w.pass("何秀兰", open.ID)
	if err != nil || again.ID != entry.ID || w.total("何秀兰") != 3*hours.Hour {
		t.Errorf("again: %+v, %v", again, err)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		closed, err := attendance.FindMakeUp(ctx, tx, w.id("何秀兰"), open.ID)
		if closed.State != attendance.Closed || closed.Entry != entry.ID || !closed.ClosedAt.Equal(w.now) || closed.IsOverdue(calendar.Forever) {
			t.Errorf("closed %+v", closed)
		}
		return err
	})
	w.mustBeSound()
}

func TestCloseMakeUpRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, _ := w.held("专题一", nil, w.mark("何秀兰", attendance.Absent, "原因不明"), w.mark("宋国强", attendance.Absent, "原因不明"))
	his, hers := w.openMakeUps("宋国强")[0].ID, w.openMakeUps("何秀兰")[0].ID
	closing := func(id attendance.MakeUpID, e course.Evidence) error {
		return w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.clerk.CloseMakeUp(ctx, tx, w.id("何秀兰"), id, e)
			return err
		})
	}
	want(t, closing(his, course.Evidence{AttemptID: 1, Owner: attendance.MakeUpOwner(his), PassedAt: w.now}), fault.NotFound)
	want(t, closing(hers, course.Evidence{AttemptID: 1, Owner: attendance.MakeUpOwner(his), PassedAt: w.now}), fault.Conflict)
	want(t, closing(hers, course.Evidence{Owner: attendance.MakeUpOwner(hers), PassedAt: w.now}), fault.Conflict)
	want(t, closing(hers, course.Evidence{AttemptID: 1, Owner: plan.ReadingOwner(plan.AssignmentID(hers)), PassedAt: w.now}), fault.Conflict)
	w.corrected(m, w.mark("何秀兰", attendance.Present, ""))
	want(t, closing(hers, course.Evidence{AttemptID: 1, Owner: attendance.MakeUpOwner(hers), PassedAt: w.now}), fault.NotFound)
	if w.total("何秀兰") != 3*hours.Hour || w.total("宋国强") != 0 {
		t.Errorf("%s and %s", w.total("何秀兰"), w.total("宋国强"))
	}
}

func TestAbsenceWithoutMaterial(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, _ := w.held("现场学习", func(m *plan.Meeting) { m.MakeUp = course.QuestionSource{} }, w.mark("何秀兰", attendance.OnLeave, "看病"))
	if open := w.openMakeUps("何秀兰"); len(open) != 0 {
		t.Errorf("make-ups %+v", open)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		own, found, err := attendance.At(ctx, tx, w.id("何秀兰"), m.ID)
		if !found || own.Presence != attendance.OnLeave || own.MakeUp != 0 || own.IsMadeUp() {
			t.Errorf("attendance %+v", own)
		}
		return err
	})
}

func TestDueDates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		held string
		due  calendar.Date
	}{
		{"2026-08-19 09:00", 20260930}, // the end of the quarter
		{"2026-09-01 09:00", 20261001}, // thirty days
		{"2026-09-25 09:00", 20261025},
		{"2026-12-20 09:00", 20261231}, // not beyond the study year
	} {
		t.Run(tt.held, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t).at(tt.held)
			w.held("专题一", ofGroup(w.group), w.mark("何秀兰", attendance.Absent, "原因不明"))
			open := w.openMakeUps("何秀兰")[0]
			if open.DueOn != tt.due || open.IsOverdue(tt.due) || !open.IsOverdue(tt.due.AddDays(1)) {
				t.Errorf("due on %s, want %s", open.DueOn, tt.due)
			}
		})
	}
}

// TestWhoSeesWhichAbsence reads what was missed as the person, the leader of the group, the secretary and a neighbour.
func TestWhoSeesWhichAbsence(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first, _ := w.held("专题一", nil, w.mark("何秀兰", attendance.OnLeave, "看病"), w.mark("周明远", attendance.OfficialDuty, "县里开会"))
	w.at("2026-04-02 09:00")
	w.held("专题二", ofGroup(w.group), w.mark("何秀兰", attendance.OfficialDuty, "值班"), w.mark("宋国强", attendance.Absent, "原因不明"))
	if _, err := w.pass("宋国强", w.openMakeUps("宋国强")[0].ID); err != nil {
		t.Fatal(err)
	}
	year := calendar.StudyYear(2026)
	for name, sees := range map[string]struct{ absences, inMarch, makeUps int }{
		"陈立群": {3, 1, 3}, "吴晓梅": {4, 2, 4}, "秦川": {0, 0, 0},
	} {
		w.read(func(ctx context.Context, tx storage.ReadTx) error {
			scope := w.who(name).Scope(access.SeeGroup)
			all, err := attendance.Absences(ctx, tx, scope, year)
			march, marchErr := attendance.Absences(ctx, tx, scope, calendar.Span{From: 20260301, To: 20260331})
			makeUps, makeUpErr := attendance.MakeUpsOf(ctx, tx, scope, calendar.DateOf(w.now), year)
			if err != nil || marchErr != nil || makeUpErr != nil {
				t.Error(err, marchErr, makeUpErr)
			}
			if len(all) != sees.absences || len(march) != sees.inMarch || len(makeUps) != sees.makeUps {
				t.Errorf("%s sees %d absences, %d in March, %d make-ups", name, len(all), len(march), len(makeUps))
			}
			return nil
		})
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		own, err := attendance.Of(ctx, tx, w.id("宋国强"), year)
		if len(own) != 2 || own[0].Title != "专题二" || !own[0].IsMadeUp() || own[1].Presence != attendance.Present || own[1].MakeUp != 0 {
			t.Errorf("own attendance %+v", own)
		}
		list, listErr := attendance.MakeUpsFor(ctx, tx, w.who("吴晓梅").Scope(access.RunMeetings), first.ID)
		if listErr != nil || len(list) != 2 {
			t.Errorf("make-ups of the meeting %+v, %v", list, listErr)
		}
		_, elsewhere := attendance.MakeUpsFor(ctx, tx, w.who("秦川").Scope(access.RunMeetings), first.ID)
		want(t, elsewhere, fault.NotFound)
		return err
	})
}
