package pages_test

import (
	"context"
	"net/url"
	"testing"

	"xiangxue/course"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// TestLawThatChanged leads an author from the banks to what cites a changed article, and lets the questions be drawn again.
func TestLawThatChanged(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stock(bank.Draft{Content: quiz.Question{
		Kind: quiz.SingleChoice, Text: "宅基地一户几处？", Options: []quiz.Option{{Text: "一处", Correct: true}, {Text: "两处"}}, Cites: []string{"《土地管理法》第六十二条"},
	}})
	c := f.as("叶知秋")
	want(t, c.Get("/citations"), 200, "没有要核对的")
	if page := c.Get("/banks"); !page.Shows(`href="/citations"`) || page.Shows("引用的法条变了") {
		t.Error("the banks speak of changes, or do not lead to them")
	}
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := course.MarkStale(ctx, tx, course.Citation{Law: "土地管理法", Article: "第六十二条"}, 9)
		return err
	})
	want(t, c.Get("/banks"), 200, "有 1 处引用的法条变了")
	page := c.Get("/citations")
	want(t, page, 200, "《土地管理法》第六十二条", `href="/policies/9"`, `name="citation" value="1"`, "题库题目", "宅基地一户几处？", `href="/questions/1"`)
	want(t, c.Post("/citations/confirmations", url.Values{}), 422, "请先勾选核对过的条目")
	want(t, c.Post("/citations/confirmations", url.Values{"citation": {"1", "99"}}), 409, "这条引用不需要核对", `value="1" checked`)
	want(t, c.Post("/citations/confirmations", url.Values{"citation": {"1"}}), 200, "没有要核对的")
	want(t, f.as("何秀兰").Get("/citations"), 403)
}
