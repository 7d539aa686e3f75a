package pages_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"xiangxue/course/web/webtest"
)

// suggested asks for suggestions and returns the names.
func suggested(t *testing.T, c *webtest.Client, typed string) []string {
	t.Helper()
	page := c.Get("/policies/suggestions?q=" + url.QueryEscape(typed))
	var answer struct {
		Names []struct{ Name, Path string }
	}
	if err := json.Unmarshal([]byte(page.Body), &answer); err != nil || page.Status != 200 || answer.Names == nil {
		t.Fatalf("%s: status %d, %v: %s", typed, page.Status, err, page.Body)
	}
	var names []string
	for _, n := range answer.Names {
		names = append(names, n.Name)
		if n.Path != "/policies?"+(url.Values{"q": {n.Name}}).Encode() {
			t.Errorf("%s leads to %s", n.Name, n.Path)
		}
	}
	return names
}

func TestSuggestions(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	for typed, want := range map[string][]string{
		"gzzf": {"工资支付条例"}, "工资": {"工资支付条例"}, "耕地": {subsidyTitle}, "yunxizhen": {subsidyTitle}, "没有": nil, "": nil, "<b>": nil,
	} {
		if got := suggested(t, c, typed); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", typed, got, want)
		}
	}
	want(t, c.Get("/policies"), 200, `data-suggest="/policies/suggestions"`, `src="/static/js/suggest`)
	c.SetCookie("xiangxue", "nobody")
	if page := c.Get("/policies/suggestions?q=x"); !strings.HasPrefix(page.Path, "/sign-in") {
		t.Errorf("who is not signed in gets %d at %s", page.Status, page.Path)
	}
}

func TestSuggestionsWithoutAnIndex(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, c := f.cadre()
	if got := suggested(t, c, "工资"); got != nil {
		t.Errorf("got %q", got)
	}
}

func TestDidYouMean(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	want(t, c.Get(ask("工资知付条例")), 200, "您要找的是不是：", `href="/policies?q=%E5%B7%A5%E8%B5%84%E6%94%AF%E4%BB%98%E6%9D%A1%E4%BE%8B">工资支付条例`)
	want(t, c.Get(ask("工资支附条例第2条")), 200, "您要找的是不是：", ">工资支付条例第2条</a>")
	want(t, c.Get(ask("gzzftl")), 200, "没有找到。", "您要找的是不是：", ">工资支付条例</a>")
	for _, asked := range []string{ask("工资支付条例"), ask("拖欠工资找谁"), ask("工资知付条例", "year", "2019"), ask("核聚变")} {
		wantNot(t, c.Get(asked), "您要找的是不是")
	}
}
