package group_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"xiangxue/course/hours"
	"xiangxue/course/web/webtest"
)

var rollField = regexp.MustCompile(`name="(presence-\d+)"[^>]*value="(\w+)" checked|name="(reason-\d+)"[^>]*value="([^"]*)"`)

// rollOf returns the form of a roll as the page fills it in.
func rollOf(page webtest.Page) url.Values {
	form := url.Values{}
	for _, m := range rollField.FindAllStringSubmatch(page.Body, -1) {
		form.Set(m[1]+m[3], m[2]+m[4])
	}
	return form
}

func (f *fixture) field(kind, name string) string { return fmt.Sprintf("%s-%d", kind, f.people[name]) }

// begun announces a meeting of the township with n people and returns its page when it is over.
func (f *fixture) begun(c *webtest.Client, n int) string {
	f.t.Helper()
	f.staff(n)
	path := f.announced(c)
	f.at("2026-09-18 17:10")
	return path
}

func TestRollOfThirtyIsBookedInOneSubmit(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	path := f.begun(c, 30)
	want(t, c.Get("/group-meetings"), 200, "等点名入账")
	page := c.Get(path)
	want(t, page, 200, "应到 30", "确认名单并入账")
	form := rollOf(page)
	if n := strings.Count(page.Body, `class="rr"`); n != 30 || len(form) != 60 {
		t.Fatalf("%d rows and %d fields, want 30 and 60", n, len(form))
	}
	form.Set(f.field("presence", "宋国强"), "official_duty")
	form.Set(f.field("reason", "宋国强"), "防汛值守")
	form.Set(f.field("reason", "何秀兰"), "没有显示的原因") // hidden by the style sheet while she is present
	want(t, c.Post(path+"/roll", form), 200, "到 29", "公出 1", "防汛值守", "吴晓梅 于 2026年9月18日 17:10 确认")
	if sum, n := f.total("何秀兰"); sum != 250 || n != 1 {
		t.Errorf("who was present has %s in %d entries, want 2.5 in one", sum, n)
	}
	if _, n := f.total("宋国强"); n != 0 {
		t.Error("who was away has an entry")
	}
}

func TestExceptionWithoutReasonKeepsTheInputAndNamesThePerson(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	path := f.begun(c, 6)
	form := rollOf(c.Get(path))
	form.Set(f.field("presence", "何秀兰"), "leave")
	form.Set(f.field("reason", "何秀兰"), "病假")
	form.Set(f.field("presence", "宋国强"), "absent")
	page := c.Post(path+"/roll", form)
	reason := f.field("reason", "宋国强")
	want(t, page, 422, "宋国强：请写一句没到的原因", `href="#`+reason+`"`, `id="`+reason+`-error"`, `value="病假"`)
	kept := rollOf(page)
	if kept.Get(f.field("presence", "宋国强")) != "absent" || kept.Get(f.field("presence", "何秀兰")) != "leave" {
		t.Errorf("the input was lost: %v", kept)
	}
	if _, n := f.total("陈立群"); n != 0 {
		t.Error("a refused roll booked hours")
	}
}

func TestRollSentTwiceBooksOnce(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	path := f.begun(c, 6)
	form := rollOf(c.Get(path))
	for range 2 {
		want(t, c.Post(path+"/roll", form), 200, "已入账")
	}
	if sum, n := f.total("何秀兰"); sum != 250 || n != 1 {
		t.Errorf("%s in %d entries, want 2.5 in one", sum, n)
	}
	form.Set(f.field("presence", "何秀兰"), "leave")
	form.Set(f.field("reason", "何秀兰"), "病假")
	want(t, c.Post(path+"/roll", form), 409, "名单已经确认，只能另记更正")
}

func TestRollIsRefusedWhenItIsNotComplete(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	path := f.begun(c, 6)
	form := rollOf(c.Get(path))
	form.Del(f.field("presence", "何秀兰"))
	form.Set("presence-999", "present")
	want(t, c.Post(path+"/roll", form), 422, "何秀兰：请选到、请假、公出或者未到", "这个人不在应到名单上")
	form.Set(f.field("presence", "何秀兰"), "asleep")
	form.Del("presence-999")
	want(t, c.Post(path+"/roll", form), 422, "何秀兰：请选到、请假、公出或者未到")
	f.at("2026-09-18 14:00")
	form.Set(f.field("presence", "何秀兰"), "present")
	want(t, c.Post(path+"/roll", form), 409, "会还没有开始")
}

