package group_test

import (
	"context"
	"fmt"
	"net/url"
	"testing"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web/webtest"
)

// announcement is the form of a collective meeting of the township on 18 September.
func (f *fixture) announcement() url.Values {
	return url.Values{
		"audience": {fmt.Sprintf("unit-%d", f.town.ID)}, "mode": {"collective"}, "title": {"防灾减灾与基层应急"}, "subject": {"policy"},
		"on": {"2026-09-18"}, "starts_at": {"14:30"}, "ends_at": {"17:00"}, "place": {"镇政府三楼会议室"}, "host": {"周明远"},
		"hours": {"2.5"}, "agenda": {"学习防汛应急预案\n案例讨论"}, "make_up": {""},
	}
}

// announced opens the meeting of the form and returns its page.
func (f *fixture) announced(c *webtest.Client) string {
	f.t.Helper()
	page := c.Post("/group-meetings", f.announcement())
	want(f.t, page, 200, "防灾减灾与基层应急", "会还没有开始")
	return page.Path
}

func TestMeetingIsAnnouncedChangedAndCancelled(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	want(t, c.Get("/group-meetings"), 200, "2026 年还没有学习会")
	want(t, c.Get("/group-meetings/new"), 200, "新建学习会", "云溪镇", "第二学习小组")
	path := f.announced(c)
	want(t, c.Get("/group-meetings"), 200, "将要开的", "防灾减灾与基层应急")

	want(t, c.Get(path+"/change"), 200, "镇政府三楼会议室", `value="14:30"`)
	form := f.announcement()
	form.Set("place", "二楼大会议室")
	form.Set("revision", "1")
	want(t, c.Post(path+"/change", form), 200, "二楼大会议室")
	page := c.Post(path+"/change", form)
	want(t, page, 409, "这次学习会刚刚被别人改过")

	want(t, c.Post(path+"/cancellation", url.Values{"reason": {"防汛值守"}}), 422, "请选会没有开", "防汛值守", "二楼大会议室")
	page = c.Post(path+"/cancellation", url.Values{"kind": {"called_off"}, "reason": {"防汛值守"}})
	if page.Path != "/group-meetings" || page.Shows("防灾减灾与基层应急") {
		t.Errorf("the cancelled meeting is still in the list at %s", page.Path)
	}
	want(t, c.Get(path), 200, "已经取消")
}

func TestAnnouncementKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	for name, change := range map[string][3]string{
		"no title":          {"title", "", "标题要有"},
		"ends before start": {"ends_at", "13:00", "结束时间要在同一天"},
		"no time":           {"starts_at", "下午", "14:30 这样的时间"},
		"no date":           {"on", "", "请填写"},
		"wrong hours":       {"hours", "两个半", "请填学时"},
		"too many hours":    {"hours", "99", "不超过"},
		"other subject":     {"subject", "magic", "请选一个主题"},
		"other topic":       {"topic", "t9", "批准的计划里没有这个专题"},
	} {
		form := f.announcement()
		form.Set(change[0], change[1])
		page := c.Post("/group-meetings", form)
		if page.Status != 422 || !page.Shows(change[2], "镇政府三楼会议室", "案例讨论") {
			t.Errorf("%s: status %d, want the form with %q\n%s", name, page.Status, change[2], page.Body)
		}
	}
}

func TestSameAnnouncementTwiceOpensOneMeeting(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	f.announced(c)
	want(t, c.Post("/group-meetings", f.announcement()), 409, "同一时间已经有这次学习会了")
}

func TestMeetingsOfOthersAreOutOfReach(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	path := f.announced(f.as("吴晓梅"))
	neighbour, cadre := f.as("秦川"), f.as("何秀兰")
	for _, p := range []string{path, path + "/change"} {
		want(t, neighbour.Get(p), 404)
		want(t, cadre.Get(p), 403)
	}
	for _, p := range []string{"/roll", "/proceedings", "/change", "/cancellation", "/corrections"} {
		form := f.announcement()
		form.Set("cadre", "1")
		want(t, neighbour.Post(path+p, form), 404)
		want(t, cadre.Post(path+p, form), 403)
	}
	want(t, neighbour.Post("/group-meetings", f.announcement()), 404)
	if neighbour.Get("/group-meetings").Shows("防灾减灾与基层应急") {
		t.Error("the neighbour sees the meeting")
	}
}

func TestTopicOfThePlanFillsTheAnnouncement(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve(func(c *plan.Content) {
		c.Topics = []plan.Topic{{Title: "土地管理法律要点", Quarter: 3, Mode: hours.Collective, Subject: "law", Hours: 3 * hours.Hour, On: 20260925}}
	})
	c := f.as("吴晓梅")
	list := c.Get("/group-meetings")
	want(t, list, 200, "计划里还没安排的专题", "土地管理法律要点")
	page := c.Get("/group-meetings/new?plan=1&topic=t1")
	want(t, page, 200, "计划专题：土地管理法律要点", `value="2026-09-25"`, `value="3"`, `value="law" selected`)
	form := f.announcement()
	form.Set("topic", "t1")
	form.Set("plan", "1")
	want(t, c.Post("/group-meetings", form), 200)
	if c.Get("/group-meetings").Shows("计划里还没安排的专题") {
		t.Error("the topic is still offered although its meeting is announced")
	}
}

func TestLeaveIsDecidedByWhoRunsTheMeeting(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	path := f.announced(c)
	f.ask("宋国强", attendance.OfficialDuty, "防汛值守")
	want(t, c.Get("/group-meetings"), 200, "请假待批", "宋国强", "防汛值守")
	want(t, f.as("秦川").Post("/leave-requests/1/decision", url.Values{"decision": {"accept"}}), 404)
	page := c.Post("/leave-requests/1/decision", url.Values{"decision": {"accept"}, "meeting": {"1"}})
	if page.Path != path {
		t.Errorf("the decision leads to %s", page.Path)
	}
	f.at("2026-09-18 17:00")
	want(t, c.Get(path), 200, "已提前请假", `value="防汛值守"`, fmt.Sprintf(`id="presence-%d-official_duty" value="official_duty" checked`, f.people["宋国强"]))
}

// ask asks for leave from the first meeting.
func (f *fixture) ask(name string, kind attendance.Presence, reason string) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := f.clerk.Ask(ctx, tx, f.actor(name), attendance.LeaveRequest{Meeting: 1, Kind: kind, Reason: reason})
		return err
	})
}

// approve makes a plan of the township that asks for 90 hours and has it approved.
func (f *fixture) approve(change func(*plan.Content)) {
	f.t.Helper()
	content := plan.Empty()
	content.Requirements = []plan.Requirement{{Category: "section_level", Hours: 90 * hours.Hour, Meetings: 8, Subjects: []plan.SubjectHours{
		{Subject: course.Theory, Hours: 50 * hours.Hour}, {Subject: course.Policy, Hours: 40 * hours.Hour},
	}}}
	if change != nil {
		change(&content)
	}
	committee := f.actor("周明远", access.Grant{Role: access.CommitteeMember, UnitPath: f.town.Path})
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		v, err := f.planner.Draft(ctx, tx, f.secretary(), f.town.ID, 2026)
		if err == nil {
			v, err = f.planner.Save(ctx, tx, f.secretary(), v.ID, v.Revision, content)
		}
		if err == nil {
			v, err = f.planner.Submit(ctx, tx, f.secretary(), v.ID, v.Revision, "按年度安排制定")
		}
		if err == nil {
			_, err = f.planner.Approve(ctx, tx, committee, v.ID, v.Revision, "党委会议通过")
		}
		return err
	})
}
