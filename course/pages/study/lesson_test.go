package study_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"net/url"
	"regexp"
	"testing"
	"time"

	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web/webtest"
)

func TestWrongAnswersCostNothingAndRightOnesStay(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.window(f.xiulan)
	lesson := fmt.Sprintf("/lessons/%d", f.offer("tian", "田里的数据").Lessons[0])
	page := c.Get(lesson)
	want(t, page, 200, "2 题，可以翻回去看", "交卷看结果")
	result := c.Post(lesson+"/check", answers(t, page, 1))
	want(t, result, 200, "答对 1 题，还差 1 题", "重读“一、田块”", "换题再答")
	again := c.Get(lesson)
	want(t, again, 200, "答对的 1 题已经算数，还要答 1 题")
	result = c.Post(lesson+"/check", answers(t, again, 0))
	want(t, result, 200, "2 题全部答对，第 1 节通过", "下一节")
	if n := len(f.entries(f.xiulan)); n != 0 {
		t.Errorf("the first lesson booked %d entries", n)
	}
}

// pass answers every question of a lesson and returns the page that comes of it.
func pass(t *testing.T, c *webtest.Client, lesson string) webtest.Page {
	t.Helper()
	return c.Post(lesson+"/check", answers(t, c.Get(lesson), 0))
}

func TestCourseIsBookedOnceWhenItsLastLessonIsPassed(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c, published := f.window(f.xiulan), f.offer("tian", "田里的数据")
	first, second := fmt.Sprintf("/lessons/%d", published.Lessons[0]), fmt.Sprintf("/lessons/%d", published.Lessons[1])
	third := fmt.Sprintf("/lessons/%d", published.Lessons[2])
	want(t, pass(t, c, first), 200, "第 1 节通过")
	want(t, c.Post(third+"/reading", nil), 200, "记数") // goes on with the lesson that is not passed
	last := c.Get(second)
	form := answers(t, last, 0)
	done := c.Post(second+"/check", form)
	want(t, done, 200, "全课学完", "1.5 学时已入账", "2 节理解题", "《学时认定办法（系统默认）》第 1 版第三条")
	want(t, c.Post(second+"/check", form), 200, "全课都通过了，学时已经入账") // sent twice
	want(t, c.Post(third+"/reading", nil), 200, "全课学完")
	entries := f.entries(f.xiulan)
	if len(entries) != 1 || entries[0].Amount != 150 {
		t.Errorf("the ledger has %+v", entries)
	}
}

func TestTimeMakesNoDifference(t *testing.T) {
	t.Parallel()
	var booked []string
	for _, wait := range []time.Duration{time.Second, 25 * time.Hour} {
		f := newFixture(t)
		c, published := f.window(f.xiulan), f.offer("tian", "田里的数据")
		for _, id := range published.Lessons[:2] {
			page := c.Get(fmt.Sprintf("/lessons/%d", id))
			f.now = f.now.Add(wait)
			c = f.window(f.xiulan) // the login session may be over by then
			c.Post(fmt.Sprintf("/lessons/%d/check", id), answers(t, page, 0))
		}
		c.Post(fmt.Sprintf("/lessons/%d/reading", published.Lessons[2]), nil)
		for _, e := range f.entries(f.xiulan) {
			booked = append(booked, fmt.Sprint(e.Amount, e.Title, e.RuleArticle))
		}
	}
	if len(booked) != 2 || booked[0] != booked[1] {
		t.Errorf("booked %q", booked)
	}
}

func TestStaleDrawKeepsNothingAndAsksAgain(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.window(f.xiulan)
	lesson := fmt.Sprintf("/lessons/%d", f.offer("tian", "田里的数据").Lessons[0])
	form := answers(t, c.Get(lesson), 0)
	form.Set("fingerprint", "of another draw")
	page := c.Post(lesson+"/check", form)
	want(t, page, 409, "交卷看结果", `role="alert"`)
	if c.Get(lesson+"/result").Status != 404 {
		t.Error("the stale round was kept")
	}
	want(t, c.Post(lesson+"/check", answers(t, page, 0)), 200, "第 1 节通过")
}

func TestUnansweredIsNoFailure(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.window(f.xiulan)
	lesson := fmt.Sprintf("/lessons/%d", f.offer("tian", "田里的数据").Lessons[0])
	form := url.Values{"fingerprint": answers(t, c.Get(lesson), 0)["fingerprint"]}
	want(t, c.Post(lesson+"/check", form), 200, "答对 0 题，还差 2 题", "没有作答")
}

func TestNoteIsPrivate(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	mine, other := f.window(f.xiulan), f.window(f.colleague)
	lesson := fmt.Sprintf("/lessons/%d", f.offer("tian", "田里的数据").Lessons[0])
	want(t, mine.Post(lesson+"/note", url.Values{"note": {"问老李水渠"}}), 200, "问老李水渠")
	wantNot(t, other.Get(lesson), "问老李水渠")
	want(t, mine.Get(lesson), 200, "问老李水渠")
	long := mine.Post(lesson+"/note", url.Values{"note": {fmt.Sprintf("%05001d", 7)}})
	want(t, long, 422, "最多 5000 个字", "00007")
}

