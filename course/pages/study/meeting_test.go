package study_test

import (
	"context"
	"fmt"
	"net/url"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

// meeting calls a collective meeting of the township two hours from now, with something to make up for it.
func (f *fixture) meeting(title string, makeUp course.QuestionSource) (m plan.Meeting) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		m, err = f.planner.Open(ctx, tx, f.secretary, plan.Meeting{
			Unit: f.town.ID, Mode: hours.Collective, Title: title, Subject: "law", Place: "三楼会议室", Host: "周明远", Hours: 3 * hours.Hour,
			StartsAt: f.now.Add(2 * time.Hour), EndsAt: f.now.Add(5 * time.Hour), Agenda: "9:30 学习条文\n讨论案例", MakeUp: makeUp,
		})
		return err
	})
	return m
}

// hold confirms the roll of a meeting at its end; the given persons are on leave, the others present.
func (f *fixture) hold(m plan.Meeting, away ...access.Actor) {
	f.t.Helper()
	f.now = m.EndsAt
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		expected, err := attendance.Expect(ctx, tx.ReadTx, m)
		if err != nil {
			return err
		}
		var marks []attendance.Mark
		for _, e := range expected {
			mark := attendance.Mark{Cadre: e.Cadre.ID, Presence: attendance.Present}
			for _, a := range away {
				if a.ID() == mark.Cadre {
					mark.Presence, mark.Reason = attendance.OnLeave, "防汛值守"
				}
			}
			marks = append(marks, mark)
		}
		_, err = f.clerk.Confirm(ctx, tx, f.secretary, m.ID, marks)
		return err
	})
}

func lessonSource(id course.LessonID) course.QuestionSource {
	return course.QuestionSource{Kind: course.SourceLesson, ID: int64(id)}
}

func TestNoMeetings(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	want(t, f.window(f.xiulan).Get("/meetings"), 200, "近期没有会", "今年还没有点过名的会")
}

func TestMeetingShowsAgendaMaterialAndStatus(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c, published := f.window(f.xiulan), f.offer("tian", "田里的数据")
	m := f.meeting("土地管理法律要点", lessonSource(published.Lessons[0]))
	path := fmt.Sprintf("/meetings/%d", m.ID)
	want(t, c.Get("/meetings"), 200, "集中学：土地管理法律要点", "默认到会", path)
	want(t, c.Get("/home"), 200, "集中学：土地管理法律要点", "9月16日（周三）11:00 至 14:00", "计 3 学时")
	want(t, c.Get(path), 200, "<time>9:30</time><p>学习条文</p>", "<p>讨论案例</p>", "看田", "默认到会", "提交请假")
	f.now = m.EndsAt.Add(time.Minute)
	waiting := c.Get(path)
	want(t, waiting, 200, "名单还没有确认")
	wantNot(t, waiting, "提交请假")
	want(t, c.Get("/meetings"), 200, "等待点名")
	f.hold(m)
	want(t, c.Get(path), 200, "到　3 学时", "3 学时已入账")
	want(t, c.Get("/meetings"), 200, "今年开过的会", "到　3 学时")
}

func TestMeetingOfOthersIsNotFound(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.meeting("土地管理法律要点", course.QuestionSource{})
	outside := f.outsider()
	c := f.window(outside)
	path := fmt.Sprintf("/meetings/%d", m.ID)
	if page := c.Get(path); page.Status != 404 {
		t.Errorf("status %d", page.Status)
	}
	if page := c.Post(path+"/leave", url.Values{"kind": {"leave"}, "reason": {"开会"}}); page.Status != 404 {
		t.Errorf("leave: status %d", page.Status)
	}
}

func TestLeave(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c, m := f.window(f.xiulan), f.meeting("土地管理法律要点", course.QuestionSource{})
	path := fmt.Sprintf("/meetings/%d", m.ID)
	page := c.Post(path+"/leave", url.Values{"kind": {"official_duty"}, "reason": {" "}})
	want(t, page, 422, "请写一句原因", `value="official_duty" checked`, `aria-invalid="true" aria-describedby="reason-error"`)
	want(t, c.Post(path+"/leave", url.Values{"kind": {"official_duty"}, "reason": {"县里开会"}}), 200, "公出等待批准", "原因：县里开会")
	want(t, c.Post(path+"/leave", url.Values{"kind": {"leave"}, "reason": {"汛期值守"}}), 200, "请假等待批准", "原因：汛期值守")
	want(t, c.Get("/home"), 200, "请假等待批准")
	f.decideLeave(m, true)
	granted := c.Get(path)
	want(t, granted, 200, "请假已批准")
	wantNot(t, granted, "提交请假")
	want(t, c.Post(path+"/leave", url.Values{"kind": {"leave"}, "reason": {"再请"}}), 409, "已经批准")
	late := f.meeting("另一次", course.QuestionSource{})
	f.now = late.StartsAt
	path = fmt.Sprintf("/meetings/%d", late.ID)
	want(t, c.Get(path), 200, "会已经开始，请直接告诉组长或学习秘书")
	want(t, c.Post(path+"/leave", url.Values{"kind": {"leave"}, "reason": {"晚了"}}), 409, "会已经开始")
}

