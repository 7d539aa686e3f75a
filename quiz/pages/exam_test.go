package pages_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"xiangxue/quiz/exam"
)

// examForm is the form of a quiz with a drawn section and a fixed question.
func examForm(f *fixture) url.Values {
	return url.Values{
		"title": {"第四季度法律小测"}, "unit": {fmt.Sprint(f.town.ID)}, "subject": {"law"}, "pass_mark": {"6"}, "hours": {"0.5"},
		"partial": {"all-or-nothing"}, "from": {"2026-09-01T08:30"}, "until": {"2026-09-30T18:00"}, "attempts": {"2"}, "counts": {"best"},
		"shows": {"at_once"}, "graders": {"1"},
		"sections[0].title": {"一、选择题"}, "sections[0].each": {"2.5"}, "sections[0].fixed": {"3"},
		"sections[0].picks[0].bank": {fmt.Sprint(f.bank.ID)}, "sections[0].picks[0].kind": {"single"}, "sections[0].picks[0].count": {"1"},
		"sections[0].picks[1].kind": {"multiple"}, "sections[0].picks[1].count": {"1"},
	}
}

var revisionField = regexp.MustCompile(`name="revision" value="(\d+)"`)

func TestAQuizIsPutTogetherPublishedAndAssigned(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stock(everyKind()...)
	author, secretary := f.as("林若溪"), f.as("吴晓梅")
	want(t, author.Get("/exams"), 200, "出一场测验", "还没有测验")
	want(t, author.Get("/exams/new"), 200, "云溪镇</option>", "题库里有 7 道", "全对得分")
	form := examForm(f)
	form.Set("act", "count")
	want(t, author.Post("/exams", form), 200, "现在共 3 题，满分 7.5 分", "题库里有 1 道")
	form.Set("act", "pick:0")
	want(t, author.Post("/exams", form), 200, `name="sections[0].picks[2].count"`)
	form.Set("act", "unpick:0.0")
	wantNot(t, author.Post("/exams", form), `name="sections[0].picks[1].count"`)
	form.Set("act", "add")
	want(t, author.Post("/exams", form), 200, `name="sections[1].title"`)
	form.Del("act")
	form.Set("sections[0].fixed", "3 99")
	form.Set("minutes", "一小时")
	want(t, author.Post("/exams", form), 422, "请填整数", "第 99 号题不存在")
	form = examForm(f)
	page := author.Post("/exams", form)
	want(t, page, 200, "第四季度法律小测", "草稿", "一、选择题", "3 题，每题 2.5 分", "固定题 1 道", "抽 1 道", "请组长或学习秘书发布")
	wantNot(t, page, "发布测验")
	path := page.Path
	want(t, author.Get(path+"/paper?draw=2"), 200, "第 2 份样卷", "第四季度法律小测", "满分 7.5 分", "一、选择题", "农村村民一户")
	want(t, author.Get(path+"/paper?key=yes"), 200, "（答案）", "答案：", "解析：《农村土地承包法》第二十一条规定为三十年。")
	edit := author.Get(path + "/change")
	want(t, edit, 200, "修改测验", `value="3"`)
	form.Set("revision", revisionField.FindStringSubmatch(edit.Body)[1])
	form.Set("title", "第四季度测验")
	want(t, author.Post(path+"/change", form), 200, "第四季度测验")
	want(t, author.Post(path+"/change", form), 409, "别人刚刚改过这份草稿")
	want(t, author.Post(path+"/publication", url.Values{"revision": {"2"}}), 403)

	page = secretary.Get(path)
	want(t, page, 200, "发布测验")
	want(t, secretary.Post(path+"/publication", url.Values{"revision": {revisionField.FindStringSubmatch(page.Body)[1]}}), 200, "已发布", "布置给人")
	page = secretary.Get(path + "/assignments/new")
	want(t, page, 200, "布置给谁", "单位（含下级）", "云溪镇", "何秀兰", "宋国强")
	want(t, secretary.Post(path+"/assignments", url.Values{"due_on": {"2026-09-28"}, "to": {"elsewhere"}}), 422, "请选择")
	want(t, secretary.Post(path+"/assignments", url.Values{"due_on": {"2026-09-28"}, "to": {"persons"}, "persons": {fmt.Sprint(f.people["何秀兰"].ID())}}), 200,
		"第四季度测验：成绩", "还没有开始", "何秀兰")
	want(t, f.as("何秀兰").Get("/quizzes"), 200, "现在可以答", "第四季度测验")
	want(t, f.as("何秀兰").Get(path), 403)
	want(t, secretary.Post(path+"/withdrawal", url.Values{}), 422, "请写明理由")
	want(t, secretary.Post(path+"/withdrawal", url.Values{"reason": {"题目有误"}}), 200, "已撤回", "题目有误")
}

func TestTooFewQuestionsAreSaid(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stock(everyKind()...)
	secretary := f.as("吴晓梅")
	form := examForm(f)
	form.Set("sections[0].picks[0].count", "5")
	page := secretary.Post("/exams", form)
	path := page.Path
	want(t, secretary.Get(path+"/paper"), 422, "符合条件的题只有 1 道")
	want(t, secretary.Post(path+"/publication", url.Values{"revision": {"1"}}), 422, "符合条件的题只有 1 道")
}

