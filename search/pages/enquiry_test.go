package pages_test

import (
	"net/url"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/web/webtest"
)

const told = "我叫张三，电话13800138000。去年把六亩地租出去，今年的补贴该打到谁的卡上？"

// fields returns a form of a page as a browser sends it back: hidden fields, texts and chosen options of what is named.
func fields(page webtest.Page, more ...string) url.Values {
	f := url.Values{}
	for _, name := range []string{"base", "article", "lesson"} {
		for _, part := range strings.Split(page.Body, `name="`+name+`" value="`)[1:] {
			value, _, _ := strings.Cut(part, `"`)
			f.Add(name, value)
		}
	}
	for i := 0; i < len(more); i += 2 {
		f.Set(more[i], more[i+1])
	}
	return f
}

// TestAVillagersQuestion goes the whole way without a script: note, take over the proposed wording, find the ground by
// searching and by its citation, be refused, send; a colleague finds it.
func TestAVillagersQuestion(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	want(t, c.Get("/villager-questions"), 200, "还没有问题", "记一个问题")
	page := c.Post("/villager-questions", url.Values{"question": {told}, "subject": {"policy"}})
	want(t, page, 200, "只有您自己看得到", `value="0"`, "我叫张三", "还有 2 处", "有 1 处", "“张三”", "建议改成", "我叫某某，电话（电话略）。去年")
	page = c.Post("/villager-questions/1/versions", fields(page, "question", told, "subject", "policy", "answer", "给原承包户。", "clean", "1", "as", "answer"))
	want(t, page, 422, "还有 2 处个人信息，改掉以后才能发出", "给原承包户。", `name="clean" value="1" checked`)
	page = c.Post("/villager-questions/1/draft", fields(page, "question", told, "subject", "policy", "do", "adopt"))
	want(t, page, 200, "我叫某某", "没有发现", "没有发现")
	wantNot(t, page, "13800138000", "还有 2 处")
	question := "去年把六亩地租出去，今年的补贴该打到谁的卡上？"
	page = c.Post("/villager-questions/1/draft", fields(page, "question", question, "subject", "policy", "do", "find"))
	want(t, page, 200, "正在给群众问题找依据", `href="/villager-questions/1/draft"`, `name="for" value="1"`)
	page = c.Get(ask("流转出去的地，补贴该给谁", "for", "1"))
	want(t, page, 200, `name="article" value="2:第二条" formmethod="post" formaction="/villager-questions/1/articles"`)
	page = c.Post("/villager-questions/1/articles", url.Values{"article": {"2:第二条"}, "q": {"补贴"}})
	want(t, page, 200, "《"+subsidyTitle+"》第二条", "流转出去的地，补贴发给原承包户。", "云政发〔2026〕3号")
	page = c.Post("/villager-questions/1/draft", fields(page, "question", question, "subject", "policy", "cite", "工资支付条例第2条", "do", "add"))
	want(t, page, 200, "《工资支付条例》第二条", `value="remove-article 3:第二条"`)
	page = c.Post("/villager-questions/1/draft", fields(page, "question", question, "subject", "policy", "cite", "《没有的法》第一条", "do", "add"))
	want(t, page, 422, `value="《没有的法》第一条"`, "政策库里没有《没有的法》")
	page = c.Post("/villager-questions/1/draft", fields(page, "question", question, "subject", "policy", "cite", "", "do", "remove-article 3:第二条"))
	wantNot(t, page, "工资支付条例")
	page = c.Post("/villager-questions/1/versions", fields(page, "question", question, "subject", "policy", "answer", "", "clean", "1", "as", "answer"))
	want(t, page, 422, "请写下答复")
	page = c.Post("/villager-questions/1/versions", fields(page, "question", question, "subject", "policy", "answer", "给原承包户。", "as", "answer"))
	want(t, page, 422, "请先看一遍，确认没有个人信息")
	page = c.Post("/villager-questions/1/versions", fields(page, "question", question, "subject", "policy", "answer", "给原承包户。", "clean", "1", "as", "answer"))
	want(t, page, 200, "已答复", "何秀兰代记", question, "给原承包户。", "何秀兰答复", "答复时已确认没有个人信息", "依据条文", "第二条", "第 1 版", "另写一版")
	_, colleague := f.as("1007", "方远", access.Cadre)
	want(t, colleague.Get("/villager-questions?q="+url.QueryEscape("地租给别人，补贴归谁")), 200, "共 1 个", `href="/villager-questions/1"`, "已答复", "政策")
	want(t, colleague.Get("/villager-questions?state=open"), 200, "没有找到。")
	page = colleague.Get("/villager-questions/1")
	want(t, page, 200, "给原承包户。")
	wantNot(t, page, "另写一版")
	want(t, colleague.Get("/villager-questions/1/draft"), 403, "由答复的人或者学习秘书改")
	want(t, colleague.Get("/villager-questions/9"), 404, "没有这个群众问题")
	want(t, colleague.Get("/policies"), 200, `<a href="/villager-questions">群众问题</a>`)
}

// TestAnOpenQuestion is answered by a colleague; who wrote meanwhile is told so and loses nothing.
func TestAnOpenQuestion(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, c := f.cadre()
	_, colleague := f.as("1007", "方远", access.Cadre)
	want(t, c.Post("/villager-questions", url.Values{"question": {"补贴可以发现金吗？"}, "subject": {"体育"}}), 422, "补贴可以发现金吗？", "请选择")
	page := c.Post("/villager-questions", url.Values{"question": {"补贴可以发现金吗？"}, "subject": {"policy"}})
	want(t, colleague.Get("/villager-questions/1"), 404)
	want(t, c.Post("/villager-questions/1/versions", fields(page, "question", "补贴可以发现金吗？", "subject", "policy", "clean", "1", "as", "open")), 200, "待答复", "还没有人答复", "写答复")
	mine, theirs := c.Get("/villager-questions/1/draft"), colleague.Get("/villager-questions/1/draft")
	answer := []string{"question", "补贴可以发现金吗？", "subject", "policy", "answer", "不能，打到卡上。", "clean", "1", "as", "answer"}
	want(t, colleague.Post("/villager-questions/1/versions", fields(theirs, answer...)), 200, "方远答复", "第 2 版", "第 1 版", "待答复")
	answer[5] = "一般不能。"
	page = c.Post("/villager-questions/1/versions", fields(mine, answer...))
	want(t, page, 409, "别人已经发出新的一版", `name="base" value="2"`, "一般不能。")
	want(t, c.Post("/villager-questions/1/draft", fields(page, append(answer, "do", "save")...)), 200, "一般不能。", "已保存草稿", "删除草稿")
	want(t, c.Get("/villager-questions"), 200, "我的草稿", `href="/villager-questions/1/draft"`)
	want(t, c.Post("/villager-questions/1/discard", url.Values{}), 200, "不能，打到卡上。")
	wantNot(t, c.Get("/villager-questions"), "我的草稿")
	want(t, c.Post("/villager-questions/1/discard", url.Values{}), 404)
	want(t, c.Post("/villager-questions/1/articles", url.Values{"article": {"x"}}), 422)
}
