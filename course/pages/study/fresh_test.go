package study_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"xiangxue/course"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/course/web/webtest"
)

// revisit opens a page of which the browser holds the version with the tag.
func revisit(c *webtest.Client, path, tag string) webtest.Page {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("If-None-Match", tag)
	return c.Send(r)
}

// change is something that happens to what a page shows, and words of the page afterwards.
type change struct {
	name string
	make func()
	show []string
}

// followed opens a page, and again after every change: it must be sent anew, once.
func followed(t *testing.T, c *webtest.Client, path string, changes []change) {
	t.Helper()
	c.Get(path)
	tag := c.Get(path).Header.Get("ETag")
	for _, ch := range changes {
		if page := revisit(c, path, tag); page.Status != http.StatusNotModified || page.Body != "" {
			t.Fatalf("before %q: status %d, although nothing has changed\n%s", ch.name, page.Status, page.Body)
		}
		ch.make()
		page := revisit(c, path, tag)
		if page.Status != http.StatusOK {
			t.Errorf("after %q: status %d, the browser shows what was", ch.name, page.Status)
		}
		for _, words := range ch.show {
			if !page.Shows(words) {
				t.Errorf("after %q the page does not show %q\n%s", ch.name, words, page.Body)
			}
		}
		tag = page.Header.Get("ETag")
	}
}

func (f *fixture) rename(who roster.CadreID, name string) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := storage.Exec(ctx, tx, "UPDATE cadres SET name = ? WHERE id = ?", name, who)
		return err
	})
}

// signIn lets the window of 何秀兰 go on after a session is over.
func (f *fixture) signIn(c *webtest.Client) {
	f.t.Helper()
	session, _, err := f.gate.SignIn(f.t.Context(), f.xiulan.Cadre.StaffNo, password, false)
	if err != nil {
		f.t.Fatal(err)
	}
	c.SetCookie(web.SessionCookie, string(session.Token))
}

// adoptRules puts a new version of the rules into force.
func (f *fixture) adoptRules() {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		rules, err := hours.InForce(ctx, tx.ReadTx, 20260916)
		if err != nil {
			return err
		}
		rules.Number++
		_, err = f.ledger.Adopt(ctx, tx, rules, f.committee.ID())
		return err
	})
}

func TestCoursePageIsNeverStale(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	published := f.offer("tian", "田里的数据")
	c, path := f.window(f.xiulan), fmt.Sprintf("/courses/%d", published.Course)
	lesson := func(i int) string { return fmt.Sprintf("/lessons/%d", published.Lessons[i]) }
	var asked plan.Assigned
	followed(t, c, path, []change{
		{"the course is assigned", func() {
			asked = f.assign(plan.Item{Kind: plan.CourseItem, Ref: int64(published.Course)}, "田里的数据")
		}, []string{"吴晓梅布置这门课"}},
		{"who assigned it is renamed", func() { f.rename(f.secretary.ID(), "吴小梅") }, []string{"吴小梅布置这门课"}},
		{"the reader is renamed", func() { f.rename(f.xiulan.ID(), "何绣兰") }, []string{"何绣兰"}},
		{"a lesson was opened", func() { c.Get(lesson(1)) }, []string{fmt.Sprintf(`class="btn pri" href="%s"`, lesson(1))}},
		{"a lesson was passed", func() { pass(t, c, lesson(1)) }, []string{"已通过 1 节，共 3 节", "继续学习"}},
		{"a lesson is assigned", func() { f.assign(plan.Item{Kind: plan.LessonItem, Ref: int64(published.Lessons[0])}, "看田") }, []string{"布置第 1 节"}},
		{"the assignment is withdrawn", func() {
			f.write(func(ctx context.Context, tx storage.WriteTx) error {
				return f.planner.Withdraw(ctx, tx, f.secretary, asked.ID)
			})
		}, nil},
		{"the rules change", f.adoptRules, []string{"第 2 版"}},
		{"it is due no more but over", func() { f.at("2026-10-01 09:00"); f.signIn(c) }, []string{"已过期限"}},
		{"a role is given", func() {
			f.write(func(ctx context.Context, tx storage.WriteTx) error {
				return roster.Appoint(ctx, tx, roster.Appointment{Cadre: f.xiulan.ID(), Role: roster.Author, Unit: f.town.ID, From: 20260101})
			})
		}, []string{`name="role" value="author"`}},
		{"the language is English", func() { c.SetCookie("lang", "en") }, []string{`lang="en"`}},
		{"the text is large", func() { c.SetCookie("size", "large") }, []string{`data-size="large"`}},
		{"the course is finished", func() {
			pass(t, c, lesson(0))
			c.Post(lesson(2)+"/reading", nil)
		}, []string{"/completion"}},
		{"the course is retired", func() {
			f.write(func(ctx context.Context, tx storage.WriteTx) error {
				return course.Retire(ctx, tx, f.now, 0, published.Course)
			})
		}, nil},
	})
}

// TestNewVersionReachesWhoHasNotBegun publishes a course anew while a browser holds the page of the old version.
func TestNewVersionReachesWhoHasNotBegun(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	published := f.offer("tian", "田里的数据")
	c, path := f.window(f.xiulan), fmt.Sprintf("/courses/%d", published.Course)
	followed(t, c, path, []change{
		{"a new version is published", func() { f.offer("tian", "地里的数据") }, []string{"地里的数据", "第 2 版"}},
	})
	tag := c.Get(path).Header.Get("ETag")
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		return course.Retire(ctx, tx, f.now, 0, published.Course)
	})
	if page := revisit(c, path, tag); page.Status != http.StatusNotFound {
		t.Errorf("a retired course that was not begun: status %d", page.Status)
	}
}

// TestPageIsNotKeptForSomebodyElse gives the tag of one person's page to another.
func TestPageIsNotKeptForSomebodyElse(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	path := fmt.Sprintf("/courses/%d", f.offer("tian", "田里的数据").Course)
	tag := f.window(f.xiulan).Get(path).Header.Get("ETag")
	if page := revisit(f.window(f.colleague), path, tag); page.Status != http.StatusOK {
		t.Errorf("a colleague: status %d", page.Status)
	}
	out := webtest.New(t, f.site)
	if page := revisit(out, path, tag); page.Status != http.StatusSeeOther {
		t.Errorf("nobody: status %d", page.Status)
	}
}

// TestCoursePageTakesFewStatements counts those of the session, the course, where the person is in it, the rules and
// the duties.
func TestCoursePageTakesFewStatements(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	published := f.offer("tian", "田里的数据")
	c, path := f.window(f.xiulan), fmt.Sprintf("/courses/%d", published.Course)
	pass(t, c, fmt.Sprintf("/lessons/%d", published.Lessons[0]))
	tag := c.Get(path).Header.Get("ETag")
	before := f.db.Statements()
	want(t, revisit(c, path, tag), http.StatusNotModified)
	if n := f.db.Statements() - before; n > 5 {
		t.Errorf("%d statements", n)
	}
}
