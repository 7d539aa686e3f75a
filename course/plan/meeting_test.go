package plan_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// meeting is a collective meeting of the township on 18 September.
func (w *world) meeting() plan.Meeting {
	start := time.Date(2026, 9, 18, 14, 30, 0, 0, calendar.Shanghai)
	return plan.Meeting{
		Unit: w.town.ID, Mode: hours.Collective, Title: "防灾减灾与基层应急", Subject: "policy",
		StartsAt: start, EndsAt: start.Add(150 * time.Minute), Place: "镇政府三楼会议室", Hours: 250,
	}
}

func (w *world) open(actor access.Actor, m plan.Meeting) plan.Meeting {
	w.t.Helper()
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		m, err = w.planner.Open(ctx, tx, actor, m)
		return err
	})
	return m
}

func TestWhoMayCallAMeeting(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ofGroup := w.meeting()
	ofGroup.Unit, ofGroup.Group, ofGroup.Mode = 0, w.group.ID, hours.Group
	elsewhere := w.meeting()
	elsewhere.Unit = w.other.ID
	for _, c := range []struct {
		name    string
		actor   access.Actor
		meeting plan.Meeting
		kind    fault.Kind
		ok      bool
	}{
		{"secretary for the township", w.secretary, w.meeting(), 0, true},
		{"secretary for a group of the township", w.secretary, ofGroup, 0, true},
		{"the same again", w.secretary, ofGroup, fault.Conflict, false},
		{"leader for the township", w.leader, w.meeting(), fault.NotFound, false},
		{"secretary for the neighbours", w.secretary, elsewhere, fault.NotFound, false},
		{"cadre", w.he, w.meeting(), fault.Forbidden, false},
		{"committee member", w.committee, w.meeting(), fault.Forbidden, false},
	} {
		err := w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.planner.Open(ctx, tx, c.actor, c.meeting)
			return err
		})
		if c.ok != (err == nil) || !c.ok && !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestAMeetingThatIsFilledInWrongly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for field, spoil := range map[string]func(*plan.Meeting){
		"title":    func(m *plan.Meeting) { m.Title = "  " },
		"mode":     func(m *plan.Meeting) { m.Mode = hours.Online },
		"subject":  func(m *plan.Meeting) { m.Subject = "chess" },
		"ends_at":  func(m *plan.Meeting) { m.EndsAt = m.StartsAt },
		"hours":    func(m *plan.Meeting) { m.Hours = 0 },
		"place":    func(m *plan.Meeting) { m.Place = "" },
		"audience": func(m *plan.Meeting) { m.Group = w.group.ID },
		"make_up":  func(m *plan.Meeting) { m.MakeUp = course.QuestionSource{Kind: "video", ID: 3} },
		"topic":    func(m *plan.Meeting) { m.Topic = "t1" },
	} {
		m := w.meeting()
		spoil(&m)
		err := w.refuse(fault.Invalid, func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.planner.Open(ctx, tx, w.secretary, m)
			return err
		})
		if names := fieldNames(err); !slices.Equal(names, []string{field}) {
			t.Errorf("%s: fields %v", field, names)
		}
	}
	w.approved(example())
	fromPlan := w.meeting()
	fromPlan.Topic = "t1"
	if m := w.open(w.secretary, fromPlan); m.Topic != "t1" {
		t.Error("a meeting cannot take up a topic of the approved plan")
	}
}

func TestChangeUntilTheRoll(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.open(w.secretary, w.meeting())
	m.Place = "农业办会议室"
	change := func(ctx context.Context, tx storage.WriteTx) error {
		_, err := w.planner.Change(ctx, tx, w.secretary, m)
		return err
	}
	w.write(change)
	w.refuse(fault.Stale, change)
	held := func(ctx context.Context, tx storage.WriteTx) error { return plan.MarkHeld(ctx, tx, m.ID) }
	w.write(held)
	w.refuse(fault.Conflict, held)
	w.refuse(fault.Conflict, change)
	w.refuse(fault.Conflict, func(ctx context.Context, tx storage.WriteTx) error {
		return w.planner.Cancel(ctx, tx, w.secretary, m.ID, plan.Cancellation{Kind: plan.CalledOff, Reason: "防汛"})
	})
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		got, err := plan.FindMeeting(ctx, tx, w.secretary.Scope(access.RunMeetings), m.ID)
		if got.Place != "农业办会议室" || got.State != plan.Held || got.AudienceOf != "云溪镇" || got.Activity() != hours.ActivityCollectiveMeeting {
			t.Errorf("the meeting is %+v", got)
		}
		return err
	})
}