func TestMaterialsAreServedInRanges(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c, published := f.window(f.xiulan), f.offer("tian", "田里的数据")
	page := c.Get(fmt.Sprintf("/courses/%d", published.Course))
	link := regexp.MustCompile(`/materials/[0-9a-f]+`).FindString(page.Body)
	if link == "" {
		t.Fatalf("no material:\n%s", page.Body)
	}
	whole := c.Get(link)
	want(t, whole, 200, "0123456789")
	if d := whole.Header.Get("Content-Disposition"); d == "" || d[:10] != "attachment" {
		t.Errorf("a text is sent as %q", d)
	}
	part := httptest.NewRequest("GET", link, nil)
	part.Header.Set("Range", "bytes=7-9")
	if page := c.Send(part); page.Status != 206 || page.Body != "345" {
		t.Errorf("range: status %d, %q", page.Status, page.Body)
	}
	unknown := "/materials/" + fmt.Sprintf("%064d", 0)
	if page := c.Get(unknown); page.Status != 404 {
		t.Errorf("unknown material: status %d", page.Status)
	}
}

func TestReadPagesSendNothingByThemselves(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c, published := f.window(f.xiulan), f.offer("tian", "田里的数据")
	lesson := fmt.Sprintf("/lessons/%d", published.Lessons[0])
	c.Get(lesson) // keeps the position
	before := f.rows()
	for _, path := range []string{"/home", "/courses", fmt.Sprintf("/courses/%d", published.Course), lesson, "/meetings", "/record"} {
		page := c.Get(path)
		if found := regexp.MustCompile(`(?i)setInterval|sendBeacon|http-equiv="?refresh|<iframe|autoplay|data-poll`).FindString(page.Body); found != "" {
			t.Errorf("%s holds %q", path, found)
		}
		f.now = f.now.Add(time.Hour)
		if again := c.Get(path); path != "/home" && path != "/record" && again.Body != page.Body {
			t.Errorf("%s changes by being looked at", path)
		}
	}
	if after := f.rows(); after != before {
		t.Errorf("looking at pages changed rows:\n%s\nbefore\n%s", after, before)
	}
}

// rows prints what the database keeps of what people do.
func (f *fixture) rows() (text string) {
	f.t.Helper()
	err := f.db.Read(f.t.Context(), func(tx storage.ReadTx) error {
		for _, table := range []string{"course_starts", "lesson_passes", "reading_positions", "lesson_notes", "attempts", "entries", "finished_items", "audit_events"} {
			rows, err := storage.Select[map[string]any](f.t.Context(), tx, "SELECT * FROM "+table)
			if err != nil {
				return err
			}
			text += fmt.Sprintln(table, rows)
		}
		return nil
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return text
}

func TestAssignedCourseIsDoneWhenItIsPassed(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c, published := f.window(f.xiulan), f.offer("tian", "田里的数据")
	f.assign(plan.Item{Kind: plan.CourseItem, Ref: int64(published.Course)}, "田里的数据")
	f.assign(plan.Item{Kind: plan.LessonItem, Ref: int64(published.Lessons[0])}, "看田")
	page := fmt.Sprintf("/courses/%d", published.Course)
	want(t, c.Get(page), 200, "吴晓梅布置这门课，9月30日前学完", "吴晓梅布置第 1 节")
	want(t, c.Get("/home"), 200, "学课程：田里的数据", "学一节：看田", "9月30日前")
	pass(t, c, fmt.Sprintf("/lessons/%d", published.Lessons[0]))
	wantNot(t, c.Get(page), "布置第 1 节")
	if due := f.due(f.xiulan); len(due) != 1 || due[0].Kind != plan.CourseItem {
		t.Errorf("after the lesson: due %+v", due)
	}
	pass(t, c, fmt.Sprintf("/lessons/%d", published.Lessons[1]))
	c.Post(fmt.Sprintf("/lessons/%d/reading", published.Lessons[2]), nil)
	if due := f.due(f.xiulan); len(due) != 0 {
		t.Errorf("after the course: due %+v", due)
	}
	if due := f.due(f.colleague); len(due) != 2 {
		t.Errorf("a colleague is still asked for %d items, want 2", len(due))
	}
}

// assign asks the whole office for an item by the end of September.
func (f *fixture) assign(item plan.Item, title string) (a plan.Assigned) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		a, err = f.planner.Assign(ctx, tx, f.secretary, plan.Assignment{Item: item, Title: title, Subject: "technology", DueOn: 20260930},
			plan.Target{Persons: []roster.CadreID{f.xiulan.ID(), f.colleague.ID()}})
		return err
	})
	return a
}
