package account

import (
	"xiangxue/course/web"
)

// passwordView is the form to change the own password. It keeps nothing of what was typed.
type passwordView struct {
	Forced  bool // signed in with a first password: nothing else can be done before
	StaffNo string
}

func newPasswordView(r *web.Request) passwordView {
	return passwordView{Forced: r.Actor.MustChange, StaffNo: r.Actor.Cadre.StaffNo}
}

func (a *Area) showPassword(r *web.Request) error {
	return a.passwordPage.Render(r, newPasswordView(r))
}

func (a *Area) changePassword(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	current, password := form.Raw("current"), form.Raw("password")
	form.Check(current != "", "current", "请填写")
	form.Check(password != "", "password", "请填写")
	form.Check(password == form.Raw("again"), "again", "两次填写的新密码不一样")
	if err := form.Err(); err != nil {
		return a.passwordPage.Refuse(r, newPasswordView(r), err)
	}
	if err := a.gate.ChangePassword(r.Ctx(), r.Token(), current, password); err != nil {
		return a.passwordPage.Refuse(r, newPasswordView(r), err)
	}
	if !r.Actor.MustChange {
		return r.SeeOther("/account?changed=password")
	}
	r.Actor.MustChange = false
	return r.SeeOther(a.start(r))
}
