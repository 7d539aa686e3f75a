package report_test

import (
	"reflect"
	"slices"
	"testing"

	"xiangxue/course/attendance"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
)

func TestRecordSetsPlanAndRegulationsSideBySide(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	version := w.offer("law", 2)
	w.confirm(w.meet("2026-03-10", 14, "专题一", 0), "2026-03-10")
	w.on("2026-04-05")
	w.pass(w.xiulan, version.Lessons...)
	w.on("2026-09-16")
	r := w.record(w.xiulan, report.AsOf{})

	if r.Total == nil || r.Total.Have.Hours != 500 || r.Total.DueNext.Hours != 6750 || r.Total.Shortfall.Hours != 6250 {
		t.Fatalf("the plan's total is %+v, want 5 of 67.5", r.Total)
	}
	if len(r.Plans()) != 11 || len(r.Regulations()) != 2 {
		t.Errorf("%d requirements of the plan and %d of the regulations, want 11 and 2", len(r.Plans()), len(r.Regulations()))
	}
	online := r.Regulations()[1]
	if online.Key != "online_self_study" || online.Have.Hours != 200 {
		t.Errorf("a meeting counts towards %s, which has %s", online.Key, online.Have)
	}
	if r.Hours != 500 || r.Quarters[0].Have != 300 || r.Quarters[1].Total != 500 {
		t.Errorf("total %s, quarters %+v", r.Hours, r.Quarters)
	}
	if r.Modes[0].Have != 300 || r.Modes[2].Have != 200 || r.Modes[0].Result.Target.Hours != 2400 {
		t.Errorf("modes %+v", r.Modes)
	}
	law := r.Subjects[2]
	if law.Subject.Name != "法律" || law.Have != 200 || law.Modes[2].Have != 200 || law.Heat != 3 {
		t.Errorf("law is %+v, want 2 hours online and much missing", law)
	}
	line := r.Lines[0]
	if len(r.Lines) != 2 || line.Rule.String() != "《学时认定办法（系统默认）》第 1 版第三条（系统默认、待本地批准）" || line.Evidence != "各节理解题全部答对" {
		t.Errorf("the newest line is %+v", line)
	}
	if !slices.Equal(r.Years, []int{2026}) || r.Unit.ID != w.office.ID || r.Categories[0].Name != "乡科级及以下" || r.Groups[0].ID != w.group.ID {
		t.Errorf("about %+v", r)
	}
}

func TestRecordWithoutPlanMeasuresTheRegulationsOnly(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.on("2026-09-16")
	r := w.record(w.xiulan, report.AsOf{})
	if r.Total != nil || r.Plan != nil || len(r.Plans()) != 0 || len(r.Regulations()) != 2 {
		t.Errorf("without a plan the record has %+v", r.Standing)
	}
}

func TestStepsCloseTheGapDutiesFirst(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	version := w.offer("law", 3)
	m := w.meet("2026-08-19", 14, "土地管理法律要点", version.Lessons[0].ID)
	w.confirm(m, "2026-08-19", away(w.xiulan, attendance.OnLeave))
	w.on("2026-09-16")
	w.pass(w.xiulan, version.Lessons[0])
	w.assign(w.xiulan, plan.DocumentItem, 7, "《补贴实施细则》", 20260920)
	r := w.record(w.xiulan, report.AsOf{})

	var why []string
	for _, s := range r.Steps {
		why = append(why, s.Why.String())
	}
	want := []string{"2026-08-19《土地管理法律要点》请假，尚未补学", "必读《补贴实施细则》还没有答对理解题", "《课程law》还有 2 节没通过"}
	if !slices.Equal(why, want) {
		t.Errorf("the steps are %q, want %q", why, want)
	}
	if r.Steps[0].Brings.Hours != 300 || r.Steps[0].About.Name != "理论" || r.Steps[2].Brings.Hours != 300 {
		t.Errorf("the steps bring %+v", r.Steps)
	}
	if r.Closes() || r.After == nil || r.After.Have.Hours != 650 {
		t.Errorf("after all steps %+v, open %d", r.After, len(r.Open))
	}
	past := w.record(w.xiulan, report.AsOf{On: 20260630})
	if len(past.Steps) != 0 || len(past.Open) != 0 {
		t.Errorf("a record of June proposes %+v", past.Steps)
	}
}

func TestReportsOfAPastMomentNeverChange(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	m := w.meet("2026-03-10", 14, "专题一", 0)
	w.confirm(m, "2026-03-10")
	w.on("2026-04-02")
	at := report.AsOf{Year: 2026, On: 20260331, KnownAt: w.now}
	record, units, cadres := w.record(w.guoqiang, at), w.units(at), w.cadres(w.unit, at)

	w.on("2026-05-20")
	w.correct(m, w.guoqiang, attendance.Absent)
	w.book(hours.Fact{Cadre: w.guoqiang.ID(), Source: hours.SourceReading, Ref: 1, Activity: hours.ActivityReading, Subject: "law", HappenedOn: 20260311, By: w.guoqiang.ID()})
	w.approve() // a second version
	if _, err := w.log.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	again := w.record(w.guoqiang, at)
	again.Checkpoint = record.Checkpoint
	if fields := differing(again, record); len(fields) > 0 {
		t.Errorf("of the record as known on 2 April have changed %v", fields)
	}
	unitsAgain, cadresAgain := w.units(at), w.cadres(w.unit, at)
	unitsAgain.Checkpoint, cadresAgain.Checkpoint = units.Checkpoint, cadres.Checkpoint
	if fields := append(differing(unitsAgain, units), differing(cadresAgain, cadres)...); len(fields) > 0 {
		t.Errorf("of the units as known on 2 April have changed %v", fields)
	}
	now := w.record(w.guoqiang, report.AsOf{Year: 2026, On: 20260331})
	if now.Hours != 50 || record.Hours != 300 || len(now.Lines) != 3 || !now.Lines[len(now.Lines)-1].Reversed {
		t.Errorf("known today, March has %s of %d entries", now.Hours, len(now.Lines))
	}
}

// differing returns the names of the fields in which two structs differ.
func differing(a, b any) []string {
	var names []string
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for n := range x.NumField() {
		if !reflect.DeepEqual(x.Field(n).Interface(), y.Field(n).Interface()) {
			names = append(names, x.Type().Field(n).Name)
		}
	}
	return names
}

func TestRecordPutsCorrectedAttendanceRight(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	m := w.meet("2026-03-10", 14, "专题一", 0)
	w.confirm(m, "2026-03-10", away(w.xiulan, attendance.Absent))
	w.correct(m, w.xiulan, attendance.Present)
	r := w.record(w.xiulan, report.AsOf{})
	meetings := result(t, r, "section_level/meetings")
	if r.Hours != 300 || meetings.Have.Times != 1 || len(r.Absences) != 0 {
		t.Errorf("after the correction %s hours, %d meetings, absences %+v", r.Hours, meetings.Have.Times, r.Absences)
	}
}

// result returns the result of a requirement.
func result(t *testing.T, r report.Record, key string) compliance.Result {
	t.Helper()
	for _, result := range r.Verdict.Results {
		if result.Key == key {
			return result
		}
	}
	t.Fatalf("no requirement %s", key)
	return compliance.Result{}
}
