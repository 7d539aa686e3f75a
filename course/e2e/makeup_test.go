package e2e

import "testing"

// makeUp holds a meeting that one member misses; the member studies the material instead and gets the hours of the meeting.
func (w *town) makeUp(t *testing.T) {
	const title = "补贴公示怎么做"
	b := w.window(t, leader)
	b.visit("/group-meetings/new")
	fillMeeting(b, title, "00:03", "00:05")
	b.pick("缺席的人补学什么", "看标签、数日子、留记录")
	b.press("新建学习会")
	b.mark("mark the absentee", `//div[@class="rr"][contains(.,"宋国强")]//label[contains(.,"公出")]`)
	b.clickMarked("mark the absentee")
	b.fill("宋国强缺席原因", "到柳湾村核实面积")
	b.press("确认名单并入账")
	b.see("已入账", "公出 1", "待补学")
	b.prints(title, "应到", "到会的人", "何秀兰")

	b = w.window(t, absentee)
	b.visit("/home")
	b.see("补学："+title, "公出，到柳湾村核实面积")
	b.press("去补学")
	b.see("补学："+title, "补 2 学时", "安全间隔期")
	b.fits()
	b.shoot("make-up")
	b.pass()
	b.see("已补学", "2 学时已入账")
	b.fits()
	b.press("看这一条")
	b.see(title, "补学", "第十一条", "2 学时", "通过时的答卷")
	b.fits()
	b.shoot("make-up-entry")
	b.visit("/home")
	b.lacks("补学：" + title)
	b.visit("/meetings")
	b.see(title, "已补学")
	b.fits()
}
