package study_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"xiangxue/course"
	"xiangxue/course/plan"
	"xiangxue/course/web/webtest"
)

// inData is the Chinese that stays: names, titles, subjects and rules as they were entered, and the link to the Chinese
// page.
var inData = regexp.MustCompile(`[科法]<|第[一二三四]问？|正确|错误[甲乙]|一、田块|二、墒情|(?:2026年度理论学习计划第 1 版|学时认定办法（系统默认）)|第[一二三四五六七八九十]+条|系统默认、待本地批准|点名确认到会|集中培训每年[^<]*|网络自学每年[^<]*|《(?:干部教育|全国干部)[^》]*》(?:（[^）]*）)?|各节理解题全部答对|云溪镇|农业农村办公室|何秀兰|吴晓梅|周明远|宋国强|中文|县委党校(?:三号楼)?|本人申报，组长批准|>学<|土地管理法律要点|村道养护办法|田里的数据|看一块田，记一季数据。|看田|记数|闲谈|量尺|三楼会议室|防汛值守|县里开会|会议提前结束|学习条文|讨论案例|(?s)<div class="prose">.*?</article>`)

// TestEnglishPagesHoldNoChinese opens every page in English; only what people entered may be Chinese.
func TestEnglishPagesHoldNoChinese(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	c, published := f.window(f.xiulan), f.offer("tian", "田里的数据")
	c.SetCookie("lang", "en")
	f.assign(plan.Item{Kind: plan.CourseItem, Ref: int64(published.Course)}, "田里的数据")
	f.assign(plan.Item{Kind: plan.DocumentItem, Ref: 7}, "《村道养护办法》")
	f.inEnglish(c, "/home", "/courses", "/courses?words=none", "/meetings", "/record")
	lesson := fmt.Sprintf("/lessons/%d", published.Lessons[0])
	m := f.meeting("土地管理法律要点", lessonSource(published.Lessons[0]))
	f.inEnglish(c, "/home", "/meetings", fmt.Sprintf("/meetings/%d", m.ID), lesson, fmt.Sprintf("/courses/%d", published.Course))
	f.hold(m, f.xiulan)
	f.inEnglish(c, "/home", "/meetings", fmt.Sprintf("/meetings/%d", m.ID), "/make-ups/1", "/record")
	c.Post("/make-ups/1/check", answers(t, c.Get("/make-ups/1"), 1))
	c.Post(lesson+"/check", answers(t, c.Get(lesson), 1))
	f.inEnglish(c, "/make-ups/1/result", lesson+"/result")
	f.hold(f.meeting("土地管理法律要点", course.QuestionSource{}))
	f.reverse(f.entries(f.xiulan)[0].ID)
	f.inEnglish(c, "/record", "/entries/1", "/record?year=2025", "/record?year=2030", "/entries/99", "/meetings/99")
}

func (f *fixture) inEnglish(c *webtest.Client, paths ...string) {
	f.t.Helper()
	for _, path := range paths {
		page := c.Get(path)
		if page.Status != 200 && page.Status != 404 {
			f.t.Errorf("%s: status %d", path, page.Status)
		}
		for line := range strings.Lines(inData.ReplaceAllString(page.Body, "")) {
			if regexp.MustCompile(`\p{Han}`).MatchString(line) {
				f.t.Errorf("%s in English: %s", path, line)
			}
		}
	}
}
