package access

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"xiangxue/course/fault"
	"xiangxue/course/roster"
)

func TestFirstPassword(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	slip := h.issue(h.cadre)
	if !regexp.MustCompile(`^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$`).MatchString(slip.Password) {
		t.Errorf("the password %s is hard to read", slip.Password)
	}
	if slip.Unit.Code != "YX-1" || slip.Cadre.Name != "何秀兰" || slip.ExpiresAt.Before(h.clock().Add(7*24*time.Hour-time.Minute)) {
		t.Errorf("slip: %+v", slip)
	}
	typed := strings.ToUpper(strings.ReplaceAll(slip.Password, "-", " "))
	token, actor := h.signIn("YX01", typed)
	if !actor.MustChange || actor.May(SignedIn) || actor.May(Learn) || !actor.May(OwnPassword) || !actor.Scope(Learn).IsNobody() {
		t.Errorf("may do more than change the password: %+v", actor)
	}
	if err := h.gate.ActAs(t.Context(), token, Cadre); !fault.Is(err, fault.Forbidden) {
		t.Errorf("acts before changing the password: %v", err)
	}
	if err := h.gate.ChangePassword(t.Context(), token, slip.Password, strings.ToUpper(slip.Password)); fieldOf(err) != "password" {
		t.Errorf("the first password for good: %v", err)
	}
	if err := h.gate.ChangePassword(t.Context(), token, typed, own); err != nil {
		t.Fatalf("change: %v", err)
	}
	if actor, err := h.gate.Actor(t.Context(), token); err != nil || actor.MustChange || !actor.May(Learn) {
		t.Errorf("after the change: %v, %+v", err, actor)
	}
	refuseSignIn(t, h, "YX01", slip.Password)
	h.signIn("YX01", own)
}

func TestFirstPasswordExpires(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	slip := h.issue(h.cadre)
	h.wait(7 * 24 * time.Hour)
	err := refuseSignIn(t, h, "YX01", slip.Password)
	if !strings.Contains(err.Error(), "有效期") {
		t.Errorf("who has the right slip should learn why: %v", err)
	}
	if wrong := refuseSignIn(t, h, "YX01", "wrong"); strings.Contains(wrong.Error(), "有效期") {
		t.Errorf("who has not should not: %v", wrong)
	}
	if state := h.account(h.cadre).State; state != FirstExpired {
		t.Errorf("the account is %s", state)
	}
	again := h.issue(h.cadre)
	refuseSignIn(t, h, "YX01", slip.Password)
	h.signIn("YX01", again.Password)
}

func TestIssuingEndsSessions(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	token, _ := h.enter(h.cadre)
	h.issue(h.cadre)
	if _, err := h.gate.Actor(t.Context(), token); !errors.Is(err, ErrNotSignedIn) {
		t.Errorf("the old session goes on: %v", err)
	}
	refuseSignIn(t, h, "YX01", own)
}

func TestAccountsAreManagedWithinTheUnit(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, security := h.enter(h.security)
	slips, err := h.gate.IssueFirstPasswords(t.Context(), security, []roster.CadreID{h.leader.ID, h.committee.ID, h.cadre.ID, h.cadre.ID})
	if err != nil || len(slips) != 3 || slips[0].Cadre.ID != h.committee.ID {
		t.Fatalf("%v, %d slips", err, len(slips))
	}
	if slips[0].Password == slips[1].Password {
		t.Error("two people have the same first password")
	}
	_, err = h.gate.IssueFirstPasswords(t.Context(), security, []roster.CadreID{h.author.ID, h.secretary.ID})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("outside the township: %v", err)
	}
	if state := h.account(h.secretary).State; state != NoAccount {
		t.Errorf("part of a refused order was carried out: %s", state)
	}
	for name, do := range map[string]func() error{
		"lock":   func() error { return h.gate.Lock(t.Context(), security, h.author.ID) },
		"unlock": func() error { return h.gate.Unlock(t.Context(), security, h.author.ID) },
	} {
		if err := do(); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s outside the township: %v", name, err)
		}
	}
	var names []string
	for _, a := range h.accounts(security) {
		names = append(names, a.Cadre.Name)
	}
	if !sameNames(strings.Join(names, ""), "李安孙安何秀兰单雄周明") {
		t.Errorf("accounts of %v", names)
	}
}

func TestOnlySecurityAdministratorsManageAccounts(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, c := range []roster.Cadre{h.cadre, h.secretary, h.auditor, h.system, h.trail} {
		_, actor := h.enter(c)
		_, err := h.gate.IssueFirstPasswords(t.Context(), actor, []roster.CadreID{c.ID})
		for _, err := range []error{err, h.gate.Lock(t.Context(), actor, h.li.ID), h.gate.Unlock(t.Context(), actor, h.li.ID)} {
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: %v", c.Name, err)
			}
		}
	}
}

