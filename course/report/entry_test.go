package report_test

import (
	"context"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/report"
	"xiangxue/course/storage"
)

func TestEntryOfAMeetingShowsRollRuleAndSeal(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	m := w.meet("2026-03-10", 14, "专题一", 0)
	w.confirm(m, "2026-03-20", away(w.guoqiang, attendance.OfficialDuty))
	id := w.record(w.xiulan, report.AsOf{}).Lines[0].Entry.ID
	if fresh := w.entry(id); fresh.Seal.State != report.IsFresh || fresh.Roll.Seal.State != report.IsFresh {
		t.Errorf("before the checkpoint the entry is %s", fresh.Seal.State)
	}
	if _, err := w.log.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	e := w.entry(id)
	if e.Cadre.ID != w.xiulan.ID() || e.Unit.ID != w.office.ID || e.RecordedBy != "吴晓梅" || e.Entry.Amount != 300 {
		t.Errorf("the entry is %+v", e.Line)
	}
	if e.Article.Article != "第七条" || len(e.Terms) != 1 || e.Terms[0].String() != "安排的每 1 学时计 1 学时" {
		t.Errorf("the article is %+v: %v", e.Article, e.Terms)
	}
	r := e.Roll
	if r == nil || r.ConfirmedBy != "吴晓梅" || r.Count.Present != 2 || r.Count.OfficialDuty != 1 || len(r.Statements) != 1 || !r.Statements[0].IsPresent() {
		t.Fatalf("the roll is %+v", r)
	}
	if len(r.Missing) != 2 {
		t.Errorf("of the record are missing %v, want form and discussion", r.Missing)
	}
	if e.Seal.State != report.IsSealed || e.Seal.Proof.Checkpoint.Size == 0 || len(e.Seal.Proof.Receipt) == 0 || r.Seal.State != report.IsSealed {
		t.Errorf("the seal is %+v", e.Seal)
	}
	if len(e.Doubts) != 1 || e.Doubts[0].Message().String() != "会后 10 天才录入，超过 7 天的提示线。只是提示看一眼，不等于有问题。" {
		t.Errorf("to check is %+v", e.Doubts)
	}
}

func TestEntryOfACourseShowsThePaperOfEachLesson(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	law := w.offer("law", 2)
	w.pass(w.xiulan, law.Lessons...)
	e := w.entry(w.record(w.xiulan, report.AsOf{}).Lines[0].Entry.ID)
	if len(e.Papers) != 2 || e.Papers[1].Title != "第2课" || e.Papers[1].Evidence == nil || e.Papers[1].Evidence.Items[0].Answer != "答" {
		t.Errorf("the papers are %+v", e.Papers)
	}
	if e.Roll != nil || len(e.Chain) != 1 || len(e.Doubts) != 0 {
		t.Errorf("the entry is %+v", e)
	}
}

func TestEntryWhosePaperIsGoneIsStillShown(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	booked := w.book(hours.Fact{Cadre: w.xiulan.ID(), Source: hours.SourceQuiz, Ref: 1, Activity: hours.ActivityQuiz, Subject: "law",
		Evidence: "attempt", EvidenceID: 2000, By: w.xiulan.ID()})
	e := w.entry(booked.ID)
	if len(e.Papers) != 1 || e.Papers[0].Evidence != nil || e.Papers[0].Title != "学习" {
		t.Errorf("the papers are %+v", e.Papers)
	}
	if len(e.Terms) != 2 || e.Terms[1].String() != "每年最多计 10 学时" {
		t.Errorf("the terms are %v", e.Terms)
	}
}

func TestEntryShowsTheChainOfItsCorrections(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	m := w.meet("2026-03-10", 14, "专题一", 0)
	w.confirm(m, "2026-03-10")
	w.correct(m, w.xiulan, attendance.Absent)
	lines := w.record(w.xiulan, report.AsOf{}).Lines
	e := w.entry(lines[1].Entry.ID)
	if !e.Reversed || len(e.Chain) != 2 || !e.Chain[1].Entry.IsReversal() || e.Chain[1].RecordedBy != "吴晓梅" || e.Chain[1].ApprovedBy != "周明远" {
		t.Errorf("the chain is %+v", e.Chain)
	}
	if len(e.Roll.Statements) != 2 || e.Roll.Statements[1].Presence != attendance.Absent || e.Roll.Statements[1].ApprovedBy != "周明远" {
		t.Errorf("the roll says %+v", e.Roll.Statements)
	}
	if r := w.entry(lines[0].Entry.ID); r.Seal.Kind != "reversal" || r.Entry.Amount != -300 {
		t.Errorf("the reversal is %+v", r.Line)
	}
}

func TestEntryIsForItsOwnerAndThoseWhoMayReadIt(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	id := w.book(hours.Fact{Cadre: w.xiulan.ID(), Source: hours.SourceQuiz, Ref: 1, Activity: hours.ActivityQuiz, Subject: "law", By: w.xiulan.ID()}).ID
	tests := []struct {
		actor access.Actor
		want  bool
	}{{w.xiulan, true}, {w.auditor, true}, {w.leader, true}, {w.secretary, true}, {w.guoqiang, false}, {w.remote, false}}
	for _, test := range tests {
		_, err := try(w, func(ctx context.Context, tx storage.ReadTx) (report.EntryReport, error) {
			return w.reporter.Entry(ctx, tx, test.actor, id)
		})
		if (err == nil) != test.want || err != nil && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s reads the entry: %v, want %t", test.actor.Cadre.Name, err, test.want)
		}
	}
}
