package attendance_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

func TestRollOfThirty(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	names := w.staff(25) // with five of the township and its group
	before := w.db.Statements()
	m, roll := w.held("土地管理法律要点", nil,
		w.mark(names[0], attendance.OnLeave, " 家里有急事 "), w.mark(names[1], attendance.OfficialDuty, "防汛值守"), w.mark(names[2], attendance.Absent, "原因不明"))
	if n := w.db.Statements() - before; n > 300 {
		t.Errorf("%d statements for thirty persons", n)
	}
	wantCount := attendance.Count{Present: 27, OnLeave: 1, OfficialDuty: 1, Absent: 1}
	if got := roll.Count(); got != wantCount || got.Expected() != 30 || got.Away() != 3 {
		t.Errorf("count %+v", got)
	}
	if roll.By != w.id("吴晓梅") || !roll.RecordedAt.Equal(w.now) || roll.Number != 1 || roll.ApprovedBy != 0 {
		t.Errorf("sheet %+v", roll.Sheet)
	}
	if line, _ := roll.Line(w.id(names[0])); line.Reason != "家里有急事" || line.Name != names[0] || line.IsCorrected() {
		t.Errorf("line %+v", line)
	}
	var sum hours.Amount
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		entries, err := hours.Entries(ctx, tx, roster.InUnit(w.town.Path), hours.Year(2026))
		for _, e := range entries {
			sum += e.Amount
			if e.Activity != hours.ActivityCollectiveMeeting || e.Ref != int64(m.ID) || e.Evidence != "roll" ||
				e.EvidenceID != int64(roll.ID) || e.HappenedOn != m.On() || e.RecordedBy != w.id("吴晓梅") || e.Subject != "law" {
				t.Errorf("entry %+v", e)
			}
		}
		return err
	})
	if sum != 27*3*hours.Hour {
		t.Errorf("the entries sum up to %s", sum)
	}
	for _, name := range names[:3] {
		open := w.openMakeUps(name)
		if len(open) != 1 || open[0].Source != m.MakeUp || open[0].DueOn != 20260404 || open[0].Hours != m.Hours || open[0].State != attendance.Open {
			t.Errorf("make-ups of %s: %+v", name, open)
		}
		if w.total(name) != 0 {
			t.Errorf("%s has hours", name)
		}
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		held, err := plan.FindMeeting(ctx, tx, roster.Everyone(), m.ID)
		if held.State != plan.Held {
			t.Errorf("the meeting is %s", held.State)
		}
		trail, auditErr := audit.Recent(ctx, tx, audit.Filter{Action: "meeting.roll.confirm"})
		if len(trail) != 1 || trail[0].ID == 0 || trail[0].Detail != "roll=1 present=27 leave=1 official_duty=1 absent=1" {
			t.Errorf("trail %+v", trail)
		}
		return errors.Join(err, auditErr)
	})
	w.mustBeSound()
}

func TestConfirmingTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, first := w.held("专题一", ofGroup(w.group), w.mark("何秀兰", attendance.OnLeave, "看病"))
	marks := w.marks(m, w.mark("何秀兰", attendance.OnLeave, "看病 "))
	slices.Reverse(marks)
	w.now = w.now.Add(time.Minute)
	again, err := w.confirm("陈立群", m, marks)
	if err != nil || !reflect.DeepEqual(again, first) {
		t.Errorf("the same roll again gives %+v, %v", again, err)
	}
	for name, marks := range map[string][]attendance.Mark{
		"everyone present": w.marks(m),
		"another reason":   w.marks(m, w.mark("何秀兰", attendance.OnLeave, "开会")),
		"one less":         marks[1:],
		"one twice":        append(slices.Clone(marks[1:]), marks[1]),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.confirm("陈立群", m, marks)
			want(t, err, fault.Conflict)
		})
	}
	if got := w.total("宋国强"); got != 3*hours.Hour {
		t.Errorf("宋国强 has %s", got)
	}
	w.mustBeSound()
}

func TestConfirmRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.meeting("专题一", ofGroup(w.group))
	later := w.meeting("专题二", func(m *plan.Meeting) {
		ofGroup(w.group)(m)
		m.StartsAt, m.EndsAt = m.StartsAt.Add(48*time.Hour), m.EndsAt.Add(48*time.Hour)
	})
	off := w.meeting("专题三", ofGroup(w.group))
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return w.planner.Cancel(ctx, tx, w.who("吴晓梅"), off.ID, plan.Cancellation{Kind: plan.CalledOff, Reason: "防汛"})
	})
	w.now = m.EndsAt
	all := w.marks(m)
	field := func(name string) string { return attendance.PresenceField(w.id(name)) }
	tests := []struct {
		name    string
		by      string
		meeting plan.Meeting
		marks   []attendance.Mark
		kind    fault.Kind
		fields  []string
	}{
		{"an absence without a reason", "陈立群", m, w.marks(m, w.mark("何秀兰", attendance.Absent, " ")), fault.Invalid,
			[]string{attendance.ReasonField(w.id("何秀兰"))}},
		{"an unknown presence", "陈立群", m, w.marks(m, w.mark("何秀兰", "late", "堵车")), fault.Invalid, []string{field("何秀兰")}},
		{"somebody is missing", "陈立群", m, all[:2], fault.Invalid, []string{attendance.PresenceField(all[2].Cadre)}},
		{"somebody is not expected", "陈立群", m, append(slices.Clone(all), w.mark("方远", attendance.Present, "")), fault.Invalid, []string{field("方远")}},
		{"somebody twice", "陈立群", m, append(slices.Clone(all), w.mark("何秀兰", attendance.Present, "")), fault.Invalid, []string{field("何秀兰")}},
		{"nobody at all", "陈立群", m, nil, fault.Invalid, []string{attendance.PresenceField(all[0].Cadre), attendance.PresenceField(all[1].Cadre), attendance.PresenceField(all[2].Cadre)}},
		{"not begun", "陈立群", later, all, fault.Conflict, nil},
		{"cancelled", "陈立群", off, all, fault.Conflict, nil},
		{"a cadre", "何秀兰", m, all, fault.Forbidden, nil},
		{"a committee member", "周明远", m, all, fault.Forbidden, nil},
		{"another township", "秦川", m, all, fault.NotFound, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := w.confirm(tt.by, tt.meeting, tt.marks)
			want(t, err, tt.kind)
			if got := fields(err); !slices.Equal(got, tt.fields) {
				t.Errorf("fields %v, want %v", got, tt.fields)
			}
		})
	}
	if n := w.rows("rolls"); n != 0 {
		t.Errorf("%d rolls were kept", n)
	}
}

// rows returns how many rows a table has.
func (w *world) rows(table string) (n int) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		row, _, err := storage.First[struct{ N int }](ctx, tx, "SELECT COUNT(*) AS n FROM "+table)
		n = row.N
		return err
	})
	return n
}

// TestNothingIsHalfConfirmed breaks the transaction at each place where it writes.
func TestNothingIsHalfConfirmed(t *testing.T) {
	t.Parallel()
	tables := []string{"rolls", "roll_marks", "entries", "make_ups", "log_leaves", "audit_events"}
	for _, tt := range []struct{ name, table, when string }{
		{"the sheet", "rolls", "TRUE"},
		{"a mark", "roll_marks", "NEW.position = 3"},
		{"the leaf of the sheet", "log_leaves", "NEW.kind = 'roll'"},
		{"the last entry", "entries", "(SELECT COUNT(*) FROM entries) = 3"},
		{"the leaf of the last entry", "log_leaves", "(SELECT COUNT(*) FROM log_leaves WHERE kind = 'entry') = 3"},
		{"a make-up", "make_ups", "TRUE"},
		{"the trail", "audit_events", "TRUE"},
		{"the commit", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			m := w.meeting("专题一", nil)
			w.now = m.EndsAt
			marks := w.marks(m, w.mark("何秀兰", attendance.Absent, "原因不明"))
			before := map[string]int{}
			for _, table := range tables {
				before[table] = w.rows(table)
			}
			if err := w.confirmBroken(m, marks, tt.table, tt.when); err == nil {
				t.Fatal("the broken transaction was committed")
			}
			for _, table := range tables {
				if n := w.rows(table); n != before[table] {
					t.Errorf("%d rows were left in %s", n-before[table], table)
				}
			}
			if _, err := w.confirm("吴晓梅", m, marks); err != nil {
				t.Errorf("confirming afterwards: %v", err)
			}
			if w.total("宋国强") != 3*hours.Hour || len(w.openMakeUps("何秀兰")) != 1 {
				t.Error("confirming afterwards did not book")
			}
			w.mustBeSound()
		})
	}
}

