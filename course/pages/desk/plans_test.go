package desk_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web/webtest"
)

// begin starts the draft of the township's plan and returns its page.
func (f *fixture) begin() webtest.Page {
	f.t.Helper()
	page := f.secretary.Post("/plans", url.Values{"unit": {fmt.Sprint(f.town.ID)}, "year": {"2026"}, "from": {"empty"}})
	want(f.t, page, 200, "2026年度理论学习计划", "第 1 版", "保存草稿", "加一项")
	return page
}

// fill writes a plan of 90 hours with one topic into the form.
func fill(form url.Values) {
	for name, value := range map[string]string{
		"guiding": "深入学习贯彻党的创新理论", "requirements.0.category": "section_level", "requirements.0.hours": "90",
		"requirements.0.meetings": "8", "requirements.0.subjects.theory": "60", "requirements.0.subjects.law": "30",
		"shares.0": "20", "topics.0.title": "土地管理法律要点", "topics.0.quarter": "3", "topics.0.mode": "collective",
		"topics.0.subject": "law", "topics.0.hours": "2.5", "topics.0.on": "2026-08-19",
	} {
		form.Set(name, value)
	}
}

// saved starts a draft and saves the plan of fill in it.
func (f *fixture) saved() webtest.Page {
	f.t.Helper()
	page := f.begin()
	page = press(f.secretary, page.Path, formOf(f.t, page, "plan"), "add-requirement")
	page = press(f.secretary, page.Path, formOf(f.t, page, "plan"), "add-topic")
	form := formOf(f.t, page, "plan")
	fill(form)
	page = press(f.secretary, page.Path, form, "save")
	want(f.t, page, 200, "草稿已保存")
	return page
}

// submitted submits the plan of fill and returns the path of the version.
func (f *fixture) submitted() string {
	f.t.Helper()
	page := f.saved()
	form := formOf(f.t, page, "plan")
	form.Set("change", "按年度安排制定")
	path, _, _ := strings.Cut(page.Path, "?")
	want(f.t, f.secretary.Post(path+"/submission", form), 200, "审批中", "按年度安排制定")
	return path
}

func (f *fixture) decide(c *webtest.Client, path, do, text string) webtest.Page {
	f.t.Helper()
	page := c.Get(path)
	_, rest, _ := strings.Cut(page.Body, `name="revision" value="`)
	revision, _, _ := strings.Cut(rest, `"`)
	return c.Post(path+"/decision", url.Values{"do": {do}, "decision": {text}, "revision": {revision}})
}

// inForce returns what the plan of the office asks for.
func (f *fixture) inForce() (v plan.Version, found bool) {
	f.t.Helper()
	f.must(f.db.Read(f.t.Context(), func(tx storage.ReadTx) (err error) {
		v, found, err = plan.Approved(f.t.Context(), tx, f.office.ID, 2026, time.Time{})
		return err
	}))
	return v, found
}

func TestFromDraftToRequirement(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	want(t, f.cadre.Get("/plans"), 200, "2026年还没有计划", "学习秘书起草")
	path := f.submitted()
	want(t, f.secretary.Get("/plans"), 200, "云溪镇", "审批中")
	want(t, f.committee.Get("/plans"), 200, "等您审批", "吴晓梅提交", "去审批")
	if _, found := f.inForce(); found {
		t.Fatal("a submitted plan is in force")
	}
	want(t, f.decide(f.committee, path, "approve", " "), 422, "请写明审批意见", "按年度安排制定")
	want(t, f.decide(f.committee, path, "approve", "镇党委会议通过"), 200, "现行", "周明远批准", "镇党委会议通过")
	v, found := f.inForce()
	if !found || len(v.Content.Requirements) != 1 || v.Content.Requirements[0].Hours != 90*hours.Hour {
		t.Fatalf("in force: %+v, %v", v.Content, found)
	}
	want(t, f.cadre.Get("/plans"), 200, "第 1 版", "批准于 2026年3月5日")
	want(t, f.cadre.Get(path), 200, "乡科级及以下", `data-l="总学时">90<`, `data-l="法律">30<`, "土地管理法律要点", "8月19日", "20%")
	wantNot(t, f.committee.Get("/plans"), "等您审批")
}

func TestARefusedFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	page := f.saved()
	for _, c := range []struct {
		name  string
		typed map[string]string
		shows []string
	}{
		{"a number that is none", map[string]string{"requirements.0.hours": "九十", "shares.1": "半"},
			[]string{`value="九十" aria-invalid="true" aria-describedby="requirements.0.hours-error"`, "请填学时数", `id="shares.1-error"`, "请填整数"}},
		{"parts that do not sum up", map[string]string{"requirements.0.subjects.law": "28"},
			[]string{`href="#requirements.0.subjects"`, "分项合计 88 学时，与总学时 90 相差 2", `value="28"`}},
		{"a topic without a title", map[string]string{"topics.0.title": "  ", "topics.0.on": "2026-01-02"},
			[]string{`id="topics.0.title-error"`, "标题要有 1 到 200 个字", "日期不在 2026 年的这个季度", `value="2026-01-02"`}},
		{"a date that is none", map[string]string{"topics.0.on": "七月"}, []string{`id="topics.0.on-error"`, `value="七月"`}},
		{"markup is only text", map[string]string{"guiding": `</textarea><b>x`, "shares.3": "90"},
			[]string{"&lt;/textarea&gt;&lt;b&gt;x", "四季度末应为 100%"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			form := formOf(t, page, "plan")
			for name, value := range c.typed {
				form.Set(name, value)
			}
			refused := press(f.secretary, page.Path, form, "save")
			want(t, refused, 422, append(c.shows, "有几处填得不对")...)
			for name := range form {
				if got := formOf(t, refused, "plan").Get(name); name != "do" && got != form.Get(name) {
					t.Errorf("%s came back as %q, not %q", name, got, form.Get(name))
				}
			}
		})
	}
	want(t, f.secretary.Get(page.Path), 200, "土地管理法律要点") // as it was saved
}

func TestRowsComeAndGoWithoutSaving(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	page := f.saved()
	form := formOf(t, page, "plan")
	form.Set("guiding", "还没保存的一句")
	more := press(f.secretary, page.Path, form, "add-topic")
	want(t, more, 200, "刚才的改动还没有保存", "第 2 项", "还没保存的一句", "土地管理法律要点")
	if got := formOf(t, more, "plan").Get("topics.1.quarter"); got != "3" {
		t.Errorf("the new topic is in quarter %q, want that of the last one", got)
	}
	less := press(f.secretary, page.Path, formOf(t, more, "plan"), "remove-topic.0")
	want(t, less, 200, "还没保存的一句", "第 1 项")
	wantNot(t, less, "土地管理法律要点", "第 2 项")
	want(t, press(f.secretary, page.Path, formOf(t, more, "plan"), "remove-topic.9"), 200, "第 2 项")
	wantNot(t, press(f.secretary, page.Path, formOf(t, more, "plan"), "remove-requirement.0"), "requirements.0.hours")
	want(t, f.secretary.Get(page.Path), 200, "土地管理法律要点")
	wantNot(t, f.secretary.Get(page.Path), "还没保存的一句", "第 2 项")
}

func TestRequiredReadings(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	page := f.saved()
	form := formOf(t, page, "plan")
	form.Set("topics.0.find", "没有这个词")
	want(t, press(f.secretary, page.Path, form, "find-reading.0"), 200, "没有找到标题里有“没有这个词”的")
	form.Set("topics.0.find", "防汛")
	found := press(f.secretary, page.Path, form, "save") // words that wait are looked up, never dropped
	want(t, found, 200, "刚才的改动还没有保存", `value="document/7/《云溪镇防汛应急预案》"`)
	form = formOf(t, found, "plan")
	form.Add("topics.0.required", "document/7/《云溪镇防汛应急预案》")
	want(t, press(f.secretary, page.Path, form, "save"), 200, "草稿已保存", `value="document/7/《云溪镇防汛应急预案》" checked`)
	again := formOf(t, f.secretary.Get(page.Path), "plan")
	again.Del("topics.0.required")
	again.Set("topics.0.required", "nonsense")
	want(t, press(f.secretary, page.Path, again, "save"), 422, "请选一份材料")
	again.Del("topics.0.required")
	wantNot(t, press(f.secretary, page.Path, again, "save"), "防汛应急预案")
}

