package account_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"testing"
	"time"

	"xiangxue/course/roster"
	"xiangxue/course/web"
	"xiangxue/course/web/webtest"
)

func TestEmptyInstallationSaysWhatToDo(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := webtest.New(t, f.site)
	page := c.Get("/")
	want(t, page, 200, "这里还没有账户", "xiangxue import roster", "xiangxue user add", "/imports/roster/template")
	if page.Shows("已导入") {
		t.Error("an empty roster counts as imported")
	}
	f.person("YX01", "何秀兰", f.unit)
	want(t, c.Get("/sign-in"), 200, "已导入")
	f.account(f.person("YX02", "陈立群", f.unit))
	if page := c.Get("/sign-in"); page.Shows("xiangxue user add") || !page.Shows(`name="password"`) {
		t.Errorf("with an account the page still explains the set-up:\n%s", page.Body)
	}
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.account(f.person("YX01", "何秀兰", f.unit))
	for name, c := range map[string]struct {
		form   url.Values
		status int
		path   string
	}{
		"right":                 {url.Values{"login": {"YX01"}, "password": {password}}, 200, "/account"},
		"to the page asked for": {url.Values{"login": {"YX01"}, "password": {password}, "next": {"/account/password"}}, 200, "/account/password"},
		"never to another site": {url.Values{"login": {"YX01"}, "password": {password}, "next": {"//evil.example"}}, 200, "/account"},
		"wrong password":        {url.Values{"login": {"YX01"}, "password": {"something else"}}, 422, "/sign-in"},
		"unknown login":         {url.Values{"login": {"YX99"}, "password": {password}}, 422, "/sign-in"},
		"nothing filled in":     {url.Values{}, 422, "/sign-in"},
		"a huge login":          {url.Values{"login": {string(make([]byte, 9000))}, "password": {"x"}}, 422, "/sign-in"},
	} {
		t.Run(name, func(t *testing.T) {
			page := webtest.New(t, f.site).Post("/sign-in", c.form)
			if page.Status != c.status || page.Path != c.path {
				t.Errorf("status %d at %s, want %d at %s", page.Status, page.Path, c.status, c.path)
			}
			if page.Shows(password) {
				t.Error("the page repeats the password")
			}
		})
	}
}

func TestRefusalTellsNothingAboutTheLogin(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.account(f.person("YX01", "何秀兰", f.unit))
	known := signIn(webtest.New(t, f.site), "YX01", "wrong password")
	unknown := signIn(webtest.New(t, f.site), "YX09", "wrong password")
	f.person("YX02", "陈立群", f.unit)
	without := signIn(webtest.New(t, f.site), "YX02", "wrong password")
	for name, page := range map[string]webtest.Page{"unknown": unknown, "without account": without} {
		a := page.Body
		for _, login := range []string{"YX09", "YX02"} {
			a = replace(a, login, "YX01")
		}
		if a != known.Body {
			t.Errorf("%s login: the refusal differs:\n%s\n%s", name, known.Body, page.Body)
		}
	}
}

// TestTooManyWrongPasswordsFromOneAddress lets one address send wrong passwords for ever new accounts. It has to wait, for
// seconds and however long it goes on; others, and who is signed in there, notice nothing.
func TestTooManyWrongPasswordsFromOneAddress(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.account(f.person("YX01", "何秀兰", f.unit))
	inside := f.window("YX01", password)
	from := func(address, login, secret string) webtest.Page {
		r := httptest.NewRequest("POST", "/sign-in", form(url.Values{"login": {login}, "password": {secret}}))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Forwarded-For", "1.1.1.1, "+address)
		return webtest.New(t, f.site).Send(r)
	}
	want(t, from("192.0.2.7", "YX91", "wrong"), 422)
	for f.door.Admit(netip.MustParseAddr("192.0.2.7")) == 0 { // more of the same, without the hashing
	}
	page := from("192.0.2.7", "YX92", "wrong")
	want(t, page, 429, "请过 10 秒再试")
	if page.Header.Get("Retry-After") != "10" {
		t.Errorf("Retry-After: %q", page.Header.Get("Retry-After"))
	}
	want(t, from("192.0.2.7", "YX01", password), 429)
	want(t, from("192.0.2.8", "YX01", password), 303)
	want(t, inside.Get("/account"), 200)
	f.now = f.now.Add(10 * time.Second)
	want(t, from("192.0.2.7", "YX01", password), 303)
	want(t, from("192.0.2.7", "YX01", password), 303) // a right one costs nothing
	want(t, from("192.0.2.7", "YX01", "wrong"), 422)
	want(t, from("192.0.2.7", "YX01", password), 429)
}

