package pages_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"xiangxue/course/web/webtest"
)

var hidden = regexp.MustCompile(`<input type="hidden" name="(card|fingerprint|subject)" value="([^"]*)">`)

// forgetful has 何秀兰 answer four questions of an exam wrong, and the day after it break.
func forgetful(t *testing.T) (*fixture, *webtest.Client) {
	t.Helper()
	f := newFixture(t)
	limits := terms(f.stock(everyKind()[:6]...)...)
	limits.Minutes = 0
	e := f.publish(limits)
	c := f.as("何秀兰")
	page := start(t, c, e.ID)
	form := answered(t, page, "二十年", "发到工作群", "错")
	form.Set("q4", "7")
	c.Post(page.Path+"/answers", form)
	c.Post(page.Path+"/submission", url.Values{})
	f.now = f.now.Add(24 * time.Hour)
	clear(f.tokens) // a session ends over night
	return f, f.as("何秀兰")
}

// card returns the hidden fields of the question that a page asks, or else of the first that it lists.
func card(t *testing.T, page webtest.Page) url.Values {
	t.Helper()
	values := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(page.Body, -1) {
		if !values.Has(m[1]) {
			values.Set(m[1], m[2])
		}
	}
	if values.Get("card") == "" {
		t.Fatalf("no question on %s\n%s", page.Path, content(page))
	}
	return values
}

func TestNotebookIsAnsweredSkippedAndEmptied(t *testing.T) {
	t.Parallel()
	_, c := forgetful(t)
	page := c.Get("/notebook")
	want(t, page, 200, "错题本", "看对不对", "今天可以回想 4 道题，可以不做。", "还记得多少", "4 道里还记得约")
	wantNot(t, page, "连续", "打卡", "积分")
	form := card(t, page)
	want(t, c.Post("/notebook/answers", form), 422, "还没有作答")
	form.Set("forgotten", "yes")
	want(t, c.Post("/notebook/answers", form), 200, "再记一记", "没有作答", "下一道，今天还有 3 道")
	want(t, c.Post("/notebook/answers", form), 200, "再记一记", "今天还有 3 道") // sent twice

	page = c.Get("/notebook")
	first := page.Body
	want(t, c.Post("/notebook/skips", card(t, page)), 200, "今天可以回想 2 道题")
	if page = c.Get("/notebook"); page.Body == first {
		t.Error("the skipped question is asked again")
	}
	stale := card(t, page)
	stale.Set("fingerprint", "0000")
	want(t, c.Post("/notebook/answers", stale), 409, "题目已经更新")

	list := c.Get("/notebook/questions?subject=" + url.QueryEscape("法律"))
	want(t, list, 200, "错题本：法律", "看正确答案", "移出")
	before := strings.Count(list.Body, `name="card"`)
	if before != 4 {
		t.Fatalf("%d questions are listed\n%s", before, content(list))
	}
	if after := c.Post("/notebook/removals", card(t, list)); strings.Count(after.Body, `name="card"`) != 3 {
		t.Errorf("after one was taken out\n%s", content(after))
	}
	want(t, c.Post("/notebook/removals", card(t, list)), 404)
}

func TestRightAnswersAreToldWithTheirGround(t *testing.T) {
	t.Parallel()
	_, c := forgetful(t)
	for range 4 {
		page := c.Get("/notebook")
		form := card(t, page)
		if !strings.Contains(page.Body, "耕地的承包期为多少年？") {
			c.Post("/notebook/skips", form)
			continue
		}
		form["q1"] = lettersOf(page, "三十年")
		form.Set("hard", "yes")
		want(t, c.Post("/notebook/answers", form), 200, "答对了", "再问", "正确，您选了", "解析：", "看依据：《农村土地承包法》第二十一条")
		return
	}
	t.Error("the question did not come")
}

// lettersOf returns the letters of the options with these texts.
func lettersOf(page webtest.Page, texts ...string) (letters []string) {
	for _, m := range choice.FindAllStringSubmatch(page.Body, -1) {
		for _, text := range texts {
			if m[3] == text {
				letters = append(letters, m[2])
			}
		}
	}
	return letters
}

// TestNobodyElseReachesANotebook tries the owner's forms as the others of the township.
func TestNobodyElseReachesANotebook(t *testing.T) {
	t.Parallel()
	f, c := forgetful(t)
	form := card(t, c.Get("/notebook"))
	form.Set("forgotten", "yes")
	for _, name := range []string{"吴晓梅", "周明远", "林若溪", "宋国强"} {
		other := f.as(name)
		want(t, other.Get("/notebook"), 200, "还没有答错的题")
		wantNot(t, other.Get("/notebook/questions?subject="+url.QueryEscape("法律")), "移出错题本：", "耕地")
		for _, path := range []string{"/notebook/answers", "/notebook/skips", "/notebook/removals"} {
			if page := other.Post(path, form); page.Status != 404 {
				t.Errorf("%s of %s: status %d", path, name, page.Status)
			}
		}
	}
	want(t, c.Get("/notebook"), 200, "今天可以回想 4 道题")
}

func TestNotebookInEnglish(t *testing.T) {
	t.Parallel()
	_, c := forgetful(t)
	c.SetCookie("lang", "en")
	page := c.Get("/notebook")
	want(t, page, 200, "Wrong-question book", "Check it", "What you still know")
	form := card(t, page)
	form.Set("forgotten", "yes")
	want(t, c.Post("/notebook/answers", form), 200, "Have another look")
	want(t, c.Get("/notebook/questions?subject="+url.QueryEscape("法律")), 200, "Take out")
}
