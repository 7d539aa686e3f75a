package group_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"xiangxue/course/hours"
	"xiangxue/course/web/webtest"
)

// springClass is the form of a class of five days in September for some people.
func (f *fixture) springClass(names ...string) url.Values {
	form := url.Values{
		"kind": {"off_job"}, "title": {"乡镇干部秋季班"}, "organiser": {"县委党校"}, "from": {"2026-09-07"}, "to": {"2026-09-11"},
		"days": {"5"}, "doc_number": {"临组通〔2026〕9号"}, "audience": {"persons"},
	}
	for _, n := range names {
		form.Add("participants", fmt.Sprint(f.people[n]))
	}
	return form
}

func (f *fixture) trainingMarks(exceptions map[string][3]string, names ...string) url.Values {
	form := url.Values{}
	for _, n := range names {
		id := f.people[n]
		x, told := exceptions[n]
		if !told {
			x = [3]string{"yes", "", ""}
		}
		form.Set(fmt.Sprint("attended-", id), x[0])
		form.Set(fmt.Sprint("away-", id), x[1])
		form.Set(fmt.Sprint("reason-", id), x[2])
	}
	return form
}

func TestTrainingClassFromThePlanToTheLedger(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	want(t, c.Get("/training-classes"), 200, "2026 年还没有培训班")
	want(t, c.Post("/training-classes", url.Values{"kind": {"off_job"}, "audience": {"persons"}}), 422, "请填开始日期", "请填写，最多 100 个字")
	page := c.Post("/training-classes", f.springClass("何秀兰", "宋国强", "陈立群"))
	want(t, page, 200, "乡镇干部秋季班", "临组通〔2026〕9号", "确认名单并入账", "何秀兰")
	path := page.Path
	want(t, c.Get("/training-classes"), 200, "等确认名单", "3 人")
	form := c.Get(path + "/change")
	want(t, form, 200, `value="县委党校"`, `value="5"`)
	if n := strings.Count(form.Body, " checked"); n != 3 {
		t.Errorf("%d people are ticked", n)
	}
	refused := c.Post(path+"/roll", f.trainingMarks(map[string][3]string{"宋国强": {"yes", "很多", ""}}, "何秀兰", "宋国强", "陈立群"))
	want(t, refused, 422, "宋国强：请填数字", `value="很多"`)
	refused = c.Post(path+"/roll", f.trainingMarks(map[string][3]string{"陈立群": {"no", "", ""}}, "何秀兰", "宋国强", "陈立群"))
	want(t, refused, 422, "陈立群：请写一句原因")
	exceptions := map[string][3]string{"宋国强": {"yes", "6", "防汛值班"}, "陈立群": {"no", "", "临时抽调"}}
	done := c.Post(path+"/roll", f.trainingMarks(exceptions, "何秀兰", "宋国强", "陈立群"))
	want(t, done, 200, "1 人入账", "请假超过七分之一，不认定", "临时抽调", "由吴晓梅确认")
	if sum, n := f.total("何秀兰"); sum != 40*hours.Hour || n != 1 {
		t.Errorf("%s hours in %d entries", sum, n)
	}
	if _, n := f.total("宋国强"); n != 0 {
		t.Error("leave of more than a seventh was booked")
	}
	want(t, c.Post(path+"/change", f.springClass("何秀兰")), 409)
}

func TestWholeUnitTakesPart(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	form := f.springClass()
	form.Set("audience", fmt.Sprintf("unit-%d", f.office.ID))
	page := c.Post("/training-classes", form)
	want(t, page, 200, "3 人", "何秀兰", "宋国强", "陈立群")
	form.Set("audience", fmt.Sprintf("unit-%d", f.other.ID))
	form.Set("title", "别的班")
	want(t, c.Post("/training-classes", form), 404)
	form.Set("audience", fmt.Sprintf("group-%d", f.group.ID))
	want(t, c.Post("/training-classes", form), 200, "3 人")
	cancelled := page.Path
	want(t, c.Post(cancelled+"/cancellation", url.Values{}), 200, "别的班")
	want(t, c.Get(cancelled), 200, "这个培训班已经取消")
}

func TestTrainingIsForStudySecretaries(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	path := f.as("吴晓梅").Post("/training-classes", f.springClass("何秀兰")).Path
	leader := f.as("陈立群")
	want(t, leader.Get("/training-classes"), 403)
	if page := leader.Get("/group-meetings"); page.Shows("/training-classes") || !page.Shows("/declarations") {
		t.Error("a leader is shown the training classes, or not the declarations")
	}
	want(t, f.as("秦川").Get(path), 404)
}

// send uploads a table as the browser does and follows to the page that answers.
func send(t *testing.T, c *webtest.Client, name, text string) webtest.Page {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/training-imports", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	page := c.Send(r)
	if page.Status == http.StatusSeeOther {
		return c.Get(page.Header.Get("Location"))
	}
	return page
}

const academy = "工号,姓名,班次名称,主办单位,起止日期,学时\n" +
	"G004,何秀兰,乡村振兴网班,省干部网络学院,2026.3.1-5.31,20.5\nG005,宋国强,乡村振兴网班,省干部网络学院,2026.3.1-5.31,8\n"

func TestTableOfHoursIsShownBeforeItIsBooked(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	want(t, c.Get("/training-imports"), 200, "学时名册模板.xlsx")
	page := send(t, c, "网院.csv", academy+"G009,查无此人,乡村振兴网班,省干部网络学院,2026.3.1-5.31,8\n")
	want(t, page, 200, "会记什么", "新增 2 行，其中 2 行入账，共 28.5 学时；0 行已经记过", "花名册里没有这个工号", "SHA-256")
	if _, n := f.total("何秀兰"); n != 0 {
		t.Fatal("the preview booked something")
	}
	path, _, _ := strings.Cut(page.Path, "?")
	want(t, c.Post(path, url.Values{"file": {"网院.csv"}}), 422, "有 1 处有错，没有导入")
	want(t, c.Post(path, url.Values{"file": {"网院.csv"}, "partial": {"yes"}}), 200, "导入完成，新增 2 行", "乡村振兴网班", "2 人入账")
	if sum, n := f.total("何秀兰"); sum != 2050 || n != 1 {
		t.Errorf("%s hours in %d entries", sum, n)
	}
	want(t, c.Post(path, url.Values{"file": {"网院.csv"}}), 409)
	class := regexp.MustCompile(`/training-classes/\d+`).FindString(c.Get("/training-classes").Body)
	want(t, c.Get(class), 200, "由吴晓梅从文件导入", "网院.csv", "20.5 学时")
	again := send(t, c, "网院.csv", academy)
	want(t, again, 200, "新增 0 行，其中 0 行入账，共 0 学时；2 行已经记过")
	if again.Shows("导入并入账") {
		t.Error("what is on record can be imported once more")
	}
}

func TestTablesThatAreNone(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	want(t, send(t, c, "网院.csv", "工号,姓名\nG004,何秀兰\n"), 422, "这份文件不能用", "表头中没有这一列")
	want(t, send(t, c, "网院.xlsx", "不是表格"), 422, "这份文件不能用")
	want(t, send(t, c, "大.csv", strings.Repeat("x", 6<<20)), 422)
	want(t, c.Get("/training-imports/"+strings.Repeat("0", 64)+"?file=x.csv"), 409)
	if page := c.Get("/training-imports/template"); page.Status != 200 || !strings.HasPrefix(page.Body, "PK") {
		t.Errorf("the template: %d", page.Status)
	}
}
