package account_test

import (
	"fmt"
	"net/url"
	"testing"

	"xiangxue/course/roster"
	"xiangxue/course/web/webtest"
)

func TestAccountsAreListedByState(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.as(roster.SecurityAdmin)
	want(t, admin.Get("/accounts"), 200, "花名册里还只有管理员")
	office := f.unitBelow("YX-NY", "农业农村办公室")
	f.person("YX01", "无账户", f.unit)
	f.firstPassword(f.person("YX02", "待登录", office))
	f.account(f.person("YX03", "已登录", office))
	locked := f.person("YX04", "锁定者", office)
	f.account(locked)
	want(t, admin.Post(fmt.Sprintf("/accounts/%d/lock", locked), nil), 200, "已锁定", "解除锁定")

	page := admin.Get("/accounts")
	want(t, page, 200, "找到 5 人，其中 1 人未开通", "未开通", "待首次登录", "正常", "已锁定")
	if page.Shows("花名册里还只有管理员") {
		t.Error("the hint for an empty roster stays")
	}
	for query, names := range map[string][2]string{ // shown, not shown
		"?state=none":                              {"无账户", "已登录"},
		"?state=locked":                            {"锁定者", "待登录"},
		"?q=yx03":                                  {"已登录", "无账户"},
		"?q=" + url.QueryEscape("待登"):              {"待登录", "已登录"},
		fmt.Sprintf("?unit=%d", office.ID):         {"待登录", "无账户"},
		fmt.Sprintf("?unit=%d", f.unit.ID):         {"待登录", "没有找到"}, // with the units below
		"?unit=99999":                              {"没有找到", "待登录"},
		"?state=active&q=YX04":                     {"没有找到", "锁定者"},
		"?page=-3":                                 {"无账户", "没有找到"},
		"?page=77&unit=x":                          {"无账户", "没有找到"},
		fmt.Sprintf("?q=%s", url.QueryEscape("%")): {"没有找到", "无账户"},
	} {
		page := admin.Get("/accounts" + query)
		if !page.Shows(names[0]) || page.Shows(names[1]) {
			t.Errorf("%s: want %q and not %q:\n%s", query, names[0], names[1], page.Body)
		}
	}
}

func TestSlipsLetPeopleIn(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.as(roster.SecurityAdmin)
	a, b := f.person("YX01", "何秀兰", f.unit), f.person("YX02", "陈立群", f.unit)
	f.person("YX03", "宋国强", f.unit)
	page := admin.Post("/accounts/first-passwords", url.Values{"cadre": {fmt.Sprint(a), fmt.Sprint(b)}})
	want(t, page, 200, "何秀兰", "陈立群", "YX01", "2026年3月12日 09:00", "http://example.com")
	if page.Shows("宋国强") {
		t.Error("a slip for somebody who was not chosen")
	}
	if got := page.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("the slips may be kept: Cache-Control %q", got)
	}
	passwords := firstPassword.FindAllString(page.Body, -1)
	if len(passwords) != 2 {
		t.Fatalf("%d passwords on the sheet, want 2", len(passwords))
	}
	if again := admin.Get("/accounts"); firstPassword.MatchString(again.Body) {
		t.Error("a password is shown again")
	}
	in := signIn(webtest.New(t, f.site), "YX01", slipOf(t, page, "YX01"))
	want(t, in, 200, "请先设置自己的密码")
}

func TestAllWithoutAccountOfAUnit(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.as(roster.SecurityAdmin)
	office := f.unitBelow("YX-NY", "农业农村办公室")
	f.person("YX01", "何秀兰", f.unit)
	f.person("YX02", "陈立群", office)
	f.account(f.person("YX03", "宋国强", office))
	page := admin.Post("/accounts/first-passwords", url.Values{"all": {"yes"}, "unit": {fmt.Sprint(office.ID)}})
	want(t, page, 200, "陈立群", "共 1 张")
	page = admin.Post("/accounts/first-passwords", url.Values{"all": {"yes"}, "unit": {"0"}})
	want(t, page, 200, "何秀兰", "共 1 张")
	want(t, admin.Post("/accounts/first-passwords", url.Values{"all": {"yes"}, "unit": {"0"}}), 422, "请先勾选")
	want(t, admin.Post("/accounts/first-passwords", url.Values{"all": {"yes"}, "unit": {"424242"}}), 422, "请先勾选")
	f.window("YX03", password)
}

func TestSlipsAreRefused(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.as(roster.SecurityAdmin)
	active := f.person("YX03", "宋国强", f.unit)
	f.account(active)
	for name, c := range map[string]struct {
		form   url.Values
		status int
	}{
		"nobody chosen":               {url.Values{"unit": {"0"}}, 422},
		"somebody with own password":  {url.Values{"cadre": {fmt.Sprint(active)}}, 409},
		"somebody who does not exist": {url.Values{"cadre": {"99999"}}, 409},
		"no number":                   {url.Values{"cadre": {"1 OR 1=1"}}, 422},
		"no unit":                     {url.Values{"all": {"yes"}, "unit": {"x"}}, 422},
	} {
		page := admin.Post("/accounts/first-passwords", c.form)
		if page.Status != c.status || firstPassword.MatchString(page.Body) {
			t.Errorf("%s: status %d, want %d", name, page.Status, c.status)
		}
	}
	f.window("YX03", password)
}

