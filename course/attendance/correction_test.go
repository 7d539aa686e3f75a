package attendance_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

func (w *world) correct(by string, m plan.Meeting, mark attendance.Mark, grounds string) (id attendance.CorrectionID, err error) {
	err = w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		id, err = w.clerk.Correct(ctx, tx, w.who(by), m.ID, mark, grounds)
		return err
	})
	return id, err
}

func (w *world) decide(by string, id attendance.CorrectionID, accept bool) error {
	return w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return w.clerk.DecideCorrection(ctx, tx, w.who(by), id, accept)
	})
}

// corrected has 吴晓梅 propose and 周明远 accept.
func (w *world) corrected(m plan.Meeting, mark attendance.Mark) {
	w.t.Helper()
	id, err := w.correct("吴晓梅", m, mark, "核对会议签名后更正")
	if err == nil {
		err = w.decide("周明远", id, true)
	}
	if err != nil {
		w.t.Fatalf("correct: %v", err)
	}
}

func (w *world) roll(m plan.Meeting) (roll attendance.Roll) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		roll, _, err = attendance.RollOf(ctx, tx, w.who("吴晓梅").Scope(access.SeeGroup), m.ID)
		return err
	})
	return roll
}

// TestWronglyAbsentInAClosedYear: the year is closed to whoever comes late, but not to two persons who put a roll right.
func TestWronglyAbsentInAClosedYear(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, _ := w.held("专题一", nil, w.mark("何秀兰", attendance.Absent, "原因不明"))
	w.at("2027-03-01 09:00")
	w.corrected(m, w.mark("何秀兰", attendance.Present, ""))
	list := w.entries("何秀兰")
	if len(list) != 1 || list[0].Amount != 3*hours.Hour || list[0].ApprovedBy != w.id("周明远") || list[0].RecordedBy != w.id("吴晓梅") || list[0].Reason == "" {
		t.Errorf("entries %+v", list)
	}
	w.mustBeSound()
}

func TestWronglyAbsent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, first := w.held("专题一", nil, w.mark("何秀兰", attendance.Absent, "原因不明"))
	id, err := w.correct("吴晓梅", m, w.mark("何秀兰", attendance.Present, "忽略"), "签名册上有她")
	if err != nil {
		t.Fatal(err)
	}
	if w.total("何秀兰") != 0 || len(w.openMakeUps("何秀兰")) != 1 {
		t.Error("a proposal alone changed something")
	}
	if err := w.decide("周明远", id, true); err != nil {
		t.Fatal(err)
	}
	entries := w.entries("何秀兰")
	if len(entries) != 1 || entries[0].Amount != 3*hours.Hour || entries[0].RecordedBy != w.id("吴晓梅") {
		t.Fatalf("entries %+v", entries)
	}
	if open := w.openMakeUps("何秀兰"); len(open) != 0 {
		t.Errorf("make-ups %+v", open)
	}
	roll := w.roll(m)
	line, _ := roll.Line(w.id("何秀兰"))
	if !line.IsPresent() || !line.IsCorrected() || line.Reason != "" || line.Confirmed.Presence != attendance.Absent {
		t.Errorf("line %+v", line)
	}
	if len(roll.Corrections) != 1 || roll.Sheet != first.Sheet {
		t.Fatalf("roll %+v", roll)
	}
	sheet := roll.Corrections[0]
	if sheet.By != w.id("吴晓梅") || sheet.ApprovedBy != w.id("周明远") || sheet.Reason != "签名册上有她" || sheet.ID != attendance.SheetID(entries[0].EvidenceID) {
		t.Errorf("sheet %+v", sheet)
	}
	w.mustBeSound()
}