func TestWhoIsExpected(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	town := w.open(w.secretary, w.meeting())
	early := w.meeting()
	early.Unit, early.Group, early.Mode, early.Title = 0, w.group.ID, hours.Group, "二月分组学"
	early.StartsAt = time.Date(2026, 2, 20, 9, 0, 0, 0, calendar.Shanghai) // before 何秀兰 joined the group
	early.EndsAt = early.StartsAt.Add(time.Hour)
	february := w.open(w.leader, early)
	cancelled := w.meeting()
	cancelled.Title = "取消的会"
	gone := w.open(w.secretary, cancelled)
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		return w.planner.Cancel(ctx, tx, w.secretary, gone.ID, plan.Cancellation{Kind: plan.CalledOff, Reason: "防汛"})
	})
	for _, c := range []struct {
		name  string
		actor access.Actor
		want  []plan.MeetingID
	}{
		{"secretary", w.secretary, []plan.MeetingID{town.ID}},
		{"leader", w.leader, []plan.MeetingID{february.ID, town.ID}},
		{"he", w.he, []plan.MeetingID{town.ID}},
		{"remote", w.remote, nil},
	} {
		w.read(func(ctx context.Context, tx storage.ReadTx) error {
			list, err := plan.MeetingsFor(ctx, tx, c.actor.ID(), calendar.StudyYear(2026))
			if got := ids(list); !slices.Equal(got, c.want) {
				t.Errorf("%s is expected at %v, want %v", c.name, got, c.want)
			}
			for _, m := range list {
				members, err := roster.Members(ctx, tx, m.Audience(), m.On())
				if err != nil {
					return err
				}
				if !slices.ContainsFunc(members, func(x roster.Member) bool { return x.Cadre.ID == c.actor.ID() }) {
					t.Errorf("%s is expected at %q but not in its audience", c.name, m.Title)
				}
			}
			return err
		})
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		if _, err := plan.FindMeetingFor(ctx, tx, w.he.ID(), february.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody else's meeting can be seen: %v", err)
		}
		list, err := plan.Meetings(ctx, tx, w.leader.Scope(access.RunMeetings), calendar.StudyYear(2026))
		if got := ids(list); !slices.Equal(got, []plan.MeetingID{february.ID}) {
			t.Errorf("the leader runs %v", got)
		}
		return err
	})
}

func TestProceedingsKeepTheirVersions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.open(w.secretary, w.meeting())
	save := func(before int, form plan.Form, discussion string) error {
		return w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.planner.SaveProceedings(ctx, tx, w.secretary, before, plan.Proceedings{Meeting: m.ID, Form: form, Discussion: discussion})
			return err
		})
	}
	for i, err := range []error{
		save(0, "", "一、预案三项变化"),
		save(0, "", "一、预案三项变化"), // the same form sent twice
		save(1, plan.WithDiscussion, "一、预案三项变化\n二、夜间叫应"),
	} {
		if err != nil {
			t.Fatalf("save %d: %v", i, err)
		}
	}
	if err := save(1, plan.OnSite, "别的"); !fault.Is(err, fault.Stale) {
		t.Errorf("somebody else's text would be overwritten: %v", err)
	}
	if err := save(2, "聊天", "别的"); !fault.Is(err, fault.Invalid) {
		t.Errorf("unknown form: %v", err)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		all, err := plan.AllProceedings(ctx, tx, m)
		if len(all) != 2 || all[0].Number != 2 || all[0].Form != plan.WithDiscussion || all[1].Discussion != "一、预案三项变化" {
			t.Errorf("kept: %+v", all)
		}
		return err
	})
}

func TestTheEightElements(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.meeting()
	all := plan.RollCount{Confirmed: true, Present: 8, Absent: 3}
	if got := plan.Missing(plan.Meeting{}, plan.Proceedings{}, plan.RollCount{}); !slices.Equal(got, plan.Elements()) {
		t.Errorf("of nothing, %v are missing", got)
	}
	got := plan.Missing(m, plan.Proceedings{}, plan.RollCount{Confirmed: true, Present: 8, Absent: 3, WithoutReason: 1})
	want := []plan.Element{plan.ElementHost, plan.ElementAbsentees, plan.ElementContent, plan.ElementForm, plan.ElementDiscussion}
	if !slices.Equal(got, want) {
		t.Errorf("missing %v, want %v", got, want)
	}
	m.Agenda = "学习预案\n案例讨论"
	complete := plan.Proceedings{Host: "陈立群", Form: plan.WithDiscussion, Discussion: "一、变化"}
	if got := plan.Missing(m, complete, all); len(got) != 0 {
		t.Errorf("a complete record lacks %v", got)
	}
}

func ids(list []plan.Meeting) []plan.MeetingID {
	var ids []plan.MeetingID
	for _, m := range list {
		ids = append(ids, m.ID)
	}
	return ids
}