func TestResetEndsTheOldPassword(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.as(roster.SecurityAdmin)
	id := f.person("YX01", "何秀兰", f.unit)
	f.account(id)
	window := f.window("YX01", password)
	want(t, admin.Get(fmt.Sprintf("/accounts/%d", id)), 200, "何秀兰", "作废原密码，打印新密码条", "锁定账户")
	page := admin.Post(fmt.Sprintf("/accounts/%d/reset", id), nil)
	want(t, page, 200, "共 1 张", "何秀兰")
	if page := window.Get("/account"); !page.Shows(`name="password"`) {
		t.Error("the session outlived the reset")
	}
	want(t, signIn(webtest.New(t, f.site), "YX01", password), 422)
	want(t, signIn(webtest.New(t, f.site), "YX01", slipOf(t, page, "YX01")), 200, "请先设置自己的密码")
}

func TestLockAndUnlock(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.as(roster.SecurityAdmin)
	id := f.person("YX01", "何秀兰", f.unit)
	want(t, admin.Post(fmt.Sprintf("/accounts/%d/lock", id), nil), 409)
	f.account(id)
	want(t, admin.Post(fmt.Sprintf("/accounts/%d/lock", id), nil), 200, "已锁定")
	want(t, signIn(webtest.New(t, f.site), "YX01", password), 422)
	want(t, admin.Post(fmt.Sprintf("/accounts/%d/unlock", id), nil), 200, "正常")
	f.window("YX01", password)
	want(t, admin.Get("/accounts/abc"), 404)
	want(t, admin.Get("/accounts/99999"), 404)
	want(t, admin.Post("/accounts/99999/lock", nil), 404)
}

func TestOwnAccountIsLeftAlone(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	id := f.person("SEC", "韦管理", f.unit, roster.SecurityAdmin)
	f.account(id)
	admin := f.window("SEC", password)
	page := admin.Get(fmt.Sprintf("/accounts/%d", id))
	want(t, page, 200, "这是您自己的账户")
	if page.Shows("/reset") || page.Shows("/lock") {
		t.Error("the own account offers to be reset or locked")
	}
	want(t, admin.Post(fmt.Sprintf("/accounts/%d/reset", id), nil), 409)
	want(t, admin.Post(fmt.Sprintf("/accounts/%d/lock", id), nil), 409)
}

func TestAccountsAreScoped(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	office := f.unitBelow("YX-NY", "农业农村办公室")
	inside, outside := f.person("YX01", "何秀兰", office), f.person("YX02", "陈立群", f.unit)
	f.account(outside)
	f.account(f.person("SEC", "韦管理", office, roster.SecurityAdmin))
	admin := f.window("SEC", password)
	page := admin.Get("/accounts")
	if !page.Shows("何秀兰") || page.Shows("陈立群") || page.Shows("云溪镇</option>") {
		t.Errorf("the list is not that of the own unit:\n%s", page.Body)
	}
	want(t, admin.Get(fmt.Sprintf("/accounts/%d", inside)), 200)
	want(t, admin.Get(fmt.Sprintf("/accounts/%d", outside)), 404)
	want(t, admin.Post(fmt.Sprintf("/accounts/%d/reset", outside), nil), 404)
	want(t, admin.Post(fmt.Sprintf("/accounts/%d/lock", outside), nil), 404)
	want(t, admin.Post("/accounts/first-passwords", url.Values{"cadre": {fmt.Sprint(outside)}}), 409)
	want(t, admin.Post("/accounts/first-passwords", url.Values{"all": {"yes"}, "unit": {fmt.Sprint(f.unit.ID)}}), 422)
	f.window("YX02", password)
}

func TestAdministratorsAreSeparated(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	pages := map[roster.Role]string{roster.SecurityAdmin: "/accounts", roster.SystemAdmin: "/imports", roster.AuditAdmin: "/audit-trail"}
	for role, own := range pages {
		c := f.as(role)
		if page := c.Get("/"); page.Path != own {
			t.Errorf("%s begins at %s, want %s", role, page.Path, own)
		}
		for _, path := range pages {
			status := 403
			if path == own {
				status = 200
			}
			want(t, c.Get(path), status)
		}
	}
	for _, path := range pages {
		want(t, webtest.New(t, f.site).Get(path), 200, `name="password"`)
	}
}

func TestLongListsHavePages(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.as(roster.SecurityAdmin)
	for i := range 120 {
		f.person(fmt.Sprintf("YX%03d", i), "何秀兰", f.unit)
	}
	before := f.db.Statements()
	first := admin.Get("/accounts?q=YX")
	if n := f.db.Statements() - before; n != 7 {
		t.Errorf("the list takes %d statements", n)
	}
	want(t, first, 200, "找到 120 人", "/accounts?page=1&amp;q=YX")
	second := admin.Get("/accounts?page=1&q=YX")
	want(t, second, 200, "/accounts?page=0&amp;q=YX")
	if n := countOf(first.Body, `name="cadre"`) + countOf(second.Body, `name="cadre"`); n != 120 {
		t.Errorf("two pages list %d people, want 120", n)
	}
}
