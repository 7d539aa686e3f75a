package pages_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"xiangxue/course/web/webtest"
	"xiangxue/quiz/exam"
)

var (
	seenField = regexp.MustCompile(`name="(seen-q\d+)" value="([^"]*)"`)
	choice    = regexp.MustCompile(`type="(?:radio|checkbox)" name="(q\d+)" value="([^"]*)"[^>]*><span>(?:[A-J]　)?([^<]*)</span>`)
	prompted  = regexp.MustCompile(`(?s)<label for="(q\d+)-\d+">([^<]*)</label><select.*?</select>`)
	placed    = regexp.MustCompile(`<label class="grow" for="(q\d+)-\d+">([^<]*)</label>`)
	offered   = regexp.MustCompile(`<option value="([A-J])"[^>]*>[A-J]　([^<]*)</option>`)
)

// blank returns the form of an attempt's page as it stands, without what was chosen.
func blank(t *testing.T, page webtest.Page) url.Values {
	t.Helper()
	values := url.Values{}
	for _, m := range seenField.FindAllStringSubmatch(page.Body, -1) {
		values.Set(m[1], m[2])
	}
	if len(values) == 0 {
		t.Fatalf("no questions on %s\n%s", page.Path, content(page))
	}
	return values
}

// answered fills in the form of everyKind's paper; the options are named by their texts.
func answered(t *testing.T, page webtest.Page, texts ...string) url.Values {
	t.Helper()
	values := blank(t, page)
	for _, m := range choice.FindAllStringSubmatch(page.Body, -1) {
		for _, text := range texts {
			if m[3] == text {
				values.Add(m[1], m[2])
			}
		}
	}
	places := map[string]string{"申请": "1", "公示": "2", "审批": "3"}
	for _, m := range placed.FindAllStringSubmatch(page.Body, -1) {
		values.Add(m[1], places[m[2]])
	}
	owners := map[string]string{"承包合同": "村集体", "宅基地审批": "乡镇政府"}
	for _, m := range prompted.FindAllStringSubmatch(page.Body, -1) {
		for _, o := range offered.FindAllStringSubmatch(m[0], -1) {
			if o[2] == owners[m[2]] {
				values.Add(m[1], o[1])
			}
		}
	}
	return values
}

// start begins an attempt from the quiz's page and returns the page of the attempt.
func start(t *testing.T, c *webtest.Client, id exam.ID) webtest.Page {
	t.Helper()
	page := c.Post(fmt.Sprintf("/quizzes/%d/attempts", id), nil)
	want(t, page, 200, "答题卡")
	return page
}

func TestAQuizIsTakenWithoutScript(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	e := f.publish(terms(f.stock(everyKind()[:6]...)...))
	c := f.as("何秀兰")
	want(t, c.Get("/quizzes"), 200, "现在可以答", "第三季度法律小测", "6 题", "满分 60 分，30 分合格", "合格计 0.5 学时", "去测验")
	want(t, c.Get(fmt.Sprintf("/quizzes/%d", e.ID)), 200, "限时 60 分钟：现在开始，10:00 结束", "最多 2 次", "全对得分")
	page := start(t, c, e.ID)
	attempt := page.Path
	want(t, page, 200, "耕地的承包期", "按先后排列", "谁管什么", "交卷前还会问一次")
	form := answered(t, page, "三十年", "说明用途", "只登记需要的", "错")
	form.Set("q4", "15")
	page = c.Post(attempt+"/answers", form)
	want(t, page, 200, "已经保存", `value="15"`, "已保存 09:00")
	form = answered(t, page, "三十年", "说明用途", "只登记需要的", "错")
	form.Del("q3")
	form.Set("q3", "")
	form.Set("q4", " 20 ")
	page = c.Post(attempt+"/review", form)
	want(t, page, 200, "现在交卷吗", "已答 5 题，共 6 题", "还有 1 题没答", "第 3 题")
	page = c.Post(attempt+"/submission", nil)
	want(t, page, 200, "第三季度法律小测：结果", "没有作答", "农村村民一户", "答对的 5 题", "解析：", "看依据：《农村土地承包法》第二十一条",
		"合格</h2>", "得分 50 分，满分 60 分，30 分合格", "0.5 学时已入账", "/entries/")
	wantNot(t, page, "再考一次")
	if again := c.Get(attempt); again.Path != attempt+"/result" {
		t.Errorf("a submitted attempt shows %s", again.Path)
	}
	want(t, c.Get("/quizzes"), 200, "已结束", "得分 50 分", "已合格")
	want(t, c.Get(fmt.Sprintf("/quizzes/%d", e.ID)), 200, "已合格", "您已经合格", "看结果")
}