// decideLeave grants or declines what was asked for a meeting.
func (f *fixture) decideLeave(m plan.Meeting, approve bool) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		open, err := attendance.OpenLeave(ctx, tx.ReadTx, f.secretary.Scope(access.RunMeetings))
		if err != nil || len(open) != 1 || open[0].Meeting != m.ID {
			f.t.Fatalf("open leave %+v, %v", open, err)
		}
		return f.clerk.Decide(ctx, tx, f.secretary, open[0].ID, approve)
	})
}

func TestMakeUp(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c, published := f.window(f.xiulan), f.offer("tian", "田里的数据")
	m := f.meeting("土地管理法律要点", lessonSource(published.Lessons[0]))
	f.hold(m, f.xiulan)
	want(t, c.Get(fmt.Sprintf("/meetings/%d", m.ID)), 200, "请假　待补学", "原因：防汛值守", "/make-ups/1")
	want(t, c.Get("/home"), 200, "补学：土地管理法律要点", "请假，防汛值守", "答对理解题补 3 学时")
	want(t, c.Get("/meetings"), 200, "待补学")
	page := c.Get("/make-ups/1")
	want(t, page, 200, "看田先看水", "请假，防汛值守", "全部答对，补 3 学时", "第 1 版")
	result := c.Post("/make-ups/1/check", answers(t, page, 1))
	want(t, result, 200, "答对 1 题，还差 1 题", "还没补上", "/make-ups/1#s1")
	if n := len(f.entries(f.xiulan)); n != 0 {
		t.Errorf("a failed check booked %d entries", n)
	}
	stale := answers(t, c.Get("/make-ups/1"), 0)
	stale.Set("fingerprint", "of another draw")
	want(t, c.Post("/make-ups/1/check", stale), 409, "答对的 1 题已经算数")
	form := answers(t, c.Get("/make-ups/1"), 0)
	want(t, c.Post("/make-ups/1/check", form), 200, "2 题全部答对，已补学", "3 学时已入账")
	want(t, c.Post("/make-ups/1/check", form), 200, "已补学") // sent twice
	entries := f.entries(f.xiulan)
	if len(entries) != 1 || entries[0].Amount != 300 || entries[0].Activity != hours.ActivityMakeUp {
		t.Errorf("the ledger has %+v", entries)
	}
	want(t, c.Get("/make-ups/1"), 200, "已补学", "看答题结果和解析")
	want(t, c.Get(fmt.Sprintf("/meetings/%d", m.ID)), 200, "请假　已补学")
	want(t, c.Get("/record"), 200, "请假　已补学")
	want(t, c.Get("/home"), 200, "没有待办")
}

func TestMakeUpOfOthersIsNotFound(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c, published := f.window(f.colleague), f.offer("tian", "田里的数据")
	f.hold(f.meeting("土地管理法律要点", lessonSource(published.Lessons[0])), f.xiulan)
	for _, path := range []string{"/make-ups/1", "/make-ups/1/result", "/make-ups/x"} {
		if page := c.Get(path); page.Status != 404 {
			t.Errorf("%s: status %d", path, page.Status)
		}
	}
	if page := c.Post("/make-ups/1/check", url.Values{"fingerprint": {"x"}}); page.Status != 404 {
		t.Errorf("check: status %d", page.Status)
	}
}

func TestMakeUpByADocumentShowsWhatIsAsked(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	source := course.QuestionSource{Kind: course.SourceDocument, ID: 7}
	f.ask(source)
	c, m := f.window(f.xiulan), f.meeting("村道养护", source)
	f.hold(m, f.xiulan)
	page := c.Get("/make-ups/1")
	want(t, page, 200, "《村道养护办法》", "/policies/7", "路长每七天巡查一次", `id="第二条"`)
	wantNot(t, page, "为了养护村道")
	want(t, c.Get(fmt.Sprintf("/meetings/%d", m.ID)), 200, "《村道养护办法》")
}

func TestMakeUpWithoutQuestions(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.window(f.xiulan)
	f.hold(f.meeting("村道养护", course.QuestionSource{Kind: course.SourceDocument, ID: 8}), f.xiulan)
	want(t, c.Get("/make-ups/1"), 200, "这份材料还没有理解题")
}

func TestStatementsDoNotGrowWithTheMeetings(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.window(f.xiulan)
	statements := func(path string) int64 {
		before := f.db.Statements()
		want(t, c.Get(path), 200)
		return f.db.Statements() - before
	}
	f.hold(f.meeting("第一次", course.QuestionSource{}))
	f.meeting("下一次", course.QuestionSource{})
	paths := []string{"/meetings", "/record", "/home"}
	few := map[string]int64{}
	for _, path := range paths {
		statements(path) // fills the caches
		few[path] = statements(path)
	}
	for i := range 6 {
		f.now = f.now.Add(19 * time.Hour) // the next morning
		f.hold(f.meeting(fmt.Sprint("又一次", i), course.QuestionSource{}))
	}
	f.now = f.now.Add(19 * time.Hour)
	f.meeting("再下一次", course.QuestionSource{})
	c = f.window(f.xiulan)
	statements("/meetings") // renews the login session
	for _, path := range paths {
		if many := statements(path); many > few[path] {
			t.Errorf("%s takes %d statements with many meetings, %d with few", path, many, few[path])
		}
	}
}
