package group_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"xiangxue/course/attendance"
	"xiangxue/course/web/webtest"
)

// own is the Chinese that stays in English pages: names, and what people typed.
var own = regexp.MustCompile(`云溪镇|农业办|石坪乡|第二学习小组|吴晓梅|周明远|陈立群|何秀兰|宋国强|防灾减灾与基层应急|镇政府三楼会议室|` +
	`学习防汛应急预案|案例讨论|防汛值守|《耕地地力保护补贴办法（示例）》|抽空补上即可|点名时看错了人|>错<|自学《乡村振兴促进法》|中文|读了差序格局，想到调解先要听两边各说一遍。|>学<|“学时认定办法（系统默认）”|第[六七]条|系统默认、待本地批准`)

// TestEnglishPagesHoldNoChinese opens every page in English, in all its states.
func TestEnglishPagesHoldNoChinese(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.library()
	c, committee := f.as("吴晓梅"), f.as("周明远")
	board := fmt.Sprintf("/groups/%d", f.group.ID)
	inEnglish(t, c, "/groups", board, "/assignments", "/group-meetings", "/group-meetings/new")
	assignment := c.Post("/assignments", f.reading(fmt.Sprintf("unit-%d", f.town.ID))).Path
	inEnglish(t, c, "/assignments", assignment, "/assignments/new?kind=document", "/assignments/new?kind=lesson", "/assignments/new")
	english(t, c.Post("/assignments", url.Values{}))
	f.approve(nil)

	path := c.Post("/group-meetings", f.announcement()).Path
	f.ask("宋国强", attendance.OnLeave, "防汛值守")
	inEnglish(t, c, path, path+"/change", "/group-meetings")
	english(t, c.Post(path+"/change", url.Values{}))
	f.at("2026-09-18 17:10")
	inEnglish(t, c, path, "/group-meetings")
	form := rollOf(c.Get(path))
	form.Set(f.field("presence", "宋国强"), "leave")
	english(t, c.Post(path+"/roll", form))
	form.Set(f.field("reason", "宋国强"), "防汛值守")
	english(t, c.Post(path+"/roll", form))
	correction := url.Values{"cadre": {fmt.Sprint(f.people["何秀兰"])}, "presence": {"leave"}, "grounds": {"点名时看错了人，点名时看错了人"}}
	english(t, c.Post(path+"/corrections", correction))
	correction.Set("reason", "防汛值守")
	c.Post(path+"/corrections", correction)
	entry := fmt.Sprintf("/entries/%d/reversal", f.declared("何秀兰"))
	inEnglish(t, c, "/entries/1/reversal", entry)
	english(t, c.Post(entry, url.Values{"reason": {"错"}}))
	c.Post(entry, url.Values{"reason": {"点名时看错了人，点名时看错了人"}})
	inEnglish(t, committee, "/groups", "/corrections")
	committee.Post("/corrections/1/decision", url.Values{"decision": {"accept"}})
	member := fmt.Sprintf("/members/%d", f.people["何秀兰"])
	inEnglish(t, committee, "/corrections", board, member)
	inEnglish(t, c, member)
	inEnglish(t, c, path, "/group-meetings")
}

func inEnglish(t *testing.T, c *webtest.Client, paths ...string) {
	t.Helper()
	c.SetCookie("lang", "en")
	for _, path := range paths {
		english(t, c.Get(path))
	}
}

func english(t *testing.T, page webtest.Page) {
	t.Helper()
	if page.Status != 200 && page.Status != 422 {
		t.Errorf("%s: status %d", page.Path, page.Status)
	}
	for line := range strings.Lines(own.ReplaceAllString(page.Body, "")) {
		if regexp.MustCompile(`\p{Han}`).MatchString(line) {
			t.Errorf("%s in English: %s", page.Path, line)
		}
	}
}
