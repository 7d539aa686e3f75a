package access

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func TestSignIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.enter(h.cadre)
	for name, login := range map[string]string{
		"by staff number": "YX01", "by telephone number": "13800000001", "with blanks": " YX01 ", "in full width": "ＹＸ０１",
	} {
		t.Run(name, func(t *testing.T) {
			session, actor, err := h.gate.SignIn(t.Context(), login, own, false)
			if err != nil || actor.ID() != h.cadre.ID || actor.Unit.Code != "YX-1" {
				t.Fatalf("%v, %d in %s", err, actor.ID(), actor.Unit.Code)
			}
			again, err := h.gate.Actor(t.Context(), session.Token)
			if err != nil || again.ID() != h.cadre.ID || again.Session == "" {
				t.Errorf("%v, %d", err, again.ID())
			}
		})
	}
}

// TestRefusalsAreAlike signs in wrongly in every way and expects the same words and the same number of writes.
func TestRefusalsAreAlike(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.enter(h.cadre)
	h.enter(h.leader)
	if err := h.gate.Lock(t.Context(), Console(), h.leader.ID); err != nil {
		t.Fatal(err)
	}
	h.enter(h.secretary)
	for range allowedFailures {
		refuseSignIn(t, h, h.secretary.StaffNo, "wrong")
	}
	words := map[string]bool{}
	for name, try := range map[string][2]string{
		"a wrong password":        {h.cadre.StaffNo, "wrong"},
		"an empty password":       {h.cadre.StaffNo, ""},
		"an unknown login":        {"YX99", own},
		"an empty login":          {"", own},
		"a login without account": {h.author.StaffNo, own},
		"a locked account":        {h.leader.StaffNo, own},
		"a pausing account":       {h.secretary.StaffNo, own},
		"an endless login":        {strings.Repeat("Y", 2000), own},
		"an endless password":     {h.cadre.StaffNo, strings.Repeat("长", 2000)},
	} {
		err := refuseSignIn(t, h, try[0], try[1])
		words[err.Error()] = true
		if len(words) != 1 {
			t.Errorf("%s reads %v", name, err)
		}
		mustNotShow(t, err, own, string(h.cadre.Phone))
	}
	var unknown int
	err := h.db.Read(t.Context(), func(tx storage.ReadTx) error {
		records, err := audit.Recent(t.Context(), tx, audit.Filter{Kind: "account"})
		for _, r := range records {
			if r.Detail == "unknown" {
				unknown++
			}
		}
		return err
	})
	if err != nil || unknown != 3 {
		t.Errorf("%d refusals of unknown logins in the trail (%v), want 3", unknown, err)
	}
}

func refuseSignIn(t *testing.T, h *house, login, password string) error {
	t.Helper()
	session, actor, err := h.gate.SignIn(t.Context(), login, password, false)
	if !fault.Is(err, fault.Invalid) || session.Token != "" || actor.IsSignedIn() {
		t.Fatalf("sign in as %.9s: %v", login, err)
	}
	return err
}

func TestLockoutGrows(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.enter(h.cadre)
	for range allowedFailures - 1 {
		refuseSignIn(t, h, "YX01", "wrong")
	}
	h.signIn("YX01", own) // four wrong ones cost nothing, and are forgotten
	for range allowedFailures {
		refuseSignIn(t, h, "YX01", "wrong")
	}
	for _, minutes := range []int{1, 2, 4, 8, 16, 32, 60, 60} {
		pause := time.Duration(minutes) * time.Minute
		if a := h.account(h.cadre); a.State != Paused || !a.PausedUntil.Equal(h.clock().Add(pause)) {
			t.Fatalf("%s until %s, want %d minutes from %s", a.State, a.PausedUntil, minutes, h.clock())
		}
		h.wait(pause - time.Second)
		refuseSignIn(t, h, "YX01", own) // right, but too early; costs nothing more
		h.wait(time.Second)
		refuseSignIn(t, h, "YX01", "wrong")
	}
	h.wait(time.Hour)
	h.signIn("YX01", own)
	if a := h.account(h.cadre); a.State != Active {
		t.Errorf("the account is %s", a.State)
	}
}

// TestLockoutHoldsAgainstABurst lets many wrong passwords arrive at once, the right one among the last.
func TestLockoutHoldsAgainstABurst(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.enter(h.cadre)
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() { _, _, _ = h.gate.SignIn(context.Background(), "YX01", "wrong", false) })
	}
	wg.Wait()
	refuseSignIn(t, h, "YX01", own)
	failures := 0
	for _, action := range h.trailOf(h.cadre) {
		if strings.Contains(action, "failures=") {
			failures++
		}
	}
	if failures != allowedFailures {
		t.Errorf("%d wrong passwords were looked at, want %d", failures, allowedFailures)
	}
}

