package access

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// ChangePassword gives the person who holds the token another password, and ends the person's other sessions. It fails
// with fault.Invalid on the field "current" when the current password is wrong, which counts like a wrong password at
// sign-in, and on the field "password" when the new one is too weak.
func (g *Gate) ChangePassword(ctx context.Context, token Token, current, password string) error {
	actor, err := g.Actor(ctx, token)
	if err != nil {
		return err
	}
	if err := g.checkCurrent(ctx, actor, current); err != nil {
		return err
	}
	if err := checkPassword(password, actor.Cadre); err != nil {
		return err
	}
	if plainFirstPassword(current) == plainFirstPassword(password) {
		return wrongField("password", "新密码和原来的一样，请换一个")
	}
	hash, err := g.hasher.hash(ctx, password)
	if err != nil {
		return fmt.Errorf("hash the password of cadre %d: %w", actor.ID(), err)
	}
	row := accountRow{CadreID: actor.ID(), PasswordHash: hash}
	if err := g.putPasswords(ctx, []accountRow{row}, token.hash(), event(actor.ID(), "account.password.change", 0, "")); err != nil {
		return fmt.Errorf("change the password of cadre %d: %w", actor.ID(), err)
	}
	return nil
}

func (g *Gate) checkCurrent(ctx context.Context, actor Actor, current string) error {
	if len(current) > mostInput {
		return wrongField("current", "现在的密码不对")
	}
	c := candidate{cadre: actor.Cadre}
	err := g.db.Read(ctx, func(tx storage.ReadTx) (err error) {
		c.account, c.known, err = selectAccount(ctx, tx, actor.ID())
		return err
	})
	if err != nil {
		return fmt.Errorf("read the account of cadre %d: %w", actor.ID(), err)
	}
	right, err := g.fits(ctx, c, current)
	if err != nil {
		return fmt.Errorf("check the password of cadre %d: %w", actor.ID(), err)
	}
	paused := calendar.Millis(g.clock()) < c.account.LockedUntil
	if right && !paused {
		return nil
	}
	err = g.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		account, _, err := selectAccount(ctx, tx.ReadTx, actor.ID())
		if err != nil || calendar.Millis(g.clock()) < account.LockedUntil {
			return err
		}
		return countFailure(ctx, tx, g.clock(), account)
	})
	if err != nil {
		return fmt.Errorf("count a wrong password of cadre %d: %w", actor.ID(), err)
	}
	if paused {
		return wrongField("current", "连续输错太多次，请过一会儿再试")
	}
	return wrongField("current", "现在的密码不对")
}

func wrongField(name, text string) error {
	var fields fault.Fields
	fields.Add(name, text)
	return fields.Err()
}

// SetPassword gives a person a password without asking for the current one, and ends the person's sessions: for the
// command line of the server. It fails with fault.Invalid when the password is too weak.
func (g *Gate) SetPassword(ctx context.Context, person roster.CadreID, password string) error {
	var cadre roster.Cadre
	err := g.db.Read(ctx, func(tx storage.ReadTx) (err error) {
		cadre, err = roster.FindCadre(ctx, tx, person)
		return err
	})
	if err != nil {
		return err
	}
	if err := checkPassword(password, cadre); err != nil {
		return err
	}
	hash, err := g.hasher.hash(ctx, password)
	if err != nil {
		return fmt.Errorf("hash the password of cadre %d: %w", person, err)
	}
	row := accountRow{CadreID: person, PasswordHash: hash}
	if err := g.putPasswords(ctx, []accountRow{row}, nil, event(0, "account.password.set", 0, "")); err != nil {
		return fmt.Errorf("set the password of cadre %d: %w", person, err)
	}
	return nil
}
