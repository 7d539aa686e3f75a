package access

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// house is a county with two townships, a person for every role, and a gate whose clock the test turns.
type house struct {
	t    *testing.T
	db   *storage.DB
	gate *Gate

	mu  sync.Mutex
	now time.Time

	county, yunxi, party, qingshi                                                     roster.Unit
	group                                                                             roster.StudyGroup
	cadre, leader, secretary, committee, auditor, author, system, security, trail, li roster.Cadre
}

const (
	newYear = calendar.Date(20260101)
	own     = "稻花香里说丰年!" // the password that people of the house choose
)

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, db: storagetest.Open(t), now: calendar.Date(20260305).Time().Add(9 * time.Hour)}
	h.gate = NewGate(h.db, h.clock)
	h.gate.hasher = newHasher(cost{memory: 64, passes: 1, lanes: 1}) // the tests hash some hundred passwords
	err := h.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		h.settle(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *house) wait(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

func (h *house) settle(ctx context.Context, tx storage.WriteTx) {
	unit := func(parent roster.Unit, code, name string, kind roster.UnitKind) roster.Unit {
		return must(roster.AddUnit(ctx, tx, roster.Unit{ParentID: parent.ID, Code: code, Name: name, Kind: kind}))
	}
	h.county = unit(roster.Unit{}, "LL", "临澜县", roster.County)
	h.yunxi = unit(h.county, "YX", "云溪镇", roster.Township)
	h.party = unit(h.yunxi, "YX-1", "党政办公室", roster.Office)
	h.qingshi = unit(h.county, "QS", "青石镇", roster.Township)
	person := func(staffNo, name string, u roster.Unit) roster.Cadre {
		c := must(roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: staffNo, Name: name, Phone: roster.Phone("138000000" + staffNo[2:])}))
		check(roster.Join(ctx, tx, c.ID, u.ID, newYear))
		return c
	}
	h.cadre, h.leader, h.secretary = person("YX01", "何秀兰", h.party), person("YX02", "周明", h.party), person("YX03", "单雄", h.party)
	h.committee, h.auditor, h.author = person("YX04", "李安", h.yunxi), person("YX05", "王正", h.county), person("YX06", "赵文", h.county)
	h.system, h.security, h.trail = person("YX07", "钱管", h.county), person("YX08", "孙安", h.yunxi), person("YX09", "郑审", h.county)
	h.li = person("YX10", "李清", h.qingshi)
	h.group = must(roster.AddGroup(ctx, tx, roster.StudyGroup{UnitID: h.yunxi.ID, Code: "G1", Name: "第一学习小组", Kind: roster.Study}))
	check(roster.JoinGroup(ctx, tx, h.group.ID, h.cadre.ID, newYear))
	over := func(c roster.Cadre, r Role, u roster.Unit) {
		check(roster.Appoint(ctx, tx, roster.Appointment{Cadre: c.ID, Role: r, Unit: u.ID, From: newYear}))
	}
	check(roster.Appoint(ctx, tx, roster.Appointment{Cadre: h.leader.ID, Role: GroupLeader, Group: h.group.ID, From: newYear}))
	over(h.secretary, StudySecretary, h.yunxi)
	over(h.committee, CommitteeMember, h.yunxi)
	over(h.auditor, Auditor, h.county)
	over(h.author, Author, h.county)
	over(h.system, SystemAdmin, h.county)
	over(h.security, SecurityAdmin, h.yunxi)
	over(h.trail, AuditAdmin, h.county)
}

// enter gives the person a password of his or her own and signs in with it.
func (h *house) enter(c roster.Cadre) (Token, Actor) {
	h.t.Helper()
	if err := h.gate.SetPassword(h.t.Context(), c.ID, own); err != nil {
		h.t.Fatalf("set the password of %s: %v", c.Name, err)
	}
	return h.signIn(c.StaffNo, own)
}

func (h *house) signIn(login, password string) (Token, Actor) {
	h.t.Helper()
	session, actor, err := h.gate.SignIn(h.t.Context(), login, password, false)
	if err != nil {
		h.t.Fatalf("sign in as %s: %v", login, err)
	}
	return session.Token, actor
}

// issue lets the security administrator of the township print one slip.
func (h *house) issue(c roster.Cadre) Slip {
	h.t.Helper()
	slips, err := h.gate.IssueFirstPasswords(h.t.Context(), Console(), []roster.CadreID{c.ID})
	if err != nil || len(slips) != 1 {
		h.t.Fatalf("issue a first password for %s: %v", c.Name, err)
	}
	return slips[0]
}

func (h *house) account(c roster.Cadre) Account {
	h.t.Helper()
	for _, a := range h.accounts(Console()) {
		if a.Cadre.ID == c.ID {
			return a
		}
	}
	h.t.Fatalf("%s is not among the accounts", c.Name)
	return Account{}
}

func (h *house) accounts(actor Actor) []Account {
	h.t.Helper()
	var accounts []Account
	err := h.db.Read(h.t.Context(), func(tx storage.ReadTx) (err error) {
		accounts, err = h.gate.Accounts(h.t.Context(), tx, actor)
		return err
	})
	if err != nil {
		h.t.Fatalf("list the accounts: %v", err)
	}
	return accounts
}

// trailOf returns the actions in the trail about a person's account, oldest first.
func (h *house) trailOf(c roster.Cadre) []string {
	h.t.Helper()
	var actions []string
	err := h.db.Read(h.t.Context(), func(tx storage.ReadTx) error {
		records, err := audit.Recent(h.t.Context(), tx, audit.Filter{Kind: "account", ObjectID: int64(c.ID)})
		for i := len(records) - 1; i >= 0; i-- {
			actions = append(actions, strings.TrimSpace(records[i].Action+" "+records[i].Detail))
		}
		return err
	})
	if err != nil {
		h.t.Fatalf("read the trail: %v", err)
	}
	return actions
}

// people returns the names in a scope.
func (h *house) people(s roster.Scope) string {
	h.t.Helper()
	var names []string
	err := h.db.Read(h.t.Context(), func(tx storage.ReadTx) error {
		members, err := roster.Members(h.t.Context(), tx, s, calendar.DateOf(h.clock()))
		for _, m := range members {
			names = append(names, m.Cadre.Name)
		}
		return err
	})
	if err != nil {
		h.t.Fatalf("read the members: %v", err)
	}
	return strings.Join(names, " ")
}

// mustNotShow fails when a value, printed in any way, shows one of the secrets.
func mustNotShow(t *testing.T, v any, secrets ...string) {
	t.Helper()
	for _, format := range [...]string{"%v", "%+v", "%#v", "%s", "%q"} {
		printed := fmt.Sprintf(format, v)
		for _, s := range secrets {
			if strings.Contains(printed, s) {
				t.Errorf("%s shows a secret: %s", format, printed)
			}
		}
	}
}

func must[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
