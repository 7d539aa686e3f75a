package access

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// IssueFirstPasswords gives each of the people a new one-time password, valid for 7 days, and ends their sessions: for
// new people and for those who forgot theirs. The slips come by unit and name. It takes some 40 ms a person. It fails
// with fault.Forbidden when the actor manages no accounts, and with fault.NotFound, issuing none, when the actor does
// not manage the account of one of them.
func (g *Gate) IssueFirstPasswords(ctx context.Context, actor Actor, people []roster.CadreID) ([]Slip, error) {
	if err := Require(actor, ManageAccounts); err != nil {
		return nil, err
	}
	members, err := g.managed(ctx, actor, people)
	if err != nil {
		return nil, err
	}
	expiresAt := g.clock().Add(firstPasswordValidity).Truncate(time.Minute)
	slips := make([]Slip, len(members))
	rows := make([]accountRow, len(members))
	for i, m := range members {
		slips[i] = Slip{Cadre: m.Cadre, Unit: m.Unit, Password: newFirstPassword(), ExpiresAt: expiresAt}
		hash, err := g.hasher.hash(ctx, plainFirstPassword(slips[i].Password))
		if err != nil {
			return nil, fmt.Errorf("hash a first password: %w", err)
		}
		rows[i] = accountRow{CadreID: m.Cadre.ID, PasswordHash: hash, MustChange: true, ExpiresAt: calendar.Millis(expiresAt)}
	}
	if err := g.putPasswords(ctx, rows, nil, event(actor.ID(), "account.first_password", 0, "")); err != nil {
		return nil, fmt.Errorf("issue first passwords: %w", err)
	}
	return slips, nil
}

// managed returns the people as members, by unit and name, or fails when the actor does not manage one of them.
func (g *Gate) managed(ctx context.Context, actor Actor, people []roster.CadreID) ([]roster.Member, error) {
	wanted := make(map[roster.CadreID]bool, len(people))
	for _, id := range people {
		wanted[id] = true
	}
	var chosen []roster.Member
	err := g.db.Read(ctx, func(tx storage.ReadTx) error {
		members, err := roster.Members(ctx, tx, actor.Scope(ManageAccounts), g.clock.Today())
		if err != nil {
			return err
		}
		for _, m := range members {
			if wanted[m.Cadre.ID] {
				chosen = append(chosen, m)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(chosen) != len(wanted) {
		return nil, fault.New(fault.NotFound, "有人不在您管理的单位里，或者已经不在任何单位，请刷新名单后再选")
	}
	return chosen, nil
}

// putPasswords stores passwords, ends the people's sessions but the one to keep, and writes the act into the trail once
// for each of them.
func (g *Gate) putPasswords(ctx context.Context, rows []accountRow, keep []byte, act audit.Event) error {
	return g.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		if err := putAccounts(ctx, tx, rows); err != nil {
			return err
		}
		for _, r := range rows {
			if err := deleteSessionsOf(ctx, tx, r.CadreID, keep); err != nil {
				return err
			}
			act.ID = int64(r.CadreID)
			if err := audit.Add(ctx, tx, g.clock(), act); err != nil {
				return err
			}
		}
		return nil
	})
}

// Lock ends a person's sessions and lets the person sign in no more until Unlock. It fails with fault.Forbidden or
// fault.NotFound when the actor does not manage the account, and with fault.Conflict when there is none or it is the
// actor's own.
func (g *Gate) Lock(ctx context.Context, actor Actor, person roster.CadreID) error {
	if actor.ID() == person {
		return fault.New(fault.Conflict, "不能锁定自己的账号")
	}
	return g.setDisabled(ctx, actor, person, true, "account.lock")
}

// Unlock lets a person sign in again whose account was locked or takes no password after too many wrong ones. It fails
// as Lock does, but for the own account.
func (g *Gate) Unlock(ctx context.Context, actor Actor, person roster.CadreID) error {
	return g.setDisabled(ctx, actor, person, false, "account.unlock")
}

func (g *Gate) setDisabled(ctx context.Context, actor Actor, person roster.CadreID, disabled bool, action string) error {
	if err := Require(actor, ManageAccounts); err != nil {
		return err
	}
	err := g.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		if _, err := roster.FindCadreIn(ctx, tx.ReadTx, actor.Scope(ManageAccounts), person, g.clock.Today()); err != nil {
			return err
		}
		known, err := updateDisabled(ctx, tx, person, disabled)
		if err != nil {
			return err
		}
		if !known {
			return fault.New(fault.Conflict, "这个人还没有账号")
		}
		if disabled {
			if err := deleteSessionsOf(ctx, tx, person, nil); err != nil {
				return err
			}
		}
		return audit.Add(ctx, tx, g.clock(), event(actor.ID(), action, person, ""))
	})
	if err != nil {
		return fmt.Errorf("%s of cadre %d: %w", action, person, err)
	}
	return nil
}

// EndAllSessions ends the sessions of everybody and writes it into the trail: after a backup was restored, whose sessions
// may have been ended since it was made.
func EndAllSessions(ctx context.Context, tx storage.WriteTx, at time.Time) error {
	n, err := storage.Exec(ctx, tx, "DELETE FROM login_sessions")
	if err != nil {
		return fmt.Errorf("end all sessions: %w", err)
	}
	return audit.Add(ctx, tx, at, event(0, "account.sessions.end_all", 0, fmt.Sprintf("sessions=%d", n)))
}