func TestAnAttemptGoesOnElsewhere(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	e := f.publish(terms(f.stock(everyKind()...)...))
	office, phone := f.as("何秀兰"), f.as("何秀兰")
	page := start(t, office, e.ID)
	attempt := page.Path
	first := answered(t, page, "三十年")
	first.Set("q7", "先开村民会议。")
	onPhone := start(t, phone, e.ID)
	if onPhone.Path != attempt {
		t.Fatalf("the phone shows %s, the office %s", onPhone.Path, attempt)
	}
	want(t, office.Post(attempt+"/answers", first), 200, "先开村民会议。")

	second := answered(t, onPhone, "二十年", "对") // q1 differs, q3 is new, q7 was not touched
	page = phone.Post(attempt+"/answers", second)
	want(t, page, 422, "在另一个页面或设备上改过", "另一处的答案：", "先开村民会议。")
	page = phone.Post(attempt+"/answers", answered(t, page, "二十年", "对"))
	want(t, page, 200, "已经保存")
	if !strings.Contains(page.Body, `checked><span>`+letterOf(page, "二十年")+`　二十年`) {
		t.Errorf("what was saved once more does not stand\n%s", content(page))
	}
}

// letterOf returns the letter before an option.
func letterOf(page webtest.Page, text string) string {
	at := strings.Index(page.Body, "　"+text)
	return page.Body[at-1 : at]
}

// send saves one answer as the script does.
func send(c *webtest.Client, attempt, item string, revision int, values ...string) (webtest.Page, map[string]any) {
	form := url.Values{"revision": {fmt.Sprint(revision)}, "value": values}
	r := httptest.NewRequest(http.MethodPost, attempt+"/answers/"+item, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	page := c.Send(r)
	answer := map[string]any{}
	_ = json.Unmarshal([]byte(page.Body), &answer) // no JSON leaves it empty, which the tests see
	return page, answer
}

func TestTheScriptSavesAnswers(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	e := f.publish(terms(f.stock(everyKind()...)...))
	c := f.as("何秀兰")
	attempt := start(t, c, e.ID).Path
	page, answer := send(c, attempt, "q4", 1, "20")
	if page.Status != 200 || answer["revision"] != 1.0 || answer["at"] != "09:00" {
		t.Fatalf("saved: %d %v", page.Status, answer)
	}
	if page, again := send(c, attempt, "q4", 1, "20"); page.Status != 200 || again["seen"] != answer["seen"] {
		t.Errorf("the same once more: %d %v", page.Status, again)
	}
	page, answer = send(c, attempt, "q4", 1, "15")
	if page.Status != 409 || answer["revision"] != 1.0 || fmt.Sprint(answer["values"]) != "[20]" || answer["over"] != nil {
		t.Errorf("a conflict: %d %v", page.Status, answer)
	}
	if page, answer = send(c, attempt, "q7", 1, strings.Repeat("长", 5001)); page.Status != 422 || answer["problem"] == "" {
		t.Errorf("too long: %d %v", page.Status, answer)
	}
	if page, _ = send(c, attempt, "q99", 1, "A"); page.Status != 404 {
		t.Errorf("no such question: %d", page.Status)
	}
	if page, _ = send(f.as("宋国强"), attempt, "q4", 1, "1"); page.Status != 404 {
		t.Errorf("another person: %d", page.Status)
	}
	c.Post(attempt+"/submission", nil)
	if page, answer = send(c, attempt, "q4", 2, "15"); page.Status != 409 || answer["over"] != true {
		t.Errorf("after the submission: %d %v", page.Status, answer)
	}
}

func TestTheServerKeepsTheTime(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	e := f.publish(terms(f.stock(everyKind()[:3]...)...))
	c := f.as("何秀兰")
	page := start(t, c, e.ID)
	attempt := page.Path
	want(t, page, 200, `<div id="end" role="status"></div>`, "10:00 结束")
	c.Post(attempt+"/answers", answered(t, page, "三十年", "对"))
	f.now = f.now.Add(51 * time.Minute)
	want(t, c.Get(attempt), 200, "不到 10 分钟了，10:00 结束")
	f.now = f.now.Add(9 * time.Minute)
	page = c.Get(attempt)
	want(t, page, 200, "：结果", "得分 20 分")
	form := answered(t, start(t, f.as("宋国强"), e.ID), "三十年")
	if page := c.Post(attempt+"/answers", form); page.Path != attempt+"/result" {
		t.Errorf("a form that comes too late leads to %s", page.Path)
	}
}

func TestAQuizThatCannotBeBegun(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	set := terms(f.stock(everyKind()[:3]...)...)
	set.Shows, set.Retake = exam.Never, exam.Retake{Attempts: 2, WaitDays: 1, Counts: exam.Best}
	e := f.publish(set)
	path := fmt.Sprintf("/quizzes/%d", e.ID)
	c, author := f.as("何秀兰"), f.as("林若溪")
	f.now = f.now.AddDate(0, -1, 0)
	want(t, c.Get("/quizzes"), 200, "还没到时间", "可以开始")
	want(t, c.Post(path+"/attempts", nil), 409, "还没到时间", "现在还不能开始")
	f.now = f.now.AddDate(0, 1, 0)
	page := c.Post(start(t, c, e.ID).Path+"/submission", nil)
	want(t, page, 200, "这场测验不公布答案", "还没有合格", "得分 0 分", "起可以再考一次")
	wantNot(t, page, "解析", "三十年")
	want(t, author.Get("/quizzes/99"), 404)
	set.Title = "没有布置的"
	var other exam.Exam
	f.draft(set, &other)
	want(t, c.Get(fmt.Sprintf("/quizzes/%d", other.ID)), 404)
}
