package e2e

import "testing"

// resetPassword prints a slip for somebody new and one for somebody who forgot the password and must choose another.
func (w *town) resetPassword(t *testing.T) {
	b := w.window(t, security)
	b.visit("/accounts")
	b.choose("选择丁一凡")
	b.press("打印选中的密码条")
	b.see("首次密码条", "丁一凡")
	b.lacks("宋国强")
	b.prints("首次密码条", "丁一凡", "有效期至")

	b.visit("/accounts")
	b.press("宋国强")
	b.see("重置密码")
	b.fits()
	b.press("作废原密码，打印新密码条")
	slip := firstPassword(t, b.text())

	person := w.window(t, absentee)
	person.visit("/home")
	person.see("工号或手机号") // the old session has ended
	signIn(person, absentee, password)
	person.see("工号或手机号") // and the old password
	signIn(person, absentee, slip)
	person.visit("/home")
	person.see("请先设置自己的密码")
	person.fill("密码条上的密码", slip)
	person.fill("新密码", password+"也好看")
	person.fill("再写一遍新密码", password+"也好看")
	person.press("保存新密码")
	person.visit("/home")
	person.see("宋国强")
}
