package pages_test

import (
	"sync"
	"testing"
)

// TestSearchWhileTheIndexIsMade asks before a rebuild, in the middle of it and after it.
func TestSearchWhileTheIndexIsMade(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.lay(threeFiles...)
	_, c := f.cadre()
	page := c.Get(ask("补贴该给谁"))
	want(t, page, 200, `value="补贴该给谁"`, "正在重建索引，马上开始。", "按分类看", "惠农补贴")
	wantNot(t, page, "没有找到", "progress")
	want(t, c.Get("/policies"), 200, "正在重建索引，马上开始。", subsidyTitle)

	reached, held := make(chan struct{}), make(chan struct{})
	var rebuild sync.WaitGroup
	release := sync.OnceFunc(func() {
		close(held)
		rebuild.Wait()
	})
	defer release()
	rebuild.Go(func() {
		err := f.indexer.Rebuild(t.Context(), func(int) {
			close(reached)
			<-held
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-reached
	page = c.Get(ask("补贴该给谁"))
	want(t, page, 200, "正在重建索引，已完成 6 / 6 条。", `<progress class="bar" max="6" value="6"`, ask("补贴该给谁")+`">再查一次`)
	wantNot(t, page, "没有找到")
	page = c.Get(ask("工资支付条例第二条"))
	want(t, page, 200, "正在重建索引", "按法名和条号直接查到《工资支付条例》的这一条", "/policies/3"+second, "投诉&lt;b&gt;")
	want(t, c.Get(ask("云溪镇耕地补贴办法")), 200, "正在重建索引", `href="/policies/2"`, `href="/policies/1"`)
	page = c.Get(ask("云溪镇耕地补贴办法第二条", "asof", "2025-01-01"))
	want(t, page, 200, "正在重建索引", "按2025年1月1日当天的版本和效力查", "/policies/1"+second)
	wantNot(t, page, "/policies/2"+second)
	want(t, c.Get("/policies/suggestions?q=工资"), 200, `{"names":[]}`)
	release()
	page = c.Get(ask("流转出去的地，补贴该给谁"))
	want(t, page, 200, "/policies/2"+second)
	wantNot(t, page, "重建")
}
