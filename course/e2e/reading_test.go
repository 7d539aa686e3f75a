package e2e

import "testing"

// duty is the document that the leader has two members read.
const duty = "临澜县耕地地力保护补贴实施细则（示例）"

// assignReading sees on the board who is behind and on what, and assigns a document to two of them.
func (w *town) assignReading(t *testing.T) {
	b := w.window(t, leader)
	b.visit("/groups") // leads to the only group
	b.see("需要帮一把", "宋国强", "成员与目标", "差")
	b.fits()
	b.shoot("board")
	b.press("看情况：宋国强")
	b.see("宋国强", "土壤墒情与防汛", "请假")
	b.fits()
	b.visit("/groups")
	b.choose("何秀兰")
	b.choose("宋国强")
	b.press("给勾选的人布置")
	b.press("必读文件")
	b.fill("按标题找文件", "耕地地力保护补贴实施细则")
	b.press("查找")
	b.fits()
	b.pick("内容", duty)
	b.pick("主题", "政策")
	b.fill("完成日期", iso(chinaToday().AddDate(0, 0, 10)))
	b.shoot("assign")
	b.press("布置学习")
	b.see(duty)
	b.fits()
}

// readDuty opens the duty from home, answers its check wrong once and then right, and the duty is done.
func (w *town) readDuty(t *testing.T) {
	b := w.window(t, cadre)
	b.visit("/home")
	b.see("必读：《"+duty+"》", "陈立群布置")
	b.fits()
	b.press("去阅读")
	b.see("读后理解题", "土地经营权流转的")
	b.fits()
	b.pass()
	b.see("题全部答对，必读完成")
	b.fits()
	b.visit("/home")
	b.lacks("必读：《" + duty)
	b.visit("/record")
	b.see(duty, "第五条")

	b = w.window(t, leader)
	b.visit("/assignments")
	b.press("看明细：《" + duty + "》")
	b.see("1 / 2 人", "已通过", "未完成")
	b.fits()
}
