package study_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// approve puts a plan into force that asks 90 hours of everybody, by subject and mode.
func (f *fixture) approve() {
	f.t.Helper()
	content := plan.Empty()
	content.Shares = compliance.Shares{20, 50, 75, 100}
	content.Requirements = []plan.Requirement{{
		Category: "section_level", Hours: 90 * hours.Hour,
		Subjects: []plan.SubjectHours{{Subject: "law", Hours: 50 * hours.Hour}, {Subject: "technology", Hours: 40 * hours.Hour}},
		Modes:    []plan.ModeHours{{Mode: hours.Collective, Hours: 50 * hours.Hour}, {Mode: hours.Online, Hours: 40 * hours.Hour}},
	}}
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		v, err := f.planner.Draft(ctx, tx, f.secretary, f.town.ID, 2026)
		if err == nil {
			v, err = f.planner.Save(ctx, tx, f.secretary, v.ID, v.Revision, content)
		}
		if err == nil {
			v, err = f.planner.Submit(ctx, tx, f.secretary, v.ID, v.Revision, "按年度安排制定")
		}
		if err == nil {
			_, err = f.planner.Approve(ctx, tx, f.committee, v.ID, v.Revision, "党委会议通过")
		}
		return err
	})
}

func TestFirstUse(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.window(f.xiulan)
	page := c.Get("/home")
	want(t, page, 200, "何秀兰，上午好", "从一门课开始", "近期没有会", "学习计划还没有批准", `action="/policies"`)
	if n := strings.Count(page.Body, "btn pri"); n != 1 {
		t.Errorf("%d main buttons", n)
	}
	want(t, c.Get("/record"), 200, "还没有学时记录", "与要求对照", "台账还没有签发检查点")
}

func TestHomeExplainsTheShortfall(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	published := f.offer("tian", "田里的数据")
	f.hold(f.meeting("土地管理法律要点", lessonSource(published.Lessons[0])), f.xiulan)
	c := f.window(f.xiulan)
	page := c.Get("/home")
	want(t, page, 200, "9月30日应到 67.5", "还差 67.5 学时", "全年 90 学时，已有 0 学时，2026年9月30日应到 67.5 学时",
		"为什么差，怎么补", "土地管理法律要点》请假，尚未补学", "《田里的数据》还没有开始学", "做完这 2 件，到 4.5 学时")
	if n := strings.Count(page.Body, "btn pri"); n != 1 {
		t.Errorf("%d main buttons:\n%s", n, page.Body)
	}
	pass(t, c, fmt.Sprintf("/lessons/%d", published.Lessons[1]))
	want(t, c.Get("/home"), 200, "接着上次学", "已通过 1 节，共 3 节", "继续学习")
}

func TestRecordShowsPlanAndRegulationsSideBySide(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	f.hold(f.meeting("土地管理法律要点", course.QuestionSource{}))
	f.hold(f.meeting("乡村振兴促进法", course.QuestionSource{}), f.xiulan)
	c := f.window(f.xiulan)
	page := c.Get("/record")
	want(t, page, 200, "本单位年度学习计划", "上级规定", "集中培训", "L-2026-0001", "点名确认到会", "第七条",
		"法律全年 50 学时，已有 3", "<b>0</b>", "请假", "个人学习档案（2026年度）", "本人签字", "data-print")
	if n := strings.Count(page.Body, "怎么算的"); n < 5 {
		t.Errorf("%d requirements explain themselves", n)
	}
	wantNot(t, c.Get("/record?mode=online"), "L-2026-0001")
	want(t, c.Get("/record?mode=online"), 200, "没有符合条件的记录")
	want(t, c.Get("/record?quarter=3&subject=law"), 200, "L-2026-0001")
	wantNot(t, c.Get("/record?quarter=1"), "L-2026-0001")
	want(t, c.Get("/record?year=2025"), 200, "这一年没有学时记录")
	for _, year := range []string{"2027", "1999", "x"} {
		if status := c.Get("/record?year=" + year).Status; status != 404 {
			t.Errorf("year %s: status %d", year, status)
		}
	}
}

func TestRecordNamesTheCheckpoint(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.hold(f.meeting("土地管理法律要点", course.QuestionSource{}))
	if _, err := f.log.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, f.window(f.xiulan).Get("/record"), 200, "台账检查点：2026-09-16 14:00:00，共 6 条，校验码 6-")
}

