package group_test

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"xiangxue/course/attendance"
	"xiangxue/course/storage"
	"xiangxue/course/web/webtest"
)

// phone is a kit on somebody's phone.
type phone struct {
	Slip, Seal, Show string
}

var kitData = regexp.MustCompile(`<script type="application/json" id="kit">(.*)</script>`)

// takeAlong downloads the kit of a meeting.
func takeAlong(t *testing.T, c *webtest.Client, path string) (p phone) {
	t.Helper()
	page := c.Get(path + "/kit")
	if page.Status != 200 || !strings.HasPrefix(page.Header.Get("Content-Disposition"), "attachment") || strings.Contains(page.Body, "{{") || strings.Contains(page.Body, `src="`) {
		t.Fatalf("the kit comes with %d as %s", page.Status, page.Header.Get("Content-Disposition"))
	}
	found := kitData.FindStringSubmatch(page.Body)
	if found == nil {
		t.Fatalf("the kit holds no data:\n%s", page.Body)
	}
	if err := json.Unmarshal([]byte(found[1]), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// note returns the result that the script of the kit saves: everybody as filled in, but for those marked.
func (p phone) note(t *testing.T, f *fixture, marks map[string]string, discussion string) map[string]any {
	t.Helper()
	var slip struct {
		People []struct {
			Cadre                  int64
			Name, Presence, Reason string
		}
	}
	if err := json.Unmarshal([]byte(p.Slip), &slip); err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	for _, person := range slip.People {
		presence, reason := person.Presence, person.Reason
		if mark, marked := marks[person.Name]; marked {
			presence, reason, _ = strings.Cut(mark, " ")
		}
		list = append(list, map[string]any{"cadre": person.Cadre, "presence": presence, "reason": reason})
	}
	return map[string]any{"slip": p.Slip, "seal": p.Seal, "notedAt": f.now.UnixMilli(), "marks": list, "form": "together", "host": "陈立群", "discussion": discussion}
}

// bringIn uploads a result and returns the page that compares it.
func bringIn(t *testing.T, c *webtest.Client, path string, result any) webtest.Page {
	t.Helper()
	content, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	if text, ok := result.(string); ok {
		content = []byte(text)
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", "会议结果-1.json")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(content)
	_ = w.Close()
	r := httptest.NewRequest("POST", path+"/results", &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	page := c.Send(r)
	if page.Status == 303 {
		return c.Get(page.Header.Get("Location"))
	}
	return page
}

// merge sends the form of a comparison as it stands, with changes.
func merge(c *webtest.Client, page webtest.Page, changes url.Values) webtest.Page {
	form := rollOf(page)
	form.Set("number", "0")
	if strings.Contains(page.Body, `name="record" value="yes" checked`) {
		form.Set("record", "yes")
	}
	maps.Copy(form, changes)
	return c.Post(page.Path, form)
}

// TestKitThereAndBack takes a meeting to where there is no network and brings it back the next day.
func TestKitThereAndBack(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	path := f.begun(c, 6)
	f.at("2026-09-18 12:00")
	kit := takeAlong(t, c, path)
	for _, words := range []string{"议程", "保存结果", "云溪镇"} {
		if !strings.Contains(kit.Show, words) {
			t.Errorf("the kit does not show %s", words)
		}
	}
	f.at("2026-09-18 17:20")
	result := kit.note(t, f, map[string]string{"宋国强": "official_duty 防汛值守"}, "汛情通报\n群众转移路线")
	f.at("2026-09-19 09:05")
	c = f.as("吴晓梅")
	page := bringIn(t, c, path, result)
	want(t, page, 200, "会议包的结果", "2026年9月18日 17:20", "防汛值守", "群众转移路线", "两个时间都记下")
	if page.Shows("与这里不同") {
		t.Error("differences are named though there are none")
	}
	want(t, merge(c, page, nil), 200, "到 5", "公出 1", "吴晓梅 于 2026年9月19日 09:05 确认", "名单来自会议包，手机上 2026年9月18日 17:20 记下。", "群众转移路线")
	if sum, n := f.total("何秀兰"); sum != 250 || n != 1 {
		t.Errorf("who was present has %s in %d entries, want 2.5 in one", sum, n)
	}
	again := bringIn(t, c, path, result)
	want(t, again, 200, "这份结果已经收过，再收也不变", "与手机上记的一样", "与已经保存的一样")
	want(t, merge(c, again, nil), 200, "到 5")
	if sum, n := f.total("何秀兰"); sum != 250 || n != 1 {
		t.Errorf("brought in twice: %s in %d entries", sum, n)
	}
	want(t, c.Get(path+"/kit"), 409, "不用会议包了")
}

// TestKitMeetsWhatHappenedMeanwhile has leave granted, somebody come and somebody go while the kit is away.
func TestKitMeetsWhatHappenedMeanwhile(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	path := f.begun(c, 6)
	f.at("2026-09-18 12:00")
	kit := takeAlong(t, c, path)
	f.ask("何秀兰", attendance.OnLeave, "陪护住院的老人")
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		return f.clerk.Decide(ctx, tx, f.secretary(), 1, true)
	})
	f.staff(7)
	f.at("2026-09-18 17:20")
	result := kit.note(t, f, map[string]string{"何秀兰": "absent 不知道"}, "")
	page := bringIn(t, c, path, result)
	want(t, page, 200, "与这里不同", "带走会议包以后请假有变化", "陪护住院的老人", "带走会议包以后才到这个组", "没有这个人")
	refused := merge(c, page, url.Values{f.field("presence", "何秀兰"): {"leave"}, f.field("reason", "何秀兰"): {""}})
	want(t, refused, 422, "何秀兰：请写一句没到的原因")
	settled := merge(c, page, url.Values{f.field("presence", "何秀兰"): {"leave"}, f.field("reason", "何秀兰"): {"陪护住院的老人"}})
	want(t, settled, 200, "到 6", "请假 1")
	if _, n := f.total("何秀兰"); n != 0 {
		t.Error("who had leave has an entry")
	}
}

// TestKitAfterTheRollWasConfirmed brings a result in too late: the roll stays, the record is still wanted.
func TestKitAfterTheRollWasConfirmed(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	path := f.begun(c, 6)
	kit := takeAlong(t, c, path)
	want(t, c.Post(path+"/roll", rollOf(c.Get(path))), 200, "到 6")
	want(t, c.Post(path+"/proceedings", url.Values{"form": {"with_discussion"}, "host": {"周明远"}, "discussion": {"镇里先记的"}, "number": {"0"}}), 200, "镇里先记的")
	page := bringIn(t, c, path, kit.note(t, f, map[string]string{"宋国强": "absent 没来"}, "村里记的"))
	want(t, page, 200, "名单已经确认，不覆盖", "与已经确认的名单不同", "镇里先记的", "村里记的", "存为新的一版")
	want(t, merge(c, page, url.Values{"record": {"yes"}, "number": {"0"}}), 409, "会议记录刚刚被别人存过")
	want(t, merge(c, page, url.Values{"record": {"yes"}, "number": {"1"}}), 200, "村里记的", "到 6")
}

func TestResultsThatAreNone(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	path := f.begun(c, 6)
	kit := takeAlong(t, c, path)
	good := kit.note(t, f, nil, "")
	altered := func(name string, value any) map[string]any {
		m := maps.Clone(good)
		m[name] = value
		return m
	}
	for name, c2 := range map[string]struct {
		result any
		words  string
	}{
		"nothing":            {"", "这不是会议包存下的结果"},
		"no JSON":            {"<html>", "这不是会议包存下的结果"},
		"two results":        {"{}{}", "这不是会议包存下的结果"},
		"no moment":          {altered("notedAt", int64(1)<<62), "这不是会议包存下的结果"},
		"before all moments": {altered("notedAt", -int64(1)<<62), "这不是会议包存下的结果"},
		"an unknown field":   {altered("hours", 8), "这不是会议包存下的结果"},
		"a changed slip":     {altered("slip", strings.Replace(kit.Slip, "宋国强", "宋国弱", 1)), "不是从这里下载的，或者被改过"},
		"no seal":            {altered("seal", ""), "不是从这里下载的，或者被改过"},
		"somebody not on it": {altered("marks", []map[string]any{{"cadre": 9999, "presence": "present"}}), "会议包上没有的人"},
		"a large file":       {strings.Repeat(" ", 2<<20) + "{}", "这不是会议包存下的结果"},
	} {
		if page := bringIn(t, c, path, c2.result); page.Status != 422 || !page.Shows(c2.words) {
			t.Errorf("%s: status %d, want 422 and %s", name, page.Status, c2.words)
		}
	}
	f.at("2026-09-18 13:30")
	form := f.announcement()
	form.Set("on", "2026-09-25")
	other := c.Post("/group-meetings", form).Path
	want(t, bringIn(t, c, other, good), 422, "这份结果是另一次学习会的")
	stranger := f.as("秦川")
	want(t, stranger.Get(path+"/kit"), 404)
	want(t, bringIn(t, stranger, path, good), 404)
}
