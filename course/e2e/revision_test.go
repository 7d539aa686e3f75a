package e2e

import "testing"

// revisePlan raises the target of a category, sees whom that affects, and has it approved; from then on it counts.
func (w *town) revisePlan(t *testing.T) {
	own := w.window(t, cadre)
	own.visit("/record")
	own.see("/ 90 学时")

	b := w.window(t, secretary)
	b.visit("/plans")
	b.press("第 1 版")
	b.press("起草第 2 版")
	b.fill("总学时", "100")
	b.press("保存草稿")
	b.see("草稿已保存")
	b.press("看影响谁")
	b.see("第 2 版影响谁", "何秀兰", "90 → 100", "不会变的")
	b.fits()
	b.shoot("plan-effect")
	b.press("看第 2 版")
	b.fill("修改说明", "县里要求加 10 学时")
	b.press("提交审批")
	b.see("审批中")
	own.visit("/record")
	own.lacks("/ 100 学时") // not approved yet

	w.approveRevision(t)
	own.visit("/record")
	own.see("/ 100 学时")
	own.lacks("/ 90 学时")
	own.fits()
}

func (w *town) approveRevision(t *testing.T) {
	b := w.window(t, committee)
	b.visit("/plans")
	b.see("等您审批", "县里要求加 10 学时")
	b.press("去审批")
	b.press("与第 1 版比较")
	b.see("第 2 版改了什么", "改动 1 处")
	b.fits()
	b.shoot("plan-comparison")
	b.prints("第 2 版改了什么", "修改说明：县里要求加 10 学时")
	b.press("看第 2 版")
	b.fill("审批意见", "镇党委会议同意")
	b.press("批准")
	b.see("现行", "已替代")
	b.fits()
}

// discardDraft drafts once more and gives it up: the plan in force stays.
func (w *town) discardDraft(t *testing.T) {
	b := w.window(t, secretary)
	b.visit("/plans")
	b.press("第 2 版")
	b.press("起草第 3 版")
	b.fill("总学时", "110")
	b.press("保存草稿")
	b.see("草稿已保存")
	b.press("放弃这份草稿")
	b.press("确认放弃")
	b.visit("/plans")
	b.see("第 2 版")
	b.lacks("第 3 版")
	own := w.window(t, cadre)
	own.visit("/record")
	own.see("/ 100 学时")
	own.prints("个人学习档案", "何秀兰", "本人签字")
}
