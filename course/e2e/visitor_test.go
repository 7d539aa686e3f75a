package e2e

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
)

// visitor uses the site by plain HTTP, as a browser without script does.
type visitor struct {
	t      testing.TB
	login  string
	url    string
	client *http.Client
	taken  *atomic.Int64 // forms that the program took; nil when nobody counts
}

func newVisitor(t testing.TB, login string) visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return visitor{t: t, login: login, client: &http.Client{Jar: jar, Transport: transport, CheckRedirect: stay}}
}

// arrive goes to the site at url and signs in, unless a session from before is still good.
func (v *visitor) arrive(address string) {
	v.t.Helper()
	if before, err := url.Parse(v.url); err == nil && v.url != "" { // a new port, but the same site
		now, err := url.Parse(address)
		if err != nil {
			v.t.Fatal(err)
		}
		v.client.Jar.SetCookies(now, v.client.Jar.Cookies(before))
	}
	first := v.url == ""
	v.url = address
	if status, _, err := v.get("/record"); err == nil && status == http.StatusOK {
		return
	}
	if !first {
		v.t.Errorf("%s has lost the session", v.login)
	}
	status, location, err := v.post("/sign-in", map[string]string{"login": v.login, "password": password})
	if err != nil || status != http.StatusSeeOther {
		v.t.Fatalf("%s cannot sign in: %d %s %v", v.login, status, location, err)
	}
}

func (v *visitor) get(path string) (int, string, error) {
	resp, err := v.client.Get(v.url + path)
	if err != nil {
		return 0, "", err
	}
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body), errors.Join(err, resp.Body.Close())
}

func (v *visitor) mustGet(path string) string {
	v.t.Helper()
	status, page, err := v.get(path)
	if err != nil || status != http.StatusOK {
		v.t.Fatalf("%s gets %s: %d %v", v.login, path, status, err)
	}
	return page
}

// post sends a form and returns the status and where it leads.
func (v *visitor) post(path string, fields map[string]string) (int, string, error) {
	form := url.Values{}
	for name, value := range fields {
		form.Set(name, value)
	}
	req, err := http.NewRequest(http.MethodPost, v.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	resp, err := v.client.Do(req)
	if err != nil {
		return 0, "", err
	}
	_, err = io.Copy(io.Discard, resp.Body)
	if v.taken != nil && resp.StatusCode == http.StatusSeeOther {
		v.taken.Add(1)
	}
	return resp.StatusCode, resp.Header.Get("Location"), errors.Join(err, resp.Body.Close())
}

var blank = regexp.MustCompile(`<input class="in" id="[^"]*-in" name="([^"]+)"`)

// checkForm fills in the check of a lesson of writeCourse, and reports whether there is one.
func checkForm(page string) (map[string]string, bool) {
	fields := map[string]string{"fingerprint": between(page, `name="fingerprint" value="`, `"`)}
	for _, m := range blank.FindAllStringSubmatch(page, -1) {
		fields[m[1]] = "30"
	}
	return fields, len(fields) > 1
}

// between returns what stands after the first text up to the second.
func between(page, after, before string) string {
	_, rest, _ := strings.Cut(page, after)
	found, _, _ := strings.Cut(rest, before)
	return found
}

// writeCourse writes a course folder with one lesson, whose questions are all answered with 30.
func writeCourse(t testing.TB, number int) (dir, title string) {
	t.Helper()
	dir, title = filepath.Join(t.TempDir(), fmt.Sprintf("crash-%03d", number)), fmt.Sprintf("防汛第%03d课", number)
	for name, content := range map[string]string{
		"course.yaml": fmt.Sprintf("slug: crash-%03d\ntitle: %s\nsubject: technology\nsummary: 预警要传到户。\nsource: 示例\n"+
			"lessons:\n  - title: 预警\n    minutes: 15\n    file: lessons/01.md\n    questions: questions/01.gift\n", number, title),
		"lessons/01.md":     "# 预警\n\n## 三十分钟传到户 {#s1}\n\n预警三十分钟内传到户，四十分钟内回报。\n",
		"questions/01.gift": "$CATEGORY: s1\n\n预警几分钟传到户？ {=30 =三十 #### 三十分钟。}\n\n多少分钟内要传到每一户？ {=30 =三十 #### 三十分钟。}\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := cmp.Or(os.MkdirAll(filepath.Dir(file), 0o750), os.WriteFile(file, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir, title
}

// populate makes an installation with courses of one lesson each, and returns five people who can sign in.
func populate(t *testing.T, data string, courses int) []*student {
	t.Helper()
	run(t, data, "import", "roster", rosterFile(t))
	titles := make([]string, courses)
	for i := range titles {
		var dir string
		dir, titles[i] = writeCourse(t, i+1)
		run(t, data, "import", "course", dir)
	}
	var people []*student
	for _, login := range []string{committee, secretary, leader, cadre, absentee} {
		cmd := exec.Command(binary, "user", "passwd", login, "-data", data)
		cmd.Stdin = strings.NewReader(password + "\n")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("set a password: %v\n%s", err, out)
		}
		people = append(people, &student{visitor: newVisitor(t, login)})
	}
	s := start(t, data)
	for _, p := range people {
		p.arrive(s.url)
		p.findLessons(titles)
	}
	s.stop()
	return people
}

var (
	courseLink = regexp.MustCompile(`href="(/courses/\d+)"`)
	lessonLink = regexp.MustCompile(`href="(/lessons/\d+)"`)
)

// findLessons follows the links from the catalogue.
func (p *student) findLessons(titles []string) {
	p.t.Helper()
	seen := map[string]bool{}
	for _, m := range courseLink.FindAllStringSubmatch(p.mustGet("/courses"), -1) {
		if seen[m[1]] {
			continue
		}
		seen[m[1]] = true
		page := p.mustGet(m[1])
		lesson := lessonLink.FindStringSubmatch(page)
		for _, title := range titles {
			if lesson != nil && strings.Contains(page, title) {
				p.lessons = append(p.lessons, &studied{path: lesson[1], title: title})
			}
		}
	}
	if len(p.lessons) != len(titles) {
		p.t.Fatalf("%s finds %d of %d lessons", p.login, len(p.lessons), len(titles))
	}
}