func TestSomebodyElseSavedMeanwhile(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	page := f.saved()
	other := f.person("YX04", "陈立群", f.town, "study_secretary")
	theirs, mine := formOf(t, page, "plan"), formOf(t, page, "plan")
	theirs.Set("topics.0.hours", "3")
	want(t, press(other, page.Path, theirs, "save"), 200, "草稿已保存")
	mine.Set("topics.0.hours", "4")
	for i, title := range []string{"", "新专题甲", "新专题乙"} {
		for name, value := range map[string]string{"title": title, "quarter": "4", "mode": "group", "subject": "policy", "hours": "1"} {
			if i > 0 {
				mine.Set(fmt.Sprintf("topics.%d.%s", i, name), value)
			}
		}
	}
	stale := press(f.secretary, page.Path, mine, "save")
	want(t, stale, 409, "刚刚被别人改过", "您填的与现在保存的不同", "3 学时</del>", "4 学时</ins>",
		"新专题甲　四季度　分组学　政策　1 学时</ins>", "新专题乙　四季度　分组学　政策　1 学时</ins>")
	wantNot(t, stale, "0 学时</ins>")
	want(t, press(f.secretary, page.Path, formOf(t, stale, "plan"), "save"), 200, "草稿已保存", `value="4"`)

	late := formOf(t, f.secretary.Get(page.Path), "plan")
	submit := formOf(t, f.secretary.Get(page.Path), "plan")
	submit.Set("change", "按年度安排制定")
	path, _, _ := strings.Cut(page.Path, "?")
	want(t, other.Post(path+"/submission", submit), 200, "审批中")
	late.Set("topics.0.title", "来晚的标题")
	gone := press(f.secretary, page.Path, late, "save")
	want(t, gone, 409, "不能这样办理", "来晚的标题", "供您抄录")
	wantNot(t, gone, `name="guiding"`)
}

func TestSubmissionSavesOrDoesNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	page := f.saved()
	path, _, _ := strings.Cut(page.Path, "?")
	form := formOf(t, page, "plan")
	form.Set("guiding", "随提交保存的一句")
	want(t, f.secretary.Post(path+"/submission", form), 422, "请用一句话写明", "随提交保存的一句")
	wantNot(t, f.secretary.Get(path), "随提交保存的一句")
	form.Set("change", "增加一句")
	want(t, f.secretary.Post(path+"/submission", form), 200, "审批中", "随提交保存的一句", "增加一句")
}

func TestOnlyASecondPersonApproves(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	both := f.person("YX05", "李书记", f.town, "study_secretary", "committee_member")
	page := f.saved()
	path, _, _ := strings.Cut(page.Path, "?")
	form := formOf(t, both.Get(path), "plan")
	form.Set("change", "按年度安排制定")
	want(t, both.Post(path+"/submission", form), 200, "要由另一位党委委员批准")
	wantNot(t, both.Get(path), `value="approve"`)
	want(t, f.decide(both, path, "approve", "同意"), 403, "要由另一位党委委员批准")
	want(t, f.decide(f.secretary, path, "approve", "同意"), 403)
	if _, found := f.inForce(); found {
		t.Fatal("the drafter approved the own plan")
	}
	want(t, f.decide(f.committee, path, "return", "法律再加两学时"), 200, "草稿")
	want(t, f.secretary.Get(path), 200, "退回修改：法律再加两学时", "保存草稿")
	want(t, f.committee.Post(path+"/decision", url.Values{"do": {"keep"}}), 422, "请选择")
}

func TestAReaderSeesNoControls(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	path := f.submitted()
	want(t, f.cadre.Get(path), 404) // not approved yet
	want(t, f.decide(f.committee, path, "approve", "镇党委会议通过"), 200)
	for _, page := range []webtest.Page{f.cadre.Get(path), f.cadre.Get("/plans")} {
		want(t, page, 200)
		_, main, _ := strings.Cut(page.Body, "<main")
		main, _, _ = strings.Cut(main, "</main>")
		for _, control := range []string{"<form", "<button", "<input", "<textarea"} {
			if strings.Contains(main, control) {
				t.Errorf("%s shows a reader %s", page.Path, control)
			}
		}
	}
	for _, post := range []string{"/plans", path, path + "/submission", path + "/decision"} {
		want(t, f.cadre.Post(post, url.Values{"unit": {"1"}}), 403)
	}
	next := f.secretary.Get(path)
	want(t, next, 200, "起草第 2 版")
	wantNot(t, f.committee.Get(path), "起草第 2 版")
}