func TestKeepSetsALastingCookie(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.account(f.person("YX01", "何秀兰", f.unit))
	for keep, lasting := range map[string]bool{"": false, "yes": true} {
		r := httptest.NewRequest("POST", "/sign-in", form(url.Values{"login": {"YX01"}, "password": {password}, "keep": {keep}}))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		f.site.ServeHTTP(w, r)
		var login *http.Cookie
		for _, c := range w.Result().Cookies() {
			if c.Name == web.SessionCookie {
				login = c
			}
		}
		if login == nil || !login.HttpOnly || login.SameSite != http.SameSiteLaxMode || login.Expires.IsZero() == lasting {
			t.Errorf("keep=%q: cookie %v", keep, login)
		}
	}
}

func TestFirstPasswordMustBeChanged(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	first := f.firstPassword(f.person("YX01", "何秀兰", f.unit))
	c := webtest.New(t, f.site)
	page := c.Post("/sign-in", url.Values{"login": {"YX01"}, "password": {first}, "next": {"/account"}})
	want(t, page, 200, "请先设置自己的密码", "至少 10 个字符")
	if page := c.Get("/account"); page.Path != "/account/password" {
		t.Errorf("another page could be opened first: %s", page.Path)
	}
	for name, form := range map[string]url.Values{
		"two different": {"current": {first}, "password": {password}, "again": {password + "x"}},
		"too short":     {"current": {first}, "password": {"短"}, "again": {"短"}},
		"own number":    {"current": {first}, "password": {"YX01YX01YX01"}, "again": {"YX01YX01YX01"}},
		"wrong current": {"current": {"nope"}, "password": {password}, "again": {password}},
	} {
		page := c.Post("/account/password", form)
		if page.Status != 422 || !page.Shows(`aria-invalid="true"`) || page.Shows(form.Get("password")+`"`) {
			t.Errorf("%s: status %d\n%s", name, page.Status, page.Body)
		}
	}
	page = c.Post("/account/password", url.Values{"current": {first}, "password": {password}, "again": {password}})
	want(t, page, 200, "我的账户")
	f.window("YX01", password)
}

func TestChangedPasswordEndsOtherSessions(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.account(f.person("YX01", "何秀兰", f.unit))
	office, home := f.window("YX01", password), f.window("YX01", password)
	want(t, office.Get("/account"), 200, "另一台设备")
	page := office.Post("/account/password", url.Values{"current": {password}, "password": {"春来江水绿如蓝"}, "again": {"春来江水绿如蓝"}})
	want(t, page, 200, "密码已修改")
	if page.Shows("另一台设备") {
		t.Error("the other session is still listed")
	}
	if page := home.Get("/account"); page.Path != "/sign-in?next=%2Faccount" {
		t.Errorf("the other device is still signed in at %s", page.Path)
	}
}

func TestSignOut(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.account(f.person("YX01", "何秀兰", f.unit))
	office, home := f.window("YX01", password), f.window("YX01", password)
	want(t, office.Post("/sign-out", nil), 200, "已退出登录")
	if page := office.Get("/account"); !page.Shows(`name="password"`) {
		t.Error("still signed in after signing out")
	}
	want(t, home.Get("/account"), 200, "我的账户")
	phone := f.window("YX01", password)
	want(t, home.Post("/account/sessions/end", nil), 200, "所有设备上的登录都已结束")
	if page := phone.Get("/account"); !page.Shows(`name="password"`) {
		t.Error("the phone is still signed in")
	}
}

func TestActAs(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.account(f.person("YX01", "何秀兰", f.unit, roster.StudySecretary))
	c := f.window("YX01", password)
	want(t, c.Get("/account"), 200, "当前身份：学习秘书", "换一个身份办事")
	want(t, c.Post("/account/role", url.Values{"role": {"cadre"}}), 200, "当前身份：学员")
	want(t, c.Post("/account/role", url.Values{"role": {"security_admin"}}), 403)
	want(t, c.Post("/account/role", url.Values{"role": {"nonsense"}}), 403)
	want(t, c.Get("/account"), 200, "当前身份：学员")
}

func TestHelpIsPublic(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	want(t, webtest.New(t, f.site).Get("/help"), 200, "怎么登录", "有事找谁", "学时怎么认定", "这里不做什么", "不记在线时长")
}
