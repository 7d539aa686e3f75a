package contact_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/notice"
)

func TestTheInbox(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	he := f.as("何秀兰")
	f.want(he.Get("/notices"), 200, "没有未读的消息")
	f.post("何秀兰", notice.Notice{Kind: notice.AssignedDocument, Ref: 7, Title: "耕地补贴细则", Day: 20260331})
	f.post("何秀兰", notice.Notice{Kind: notice.LeaveGranted, Ref: 3, Title: "专题一"})
	f.post("陈立群", notice.Notice{Kind: notice.MakeUpDue, Ref: 5, Title: "别人的会"})
	page := he.Get("/notices")
	f.want(page, 200, "给您布置了必读：耕地补贴细则", "3月31日前完成", "2 条", "2<span class=\"vh\">条未读</span>")
	if page.Shows("别人的会") {
		t.Error("another person's notice is shown")
	}
	f.want(he.Post("/notices/1/mark", url.Values{"say": {"read"}}), 200, "1 条", "已读")
	f.want(he.Post("/notices/1/mark", url.Values{"say": {"unread"}}), 200, "2 条")
	if page := he.Post("/notices/2/mark", url.Values{"say": {"open"}}); page.Path != "/meetings/3" {
		t.Errorf("the notice leads to %s", page.Path)
	}
	f.want(he.Post("/notices/3/mark", url.Values{"say": {"read"}}), 404)
	f.want(he.Post("/notices/1/mark", url.Values{"say": {"seen"}}), 422)
}

// TestAllAreThoseThatThePageShowed: what comes between the page and the press stays unread.
func TestAllAreThoseThatThePageShowed(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	he := f.as("何秀兰")
	f.post("何秀兰", notice.Notice{Kind: notice.MakeUpDue, Ref: 1, Title: "早的"})
	until := fmt.Sprint(calendar.Millis(f.now))
	f.want(he.Get("/notices"), 200, `value="`+until+`"`)
	f.now = f.now.Add(time.Minute)
	f.post("何秀兰", notice.Notice{Kind: notice.MakeUpDue, Ref: 2, Title: "刚来的"})
	page := he.Post("/notices/read", url.Values{"until": {until}})
	f.want(page, 200, "<b>没有到会，可以补学：刚来的</b>", "1 条")
	if strings.Contains(page.Body, "<b>没有到会，可以补学：早的") {
		t.Error("what the page showed is still unread")
	}
	f.want(he.Post("/notices/read", url.Values{"until": {"x"}}), 422)
}