func TestComparison(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	path := f.submitted()
	want(t, f.decide(f.committee, path, "approve", "镇党委会议通过"), 200)
	want(t, f.cadre.Get(path+"/comparison"), 404)
	second := f.secretary.Post("/plans", url.Values{"unit": {fmt.Sprint(f.town.ID)}, "year": {"2026"}, "from": {"empty"}})
	second = press(f.secretary, second.Path, formOf(t, second, "plan"), "add-topic")
	form := formOf(t, second, "plan")
	for name, value := range map[string]string{
		"requirements.0.subjects.theory": "58", "requirements.0.subjects.rural": "2", "topics.0.on": "",
		"topics.1.title": "年度复盘", "topics.1.quarter": "4", "topics.1.mode": "group", "topics.1.subject": "theory", "topics.1.hours": "1",
	} {
		form.Set(name, value)
	}
	want(t, press(f.secretary, second.Path, form, "save"), 200, "与第 1 版比较")
	page := f.secretary.Get(second.Path + "/comparison")
	want(t, page, 200, "第 2 版改了什么", "改动 4 处", "修改 1 处，新增 2 处，删去 1 处", "乡科级及以下　理论", "60 学时</del>", "58 学时</ins>",
		"专题“年度复盘”", "年度复盘　四季度　分组学　理论　1 学时</ins>", "回去修改草稿")
	want(t, f.cadre.Get(second.Path+"/comparison"), 404)
}

func TestStartingADraft(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	start := func(unit, year, from string) webtest.Page {
		return f.secretary.Post("/plans", url.Values{"unit": {unit}, "year": {year}, "from": {from}})
	}
	town := fmt.Sprint(f.town.ID)
	want(t, start(town, "2026", "last-year"), 422, "2025 年没有批准过的计划", `value="last-year" checked`)
	want(t, start(town, "1066", "empty"), 422, "请填 2000 至 2999 之间的整数")
	want(t, start("999", "2026", "empty"), 422, "找不到这个单位")
	want(t, start("", "2026", "clone"), 422, "请选择")
	path := f.submitted()
	want(t, start(town, "2026", "empty"), 409, "第 1 版正在审批")
	want(t, f.decide(f.committee, path, "approve", "镇党委会议通过"), 200)
	next := start(town, "2027", "last-year")
	want(t, next, 200, "2027年度理论学习计划", "土地管理法律要点")
	if got := formOf(t, next, "plan"); got.Get("topics.0.on") != "" || got.Get("requirements.0.hours") != "90" {
		t.Errorf("copied as %v", got)
	}
	want(t, start(town, "2027", "empty"), 200, "土地管理法律要点") // the draft that there is
}

func TestReadingsLinkToTheirPages(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	page := f.saved()
	form := formOf(t, page, "plan")
	form["topics.0.required"] = []string{"document/7/《云溪镇防汛应急预案》", "course/3/《田里的技术活》课程", "lesson/4/第 1 课"}
	form.Set("change", "加必读")
	path, _, _ := strings.Cut(page.Path, "?")
	want(t, f.secretary.Post(path+"/submission", form), 200, `href="/policies/7"`, `href="/courses/3"`, `href="/lessons/4"`, "必读 3 份")
}

// TestWhatVillagersAsk is what the next topics may cover, for whoever drafts the plan only.
func TestWhatVillagersAsk(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	want(t, f.secretary.Get("/plans"), 200, "群众在问、还没有答复的", "政策　2 个", `href="/villager-questions/7"`, "补贴可以发现金吗？", "3月2日", "低保多久复核一次？", "法律　1 个")
	for _, c := range []*webtest.Client{f.committee, f.cadre} {
		if page := c.Get("/plans"); page.Status != 200 || page.Shows("群众在问") {
			t.Errorf("a reader sees them: %d", page.Status)
		}
	}
}