func TestProceedingsCompleteTheRecord(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	path := f.begun(c, 6)
	want(t, c.Get(path), 200, "还差 4 项，共 8 项", `href="#form"`, "9月25日前补齐")
	c.Post(path+"/roll", rollOf(c.Get(path)))
	record := url.Values{"number": {"0"}, "host": {"周明远"}, "form": {"with_discussion"}, "discussion": {"一、学习预案\n二、讨论夜间叫应"}}
	want(t, c.Post(path+"/proceedings", record), 200, "8 项齐全", "2 条", "讨论夜间叫应")
	record.Set("discussion", "别人也在写")
	want(t, c.Post(path+"/proceedings", record), 409, "会议记录刚刚被别人存过", "别人也在写", `name="number" value="1"`)
}

func TestCorrectionNeedsASecondPerson(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c, committee := f.as("吴晓梅"), f.as("周明远")
	path := f.begun(c, 6)
	c.Post(path+"/roll", rollOf(c.Get(path)))
	form := url.Values{"cadre": {fmt.Sprint(f.people["宋国强"])}, "presence": {"official_duty"}, "reason": {""}, "grounds": {"点名时看错了人，签到表可查"}}
	want(t, c.Post(path+"/corrections", form), 422, "请写一句没到的原因", `id="reason-error"`, "签到表可查", "<details class=\"fold\" open>")
	form.Set("reason", "防汛值守")
	want(t, c.Post(path+"/corrections", form), 200)
	want(t, c.Get("/corrections"), 403)
	want(t, c.Post("/corrections/1/decision", url.Values{"decision": {"accept"}}), 403)
	if sum, _ := f.total("宋国强"); sum != 250 {
		t.Errorf("a proposal changed the hours to %s", sum)
	}

	want(t, committee.Get("/groups"), 200, "有 1 项更正等您决定")
	want(t, committee.Get("/corrections"), 200, "宋国强", "签到表可查", "吴晓梅提出")
	want(t, committee.Post("/corrections/1/decision", url.Values{"decision": {"maybe"}}), 422)
	want(t, committee.Post("/corrections/1/decision", url.Values{"decision": {"accept"}}), 200, "已同意")
	if sum, _ := f.total("宋国强"); sum != 0 {
		t.Errorf("after the correction %s hours stand, want 0", sum)
	}
	want(t, c.Get(path), 200, "已更正", "到 5", "公出 1")
}

func TestReversalOfAnEntry(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c, committee := f.as("吴晓梅"), f.as("周明远")
	path := f.begun(c, 6)
	c.Post(path+"/roll", rollOf(c.Get(path)))
	want(t, c.Get("/entries/1/reversal"), 200, "请在点名上更正", path+"#corrections")
	leader := f.as("陈立群") // who does not run the meetings of the township
	want(t, leader.Get("/entries/1/reversal"), 404)
	if page := leader.Get(fmt.Sprintf("/members/%d", f.people["何秀兰"])); page.Status != 200 || page.Shows(path) {
		t.Errorf("status %d, and a way to a roll that is somebody else's", page.Status)
	}
	want(t, c.Post("/entries/1/reversal", url.Values{"reason": {"点名时看错了人，签到表可查"}}), 409, "请在点名上更正")
	id := f.declared("何秀兰")
	address := fmt.Sprintf("/entries/%d/reversal", id)
	want(t, f.as("秦川").Get(address), 404)
	want(t, c.Post(address, url.Values{"reason": {"错"}}), 422, "请写明更正的理由")
	member := fmt.Sprintf("/members/%d", f.people["何秀兰"])
	want(t, c.Get(member), 200, address, path+"#corrections")
	if page := c.Post(address, url.Values{"reason": {"申报重复，同一本书报了两次"}}); page.Path != member {
		t.Errorf("the proposal leads to %s", page.Path)
	}
	want(t, committee.Get("/corrections"), 200, "学时的冲正", "申报重复")
	want(t, committee.Post("/reversals/1/decision", url.Values{"decision": {"accept"}}), 200)
	page := c.Get(member)
	want(t, page, 200, "已冲正", "自学《乡村振兴促进法》")
	if page.Shows(address) {
		t.Error("the reversed entry can be reversed again")
	}
	if sum, n := f.total("何秀兰"); sum != 250 || n != 3 {
		t.Errorf("%s in %d entries, want 2.5 in 3", sum, n)
	}
}

// declared books an approved declaration of self-study and returns its entry.
func (f *fixture) declared(name string) (id hours.EntryID) {
	f.t.Helper()
	f.write(f.declaration(name, &id))
	return id
}
