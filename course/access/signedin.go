package access

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// Actor returns who holds the token, with today's unit and roles, in one statement. It fails with ErrNotSignedIn when
// the session does not exist, has ended, or the account is locked.
func (g *Gate) Actor(ctx context.Context, token Token) (Actor, error) {
	if token == "" {
		return Actor{}, ErrNotSignedIn
	}
	now, hash := g.clock(), token.hash()
	var actor Actor
	err := g.db.Read(ctx, func(tx storage.ReadTx) error {
		rows, err := selectSignedIn(ctx, tx, hash, calendar.Millis(now), calendar.DateOf(now))
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return ErrNotSignedIn
		}
		actor = newActor(rows)
		return nil
	})
	if err != nil {
		return Actor{}, fmt.Errorf("find who is signed in: %w", err)
	}
	actor.Session = sessionID(hash)
	return actor, nil
}

// newActor makes an actor of the rows of a session, of which there is one at least.
func newActor(rows []signedInRow) Actor {
	row := rows[0]
	a := Actor{Cadre: row.cadre(), Unit: row.unit(), Acting: row.Acting, Unread: row.Unread, MustChange: row.MustChange}
	if a.Unit.ID != 0 {
		a.Grants = append(a.Grants, Grant{Role: Cadre, UnitPath: a.Unit.Path})
	}
	for _, r := range rows {
		if r.Role != "" {
			a.Grants = append(a.Grants, Grant{Role: r.Role, UnitPath: r.RolePath, Group: r.GroupID})
		}
	}
	if roles := a.Roles(); !slices.Contains(roles, a.Acting) {
		a.Acting = ""
		if len(roles) > 0 {
			a.Acting = roles[0]
		}
	}
	return a
}

// SignOut ends the session of the token; nothing happens when it has ended already.
func (g *Gate) SignOut(ctx context.Context, token Token) error {
	return g.withSession(ctx, token, "account.sign_out", func(ctx context.Context, tx storage.WriteTx, _ Actor) error {
		return deleteSession(ctx, tx, token.hash())
	})
}

// SignOutEverywhere ends all sessions of the person who holds the token, this one included.
func (g *Gate) SignOutEverywhere(ctx context.Context, token Token) error {
	return g.withSession(ctx, token, "account.sign_out_everywhere", func(ctx context.Context, tx storage.WriteTx, a Actor) error {
		return deleteSessionsOf(ctx, tx, a.ID(), nil)
	})
}

// withSession carries out an act of the person who holds the token and writes it into the trail; a session that has
// ended is nothing to act on.
func (g *Gate) withSession(ctx context.Context, token Token, action string, act func(context.Context, storage.WriteTx, Actor) error) error {
	actor, err := g.Actor(ctx, token)
	if err != nil {
		if fault.Is(err, fault.Forbidden) {
			return nil
		}
		return err
	}
	err = g.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		if err := act(ctx, tx, actor); err != nil {
			return err
		}
		return audit.Add(ctx, tx, g.clock(), event(actor.ID(), action, actor.ID(), ""))
	})
	if err != nil {
		return fmt.Errorf("%s of cadre %d: %w", action, actor.ID(), err)
	}
	return nil
}

// ActAs shows the navigation of another role that the person holds. It fails with fault.Forbidden for a role that the
// person does not hold.
func (g *Gate) ActAs(ctx context.Context, token Token, role Role) error {
	actor, err := g.Actor(ctx, token)
	if err != nil {
		return err
	}
	if err := Require(actor, SignedIn); err != nil {
		return err
	}
	if !actor.holds(role) {
		return fault.New(fault.Forbidden, "您没有这个身份")
	}
	err = g.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		return updateActing(ctx, tx, token.hash(), role)
	})
	if err != nil {
		return fmt.Errorf("let cadre %d act as %s: %w", actor.ID(), role, err)
	}
	return nil
}
