package program_test

import (
	"bytes"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/demo"
	"xiangxue/course/web/webtest"
)

// rubbish is what is put into every field.
var rubbish = map[string]string{
	"nothing":        "",
	"long":           strings.Repeat("长", 20_000),
	"negative":       "-1",
	"zero":           "0",
	"largest":        "9223372036854775807",
	"too large":      "99999999999999999999999999",
	"no number":      "1e309",
	"NUL":            "甲\x00乙",
	"not UTF-8":      "\xff\xfe\x80",
	"GBK":            "\xba\xce\xd0\xe3\xc0\xbc",
	"turned around":  "\u202e兰秀何\u2066",
	"script":         `<script>alert(1)</script><img src=x onerror=alert(1)>`,
	"address":        "javascript:alert(1)//data:text/html;base64,PHNjcmlwdD4=",
	"SQL":            `'; DROP TABLE cadres; --`,
	"formula":        `=cmd|' /C calc'!A0`,
	"path":           `../../../etc/passwd`,
	"no day":         "2026-02-30",
	"day far off":    "9999-12-31",
	"day of no year": "0000-00-00",
	"verbs":          "%s%d%!(EXTRA string=x)",
}

// expected are the statuses that a request may get, whatever was sent.
var expected = []int{
	http.StatusOK, http.StatusSeeOther, http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed,
	http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity,
	http.StatusTooManyRequests, http.StatusServiceUnavailable,
}

// chineseWords are what somebody who is refused must read.
var chineseWords = regexp.MustCompile(`\p{Han}{2}`)

// sound checks what every answer must be: no failure of the program, the security headers, and a sentence in Chinese
// when something is refused.
func (w *town) sound(what string, page webtest.Page) {
	w.Helper()
	if !slices.Contains(expected, page.Status) {
		w.Errorf("%s: status %d", what, page.Status)
	}
	for _, header := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Request-Id"} {
		if page.Header.Get(header) == "" {
			w.Errorf("%s: no %s", what, header)
		}
	}
	if page.Status >= 400 && !chineseWords.MatchString(page.Body) {
		w.Errorf("%s: refused with %d, but in no words: %.200q", what, page.Status, page.Body)
	}
	switch media := page.Header.Get("Content-Type"); {
	case strings.HasPrefix(media, "text/html") && (strings.Contains(page.Body, "<script>alert(1)") || strings.Contains(page.Body, "<img src=x")):
		w.Errorf("%s: the page repeats a script", what)
	case strings.HasPrefix(media, "text/csv") && formulaCell.MatchString(page.Body):
		w.Errorf("%s: the file holds the formula %q", what, formulaCell.FindString(page.Body))
	}
	if strings.Contains(page.Header.Get("Location"), "//") {
		w.Errorf("%s: leads to %s", what, page.Header.Get("Location"))
	}
}

// formulaCell is a cell that a spreadsheet would compute.
var formulaCell = regexp.MustCompile(`(?m)(^|,)"?[=@].*`)

// trail are the tables that a refusal may write to: the trail, and what counts wrong passwords.
var trail = []string{"audit_events", "accounts"}

// mayChange reports whether a table may change beside a refusal: one of the trail, that of the answers of a quiz, of which
// a form keeps the good ones beside a bad one, or one of the wrong-question book, which takes in what its owner answered
// wrong when a page of the owner's is looked at.
func mayChange(table string) bool {
	return slices.Contains(trail, table) || table == "exam_answers" || strings.HasPrefix(table, "notebook")
}

// refusedLeavesNothing checks that a request that was refused has written nothing.
func (w *town) refusedLeavesNothing(what string, page webtest.Page) {
	w.Helper()
	tables := slices.DeleteFunc(w.written(), mayChange)
	if page.Status >= 400 && len(tables) > 0 {
		w.Errorf("%s: refused with %d, but wrote to %v", what, page.Status, tables)
	}
}

// get opens a page and checks the answer.
func (p *person) get(path string) webtest.Page {
	p.town.Helper()
	page := p.ask(func() *http.Request { return httptest.NewRequest(http.MethodGet, path, nil) })
	p.town.sound(p.account.StaffNo+" GET "+path, page)
	return page
}

// post sends a form and checks the answer.
func (p *person) post(what, path, kind string, body []byte) webtest.Page {
	p.town.Helper()
	page := p.ask(func() *http.Request {
		r := httptest.NewRequest(http.MethodPost, path, bytes.NewReader(body))
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		return r
	})
	what = p.account.StaffNo + " POST " + path + " " + what
	p.town.sound(what, page)
	p.town.refusedLeavesNothing(what, page)
	return page
}

const urlencoded = "application/x-www-form-urlencoded"

// send sends a form as it is filled in.
func (p *person) send(what string, f form) webtest.Page {
	p.town.Helper()
	body, kind := []byte(f.fields.Encode()), urlencoded
	if f.multipart {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		for name, values := range f.fields {
			for _, v := range values {
				_ = w.WriteField(name, v)
			}
		}
		for _, name := range f.files {
			part, err := w.CreateFormFile(name, "../\u202e花名册.xlsx")
			if err != nil {
				p.town.Fatal(err)
			}
			_, _ = part.Write([]byte(what))
		}
		_ = w.Close()
		body, kind = b.Bytes(), w.FormDataContentType()
	}
	return p.post(what, f.action, kind, body)
}

// TestRubbishIsRefused fills the demo once and sends the site what no form of it would send.
func TestRubbishIsRefused(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("fills the demo and sends thousands of requests; run without -short")
	}
	w := newTown(t)
	t.Run("routes", func(t *testing.T) { w.on(t).rubbishToRoutes() })
	t.Run("forms", func(t *testing.T) { w.on(t).rubbishInForms() })
	t.Run("sign-in", func(t *testing.T) { w.on(t).rubbishAtTheDoor() })
}

