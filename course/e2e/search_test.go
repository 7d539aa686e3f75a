package e2e

import "testing"

// seeMarked fails the test unless the words are highlighted on the page.
func (b *browser) seeMarked(words string) {
	b.t.Helper()
	b.mark("see "+words+" highlighted", `//mark[normalize-space(.)=`+quote(words)+`]`)
}

// findArticle asks as people talk, narrows down what is found, and opens the document at the article that answers.
func (w *town) findArticle(t *testing.T) {
	const subsidies = "临澜县耕地地力保护补贴实施细则（示例）"
	b := w.window(t, cadre)
	b.visit("/policies")
	b.fill("要查什么", "流转出去的地，补贴该给谁")
	b.press("查询")
	b.see("找到", subsidies, "第六条", "临农联发〔2026〕8号", "已施行，效力未核实", "自2026年3月15日起施行")
	b.lacks("现行有效") // nobody has checked it
	b.seeMarked("补贴")
	b.fits()
	b.shoot("policies")
	b.choose("已废止")
	b.press("应用筛选")
	b.see("临农联发〔2024〕5号", "请勿引用")
	b.lacks("临农联发〔2026〕8号")
	b.press("取消此条件")
	b.see("临农联发〔2026〕8号")

	b.click("open the article", `//li[.//h2[contains(.,`+quote(subsidies)+`)]]//a[normalize-space(.)="第六条"]`)
	b.see("正在看第六条", "补贴资金原则上发放给原承包农户", "效力未核实")
	b.fits()
	if !evaluate[bool](b, `(here => here && here.top < innerHeight && here.bottom > 0)(document.querySelector('.art.here')?.getBoundingClientRect())`) {
		t.Errorf("%s does not open at the article", b.location())
	}
	b.shoot("policy")
}
