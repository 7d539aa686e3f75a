package access

import (
	"context"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Gate lets people in and keeps their accounts. It is safe for concurrent use; its only memory is who waits for the
// hasher.
type Gate struct {
	db     *storage.DB
	clock  calendar.Clock
	hasher *hasher
}

// NewGate returns the gate of a database.
func NewGate(db *storage.DB, clock calendar.Clock) *Gate {
	return &Gate{db: db, clock: clock, hasher: newHasher(usualCost())}
}

// mostInput bounds what is read of a login or a password, in bytes.
const mostInput = 1024

// candidate is an account as it was before the password was checked.
type candidate struct {
	cadre   roster.Cadre
	account accountRow
	known   bool // there is an account
}

// SignIn opens a login session for the person with the staff number or telephone number, for 12 hours or, with keep, for
// 7 days. After five wrong passwords in a row the account takes none for 1, 2, 4 … at most 60 minutes.
//
// It fails with fault.Invalid and always the same words when login and password do not fit or the account takes none
// now, with other words only to somebody who knows the right password: the first password is over. It fails with
// fault.Busy when too many want to sign in at once.
func (g *Gate) SignIn(ctx context.Context, login, password string, keep bool) (Session, Actor, error) {
	if len(login) > mostInput || len(password) > mostInput {
		return Session{}, Actor{}, refusal()
	}
	c, err := g.candidate(ctx, login)
	if err != nil {
		return Session{}, Actor{}, err
	}
	right, err := g.fits(ctx, c, password)
	if err != nil {
		return Session{}, Actor{}, fmt.Errorf("check the password of cadre %d: %w", c.cadre.ID, err)
	}
	session, err := g.decide(ctx, c, right, keep)
	if err != nil {
		return Session{}, Actor{}, err
	}
	actor, err := g.Actor(ctx, session.Token)
	return session, actor, err
}

// refusal is what somebody reads who may not sign in, whatever the reason.
func refusal() error {
	return fault.New(fault.Invalid, "工号（手机号）或密码不对。连续输错 5 次后，要等 1 分钟以上才能再登录；忘记密码请找安全管理员重置")
}

func (g *Gate) candidate(ctx context.Context, login string) (candidate, error) {
	var c candidate
	login = strings.TrimSpace(norm.NFKC.String(login))
	err := g.db.Read(ctx, func(tx storage.ReadTx) error {
		cadre, err := roster.FindCadreByLogin(ctx, tx, login)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		c.cadre = cadre
		c.account, c.known, err = selectAccount(ctx, tx, cadre.ID)
		return err
	})
	if err != nil {
		return candidate{}, fmt.Errorf("look up an account: %w", err)
	}
	return c, nil
}

// fits checks the password and takes as long when there is nothing to check it against.
func (g *Gate) fits(ctx context.Context, c candidate, password string) (bool, error) {
	if !c.known {
		return g.hasher.waste(ctx, password)
	}
	if c.account.MustChange {
		password = plainFirstPassword(password)
	}
	return g.hasher.verify(ctx, password, c.account.PasswordHash)
}

// decide opens a session or writes the refusal down. Every refusal writes once, also for a login that does not exist, so
// that it takes as long. The account is read anew: others may have tried passwords meanwhile.
func (g *Gate) decide(ctx context.Context, c candidate, right, keep bool) (Session, error) {
	now := g.clock()
	var session Session
	refused := error(nil)
	err := g.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		refused = nil
		account, known, err := selectAccount(ctx, tx.ReadTx, c.cadre.ID)
		if err != nil {
			return err
		}
		switch {
		case !known:
			refused = refusal()
			return audit.Add(ctx, tx, now, audit.Event{Action: "account.sign_in.refuse", Kind: "account", Detail: "unknown"})
		case account.Disabled || calendar.Millis(now) < account.LockedUntil:
			refused = refusal()
			return audit.Add(ctx, tx, now, event(0, "account.sign_in.refuse", c.cadre.ID, "locked"))
		case !right || account.PasswordHash != c.account.PasswordHash:
			refused = refusal()
			return countFailure(ctx, tx, now, account)
		case account.MustChange && calendar.Millis(now) >= account.ExpiresAt:
			refused = fault.New(fault.Invalid, "首次密码已经过了有效期，请找安全管理员重新打印")
			return audit.Add(ctx, tx, now, event(0, "account.sign_in.refuse", c.cadre.ID, "expired"))
		}
		session, err = openSession(ctx, tx, now, account, keep)
		return err
	})
	if err != nil {
		return Session{}, fmt.Errorf("sign in: %w", err)
	}
	return session, refused
}

// countFailure counts a wrong password and makes the account pause when there were too many.
func countFailure(ctx context.Context, tx storage.WriteTx, now time.Time, account accountRow) error {
	failures := account.Failures + 1
	lockedUntil := int64(0)
	if pause := pauseAfter(failures); pause > 0 {
		lockedUntil = calendar.Millis(now.Add(pause))
	}
	if err := updateFailures(ctx, tx, account.CadreID, failures, lockedUntil); err != nil {
		return err
	}
	return audit.Add(ctx, tx, now, event(0, "account.sign_in.refuse", account.CadreID, fmt.Sprintf("failures=%d", failures)))
}

func openSession(ctx context.Context, tx storage.WriteTx, now time.Time, account accountRow, keep bool) (Session, error) {
	session := Session{Token: newToken(), ExpiresAt: now.Add(workday), Keep: keep}
	if keep {
		session.ExpiresAt = now.Add(week)
	}
	if err := deleteEndedSessions(ctx, tx, calendar.Millis(now)); err != nil {
		return Session{}, err
	}
	if err := updateFailures(ctx, tx, account.CadreID, 0, 0); err != nil {
		return Session{}, err
	}
	row := loginRow{TokenHash: session.Token.hash(), CadreID: account.CadreID, ExpiresAt: calendar.Millis(session.ExpiresAt)}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return Session{}, err
	}
	return session, audit.Add(ctx, tx, now, event(account.CadreID, "account.sign_in", account.CadreID, ""))
}

// event is something that an actor did to an account.
func event(actor roster.CadreID, action string, account roster.CadreID, detail string) audit.Event {
	return audit.Event{Actor: int64(actor), Action: action, Kind: "account", ID: int64(account), Detail: detail}
}
