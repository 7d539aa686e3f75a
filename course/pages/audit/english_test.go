package audit_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// inRecords is the Chinese that stays: names and titles, and what rules and plans say.
var inRecords = regexp.MustCompile(`临澜县|云溪镇|农业农村办公室|石坪乡|何秀兰|宋国强|吴晓梅|周明远|方远|郑远山|专题[一二]|三楼会议室|防汛值守|防汛期间停电，名单先记在纸上|中文|>学<|` +
	`学时认定办法（系统默认）|系统默认、待本地批准|系统（默认、待本地批准）|《干部教育培训工作条例》（2023年）|《全国干部教育培训规划（2023—2027年）》|第[一二三四五六七八九十]+条|2026年度理论学习计划第 1 版|(集中培训|网络自学)每年[^<]*?学时|<span class="sec">[^<]*</span>|` +
	`点名确认[^<]*</dd>|集中学不是集中培训`)

func TestEnglishPagesHoldNoChinese(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	f.meet("2026-03-05", "2026-03-05", "专题一", f.guoqiang)
	f.meet("2026-05-06", "2026-05-20", "专题二")
	f.answer("recorded_late-2", "防汛期间停电，名单先记在纸上")
	f.draw(f.office.ID, "471", 2)
	auditor := f.as("DX01")
	auditor.SetCookie("lang", "en")
	paths := []string{
		"/audit", "/audit?asOf=2025-06-30", "/audit/units/" + id(f.office.ID), "/audit/units/" + id(f.office.ID) + "?asOf=2020-01-01", "/audit/cadres/" + id(f.xiulan.ID()),
		"/audit/cadres/" + id(f.guoqiang.ID()), "/audit/entries/1", "/audit/entries/2", "/ledger", "/ledger?person=nobody", "/ledger?from=x", "/verification",
		"/audit/doubts", "/audit/doubts?year=2024", "/audit/doubts?year=x", "/audit/samples", "/audit/samples/1",
	}
	check := func(body, path string) {
		for line := range strings.Lines(inRecords.ReplaceAllString(body, "")) {
			if found := regexp.MustCompile(`.{0,40}\p{Han}+.{0,20}`).FindString(line); found != "" {
				t.Errorf("%s in English: %s", path, found)
			}
		}
	}
	for _, path := range paths {
		check(auditor.Get(path).Body, path)
	}
	f.sign()
	f.tamper("UPDATE entries SET amount = 9900 WHERE id = 2")
	check(auditor.Post("/verification", nil).Body, "a verification that fails")
	check(auditor.Post("/verification", url.Values{"known": {"x"}}).Body, "a foreign checkpoint")
	check(auditor.Get("/audit/entries/1").Body, "a sealed entry")
}
