package e2e

import "testing"

// train has the secretary record a class that has ended and confirm who took part; those get the hours, the other not.
func (w *town) train(t *testing.T) {
	const title = "乡镇干部履职能力培训班"
	b := w.window(t, secretary)
	b.visit("/training-classes")
	b.fits()
	b.press("登记培训班")
	b.fill("班次名称", title)
	b.fill("主办单位", "中共临澜县委党校")
	b.fill("开始日期", iso(chinaToday()))
	b.fill("结束日期", iso(chinaToday()))
	b.fill("天数（脱产培训填）", "1")
	b.choose("何秀兰")
	b.choose("宋国强")
	b.fits()
	b.shoot("training-form")
	b.press("保存登记")
	b.see(title, "名单", "何秀兰", "宋国强")
	b.pick("宋国强是否参加", "没有参加")
	b.fill("宋国强请假或没有参加的原因", "秋粮测产")
	b.fits()
	b.press("确认名单并入账")
	b.see("1 人入账", "没有参加", "秋粮测产")
	b.fits()
	b.shoot("training")

	b = w.window(t, cadre)
	b.visit("/trainings")
	b.see(title, "已入账")
	b.fits()
	b.visit("/record")
	b.press(title)
	b.see(title, "8 学时", "第十条")
	b.fits()
	b = w.window(t, absentee)
	b.visit("/trainings")
	b.see(title, "没有参加")
	b.visit("/record")
	b.lacks(title)
}
