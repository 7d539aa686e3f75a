package pages_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

func TestRecentSearches(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	_, other := f.as("1009", "林知远", access.Author)
	wantNot(t, c.Get("/policies"), "最近查过")
	for _, text := range []string{"补贴给谁", "拖欠工资", "补贴给谁"} {
		c.Get(ask(text))
	}
	for _, path := range []string{ask("翻过的页", "page", "2"), ask("筛过的", "year", "2026"), ask("某一天", "asof", "2025-01-01"), ask("  ")} {
		c.Get(path)
	}
	page := c.Get("/policies")
	want(t, page, 200, "最近查过", "只有您自己看得到", `href="/policies?q=%E8%A1%A5%E8%B4%B4%E7%BB%99%E8%B0%81">补贴给谁`, ">拖欠工资</a>")
	wantNot(t, page, "翻过的页", "筛过的", "某一天")
	wantNot(t, other.Get("/policies"), "最近查过", "补贴给谁")
	want(t, other.Post("/policies/recent-searches/discard", nil), 200)
	want(t, c.Get("/policies"), 200, "补贴给谁")
	for i := range 12 {
		c.Get(ask(fmt.Sprintf("第%d次", i)))
	}
	if n := strings.Count(c.Get("/policies").Body, `次</a>`); n != 10 {
		t.Errorf("%d searches are kept", n)
	}
	page = c.Post("/policies/recent-searches/discard", nil)
	want(t, page, 200, "查政策")
	wantNot(t, page, "最近查过")
}

// TestSearchWhileNothingCanBeWritten answers, and says that the search is not kept.
func TestSearchWhileNothingCanBeWritten(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stocked()
	_, c := f.cadre()
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		return storagetest.FailInserts(ctx, tx, "recent_searches", "1 = 1")
	})
	want(t, c.Get(ask("拖欠工资")), 200, "找到 1 份文件", "工资支付条例", "没能记进“最近查过”")
}
