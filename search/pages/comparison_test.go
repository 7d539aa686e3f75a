package pages_test

import "testing"

func TestComparison(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stock(
		"1流转(2021-09-01).md", "# 云溪镇流转办法\n发布日期：2021-09-01\n<!-- INFO END -->\n第一条 流转应当自愿。\n第二条 合同三十日内报镇政府备案。\n第三条 村集体可以收取服务费。\n",
		"2流转(2025-07-01).md", "# 云溪镇流转办法\n发布日期：2025-07-01\n<!-- INFO END -->\n第一条 流转应当自愿。\n第二条 补贴归谁由<合同>约定。\n第三条 合同十五日内报镇政府备案。\n",
		"3流转(2016-01-01).md", "# 云溪镇流转办法\n发布日期：2016-01-01\n<!-- INFO END -->\n第一条 旧的。\n",
		"4用水.md", "# 云溪镇用水办法\n发布日期：2025-07-01\n<!-- INFO END -->\n第一条 甲。\n")
	_, c := f.cadre()
	page := c.Get("/policies/2/comparison")
	want(t, page, 200, "2021年9月1日版与2025年7月1日版逐条对照", `<option value="1" selected>`, `<option value="3">2016年1月1日版`,
		"没有这一条", "补贴归谁由&lt;合同&gt;约定。", "原第二条", "合同<del><b>删</b>&#8288;三十</del>日内报镇政府备案。",
		"合同<ins><b>增</b>&#8288;十五</ins>日内报镇政府备案。", "连没有变化的 1 条一起看", "修改 1 条，新增 1 条，删去 1 条，其余 1 条没有变化")
	wantNot(t, page, "流转应当自愿。")
	want(t, c.Get("/policies/1/comparison?with=2&show=all"), 200, "2021年9月1日版与2025年7月1日版逐条对照", "流转应当自愿。", "没有变化")
	want(t, c.Get("/policies/3/comparison"), 200, "2016年1月1日版与2021年9月1日版逐条对照")
	want(t, c.Get("/policies/2"), 200, `href="/policies/2/comparison?with=1"`, "与本版对照")
	want(t, c.Get("/policies/4/comparison"), 200, "库里只有这一个版本")
	for _, path := range []string{"/policies/2/comparison?with=4", "/policies/2/comparison?with=x", "/policies/2/comparison?with=2", "/policies/9/comparison"} {
		want(t, c.Get(path), 404)
	}
}
