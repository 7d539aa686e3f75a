package account

import (
	"strconv"
	"strings"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// accountsOnPage is how many people a page of the list shows.
const accountsOnPage = 100

// accountsView is the list of accounts that the filter selects.
type accountsView struct {
	Units   []choice
	States  []choice
	Query   string
	Rows    []accountRow
	Found   int // people that the filter selects
	Pending int // those of them without an account
	Unit    int64
	Earlier string // path of the page before; empty when there is none
	Later   string
	Bare    bool // nobody but administrators is on the roster yet
	Most    int  // how many slips are made at once
}

// choice is an option of a select.
type choice struct {
	Value, Label string
	Selected     bool
}

// accountRow is one account, ready to print.
type accountRow struct {
	ID                        int64
	Name, StaffNo, Post, Unit string
	Roles                     []string
	State, Class              string    // the state in words, and the class of its tag
	Until                     time.Time // zero: the state has no end
	Printable                 bool      // needs a first password
}

// states are the states in the order in which the filter offers them.
func states() []access.State {
	return []access.State{access.NoAccount, access.FirstPending, access.FirstExpired, access.Active, access.Paused, access.Locked}
}

func (a *Area) listAccounts(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	unit, _ := strconv.ParseInt(form.Raw("unit"), 10, 64) // a wrong one selects all units
	filter := accountFilter{roster.UnitID(unit), access.State(form.Raw("state")), form.Text("q", 40)}
	managed, err := a.managed(r)
	if err != nil {
		return err
	}
	state, err := a.gate.Installation(r.Ctx())
	if err != nil {
		return err
	}
	view := newAccountsView(r, managed, filter)
	view.Bare = !state.IsStaffed
	return a.accountsPage.Render(r, view)
}

// managed is what the actor manages: units in the order of the directory, and the accounts of their people.
type managed struct {
	units    []roster.Unit
	accounts []access.Account
}

func (a *Area) managed(r *web.Request) (managed, error) {
	var m managed
	err := a.db.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if m.units, err = roster.Units(r.Ctx(), tx, r.Actor.Scope(access.ManageAccounts)); err != nil {
			return err
		}
		m.accounts, err = a.gate.Accounts(r.Ctx(), tx, r.Actor)
		return err
	})
	return m, err
}

func newAccountsView(r *web.Request, m managed, f accountFilter) accountsView {
	view := accountsView{Query: f.query, Unit: int64(f.unit), Units: unitChoices(m.units, f.unit), Most: mostSlips}
	for _, s := range states() {
		view.States = append(view.States, choice{string(s), r.T(s.Name()), s == f.state})
	}
	found := f.apply(m)
	view.Found = len(found)
	for _, a := range found {
		if a.State == access.NoAccount {
			view.Pending++
		}
	}
	number, _ := strconv.Atoi(r.QueryParam("page"))
	number = max(0, min(number, (len(found)-1)/accountsOnPage))
	first, last := number*accountsOnPage, min(len(found), (number+1)*accountsOnPage)
	for _, a := range found[first:last] {
		view.Rows = append(view.Rows, newAccountRow(r, a))
	}
	if first > 0 {
		view.Earlier = f.path(number - 1)
	}
	if last < len(found) {
		view.Later = f.path(number + 1)
	}
	return view
}

// unitChoices lists the units, each indented below the one it belongs to.
func unitChoices(units []roster.Unit, selected roster.UnitID) []choice {
	depths := map[roster.UnitID]int{}
	var list []choice
	for _, u := range units {
		if depth, below := depths[u.ParentID]; below {
			depths[u.ID] = depth + 1
		} else {
			depths[u.ID] = 0
		}
		label := strings.Repeat("　", depths[u.ID]) + u.Name
		list = append(list, choice{strconv.FormatInt(int64(u.ID), 10), label, u.ID == selected})
	}
	return list
}

func newAccountRow(r *web.Request, a access.Account) accountRow {
	row := accountRow{
		ID: int64(a.Cadre.ID), Name: a.Cadre.Name, StaffNo: a.Cadre.StaffNo, Post: a.Cadre.Post, Unit: a.Unit.Name,
		State: r.T(a.State.Name()), Class: stateClass(a.State), Printable: needsFirstPassword(a),
	}
	for _, role := range a.Roles {
		row.Roles = append(row.Roles, r.T(access.RoleName(role)))
	}
	switch a.State {
	case access.FirstPending, access.FirstExpired:
		row.Until = a.ExpiresAt
	case access.Paused:
		row.Until = a.PausedUntil
	}
	return row
}

func stateClass(s access.State) string {
	switch s {
	case access.Active:
		return "ok"
	case access.FirstPending:
		return "info"
	case access.FirstExpired, access.Paused, access.Locked:
		return "warn"
	}
	return ""
}
