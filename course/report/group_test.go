package report_test

import (
	"context"
	"slices"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/storage"
)

func (w *town) led(actor access.Actor) (report.GroupReport, error) {
	return try(w, func(ctx context.Context, tx storage.ReadTx) (report.GroupReport, error) {
		return w.reporter.Group(ctx, tx, actor, w.group.ID, report.AsOf{})
	})
}

func TestGroupNamesWhoIsBehindAndOnWhat(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	law := w.offer("law", 1)
	m := w.meet("2026-03-10", 14, "专题一", law.Lessons[0].ID)
	w.confirm(m, "2026-03-10", away(w.guoqiang, attendance.OfficialDuty))
	w.on("2026-03-20")
	w.assign(w.guoqiang, plan.DocumentItem, 7, "《细则》", 20260328)
	for n, subject := range []string{"theory", "policy", "law", "technology", "rural"} {
		w.book(hours.Fact{Cadre: w.xiulan.ID(), Source: hours.SourceCourse, Ref: int64(100 + n), Activity: hours.ActivityCourse,
			Amount: 6 * hours.Hour, Subject: subject, By: w.xiulan.ID()})
	}
	g, err := w.led(w.leader)
	if err != nil {
		t.Fatal(err)
	}
	var names, behind []string
	for _, p := range g.People {
		names = append(names, p.Cadre.Name)
	}
	for _, p := range g.Exceptions() {
		behind = append(behind, p.Cadre.Name)
	}
	if !slices.Equal(names, []string{"陈立群", "何秀兰", "宋国强"}) || !slices.Equal(behind, []string{"陈立群", "宋国强"}) {
		t.Errorf("the group is %q, behind are %q", names, behind)
	}
	song := g.People[2]
	want := []string{"到 2026-03-31 还差 18 学时", "1 次学习会没有到，3 学时可补学", "必读 1 份，还有 1 份没完成"}
	var why []string
	for _, m := range song.Why[:3] {
		why = append(why, m.String())
	}
	if !slices.Equal(why, want) {
		t.Errorf("宋国强 is behind for %q, want %q", why, want)
	}
	if song.Meetings.Expected() != 1 || song.Meetings.OfficialDuty != 1 || song.MakeUps.Hours != 300 || song.Readings != (report.Readings{Asked: 1}) {
		t.Errorf("宋国强 has %+v, %+v, %+v", song.Meetings, song.MakeUps, song.Readings)
	}
	if len(g.People[1].Why) != 0 || g.People[1].Reach != report.Reached {
		t.Errorf("何秀兰, who has %s, is told %v", g.People[1].Hours, g.People[1].Why)
	}
	if g.Tally.People != 3 || g.Tally.Reached != 1 || g.DueOn != 20260331 || len(g.Assignments) != 1 {
		t.Errorf("the group's tally is %+v", g.Tally)
	}
	if len(g.Leaders) != 1 || g.Leaders[0].Name != "陈立群" {
		t.Errorf("it is led by %+v", g.Leaders)
	}
}

func TestGroupIsForThoseWhoLeadIt(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for _, actor := range []access.Actor{w.xiulan, w.remote, w.auditor} {
		if _, err := w.led(actor); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s opens the group: %v", actor.Cadre.Name, err)
		}
	}
	if _, err := w.led(w.secretary); err != nil {
		t.Errorf("the secretary of the unit: %v", err)
	}
	unit := read(w, func(ctx context.Context, tx storage.ReadTx) (report.GroupReport, error) {
		return w.reporter.UnitGroup(ctx, tx, w.secretary, w.unit.ID, report.AsOf{})
	})
	if len(unit.People) != 5 || unit.Group != nil || unit.Unit.ID != w.unit.ID {
		t.Errorf("the unit has %d people", len(unit.People))
	}
	_, err := try(w, func(ctx context.Context, tx storage.ReadTx) (report.GroupReport, error) {
		return w.reporter.UnitGroup(ctx, tx, w.leader, w.unit.ID, report.AsOf{})
	})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("the leader of a group opens the unit: %v", err)
	}
}