// sit has a person answer the first question right or wrong and write something, and submit.
func (f *fixture) sit(name string, e exam.Exam, option, text string) {
	f.t.Helper()
	c := f.as(name)
	page := start(f.t, c, e.ID)
	form := answered(f.t, page, option)
	form.Set("q7", text)
	want(f.t, c.Post(page.Path+"/review", form), 200, "现在交卷吗")
	want(f.t, c.Post(page.Path+"/submission", nil), 200, "结果")
}

func TestWrittenAnswersAreGradedWithoutNames(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	e := f.publish(terms(f.stock(everyKind()...)...))
	f.sit("何秀兰", e, "三十年", "先开村民会议，再由乡镇审核。")
	secretary, path := f.as("吴晓梅"), fmt.Sprintf("/exams/%d", e.ID)
	want(t, secretary.Get(path+"/results"), 200, "等待阅卷", "按单位和姓氏排列", "何秀兰")
	page := secretary.Get(path + "/gradings")
	want(t, page, 200, "等您评的还有 1 份", "先开村民会议", "说到村民会议", "最多 6 分", "说到乡镇审核", "最多 4 分", "看不到是谁答的")
	if strings.Contains(content(page), "何秀兰") {
		t.Error("the queue tells whose answer it is")
	}
	code := regexp.MustCompile(`name="code" value="([^"]+)"`).FindStringSubmatch(page.Body)[1]
	form := url.Values{"code": {code}, "marks[0]": {"7"}, "marks[1]": {""}}
	want(t, secretary.Post(path+"/gradings", form), 422, "先开村民会议", `value="7"`, "请给分，没有说到的给 0")
	form.Set("marks[1]", "4")
	want(t, secretary.Post(path+"/gradings", form), 422, "先开村民会议")
	form.Set("marks[0]", "5.5")
	want(t, secretary.Post(path+"/gradings", form), 200, "已经记下", "没有等您评的答卷")
	want(t, secretary.Post(path+"/gradings", form), 409, "已经评过")
	page = secretary.Get(path + "/results")
	want(t, page, 200, "还没有合格", "39.5 分")
	want(t, secretary.Get("/attempts/1/answers"), 200, "何秀兰的答卷", "得分 39.5 分", "得 9.5 分，共 10 分")
	want(t, f.as("宋国强").Get("/attempts/1/answers"), 403)
	want(t, f.as("周明远").Get(path+"/results"), 200, "何秀兰")
	file := secretary.Get(path + "/results/file")
	if file.Status != 200 || !strings.HasPrefix(file.Body, "PK") {
		t.Errorf("the export: %d", file.Status)
	}
	want(t, f.as("林若溪").Get(path+"/results/file"), 403)
}

func TestAKeyIsCorrectedByTwoPersons(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	ids := f.stock(everyKind()[0])
	set := terms(ids...)
	set.PassMark = 1000
	e := f.publish(set)
	path := fmt.Sprintf("/exams/%d", e.ID)
	c := f.as("何秀兰")
	page := start(t, c, e.ID)
	c.Post(page.Path+"/answers", answered(t, page, "二十年"))
	want(t, c.Post(page.Path+"/submission", nil), 200, "还没有合格", "得分 0 分")

	secretary := f.as("吴晓梅")
	want(t, secretary.Get(path+"/questions"), 200, "耕地的承包期", "1 人答", "得分率 0%", "答的人还少", "二十年", "人人给分")
	form := url.Values{"version": {fmt.Sprint(ids[0])}, "key": {"0"}, "reason": {"题"}}
	want(t, secretary.Post(path+"/corrections", form), 422, "请写明更正的理由")
	form.Set("reason", "题目没有说是哪一种地")
	page = secretary.Post(path+"/corrections", form)
	want(t, page, 200, "等第二个人批准", "人人给分", "题目没有说是哪一种地", "吴晓梅")
	wantNot(t, page, "批准并重新评分")
	member := f.as("周明远")
	page = member.Get(path + "/questions")
	want(t, page, 200, "批准并重新评分")
	wantNot(t, page, "得分率")
	want(t, member.Post(path+"/corrections/1/decision", url.Values{}), 422, "请选择")
	want(t, member.Post(path+"/corrections/1/decision", url.Values{"decision": {"accept"}}), 200, "正在重新评分", "由周明远决定")
	if n, err := f.office.Regrade(t.Context()); err != nil || n != 1 {
		t.Fatalf("regraded %d (%v)", n, err)
	}
	want(t, c.Get("/attempts/1/result"), 200, "成绩改过：以前是 0 分", "这道题有误，人人得分", "合格", "0.5 学时已入账")
	want(t, member.Get(path+"/questions"), 200, "已重新评分")
}

// TestListsAskTheDatabaseFewTimes keeps the pages of lists from asking once per row.
func TestListsAskTheDatabaseFewTimes(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	ids := f.stock(everyKind()...)
	for i := range 6 {
		set := terms(ids...)
		set.Title = fmt.Sprint("测验", i)
		f.publish(set)
	}
	for _, page := range []struct {
		who, path string
		want      int64
	}{
		{"林若溪", "/banks", 3}, {"林若溪", fmt.Sprintf("/banks/%d", f.bank.ID), 9}, {"林若溪", "/exams", 3}, {"吴晓梅", "/exams/1/results", 5},
		{"何秀兰", "/quizzes", 5},
	} {
		c := f.as(page.who)
		want(t, c.Get(page.path), 200)
		before := f.db.Statements()
		want(t, c.Get(page.path), 200)
		if n := f.db.Statements() - before; n > page.want {
			t.Errorf("%s takes %d statements, want at most %d", page.path, n, page.want)
		}
	}
}