// confirmBroken confirms a roll while inserts into the table fail, or else fails at the very end.
func (w *world) confirmBroken(m plan.Meeting, marks []attendance.Mark, table, when string) error {
	if table != "" {
		w.write(func(ctx context.Context, tx storage.WriteTx) error {
			return storagetest.FailInserts(ctx, tx, table, when)
		})
		defer w.write(storagetest.AllowInserts)
	}
	return w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		if _, err := w.clerk.Confirm(ctx, tx, w.who("吴晓梅"), m.ID, marks); err != nil {
			return err
		}
		return errors.New("killed")
	})
}

func TestActivityFollowsTheMeeting(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.held("集中学", nil)
	w.held("分组学", ofGroup(w.group))
	w.held("中心组", ofGroup(w.central))
	for name, want := range map[string][]hours.Activity{
		"何秀兰": {hours.ActivityGroupMeeting, hours.ActivityCollectiveMeeting},
		"周明远": {hours.ActivityCentralGroupMeeting, hours.ActivityCollectiveMeeting},
		"方远":  nil,
	} {
		var got []hours.Activity
		for _, e := range w.entries(name) {
			got = append(got, e.Activity)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestRulesThatGiveNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		rules := hours.DefaultRuleSet()
		rules.Number, rules.Issuer = 2, "云溪县委组织部"
		rules.Rules = slices.DeleteFunc(rules.Rules, func(r hours.Rule) bool {
			return r.Activity == hours.ActivityGroupMeeting || r.Activity == hours.ActivityMakeUp
		})
		_, err := w.ledger.Adopt(ctx, tx, rules, w.id("周明远"))
		return err
	})
	_, roll := w.held("分组学", ofGroup(w.group), w.mark("何秀兰", attendance.OnLeave, "看病"))
	if roll.Count().Present != 2 || w.total("宋国强") != 0 {
		t.Errorf("count %+v, hours %s", roll.Count(), w.total("宋国强"))
	}
	entry, err := w.pass("何秀兰", w.openMakeUps("何秀兰")[0].ID)
	if err != nil || entry.ID != 0 || len(w.openMakeUps("何秀兰")) != 0 {
		t.Errorf("closing gives %+v, %v", entry, err)
	}
	w.mustBeSound()
}

// TestExpectedIsTheRosterOfTheDay moves people after the meeting.
func TestExpectedIsTheRosterOfTheDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.meeting("专题一", nil)
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return errors.Join(
			roster.Join(ctx, tx, w.id("何秀兰"), w.other.ID, m.On().AddDays(1)),
			roster.Join(ctx, tx, w.id("方远"), w.town.ID, m.On()))
	})
	var got []string
	for _, e := range w.expected(m) {
		if e.Presence != attendance.Present || e.Reason != "" || e.Leave != nil {
			t.Errorf("%+v is not simply present", e)
		}
		got = append(got, e.Cadre.Name)
	}
	if want := []string{"方远", "吴晓梅", "周明远", "陈立群", "何秀兰", "宋国强"}; !slices.Equal(got, want) {
		t.Errorf("expected %v, want %v", got, want)
	}
	nobody := w.meeting("空会", func(m *plan.Meeting) {
		ofGroup(w.group)(m)
		m.StartsAt = calendar.Date(20190102).Time().Add(9 * time.Hour)
		m.EndsAt = m.StartsAt.Add(time.Hour)
	})
	_, err := w.confirm("吴晓梅", nobody, nil)
	want(t, err, fault.Conflict)
}

func TestRollIsScoped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, first := w.held("专题一", ofGroup(w.group))
	planned := w.meeting("专题二", ofGroup(w.group))
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		roll, confirmed, err := attendance.RollOf(ctx, tx, w.who("陈立群").Scope(access.SeeGroup), m.ID)
		if err != nil || !confirmed || !reflect.DeepEqual(roll, first) {
			t.Errorf("the leader sees %+v, %t, %v", roll, confirmed, err)
		}
		if _, confirmed, err := attendance.RollOf(ctx, tx, roster.Everyone(), planned.ID); err != nil || confirmed {
			t.Errorf("a planned meeting has a roll: %v", err)
		}
		_, _, err = attendance.RollOf(ctx, tx, w.who("秦川").Scope(access.SeeGroup), m.ID)
		want(t, err, fault.NotFound)
		return nil
	})
	if got := first.Elements(); got != (plan.RollCount{Confirmed: true, Present: 3}) {
		t.Errorf("elements %+v", got)
	}
}
