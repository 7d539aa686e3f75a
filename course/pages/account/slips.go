package account

import (
	"time"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/web"
)

// mostSlips is how many slips one request makes: hashing their passwords takes some five seconds.
const mostSlips = 200

// slipsView is the sheet of slips to print and cut. It is shown once.
type slipsView struct {
	Site    string // address at which people sign in
	Slips   []slip
	Waiting int // people without an account who did not fit on this sheet
}

type slip struct {
	Unit, Name, StaffNo, Password string
	ExpiresAt                     time.Time
}

// needsFirstPassword reports whether the person has no password of his or her own yet. Another person's password is
// only replaced one by one, on the page of that account.
func needsFirstPassword(a access.Account) bool {
	switch a.State {
	case access.NoAccount, access.FirstPending, access.FirstExpired:
		return true
	}
	return false
}

func (a *Area) issueFirstPasswords(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	all, ids, filter := form.Checked("all"), form.IDs("cadre"), accountFilter{}
	if all {
		filter.unit = roster.UnitID(form.Int("unit", 0, 1<<31-1))
	}
	if err := form.Err(); err != nil {
		return err
	}
	managed, err := a.managed(r)
	if err != nil {
		return err
	}
	people, waiting := withoutAccount(filter.apply(managed))
	if !all {
		people, waiting, err = chosen(managed.accounts, ids)
	}
	if err == nil && len(people) == 0 {
		err = fault.New(fault.Invalid, "请先勾选要打印密码条的人")
	}
	if err != nil {
		return a.accountsPage.Refuse(r, newAccountsView(r, managed, filter), err)
	}
	return a.printSlips(r, people, waiting)
}

// withoutAccount returns the first people without an account, and how many more there are.
func withoutAccount(accounts []access.Account) (people []roster.CadreID, waiting int) {
	for _, a := range accounts {
		if a.State == access.NoAccount {
			people = append(people, a.Cadre.ID)
		}
	}
	if len(people) > mostSlips {
		return people[:mostSlips], len(people) - mostSlips
	}
	return people, 0
}

// chosen returns the people with the ids. It fails with fault.Stale when one of them has chosen a password meanwhile, and
// with fault.Invalid when they are too many for one sheet.
func chosen(accounts []access.Account, ids []int64) (people []roster.CadreID, waiting int, err error) {
	if len(ids) > mostSlips {
		return nil, 0, fault.New(fault.Invalid, "一次最多打印 %d 人的密码条", mostSlips)
	}
	needs := map[int64]bool{}
	for _, a := range accounts {
		needs[int64(a.Cadre.ID)] = needsFirstPassword(a)
	}
	for _, id := range ids {
		if !needs[id] {
			return nil, 0, fault.New(fault.Stale, "名单有变动：选中的人里有人已经设了自己的密码，或者不归您管理。请重新勾选")
		}
		people = append(people, roster.CadreID(id))
	}
	return people, 0, nil
}

func (a *Area) printSlips(r *web.Request, people []roster.CadreID, waiting int) error {
	issued, err := a.gate.IssueFirstPasswords(r.Ctx(), r.Actor, people)
	if err != nil {
		return err
	}
	view := slipsView{Site: r.Scheme() + "://" + r.Request().Host, Waiting: waiting}
	for _, s := range issued {
		view.Slips = append(view.Slips, slip{s.Unit.Name, s.Cadre.Name, s.Cadre.StaffNo, s.Password, s.ExpiresAt})
	}
	return a.slipsPage.Render(r, view)
}
