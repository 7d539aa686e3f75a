package pages_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/web/webtest"
)

// inDocuments is the Chinese that stays: names, what documents, questions and rules say, and the link to the Chinese
// page.
var inDocuments = regexp.MustCompile(`中文|value="全国"|>学<|补贴该给谁|学时认定办法|第五条|系统默认、待本地批准|何秀兰|林知远|《[^》]*》|（[^）]*）|〔\d+〕\d+号|云政发|云溪镇[^<"]*|惠农补贴|工资支付条例|行政法规|国务院[^<"]*|` +
	`第[一二七]条|第[一二]章 [^<"]*|补贴|<p>[^<]*<b>.*</p>|<p>约定[^<]*</p>|：“[^”]*”|<p class="small sec">.*</p>|<p class="qt">[^<]*</p>|<legend class="vh">[^<]*</legend>|` +
	`(对|错)</span>|<h2 class="qh".*</h2>|: 错<|: 对<|</b>第二条[^<]*|流转出去的地[^<"”]*|“土地承包法第十八条”|“拖欠工资”|“欠薪”|“宅基地”|“代理记账”|工资知付条例|第三十六条|镇规范性文件|<dd>办法</dd>|&amp;q=[^"]*`)

func TestEnglishPagesHoldNoChinese(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	who, c := f.cadre()
	id := f.require(who, 2, questions)
	inEnglish(t, c, "/policies", ask("补贴该给谁"), ask("工资支付条例第二条"), ask("工资支付条例"), ask("xyz", "year", "2026"), ask("工资知付条例"), "/policies?category=x",
		"/policies/1", "/policies/2?article="+url.QueryEscape("第二条"), "/policies/2?article=x", "/policies/3")
	c.Post(fmt.Sprintf("/readings/%d/check", id), answer(t, c.Get("/policies/2"), "错"))
	inEnglish(t, c, fmt.Sprintf("/readings/%d/result", id))
	c.Post(fmt.Sprintf("/readings/%d/check", id), answer(t, c.Get("/policies/2"), "对"))
	inEnglish(t, c, fmt.Sprintf("/readings/%d/result", id), "/policies/2")
	c.Post("/villager-questions", url.Values{"question": {"补贴"}, "subject": {"policy"}})
	inEnglish(t, c, "/villager-questions", "/villager-questions?q=xyz", "/villager-questions/1/draft")
	c.Post("/villager-questions/1/versions", url.Values{"base": {"0"}, "question": {"补贴"}, "subject": {"policy"}, "clean": {"1"}, "as": {"open"}})
	inEnglish(t, c, "/villager-questions", "/villager-questions/1", "/villager-questions/1/draft")
	_, author := f.as("1009", "林知远", access.Author)
	inEnglish(t, author, "/policies/3", "/policies/courses", "/policies/courses?q=xyz")
}

func inEnglish(t *testing.T, c *webtest.Client, paths ...string) {
	t.Helper()
	c.SetCookie("lang", "en")
	for _, path := range paths {
		page := c.Get(path)
		if page.Status != 200 {
			t.Errorf("%s: status %d", path, page.Status)
		}
		for line := range strings.Lines(inDocuments.ReplaceAllString(page.Body, "")) {
			if regexp.MustCompile(`\p{Han}`).MatchString(line) {
				t.Errorf("%s in English: %s", path, line)
			}
		}
	}
	c.SetCookie("lang", "zh-CN")
}
