package group_test

import (
	"net/url"
	"strings"
	"testing"
)

// lateRoll has the roll of a meeting confirmed twelve days afterwards.
func (f *fixture) lateRoll() {
	f.t.Helper()
	c := f.as("吴晓梅")
	path := f.begun(c, 3)
	f.at("2026-09-30 10:00")
	c = f.as("吴晓梅")
	want(f.t, c.Post(path+"/roll", rollOf(c.Get(path))), 200, "到 ")
}

func TestSecretaryAnswersDoubts(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	want(t, f.as("吴晓梅").Get("/doubts"), 200, "没有疑点")
	f.lateRoll()
	c := f.as("吴晓梅")
	want(t, c.Get("/groups"), 200, `href="/doubts"`)
	want(t, c.Get("/doubts"), 200, "会后很久才录入", "会后 12 天才录入", "还没答复", "防灾减灾与基层应急", `href="/group-meetings/1"`, "何秀兰", "?year=2026&amp;answer=recorded_late-1#recorded_late-1")
	want(t, c.Get("/doubts?year=2026&answer=recorded_late-1"), 200, `name="answer"`, "发出答复")
	form := url.Values{"year": {"2026"}, "doubt": {"recorded_late-1"}, "after": {"0"}, "answer": {""}}
	want(t, c.Post("/doubts", form), 422, "请写上答复", `aria-invalid="true"`)
	form.Set("answer", strings.Repeat("停电", 251))
	want(t, c.Post("/doubts", form), 422, "最多 500 字", strings.Repeat("停电", 251))
	form.Set("answer", "防汛期间停电，名单先记在纸上")
	want(t, c.Post("/doubts", form), 200, "已答复", "防汛期间停电，名单先记在纸上", "第 1 版", "再答一版")
	form.Set("answer", "又一次")
	page := c.Post("/doubts", form)
	want(t, page, 409, "刚才已经有人答复过这一条", "又一次", `name="after" value="1"`)
	form.Set("after", "1")
	want(t, c.Post("/doubts", form), 200, "又一次", "第 2 版", "第 1 版")
}

func TestOthersDoNotAnswer(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.lateRoll()
	form := url.Values{"year": {"2026"}, "doubt": {"recorded_late-1"}, "after": {"0"}, "answer": {"不是我们"}}
	want(t, f.as("秦川").Post("/doubts", form), 404)
	want(t, f.as("陈立群").Get("/doubts"), 403)
	want(t, f.as("周明远").Post("/doubts", form), 403)
	c := f.as("吴晓梅")
	want(t, c.Get("/doubts?year=x"), 422)
	form.Set("doubt", "recorded_late-9")
	want(t, c.Post("/doubts", form), 404)
	inEnglish(t, c, "/doubts", "/doubts?answer=recorded_late-1", "/doubts?year=2025")
}
