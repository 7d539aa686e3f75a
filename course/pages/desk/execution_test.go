package desk_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"xiangxue/course/roster"
	"xiangxue/course/web/webtest"
)

// executed has the committee approve the example plan and returns the path of its execution at the end of the year.
func (f *fixture) executed() string {
	f.t.Helper()
	path := f.submitted()
	f.decide(f.committee, path, "approve", "党委会 2026 年第 3 次会议")
	f.now = f.now.AddDate(0, 9, 25)
	f.secretary, f.committee, f.cadre = f.signIn("YX01"), f.signIn("YX02"), f.signIn("YX03")
	return fmt.Sprintf("/plan-executions/%d", f.town.ID)
}

func TestPlanAndExecution(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	empty := fmt.Sprintf("/plan-executions/%d", f.town.ID)
	want(t, f.secretary.Get(empty), 200, "2026年没有批准的计划")
	path := f.executed()
	want(t, f.committee.Get("/plans"), 200, path, "计划与执行")
	if page := f.cadre.Get("/plans"); page.Shows("plan-executions") {
		t.Error("a cadre is led to the execution of the plan")
	}
	page := f.committee.Get(path)
	want(t, page, 200, "专题内加专题外，与台账一致", "没有召开，也没有记录说明原因", "要写说明", "农业农村办公室")
	wantNot(t, page, "写下说明")
	want(t, f.committee.Get(path+"?asOf=2026-03-01"), 200, "截至", "季度还没有过完，会还没有通知")
	want(t, f.committee.Get(path+"?asOf=morgen"), 422)
	want(t, f.cadre.Get(path), 403)
	neighbour := f.neighbour()
	want(t, neighbour.Get(path), 404)
	want(t, neighbour.Post(path+"/explanations", url.Values{"topic": {"t1"}, "reason": {"x"}, "after": {"0"}}), 404)
}

// neighbour is the secretary of the office below the township.
func (f *fixture) neighbour() *webtest.Client {
	f.t.Helper()
	return f.person("YX09", "秦川", f.office, roster.StudySecretary)
}

func TestWritingWhyATopicWasNotCarriedOut(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	path := f.executed()
	f.secretary.SetCookie("lang", "en")
	inEnglish(t, f.secretary.Get(path+"?explain=t1"))
	f.secretary.SetCookie("lang", "zh-CN")
	page := f.secretary.Get(path + "?explain=t1")
	want(t, page, 200, "写下说明", "为什么没有照计划")
	form := url.Values{"year": {"2026"}, "topic": {"t1"}, "after": {"0"}, "reason": {" "}}
	want(t, f.secretary.Post(path+"/explanations", form), 422, "请写明原因")
	form.Set("reason", "主讲人外出，改在明年讲")
	want(t, f.committee.Post(path+"/explanations", form), 403)
	want(t, f.secretary.Post(path+"/explanations", form), 200, "主讲人外出，改在明年讲", "吴晓梅", "再写一版")
	want(t, f.secretary.Post(path+"/explanations", form), 409, "刚才已经有人写过说明")
	form.Set("topic", "t99")
	want(t, f.secretary.Post(path+"/explanations", form), 404)
}

func TestExportingAnExecution(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	path := f.executed()
	csv := f.secretary.Post(path+"/export", url.Values{"format": {"csv"}, "year": {"2026"}})
	want(t, csv, 200, "相差的原因", "没有召开，也没有记录说明原因", "台账合计")
	if kind := csv.Header.Get("Content-Disposition"); !strings.HasPrefix(kind, "attachment") {
		t.Errorf("the file is sent as %q", kind)
	}
	if xlsx := f.secretary.Post(path+"/export", url.Values{"format": {"xlsx"}}); !strings.HasPrefix(xlsx.Body, "PK") {
		t.Error("the workbook is none")
	}
	want(t, f.cadre.Post(path+"/export", url.Values{"format": {"csv"}}), 403)
}
