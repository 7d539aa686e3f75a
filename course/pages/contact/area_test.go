package contact_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/notice"
	"xiangxue/course/pages/contact"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/web"
	"xiangxue/course/web/webtest"
	"xiangxue/static"
	"xiangxue/static/locale"
)

// fixture is a site with the pages of this package on an own database: a township with the group of 陈立群, of which 何秀兰
// is a member; 吴晓梅 is study secretary and 周明远 committee member of the township, 秦川 is study secretary of the
// neighbour, and 韦管理 is its system administrator.
type fixture struct {
	*testing.T
	db     *storage.DB
	gate   *access.Gate
	site   *web.Site
	now    time.Time
	group  roster.GroupID
	people map[string]roster.CadreID
}

const password = "云溪水长流到山外"

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{T: t, db: storagetest.Open(t), people: map[string]roster.CadreID{}, now: time.Date(2026, 3, 5, 9, 0, 0, 0, calendar.Shanghai)}
	clock := calendar.Clock(func() time.Time { return f.now })
	f.gate = access.NewGate(f.db, clock)
	files, err := static.Load()
	if err != nil {
		t.Fatal(err)
	}
	f.site = web.New(web.Options{Name: "云溪镇", Build: "test", Gate: f.gate, Catalog: locale.Load(), Files: files, Clock: clock,
		Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError})), Ready: f.db.Ping})
	if _, err := contact.New(f.site, contact.Needs{DB: f.db}); err != nil {
		t.Fatal(err)
	}
	f.write(f.settle)
	return f
}

func (f *fixture) settle(ctx context.Context, tx storage.WriteTx) error {
	town, err := roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township, Position: 1})
	other, otherErr := roster.AddUnit(ctx, tx, roster.Unit{Code: "SP", Name: "石坪乡", Kind: roster.Township, Position: 2})
	group, groupErr := roster.AddGroup(ctx, tx, roster.StudyGroup{UnitID: town.ID, Code: "YX-2", Name: "第二学习小组", Kind: roster.Study})
	f.group = group.ID
	over := func(u roster.Unit, role roster.Role) roster.Appointment {
		return roster.Appointment{Role: role, Unit: u.ID}
	}
	return errors.Join(err, otherErr, groupErr,
		f.person(ctx, tx, "吴晓梅", town, over(town, roster.StudySecretary)),
		f.person(ctx, tx, "周明远", town, over(town, roster.CommitteeMember)),
		f.person(ctx, tx, "陈立群", town, roster.Appointment{Role: roster.GroupLeader, Group: group.ID}),
		f.person(ctx, tx, "何秀兰", town),
		f.person(ctx, tx, "秦川", other, over(other, roster.StudySecretary)),
		f.person(ctx, tx, "韦管理", other, over(other, roster.SystemAdmin)),
		roster.JoinGroup(ctx, tx, group.ID, f.people["陈立群"], 20200101),
		roster.JoinGroup(ctx, tx, group.ID, f.people["何秀兰"], 20200101))
}

func (f *fixture) person(ctx context.Context, tx storage.WriteTx, name string, unit roster.Unit, duties ...roster.Appointment) error {
	c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: fmt.Sprintf("G%03d", len(f.people)+1), Name: name})
	if err != nil {
		return err
	}
	f.people[name] = c.ID
	for _, duty := range duties {
		duty.Cadre, duty.From = c.ID, 20200101
		if err := roster.Appoint(ctx, tx, duty); err != nil {
			return err
		}
	}
	return roster.Join(ctx, tx, c.ID, unit.ID, 20200101)
}

func (f *fixture) write(fn func(context.Context, storage.WriteTx) error) {
	f.Helper()
	if err := f.db.Write(f.Context(), fn); err != nil {
		f.Fatal(err)
	}
}

// post tells somebody of something.
func (f *fixture) post(name string, n notice.Notice) {
	f.Helper()
	n.To = f.people[name]
	f.write(func(ctx context.Context, tx storage.WriteTx) error { return notice.Post(ctx, tx, f.now, n) })
}

// as returns a window in which somebody has signed in.
func (f *fixture) as(name string) *webtest.Client {
	f.Helper()
	id := f.people[name]
	if err := f.gate.SetPassword(f.Context(), id, password); err != nil {
		f.Fatal(err)
	}
	var login string
	if err := f.db.Read(f.Context(), func(tx storage.ReadTx) error {
		c, err := roster.FindCadre(f.Context(), tx, id)
		login = c.StaffNo
		return err
	}); err != nil {
		f.Fatal(err)
	}
	session, _, err := f.gate.SignIn(f.Context(), login, password, false)
	if err != nil {
		f.Fatal(err)
	}
	c := webtest.New(f.T, f.site)
	c.SetCookie(web.SessionCookie, string(session.Token))
	return c
}

// want checks what a page answers and shows.
func (f *fixture) want(page webtest.Page, status int, texts ...string) {
	f.Helper()
	if page.Status != status {
		f.Errorf("%s: status %d, want %d", page.Path, page.Status, status)
	}
	for _, text := range texts {
		if !page.Shows(text) {
			f.Errorf("%s does not show %q:\n%s", page.Path, text, page.Body)
		}
	}
}
