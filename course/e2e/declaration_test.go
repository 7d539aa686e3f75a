package e2e

import "testing"

// declare declares a book that was read; the leader approves it, and the entry appears.
func (w *town) declare(t *testing.T) {
	b := w.window(t, cadre)
	b.visit("/record")
	b.press("自学申报")
	b.pick("学了什么", "读书")
	b.fill("名称", "《乡土中国》")
	b.fill("日期", iso(chinaToday()))
	b.fill("申报几学时", "2")
	b.fill("学了什么、有什么收获", "读完全书，记了六页笔记，对“差序格局”印象最深。")
	b.fits()
	b.press("交给组长")
	b.see("《乡土中国》", "待批")

	leads := w.window(t, leader)
	leads.visit("/groups")
	leads.see("有 1 项自学申报等您批")
	leads.press("去办理")
	leads.see("何秀兰", "《乡土中国》", "申报 2 学时")
	leads.fits()
	leads.shoot("declarations")
	leads.press("批准并入账：何秀兰的申报")
	leads.see("没有等您批的申报", "批准 2 学时")
	leads.fits()

	b.visit("/self-study")
	b.press("批准 2 学时")
	b.see("《乡土中国》", "第六条", "2 学时", "差序格局")
	b.fits()
}