func TestLock(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, security := h.enter(h.security)
	token, _ := h.enter(h.cadre)
	if err := h.gate.Lock(t.Context(), security, h.cadre.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := h.gate.Actor(t.Context(), token); !errors.Is(err, ErrNotSignedIn) {
		t.Errorf("the session goes on: %v", err)
	}
	refuseSignIn(t, h, "YX01", own)
	if state := h.account(h.cadre).State; state != Locked {
		t.Errorf("the account is %s", state)
	}
	slip := h.issue(h.cadre) // a new password does not unlock
	refuseSignIn(t, h, "YX01", slip.Password)
	if err := h.gate.Unlock(t.Context(), security, h.cadre.ID); err != nil {
		t.Fatal(err)
	}
	h.signIn("YX01", slip.Password)
	if err := h.gate.Lock(t.Context(), security, h.security.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("the own account: %v", err)
	}
	if err := h.gate.Lock(t.Context(), security, h.committee.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("no account: %v", err)
	}
	want := []string{
		"account.password.set", "account.sign_in", "account.lock", "account.sign_in.refuse locked",
		"account.first_password", "account.sign_in.refuse locked", "account.unlock", "account.sign_in",
	}
	if got := h.trailOf(h.cadre); !slices.Equal(got, want) {
		t.Errorf("trail: %v, want %v", got, want)
	}
}

func TestChangePassword(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	token, _ := h.enter(h.cadre)
	other, _ := h.signIn("YX01", own)
	const next = "明月别枝惊鹊 1171"
	for name, tt := range map[string]struct{ current, password, field string }{
		"a wrong current password": {"wrong", next, "current"},
		"an endless one":           {strings.Repeat("x", 2000), next, "current"},
		"the same password":        {own, own, "password"},
		"a weak password":          {own, "1234567890", "password"},
		"the own name":             {own, "何秀兰何秀兰", "password"},
	} {
		if err := h.gate.ChangePassword(t.Context(), token, tt.current, tt.password); fieldOf(err) != tt.field {
			t.Errorf("%s: %v", name, err)
		} else {
			mustNotShow(t, err, tt.password)
		}
	}
	if err := h.gate.ChangePassword(t.Context(), token, own, next); err != nil {
		t.Fatal(err)
	}
	if _, err := h.gate.Actor(t.Context(), token); err != nil {
		t.Errorf("the own session ended: %v", err)
	}
	if _, err := h.gate.Actor(t.Context(), other); !errors.Is(err, ErrNotSignedIn) {
		t.Errorf("the other session goes on: %v", err)
	}
	refuseSignIn(t, h, "YX01", own)
	h.signIn("YX01", next)
}

func TestChangingPasswordsCannotBeUsedToGuess(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	token, _ := h.enter(h.cadre)
	for range allowedFailures {
		if err := h.gate.ChangePassword(t.Context(), token, "wrong", "明月别枝惊鹊"); fieldOf(err) != "current" {
			t.Fatal(err)
		}
	}
	if err := h.gate.ChangePassword(t.Context(), token, own, "明月别枝惊鹊"); fieldOf(err) != "current" {
		t.Errorf("the right one after five wrong ones: %v", err)
	}
	h.wait(time.Minute)
	if err := h.gate.ChangePassword(t.Context(), token, own, "明月别枝惊鹊"); err != nil {
		t.Errorf("after the pause: %v", err)
	}
}

func TestSetPasswordRefusesWeakOnes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if err := h.gate.SetPassword(t.Context(), h.cadre.ID, "12345678"); fieldOf(err) != "password" {
		t.Error(err)
	}
	if err := h.gate.SetPassword(t.Context(), 9999, own); !fault.Is(err, fault.NotFound) {
		t.Errorf("nobody: %v", err)
	}
}

func TestAccountStates(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.issue(h.leader)
	h.wait(8 * 24 * time.Hour)
	slip := h.issue(h.secretary)
	h.enter(h.committee)
	want := map[roster.CadreID]State{h.cadre.ID: NoAccount, h.leader.ID: FirstExpired, h.secretary.ID: FirstPending, h.committee.ID: Active}
	for _, a := range h.accounts(Console()) {
		if state, listed := want[a.Cadre.ID]; listed && a.State != state {
			t.Errorf("%s: %s, want %s", a.Cadre.Name, a.State, state)
		}
		if a.State.Name() == "" {
			t.Errorf("the state %s has no name", a.State)
		}
		if a.Cadre.ID == h.secretary.ID && (!a.ExpiresAt.Equal(slip.ExpiresAt) || !slices.Equal(a.Roles, []Role{StudySecretary})) {
			t.Errorf("until %s as %v", a.ExpiresAt, a.Roles)
		}
	}
	if State("").Name() != "" {
		t.Error("an unknown state has a name")
	}
}

func TestHashingWaitsItsTurnAndGivesUp(t *testing.T) {
	t.Parallel()
	h := newHasher(usualCost())
	h.turn <- struct{}{} // somebody hashes for ever
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := h.hash(ctx, own); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	for range waitingHashes {
		h.waiting <- struct{}{}
	}
	if _, err := h.hash(t.Context(), own); !fault.Is(err, fault.Busy) {
		t.Errorf("got %v, want busy", err)
	}
}

// fieldOf returns the field about which an Invalid failure complains.
func fieldOf(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != fault.Invalid || len(e.Fields) == 0 {
		return ""
	}
	return e.Fields[0].Name
}
