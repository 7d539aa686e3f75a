package account_test

import (
	"context"
	"log/slog"
	"net/url"
	"regexp"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/pages/account"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/subscription"
	"xiangxue/course/web"
	"xiangxue/course/web/webtest"
	"xiangxue/static"
	"xiangxue/static/locale"
)

// fixture is a site with the pages of this package on an own database.
type fixture struct {
	t       *testing.T
	db      *storage.DB
	gate    *access.Gate
	door    *access.Doorkeeper
	site    *web.Site
	uploads string
	now     time.Time
	unit    roster.Unit
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{t: t, db: storagetest.Open(t), uploads: t.TempDir(), now: time.Date(2026, 3, 5, 9, 0, 0, 0, calendar.Shanghai)}
	clock := calendar.Clock(func() time.Time { return f.now })
	f.gate, f.door = access.NewGate(f.db, clock), access.NewDoorkeeper(clock)
	files, err := static.Load()
	if err != nil {
		t.Fatal(err)
	}
	f.site = web.New(web.Options{Name: "云溪镇", Build: "test", Gate: f.gate, Catalog: locale.Load(), Files: files,
		Clock: clock, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError})), Ready: f.db.Ping})
	_, err = account.New(f.site, account.Needs{
		Gate: f.gate, DB: f.db, Registrar: roster.Registrar{DB: f.db, Clock: clock}, Uploads: f.uploads,
		Door: f.door, Calendars: subscription.NewBook("xiangxue/0a1b", clock), Proxied: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	f.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		f.unit, err = roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township, Position: 1})
		return err
	})
	return f
}

func (f *fixture) write(fn func(context.Context, storage.WriteTx) error) {
	f.t.Helper()
	if err := f.db.Write(f.t.Context(), fn); err != nil {
		f.t.Fatal(err)
	}
}

// unitBelow adds a unit below the township.
func (f *fixture) unitBelow(code, name string) roster.Unit {
	f.t.Helper()
	var u roster.Unit
	f.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		u, err = roster.AddUnit(ctx, tx, roster.Unit{ParentID: f.unit.ID, Code: code, Name: name, Kind: roster.Office, Position: 1})
		return err
	})
	return u
}

// person adds a person to a unit, with roles over that unit.
func (f *fixture) person(staffNo, name string, unit roster.Unit, roles ...roster.Role) roster.CadreID {
	f.t.Helper()
	var id roster.CadreID
	from := calendar.DateOf(f.now)
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: staffNo, Name: name})
		if err != nil {
			return err
		}
		id = c.ID
		for _, role := range roles {
			if err := roster.Appoint(ctx, tx, roster.Appointment{Cadre: id, Role: role, Unit: unit.ID, From: from}); err != nil {
				return err
			}
		}
		return roster.Join(ctx, tx, id, unit.ID, from)
	})
	return id
}

const password = "云溪水长流到山外"

// account opens an account with a password of the person's own.
func (f *fixture) account(id roster.CadreID) {
	f.t.Helper()
	if err := f.gate.SetPassword(f.t.Context(), id, password); err != nil {
		f.t.Fatal(err)
	}
}

// firstPassword opens an account with a first password.
func (f *fixture) firstPassword(id roster.CadreID) string {
	f.t.Helper()
	slips, err := f.gate.IssueFirstPasswords(f.t.Context(), access.Console(), []roster.CadreID{id})
	if err != nil {
		f.t.Fatal(err)
	}
	return slips[0].Password
}

// window returns a browser window in which somebody has signed in.
func (f *fixture) window(login, password string) *webtest.Client {
	f.t.Helper()
	c := webtest.New(f.t, f.site)
	if page := signIn(c, login, password); page.Status != 200 || page.Path == "/sign-in" {
		f.t.Fatalf("%s could not sign in: %d at %s\n%s", login, page.Status, page.Path, page.Body)
	}
	return c
}

// as adds a person with the role and an account and returns a window in which the person has signed in.
func (f *fixture) as(role roster.Role) *webtest.Client {
	f.t.Helper()
	staffNo := "ADM-" + string(role)
	f.account(f.person(staffNo, "韦管理", f.unit, role))
	return f.window(staffNo, password)
}

func signIn(c *webtest.Client, login, password string) webtest.Page {
	return c.Post("/sign-in", url.Values{"login": {login}, "password": {password}})
}

var firstPassword = regexp.MustCompile(`\b[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}\b`)

// want fails the test unless the page has the status and shows the words.
func want(t *testing.T, page webtest.Page, status int, words ...string) {
	t.Helper()
	if page.Status != status {
		t.Fatalf("%s: status %d, want %d\n%s", page.Path, page.Status, status, page.Body)
	}
	for _, w := range words {
		if !page.Shows(w) {
			t.Fatalf("%s does not show %q\n%s", page.Path, w, page.Body)
		}
	}
}

// exists reports whether somebody on the roster has the staff number.
func (f *fixture) exists(staffNo string) bool {
	f.t.Helper()
	found := false
	err := f.db.Read(f.t.Context(), func(tx storage.ReadTx) error {
		_, err := roster.FindCadreByLogin(f.t.Context(), tx, staffNo)
		found = err == nil
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return found
}