// rubbishAtTheDoor spoils the form of somebody who has not signed in.
func (w *town) rubbishAtTheDoor() {
	p := &person{Client: webtest.New(w, w.site), town: w, account: demo.Account{StaffNo: "YX9999"}}
	door := &walk{person: p, visited: map[string]int{}, forms: map[string]form{}}
	door.read("/sign-in", p.get("/sign-in?next=/courses").Body)
	f, found := door.forms["/sign-in"]
	if !found {
		w.Fatal("a stranger finds no form to sign in")
	}
	f.fields.Set("login", p.account.StaffNo)
	f.fields.Set("password", "一个长长的密码")
	w.written()
	p.spoil(f)
}

// slow are routes that hash a password for everybody: the tests of package account send them rubbish.
var slow = []string{"/accounts/first-passwords"}

// rubbishInForms takes the forms that a person of each role finds, puts rubbish into one field after the other, leaves it
// out and doubles it. So every operation gets input that is right but for one thing.
func (w *town) rubbishInForms() {
	w.person(demo.Account{Role: access.GroupLeader, StaffNo: "YX0301"}).fillIn("/group-meetings", map[string]string{
		"title": "今早的会", "subject": "law", "on": w.today().String(), "starts_at": "00:00", "ends_at": "00:01", "place": "会议室", "hours": "1",
	})
	w.person(demo.Account{Role: access.StudySecretary, StaffNo: "YX0101"}).fillIn("/plans", map[string]string{"year": strconv.Itoa(w.today().Year() + 1)})
	w.person(demo.Account{Role: access.Author, StaffNo: "LL0105"}).fillIn("/banks", map[string]string{"name": "法律常识"})
	spoiled, queried := map[string]bool{}, map[string]bool{}
	for _, account := range demo.Accounts() {
		p := w.person(account)
		found := p.explore()
		w.written() // reading keeps the place where somebody reads
		for route, f := range found.forms {
			if !spoiled[route] && !slices.Contains(slow, route) {
				p.spoil(f)
			}
			spoiled[route] = true
			p.send("untouched", f)
		}
		for _, f := range found.handmade() {
			if !spoiled[f.route] {
				p.spoil(f)
			}
			spoiled[f.route] = true
		}
		for _, link := range found.queries {
			p.spoilQuery(link, queried)
		}
	}
	for _, route := range w.site.Routes() {
		if route.Method == http.MethodPost && !spoiled[route.Path] {
			w.Logf("no form was found for %s", route.Path)
		}
	}
	if len(spoiled) < 30 {
		w.Errorf("only the forms of %d routes were found", len(spoiled))
	}
}

// handmade returns the forms that no page has, or none that a person of the demo finds: what the script of a quiz sends, and
// buttons of what has not happened there.
func (w *walk) handmade() []form {
	var list []form
	add := func(action string, fields url.Values) {
		list = append(list, form{route: w.person.town.route(http.MethodPost, action), action: action, fields: fields})
	}
	if f, runs := w.forms["/attempts/:attempt/review"]; runs {
		attempt := strings.TrimSuffix(f.action, "/review")
		add(attempt+"/answers/q1", url.Values{"revision": {"1"}, "value": {"A"}})
		add(attempt+"/answers", f.fields)
		add("/quizzes/1/attempts", url.Values{"again": {"1"}})
	}
	if w.person.account.Role == access.SecurityAdmin {
		add("/accounts/1/unlock", url.Values{"reason": {"本人到场"}})
	}
	return list
}

func (w *town) today() calendar.Date { return calendar.DateOf(w.program.Clock()) }

// fillIn finds the form for a route and sends it as somebody would who means it.
func (p *person) fillIn(route string, values map[string]string) {
	p.town.Helper()
	f, found := p.explore().forms[route]
	p.town.written()
	if !found {
		p.town.Fatalf("%s finds no form for %s", p.account.StaffNo, route)
	}
	for name, value := range values {
		f.fields.Set(name, value)
	}
	page := p.send("filled in", f)
	if page.Status != http.StatusSeeOther {
		p.town.Fatalf("%s, filled in, is answered with %d", route, page.Status)
	}
	p.town.made = append(p.town.made, page.Header.Get("Location"))
}

// mostFields is how many fields of one form are spoiled; long forms repeat the same few.
const mostFields = 24

func (p *person) spoil(f form) {
	p.town.Helper()
	names := slices.Sorted(maps.Keys(f.fields))
	for i, name := range names {
		if len(names) > mostFields && i%(len(names)/mostFields+1) != 0 {
			continue
		}
		kept := f.fields[name]
		for what, value := range rubbish {
			f.fields[name] = []string{value}
			p.send(name+" "+what, f)
		}
		f.fields[name] = append(slices.Clone(kept), "7", "7")
		p.send(name+" thrice", f)
		delete(f.fields, name)
		p.send(name+" missing", f)
		f.fields[name] = kept
	}
}

// spoilQuery puts rubbish into each part of a query, unless that was done before.
func (p *person) spoilQuery(link string, done map[string]bool) {
	p.town.Helper()
	u, err := url.Parse(link)
	if err != nil {
		p.town.Fatal(err)
	}
	for name, kept := range u.Query() {
		part := p.town.route(http.MethodGet, link) + "?" + name
		if done[part] {
			continue
		}
		done[part] = true
		for _, value := range rubbish {
			query := u.Query()
			query[name] = append([]string{value}, kept...)
			p.get(u.Path + "?" + query.Encode())
		}
	}
}