func TestWronglyPresent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, _ := w.held("专题一", nil)
	w.corrected(m, w.mark("何秀兰", attendance.OfficialDuty, "县里开会"))
	entries := w.entries("何秀兰")
	if len(entries) != 2 || w.total("何秀兰") != 0 || !entries[0].IsReversal() || entries[0].ApprovedBy != w.id("周明远") {
		t.Errorf("entries %+v", entries)
	}
	open := w.openMakeUps("何秀兰")
	if len(open) != 1 {
		t.Fatalf("make-ups %+v", open)
	}
	if _, err := w.pass("何秀兰", open[0].ID); err != nil || w.total("何秀兰") != 3*hours.Hour {
		t.Errorf("made up: %v, %s", err, w.total("何秀兰"))
	}

	// There after all: the make-up goes together with its entry, and the meeting counts once.
	w.corrected(m, w.mark("何秀兰", attendance.Present, ""))
	if w.total("何秀兰") != 3*hours.Hour || len(w.openMakeUps("何秀兰")) != 0 {
		t.Errorf("%s", w.total("何秀兰"))
	}
	w.corrected(m, w.mark("何秀兰", attendance.Absent, "原因不明"))
	if w.total("何秀兰") != 0 || len(w.openMakeUps("何秀兰")) != 1 {
		t.Errorf("%s, %+v", w.total("何秀兰"), w.openMakeUps("何秀兰"))
	}
	w.mustBeSound()
}

// TestAnotherReason corrects why somebody was not there: hours and make-up stay.
func TestAnotherReason(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, _ := w.held("专题一", nil, w.mark("何秀兰", attendance.Absent, "原因不明"))
	before := w.openMakeUps("何秀兰")
	w.corrected(m, w.mark("何秀兰", attendance.OfficialDuty, "防汛值守"))
	if after := w.openMakeUps("何秀兰"); !slices.Equal(before, after) || len(w.entries("何秀兰")) != 0 {
		t.Errorf("make-ups %+v, then %+v", before, after)
	}
	if got := w.roll(m).Count(); got.OfficialDuty != 1 || got.Absent != 0 {
		t.Errorf("count %+v", got)
	}
}

// TestReversedInTheLedger corrects the roll of somebody whose entry was taken back in the ledger itself.
func TestReversedInTheLedger(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, _ := w.held("专题一", nil)
	entry := w.entries("何秀兰")[0]
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		scope := w.who("吴晓梅").Scope(access.ProposeReversal)
		request, err := w.ledger.ProposeReversal(ctx, tx, scope, hours.Proposal{Entry: entry.ID, Reason: "会议提前结束", By: w.id("吴晓梅")})
		if err == nil {
			_, err = w.ledger.DecideReversal(ctx, tx, scope, request, w.id("周明远"), true)
		}
		return err
	})
	w.corrected(m, w.mark("何秀兰", attendance.OnLeave, "看病"))
	if n := len(w.entries("何秀兰")); n != 2 || w.total("何秀兰") != 0 {
		t.Errorf("%d entries, %s", n, w.total("何秀兰"))
	}
	w.mustBeSound()
}

func TestCorrectRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, _ := w.held("专题一", ofGroup(w.group))
	planned := w.meeting("专题二", ofGroup(w.group))
	away := w.mark("何秀兰", attendance.Absent, "原因不明")
	for _, tt := range []struct {
		name, by string
		meeting  plan.Meeting
		mark     attendance.Mark
		grounds  string
		kind     fault.Kind
	}{
		{"a cadre", "宋国强", m, away, "核对签名", fault.Forbidden},
		{"another township", "秦川", m, away, "核对签名", fault.NotFound},
		{"the own mark", "陈立群", m, w.mark("陈立群", attendance.Absent, "开会"), "核对签名", fault.Forbidden},
		{"not confirmed", "陈立群", planned, away, "核对签名", fault.Conflict},
		{"no grounds", "陈立群", m, away, "错", fault.Invalid},
		{"no reason", "陈立群", m, w.mark("何秀兰", attendance.Absent, ""), "核对签名", fault.Invalid},
		{"not on the roll", "陈立群", m, w.mark("方远", attendance.Absent, "开会"), "核对签名", fault.Invalid},
		{"as it is", "陈立群", m, w.mark("何秀兰", attendance.Present, ""), "核对签名", fault.Conflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := w.correct(tt.by, tt.meeting, tt.mark, tt.grounds)
			want(t, err, tt.kind)
		})
	}
	if _, err := w.correct("陈立群", m, away, "核对签名"); err != nil {
		t.Fatal(err)
	}
	_, err := w.correct("吴晓梅", m, away, "核对签名")
	want(t, err, fault.Conflict)
}