func TestEntryOfAMeetingShowsTheOwnMarkOnly(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.hold(f.meeting("土地管理法律要点", course.QuestionSource{}), f.colleague)
	c := f.window(f.xiulan)
	id := f.entries(f.xiulan)[0].ID
	path := fmt.Sprintf("/entries/%d", id)
	page := c.Get(path)
	want(t, page, 200, "3 学时", "第 1 版第七条", "安排的每 1 学时计 1 学时", "依据：点名", "应到 4，到 3，请假 1", "吴晓梅", "等待封存")
	wantNot(t, page, "宋国强", "防汛值守")
	if _, err := f.log.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, c.Get(path), 200, "已封存", "台账叶号")
	if status := f.window(f.colleague).Get(path).Status; status != 404 {
		t.Errorf("a colleague sees it: status %d", status)
	}
	if status := f.window(f.secretary).Get(path).Status; status != 404 {
		t.Errorf("the study secretary sees it among the own ones: status %d", status)
	}
}

func TestEntryOfACourseShowsThePapersAsPassed(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c, published := f.window(f.xiulan), f.offer("tian", "田里的数据")
	first := fmt.Sprintf("/lessons/%d", published.Lessons[0])
	c.Post(first+"/check", answers(t, c.Get(first), 2))
	pass(t, c, first)
	pass(t, c, fmt.Sprintf("/lessons/%d", published.Lessons[1]))
	c.Post(fmt.Sprintf("/lessons/%d/reading", published.Lessons[2]), nil)
	page := c.Get(fmt.Sprintf("/entries/%d", f.entries(f.xiulan)[0].ID))
	want(t, page, 200, "依据：通过时的答卷", "看田", "记数", "2 题", "没有理解题，由本人确认读过")
	wantNot(t, page, "错误甲", "答错</span>")
	if n := len(regexp.MustCompile(`您的答案：正确`).FindAllString(page.Body, -1)); n != 4 {
		t.Errorf("%d right answers, want 4", n)
	}
}

func TestCorrectionsOfAnEntryStandInARow(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.hold(f.meeting("土地管理法律要点", course.QuestionSource{}))
	first := f.entries(f.xiulan)[0].ID
	f.reverse(first)
	c := f.window(f.xiulan)
	want(t, c.Get(fmt.Sprintf("/entries/%d", first)), 200, "已经由后面的记录冲正", "更正过程", "原记录", "理由：会议提前结束", "由周明远批准")
	want(t, c.Get("/record"), 200, "已冲正", "<b>-3</b>")
}

// reverse takes an entry back by two persons.
func (f *fixture) reverse(id hours.EntryID) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		request, err := f.ledger.ProposeReversal(ctx, tx, roster.Only(f.xiulan.ID()), hours.Proposal{Entry: id, Reason: "会议提前结束", By: f.secretary.ID()})
		if err != nil {
			return err
		}
		_, err = f.ledger.DecideReversal(ctx, tx, roster.Only(f.xiulan.ID()), request, f.committee.ID(), true)
		return err
	})
}

func TestAssignedReadingLeadsToItsDocument(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	a := f.assign(plan.Item{Kind: plan.DocumentItem, Ref: 7}, "《村道养护办法》")
	path := fmt.Sprintf("/readings/%d", a.ID)
	c := f.window(f.xiulan)
	want(t, c.Get("/home"), 200, "必读：《村道养护办法》", "吴晓梅布置", path, "答对理解题计 0.5 学时，也可只标已读")
	if page := c.Get(path); page.Path != "/policies/7" {
		t.Errorf("leads to %s", page.Path)
	}
	if page := f.window(f.committee).Get(path); page.Status != 404 || page.Path != path {
		t.Errorf("somebody who is not asked gets %d at %s", page.Status, page.Path)
	}
}

func TestPagesNeedPermission(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.administrator()
	for _, path := range []string{"/home", "/courses", "/meetings", "/record", "/entries/1", "/make-ups/1"} {
		if page := admin.Get(path); page.Status != 403 {
			t.Errorf("%s: status %d for an administrator", path, page.Status)
		}
	}
	for _, route := range f.site.Routes() {
		if route.Permission != access.Learn {
			t.Errorf("%s %s needs %s", route.Method, route.Path, route.Permission)
		}
	}
}
