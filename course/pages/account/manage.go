package account

import (
	"context"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/web"
)

// accountView is the account of one person with what may be done to it.
type accountView struct {
	accountRow
	Own     bool // the account of the person who looks at it: only the own password page changes it
	Known   bool // there is an account
	Blocked bool // locked, or paused after too many wrong passwords
	Locked  bool
}

func (a *Area) showAccount(r *web.Request) error {
	view, err := a.account(r)
	if err != nil {
		return err
	}
	return a.accountPage.Render(r, view)
}

// account returns the account that the path names. It fails with fault.NotFound when the actor does not manage it.
func (a *Area) account(r *web.Request) (accountView, error) {
	id, err := r.ID("cadre")
	if err != nil {
		return accountView{}, err
	}
	managed, err := a.managed(r)
	if err != nil {
		return accountView{}, err
	}
	for _, found := range managed.accounts {
		if int64(found.Cadre.ID) == id {
			return accountView{
				accountRow: newAccountRow(r, found), Own: found.Cadre.ID == r.Actor.ID(), Known: found.State != access.NoAccount,
				Blocked: found.State == access.Locked || found.State == access.Paused, Locked: found.State == access.Locked,
			}, nil
		}
	}
	return accountView{}, fault.New(fault.NotFound, "找不到这个人")
}

func (a *Area) resetPassword(r *web.Request) error {
	id, err := r.ID("cadre")
	if err != nil {
		return err
	}
	if roster.CadreID(id) == r.Actor.ID() {
		return fault.New(fault.Conflict, "自己的密码请在“我的账户”里修改")
	}
	return a.printSlips(r, []roster.CadreID{roster.CadreID(id)}, 0)
}

func (a *Area) lockAccount(r *web.Request) error { return a.setLock(r, a.gate.Lock) }

func (a *Area) unlockAccount(r *web.Request) error { return a.setLock(r, a.gate.Unlock) }

func (a *Area) setLock(r *web.Request, set func(context.Context, access.Actor, roster.CadreID) error) error {
	id, err := r.ID("cadre")
	if err != nil {
		return err
	}
	if err := set(r.Ctx(), r.Actor, roster.CadreID(id)); err != nil {
		return err
	}
	return r.SeeOther("/accounts/%d", id)
}