func TestDecideCorrection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, _ := w.held("专题一", nil)
	id, err := w.correct("吴晓梅", m, w.mark("周明远", attendance.Absent, "开会"), "核对签名")
	if err != nil {
		t.Fatal(err)
	}
	w.people["书记"] = access.Actor{Cadre: w.who("何秀兰").Cadre, Grants: []access.Grant{{Role: access.CommitteeMember, UnitPath: w.town.Path}}}
	w.people["邻乡委员"] = access.Actor{Cadre: w.who("方远").Cadre, Grants: []access.Grant{{Role: access.CommitteeMember, UnitPath: w.other.Path}}}
	proposer := w.who("吴晓梅")
	proposer.Grants = append(slices.Clone(proposer.Grants), access.Grant{Role: access.CommitteeMember, UnitPath: w.town.Path})
	w.people["兼任的秘书"] = proposer
	for name, kind := range map[string]fault.Kind{
		"吴晓梅": fault.Forbidden, "周明远": fault.Forbidden, "兼任的秘书": fault.Forbidden, "邻乡委员": fault.NotFound,
	} {
		want(t, w.decide(name, id, true), kind)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		list, err := attendance.Corrections(ctx, tx, w.who("周明远").Scope(access.ApproveReversal), true)
		if len(list) != 1 || list[0].Stood != attendance.Present || list[0].Presence != attendance.Absent || list[0].Name != "周明远" || !list[0].IsOpen() {
			t.Errorf("open corrections %+v", list)
		}
		return err
	})
	if err := w.decide("书记", id, false); err != nil {
		t.Fatal(err)
	}
	want(t, w.decide("书记", id, true), fault.Conflict)
	if w.total("周明远") != 3*hours.Hour || len(w.roll(m).Corrections) != 0 {
		t.Error("what was declined had an effect")
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		open, err := attendance.Corrections(ctx, tx, w.who("周明远").Scope(access.ApproveReversal), true)
		trail, _ := audit.Recent(ctx, tx, audit.Filter{Action: "meeting.roll.decide"})
		if len(open) != 0 || len(trail) != 1 {
			t.Errorf("open %+v, trail %+v", open, trail)
		}
		return err
	})
}

// TestManyCorrections corrects at random and compares with what must hold however often that happens: a meeting counts
// once for whoever was there or made up for it, and for nobody else.
func TestManyCorrections(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, _ := w.held("专题一", nil, w.mark("宋国强", attendance.Absent, "原因不明"))
	random := rand.New(rand.NewPCG(20260305, 8))
	counts := map[string]bool{"何秀兰": true, "宋国强": false, "陈立群": true}
	names := []string{"何秀兰", "宋国强", "陈立群"}
	for range 40 {
		w.now = w.now.Add(time.Hour)
		name := names[random.IntN(len(names))]
		line, _ := w.roll(m).Line(w.id(name))
		switch presence := attendance.Presences()[random.IntN(4)]; {
		case random.IntN(4) == 0 && !line.IsPresent():
			for _, open := range w.openMakeUps(name) {
				if _, err := w.pass(name, open.ID); err != nil {
					t.Fatal(err)
				}
			}
			counts[name] = true
		case presence != line.Presence:
			w.corrected(m, w.mark(name, presence, "核对签名册"))
			if presence == attendance.Present || line.IsPresent() {
				counts[name] = presence == attendance.Present
			}
		}
	}
	for name, counted := range counts {
		if got := w.total(name); (got == 3*hours.Hour) != counted || (got == 0) == counted {
			t.Errorf("%s has %s, counted: %t", name, got, counted)
		}
	}
	if n := len(w.roll(m).Corrections); n < 10 {
		t.Errorf("only %d corrections", n)
	}
	w.mustBeSound()
}
