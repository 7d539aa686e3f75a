package pages_test

import (
	"fmt"
	"net/url"
	"regexp"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web/webtest"
)

// questions ask the same about the second article in different words, so that the right answer is known.
const questions = "$CATEGORY: 第二条\n\n流转出去的地，补贴一般发给原承包户。 {T####第二条：发给原承包户。}\n\n没有约定的，补贴归原承包户。 {T####第二条。}\n"

var (
	fingerprint = regexp.MustCompile(`name="fingerprint" value="([^"]+)"`)
	option      = regexp.MustCompile(`name="(q[^"]*)" value="([^"]*)"><span>(对|错)</span>`)
)

// answer fills in the check of a page with 对 or 错.
func answer(t *testing.T, page webtest.Page, word string) url.Values {
	t.Helper()
	mark := fingerprint.FindStringSubmatch(page.Body)
	if mark == nil {
		t.Fatalf("no check on %s\n%s", page.Path, page.Body)
	}
	values := url.Values{"fingerprint": {mark[1]}}
	for _, m := range option.FindAllStringSubmatch(page.Body, -1) {
		if m[3] == word {
			values.Set(m[1], m[2])
		}
	}
	if len(values) < 2 {
		t.Fatalf("no options on %s\n%s", page.Path, page.Body)
	}
	return values
}

// booked returns what the person's ledger holds for readings.
func (f *fixture) booked(who access.Actor) (entries []hours.Entry) {
	f.t.Helper()
	err := f.db.Read(f.t.Context(), func(tx storage.ReadTx) (err error) {
		entries, err = hours.Entries(f.t.Context(), tx, roster.Only(who.ID()), hours.Year(2026))
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return entries
}

func TestAReadingIsCheckedAndBooked(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	who, c := f.cadre()
	id := f.require(who, 2, questions)
	check, result := fmt.Sprintf("/readings/%d/check", id), fmt.Sprintf("/readings/%d/result", id)
	want(t, c.Get(result), 404, "还没有交过卷")
	page := c.Get("/policies/2")
	want(t, page, 200, `id="check"`, "读后理解题", "必读，2026年9月20日前", "1 题全对计 0.5 学时，按《", "只标已读，不计学时", "交卷看结果")
	first := answer(t, page, "错")
	page = c.Post(check, first)
	want(t, page, 200, "答对 0 题，还差 1 题", "错在哪", "/policies/2"+second, "重读“第二条”", "换题再答")
	if got := f.booked(who); len(got) != 0 || page.Path != result {
		t.Fatalf("at %s, booked %+v", page.Path, got)
	}
	want(t, c.Post(check, url.Values{"fingerprint": {"long-gone"}}), 409, "role=\"alert\"", "读后理解题")
	page = c.Post(check, answer(t, c.Get("/policies/2"), "对"))
	want(t, page, 200, "1 题全部答对，必读完成", "必读已完成", "0.5 学时已入账", "第 1 版", "台账第 1 号")
	got := f.booked(who)
	if len(got) != 1 || got[0].Amount != 50 || got[0].Source != hours.SourceReading || got[0].Ref != 2 {
		t.Errorf("booked %+v", got)
	}
	page = c.Get("/policies/2")
	want(t, page, 200, "必读已完成", "学时已入账", result)
	wantNot(t, page, "交卷看结果", "只标已读")
}

func TestAReadingIsMarkedRead(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	who, c := f.cadre()
	id := f.require(who, 2, questions)
	page := c.Post(fmt.Sprintf("/readings/%d/read", id), nil)
	want(t, page, 200, "必读已完成", "已标已读，没有计学时", "交卷看结果")
	wantNot(t, page, "只标已读，不计学时")
	if got := f.booked(who); len(got) != 0 {
		t.Errorf("marking read booked %+v", got)
	}
	c.Post(fmt.Sprintf("/readings/%d/check", id), answer(t, page, "对"))
	if got := f.booked(who); len(got) != 1 {
		t.Errorf("the check after it booked %+v", got)
	}
}

func TestAReadingWithoutQuestions(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	who, c := f.cadre()
	id := f.require(who, 3, "")
	page := c.Get("/policies/3")
	want(t, page, 200, "这份文件没有理解题", "我读过了")
	wantNot(t, page, "交卷看结果")
	page = c.Post(fmt.Sprintf("/readings/%d/read", id), nil)
	want(t, page, 200, "已标已读，不计学时")
	wantNot(t, page, "我读过了")
}

func TestTheReadingOfAnother(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	who, _ := f.cadre()
	id := f.require(who, 2, questions)
	_, stranger := f.as("1004", "宋国强", access.Cadre)
	wantNot(t, stranger.Get("/policies/2"), "必读")
	want(t, stranger.Post(fmt.Sprintf("/readings/%d/read", id), nil), 404)
	want(t, stranger.Post(fmt.Sprintf("/readings/%d/check", id), url.Values{"fingerprint": {"x"}}), 404)
	want(t, stranger.Get(fmt.Sprintf("/readings/%d/result", id)), 404)
}
