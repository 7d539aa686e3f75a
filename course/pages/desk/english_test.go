package desk_test

import (
	"regexp"
	"strings"
	"testing"

	"xiangxue/course/web/webtest"
)

// TestEnglishPagesHoldNoChinese opens every page in English; only what people wrote and names may be Chinese.
func TestEnglishPagesHoldNoChinese(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	for _, c := range []*webtest.Client{f.secretary, f.committee, f.cadre} {
		c.SetCookie("lang", "en")
		inEnglish(t, c.Get("/plans"))
	}
	f.secretary.SetCookie("lang", "zh-CN")
	path := f.submitted()
	f.secretary.SetCookie("lang", "en")
	inEnglish(t, f.secretary.Get(path))
	inEnglish(t, f.committee.Get(path))
	inEnglish(t, f.committee.Get("/plans"))
	inEnglish(t, f.decide(f.committee, path, "approve", " "))
	inEnglish(t, f.decide(f.committee, path, "approve", "Meeting of 5 March"))
	next := f.secretary.Post("/plans", formOf(t, f.secretary.Get(path), "next"))
	inEnglish(t, next)
	form := formOf(t, next, "plan")
	form.Set("requirements.0.hours", "x")
	inEnglish(t, press(f.secretary, next.Path, form, "save"))
	form.Set("requirements.0.hours", "90")
	form.Set("topics.0.find", "nothing")
	inEnglish(t, press(f.secretary, next.Path, form, "add-topic"))
	form.Del("topics.0.find")
	for name, value := range map[string]string{"shares.0": "30", "parameters.heat_steps.0": "15", "topics.0.mode": "self", "topics.0.hours": "1"} {
		form.Set(name, value)
	}
	press(f.secretary, next.Path, form, "save")
	inEnglish(t, f.secretary.Get(next.Path+"/comparison"))
}

// written is the Chinese that stays: names and what stands in the plan.
var written = regexp.MustCompile(`云溪镇|农业农村办公室|吴晓梅|周明远|何秀兰|土地管理法律要点|深入学习贯彻党的创新理论|按年度安排制定|补贴可以发现金吗？|低保多久复核一次？|邻居挡了光找谁？|中文|>学<`)

var han = regexp.MustCompile(`\p{Han}`)

func inEnglish(t *testing.T, page webtest.Page) {
	t.Helper()
	if page.Status >= 500 || page.Status == 404 {
		t.Errorf("%s: status %d", page.Path, page.Status)
	}
	for line := range strings.Lines(written.ReplaceAllString(page.Body, "")) {
		if han.MatchString(line) {
			t.Errorf("%s in English: %s", page.Path, line)
		}
	}
}
