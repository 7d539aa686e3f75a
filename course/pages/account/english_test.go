package account_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"xiangxue/course/roster"
	"xiangxue/course/web/webtest"
)

// TestEnglishPagesHoldNoChinese opens every page in English; only names and what stands in files may be Chinese.
func TestEnglishPagesHoldNoChinese(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	id := f.person("YX01", "何秀兰", f.unit, roster.StudySecretary)
	inEnglish(t, webtest.New(t, f.site), "/sign-in") // how to set up
	f.account(id)
	inEnglish(t, webtest.New(t, f.site), "/sign-in", "/sign-in?ended=here", "/sign-in?ended=everywhere", "/help")
	inEnglish(t, f.window("YX01", password), "/account", "/account?changed=password", "/account/password")
	first := f.firstPassword(f.person("YX02", "陈立群", f.unit))
	inEnglish(t, f.window("YX02", first), "/account/password")
	inEnglish(t, f.as(roster.SecurityAdmin), "/accounts", "/accounts?q=nobody", fmt.Sprintf("/accounts/%d", id), "/accounts/2")
	system := f.as(roster.SystemAdmin)
	difference := upload(t, system, "roster.xlsx", workbook(t, []any{"YX01", "何秀英", "YX", ""}))
	inEnglish(t, system, "/imports", "/imports?done=roster", difference.Path)
	inEnglish(t, f.as(roster.AuditAdmin), "/audit-trail", "/audit-trail?kind=report", "/audit-trail?from=x")
}

// inFiles is the Chinese that stays: names, the columns of roster files, and the link to the Chinese page.
var inFiles = regexp.MustCompile(`云溪镇|何秀兰|何秀英|陈立群|韦管理|中文|>学<|系统管理员, 安全管理员, 审计管理员|column 角色|column 离任日期|单位, 人员 and 学习小组|sheet 说明|</b>姓名`)

func inEnglish(t *testing.T, c *webtest.Client, paths ...string) {
	t.Helper()
	c.SetCookie("lang", "en")
	for _, path := range paths {
		page := c.Get(path)
		if page.Status != 200 && page.Status != 422 {
			t.Errorf("%s: status %d", path, page.Status)
		}
		for line := range strings.Lines(inFiles.ReplaceAllString(page.Body, "")) {
			if regexp.MustCompile(`\p{Han}`).MatchString(line) {
				t.Errorf("%s in English: %s", path, line)
			}
		}
	}
}

func TestSlipsInEnglish(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.as(roster.SecurityAdmin)
	admin.SetCookie("lang", "en")
	page := admin.Post(fmt.Sprintf("/accounts/%d/reset", f.person("YX01", "何秀兰", f.unit)), nil)
	want(t, page, 200, "Valid until", "12 March 2026", "Hyphens and capitals make no difference")
}
