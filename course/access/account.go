package access

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// State says what can be done with an account.
type State string

// The states of an account.
const (
	NoAccount    State = "none"          // the person cannot sign in: no first password was ever handed out
	FirstPending State = "first_pending" // a first password was handed out and not yet changed
	FirstExpired State = "first_expired" // it was not changed in time: a new one is needed
	Active       State = "active"        // the person has a password of his or her own
	Paused       State = "paused"        // too many wrong passwords: takes none until PausedUntil
	Locked       State = "locked"        // an administrator locked it
)

// Name returns the state in Chinese.
func (s State) Name() string {
	switch s {
	case NoAccount:
		return "未开通"
	case FirstPending:
		return "待首次登录"
	case FirstExpired:
		return "首次密码已过期"
	case Active:
		return "正常"
	case Paused:
		return "暂停登录"
	case Locked:
		return "已锁定"
	}
	return ""
}

// Account is what an administrator sees of the account of a person.
type Account struct {
	Cadre       roster.Cadre
	Unit        roster.Unit
	Roles       []Role // by appointment, in the order of Actor.Roles
	State       State
	ExpiresAt   time.Time // of the first password; zero when there is none
	PausedUntil time.Time // zero when the account is not paused
}

// Accounts returns the accounts of the people over whom the actor manages accounts, by unit and name; people without an
// account are listed, too. It fails with fault.Forbidden when the actor manages none.
func (g *Gate) Accounts(ctx context.Context, tx storage.ReadTx, actor Actor) ([]Account, error) {
	if err := Require(actor, ManageAccounts); err != nil {
		return nil, err
	}
	now, scope := g.clock(), actor.Scope(ManageAccounts)
	today := calendar.DateOf(now)
	members, err := roster.Members(ctx, tx, scope, today)
	if err != nil {
		return nil, err
	}
	rows, err := selectAccounts(ctx, tx, scope, today)
	if err != nil {
		return nil, fmt.Errorf("read the accounts: %w", err)
	}
	held, err := roster.Appointments(ctx, tx, scope, today)
	if err != nil {
		return nil, err
	}
	states := make(map[roster.CadreID]accountRow, len(rows))
	for _, r := range rows {
		states[r.CadreID] = r
	}
	roles := rolesByCadre(held)
	accounts := make([]Account, len(members))
	for i, m := range members {
		row, known := states[m.Cadre.ID]
		accounts[i] = newAccount(m, row, known, now)
		accounts[i].Roles = roles[m.Cadre.ID]
	}
	return accounts, nil
}

func newAccount(m roster.Member, row accountRow, known bool, now time.Time) Account {
	a := Account{Cadre: m.Cadre, Unit: m.Unit, State: NoAccount}
	if !known {
		return a
	}
	ms := calendar.Millis(now)
	if row.MustChange {
		a.ExpiresAt = calendar.FromMillis(row.ExpiresAt)
	}
	switch {
	case row.Disabled:
		a.State = Locked
	case ms < row.LockedUntil:
		a.State, a.PausedUntil = Paused, calendar.FromMillis(row.LockedUntil)
	case row.MustChange && ms >= row.ExpiresAt:
		a.State = FirstExpired
	case row.MustChange:
		a.State = FirstPending
	default:
		a.State = Active
	}
	return a
}

func rolesByCadre(held []roster.Held) map[roster.CadreID][]Role {
	holds := make(map[roster.CadreID]map[Role]bool)
	for _, h := range held {
		if holds[h.Cadre] == nil {
			holds[h.Cadre] = make(map[Role]bool)
		}
		holds[h.Cadre][h.Role] = true
	}
	roles := make(map[roster.CadreID][]Role, len(holds))
	for id, set := range holds {
		for _, r := range precedence {
			if set[r] {
				roles[id] = append(roles[id], r)
			}
		}
	}
	return roles
}