func TestUnlockEndsAPause(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.enter(h.cadre)
	for range allowedFailures {
		refuseSignIn(t, h, "YX01", "wrong")
	}
	if err := h.gate.Unlock(t.Context(), Console(), h.cadre.ID); err != nil {
		t.Fatal(err)
	}
	h.signIn("YX01", own)
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.enter(h.cadre)
	for keep, length := range map[bool]time.Duration{false: 12 * time.Hour, true: 7 * 24 * time.Hour} {
		session, _, err := h.gate.SignIn(t.Context(), "YX01", own, keep)
		if err != nil || !session.ExpiresAt.Equal(h.clock().Add(length)) || session.Keep != keep {
			t.Fatalf("session until %s (%v)", session.ExpiresAt, err)
		}
		h.wait(length - time.Second)
		if _, err := h.gate.Actor(t.Context(), session.Token); err != nil {
			t.Errorf("ended too early: %v", err)
		}
		h.wait(time.Second)
		if _, err := h.gate.Actor(t.Context(), session.Token); !errors.Is(err, ErrNotSignedIn) {
			t.Errorf("did not end: %v", err)
		}
	}
}

func TestTokenIsNotStored(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	token, actor := h.enter(h.cadre)
	if len(token) < 43 {
		t.Errorf("the token has %d characters", len(token))
	}
	for _, forged := range []Token{"", "x", Token(actor.Session), token + "A", token[:len(token)-1]} {
		if _, err := h.gate.Actor(t.Context(), forged); !errors.Is(err, ErrNotSignedIn) {
			t.Errorf("a forged token: %v", err)
		}
	}
	err := h.db.Read(t.Context(), func(tx storage.ReadTx) error {
		rows, err := storage.Select[loginRow](t.Context(), tx, "SELECT * FROM login_sessions")
		for _, r := range rows {
			if strings.Contains(string(r.TokenHash), string(token)) || len(r.TokenHash) != 32 {
				t.Error("the table holds the token itself")
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	mustNotShow(t, token, string(token))
	mustNotShow(t, Session{Token: token}, string(token))
}

func TestActorTakesOneStatement(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	token, _ := h.enter(h.secretary)
	before := h.db.Statements()
	if _, err := h.gate.Actor(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	if n := h.db.Statements() - before; n != 1 {
		t.Errorf("%d statements", n)
	}
}

func TestSignOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	one, _ := h.enter(h.cadre)
	two, _ := h.signIn("YX01", own)
	three, _ := h.signIn("YX01", own)
	other, _ := h.enter(h.leader)
	signedIn := func(tokens ...Token) (n int) {
		for _, token := range tokens {
			if _, err := h.gate.Actor(t.Context(), token); err == nil {
				n++
			}
		}
		return n
	}
	if err := h.gate.SignOut(t.Context(), one); err != nil || signedIn(one) != 0 || signedIn(two, three, other) != 3 {
		t.Errorf("signing out of one session: %v", err)
	}
	if err := h.gate.SignOut(t.Context(), one); err != nil {
		t.Errorf("signing out twice: %v", err)
	}
	if err := h.gate.SignOutEverywhere(t.Context(), two); err != nil || signedIn(two, three) != 0 || signedIn(other) != 1 {
		t.Errorf("signing out everywhere: %v", err)
	}
	want := []string{
		"account.password.set", "account.sign_in", "account.sign_in", "account.sign_in",
		"account.sign_out", "account.sign_out_everywhere",
	}
	if got := h.trailOf(h.cadre); !slices.Equal(got, want) {
		t.Errorf("trail: %v, want %v", got, want)
	}
}

func TestActAs(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	token, actor := h.enter(h.secretary)
	if roles := actor.Roles(); !slices.Equal(roles, []Role{StudySecretary, Cadre}) {
		t.Errorf("roles: %v", roles)
	}
	if err := h.gate.ActAs(t.Context(), token, Cadre); err != nil {
		t.Fatal(err)
	}
	actor, err := h.gate.Actor(t.Context(), token)
	if err != nil || actor.Acting != Cadre || !actor.May(DraftPlan) {
		t.Errorf("acts as %s (%v)", actor.Acting, err)
	}
	if err := h.gate.ActAs(t.Context(), token, Auditor); !fault.Is(err, fault.Forbidden) {
		t.Errorf("acting in a role that is not held: %v", err)
	}
}

// TestRolesFollowTheRoster ends an appointment and a membership and expects the open session to notice.
func TestRolesFollowTheRoster(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	token, _ := h.enter(h.secretary)
	err := h.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return roster.Leave(ctx, tx, h.secretary.ID, 20260304)
	})
	if err != nil {
		t.Fatal(err)
	}
	actor, err := h.gate.Actor(t.Context(), token)
	if err != nil || len(actor.Grants) != 0 || actor.Unit.ID != 0 || actor.May(Learn) || !actor.May(SignedIn) {
		t.Errorf("%v: grants %v", err, actor.Grants)
	}
}
