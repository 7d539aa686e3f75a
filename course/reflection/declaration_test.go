package reflection_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/reflection"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// world is a township whose study secretary is 吴晓梅; 陈立群 leads the group of 何秀兰, and 方远 leads another.
type world struct {
	t      *testing.T
	db     *storage.DB
	ledger *hours.Ledger
	clerk  *reflection.Clerk
	now    time.Time
	people map[string]access.Actor
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: storagetest.Open(t), people: map[string]access.Actor{}}
	w.on("2026-06-30")
	clock := calendar.Clock(func() time.Time { return w.now })
	log, err := seal.Open(t.Context(), w.db, filepath.Join(t.TempDir(), "log.key"), "reflection.test/log", clock)
	if err != nil {
		t.Fatal(err)
	}
	w.ledger = hours.NewLedger(log, clock)
	w.clerk = reflection.NewClerk(w.ledger, clock)
	err = w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		_, err := w.ledger.AdoptDefault(ctx, tx)
		return errors.Join(err, w.settle(ctx, tx))
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) settle(ctx context.Context, tx storage.WriteTx) error {
	town, err := roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township})
	one, oneErr := roster.AddGroup(ctx, tx, roster.StudyGroup{UnitID: town.ID, Code: "1", Name: "第一学习小组", Kind: roster.Study})
	two, twoErr := roster.AddGroup(ctx, tx, roster.StudyGroup{UnitID: town.ID, Code: "2", Name: "第二学习小组", Kind: roster.Study})
	if err := errors.Join(err, oneErr, twoErr); err != nil {
		return err
	}
	for _, p := range []struct {
		name  string
		group roster.GroupID
		grant []access.Grant
	}{
		{"吴晓梅", one.ID, []access.Grant{{Role: access.StudySecretary, UnitPath: town.Path}}},
		{"陈立群", one.ID, []access.Grant{{Role: access.GroupLeader, Group: one.ID}}},
		{"何秀兰", one.ID, nil},
		{"方远", two.ID, []access.Grant{{Role: access.GroupLeader, Group: two.ID}}},
	} {
		c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: fmt.Sprint("G", len(w.people)+1), Name: p.name})
		if err != nil {
			return err
		}
		w.people[p.name] = access.Actor{Cadre: c, Unit: town, Grants: append(p.grant, access.Grant{Role: access.Cadre, UnitPath: town.Path})}
		if err := errors.Join(roster.Join(ctx, tx, c.ID, town.ID, 20200101), roster.JoinGroup(ctx, tx, p.group, c.ID, 20200101)); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) on(day string) *world {
	w.t.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" 10:00", calendar.Shanghai)
	if err != nil {
		w.t.Fatal(err)
	}
	w.now = t
	return w
}

func book(title string, asked hours.Amount) reflection.Declaration {
	return reflection.Declaration{
		Kind: reflection.Book, Title: title, On: 20260620, Asked: asked, Learnt: "读了差序格局一章，明白村里办事为什么先找熟人。",
	}
}

func (w *world) declare(who string, d reflection.Declaration) (reflection.Declaration, error) {
	err := w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		d, err = w.clerk.Declare(ctx, tx, w.people[who], d)
		return err
	})
	return d, err
}

func (w *world) mustDeclare(who string, d reflection.Declaration) reflection.Declaration {
	w.t.Helper()
	d, err := w.declare(who, d)
	if err != nil {
		w.t.Fatal(err)
	}
	return d
}

func (w *world) decide(who string, id reflection.DeclarationID, x reflection.Decision) (d reflection.Declaration, err error) {
	err = w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		d, err = w.clerk.Decide(ctx, tx, w.people[who], id, x)
		return err
	})
	return d, err
}

func (w *world) used(who string) (amount hours.Amount) {
	w.t.Helper()
	id := w.people[who].ID()
	err := w.db.Read(w.t.Context(), func(tx storage.ReadTx) error {
		used, err := reflection.Used(w.t.Context(), tx, roster.Only(id), 2026)
		amount = used[id]
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return amount
}

func want(t *testing.T, name string, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("%s: got %v, want a failure of kind %s", name, err, kind)
	}
}

func TestApprovedDeclarationIsBookedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d := w.mustDeclare("何秀兰", book("乡土中国", 300))
	w.on("2026-07-02")
	got, err := w.decide("陈立群", d.ID, reflection.Decision{Approve: true, Granted: 200, Reason: "按两次读书会计"})
	if err != nil {
		t.Fatal(err)
	}
	if got.State != reflection.Approved || got.Granted != 200 || got.Decider != "陈立群" || got.Entry == 0 || w.used("何秀兰") != 200 {
		t.Errorf("%+v, used %s", got, w.used("何秀兰"))
	}
	err = w.db.Read(t.Context(), func(tx storage.ReadTx) error {
		entries, err := hours.Entries(t.Context(), tx, roster.Only(d.Cadre), hours.Year(2026))
		if len(entries) != 1 || entries[0].HappenedOn != 20260620 || entries[0].Mode != hours.Self || entries[0].EvidenceID != int64(d.ID) {
			t.Errorf("entries %+v", entries)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	_, err = w.decide("吴晓梅", d.ID, reflection.Decision{Reason: "不够"})
	want(t, "decided again", err, fault.Conflict)
	_, err = w.declare("何秀兰", book("乡土中国", 300))
	want(t, "declared again", err, fault.Conflict)
}

// TestYearlyCap: the ledger cuts what is granted beyond the cap, and says so.
func TestYearlyCap(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i, asked := range []hours.Amount{1200, 900, 100} {
		d := w.mustDeclare("何秀兰", book(fmt.Sprint("第", i, "本"), asked))
		if _, err := w.decide("吴晓梅", d.ID, reflection.Decision{Approve: true, Granted: asked}); err != nil {
			t.Fatal(err)
		}
	}
	if w.used("何秀兰") != 2000 {
		t.Errorf("used %s of 20", w.used("何秀兰"))
	}
}

func TestDeclareRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, tt := range map[string]struct {
		change func(*reflection.Declaration)
		kind   fault.Kind
		field  string
	}{
		"no kind":        {func(d *reflection.Declaration) { d.Kind = "video" }, fault.Invalid, "kind"},
		"no title":       {func(d *reflection.Declaration) { d.Title = "  " }, fault.Invalid, "title"},
		"a long title":   {func(d *reflection.Declaration) { d.Title = strings.Repeat("书", 101) }, fault.Invalid, "title"},
		"tomorrow":       {func(d *reflection.Declaration) { d.On = 20260701 }, fault.Invalid, "on"},
		"no hours":       {func(d *reflection.Declaration) { d.Asked = 0 }, fault.Invalid, "hours"},
		"too many":       {func(d *reflection.Declaration) { d.Asked = 2001 }, fault.Invalid, "hours"},
		"nothing learnt": {func(d *reflection.Declaration) { d.Learnt = "很好" }, fault.Invalid, "learnt"},
		"a closed year":  {func(d *reflection.Declaration) { d.On = 20251201 }, fault.Conflict, ""},
	} {
		d := book("乡土中国", 300)
		tt.change(&d)
		_, err := w.declare("何秀兰", d)
		want(t, name, err, tt.kind)
		var f *fault.Error
		if errors.As(err, &f) && tt.field != "" && !slices.ContainsFunc(f.Fields, func(x fault.Field) bool { return x.Name == tt.field }) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDecideRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d, own := w.mustDeclare("何秀兰", book("乡土中国", 300)), w.mustDeclare("陈立群", book("乡土中国", 300))
	whole := reflection.Decision{Approve: true, Granted: 300}
	for name, tt := range map[string]struct {
		who  string
		id   reflection.DeclarationID
		x    reflection.Decision
		kind fault.Kind
	}{
		"the person":            {"何秀兰", d.ID, whole, fault.Forbidden},
		"a leader about own":    {"陈立群", own.ID, whole, fault.Forbidden},
		"another group's":       {"方远", d.ID, whole, fault.NotFound},
		"more than asked":       {"陈立群", d.ID, reflection.Decision{Approve: true, Granted: 301}, fault.Invalid},
		"nothing":               {"陈立群", d.ID, reflection.Decision{Approve: true}, fault.Invalid},
		"less without a reason": {"陈立群", d.ID, reflection.Decision{Approve: true, Granted: 200}, fault.Invalid},
		"no without a reason":   {"陈立群", d.ID, reflection.Decision{}, fault.Invalid},
		"a missing one":         {"陈立群", 99, whole, fault.NotFound},
	} {
		_, err := w.decide(tt.who, tt.id, tt.x)
		want(t, name, err, tt.kind)
	}
	if w.used("何秀兰") != 0 {
		t.Errorf("a refused decision booked %s", w.used("何秀兰"))
	}
	w.on("2027-02-10")
	_, err := w.decide("陈立群", d.ID, whole)
	want(t, "after the year closed", err, fault.Conflict)
	if got, err := w.decide("陈立群", d.ID, reflection.Decision{Reason: "年度已结账"}); err != nil || got.State != reflection.Declined {
		t.Errorf("declined after the year closed: %+v, %v", got, err)
	}
}

func TestWithdrawAndQueues(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first, second := w.mustDeclare("何秀兰", book("甲", 100)), w.mustDeclare("何秀兰", book("乙", 100))
	withdraw := func(who string, id reflection.DeclarationID) error {
		return w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			return w.clerk.Withdraw(ctx, tx, w.people[who], id)
		})
	}
	want(t, "another's", withdraw("陈立群", first.ID), fault.NotFound)
	if err := withdraw("何秀兰", first.ID); err != nil {
		t.Fatal(err)
	}
	want(t, "again", withdraw("何秀兰", first.ID), fault.Conflict)
	if _, err := w.declare("何秀兰", book("甲", 200)); err != nil {
		t.Errorf("declared anew: %v", err)
	}
	if _, err := w.decide("陈立群", second.ID, reflection.Decision{Reason: "与必读重复"}); err != nil {
		t.Fatal(err)
	}
	err := w.db.Read(t.Context(), func(tx storage.ReadTx) error {
		today, leader := calendar.DateOf(w.now), w.people["陈立群"].Scope(access.DecideDeclared)
		waiting, err := reflection.Waiting(t.Context(), tx, leader, today)
		if len(waiting) != 1 || waiting[0].Title != "甲" || waiting[0].Name != "何秀兰" {
			t.Errorf("waiting %+v", waiting)
		}
		decided, decidedErr := reflection.Decided(t.Context(), tx, leader, today, 10)
		if len(decided) != 1 || decided[0].ID != second.ID || decided[0].Reason != "与必读重复" {
			t.Errorf("decided %+v", decided)
		}
		other, otherErr := reflection.Waiting(t.Context(), tx, w.people["方远"].Scope(access.DecideDeclared), today)
		if len(other) != 0 {
			t.Errorf("another leader sees %+v", other)
		}
		own, ownErr := reflection.Of(t.Context(), tx, first.Cadre, 2026)
		if len(own) != 3 || own[2].State != reflection.Withdrawn {
			t.Errorf("own %+v", own)
		}
		return errors.Join(err, decidedErr, otherErr, ownErr)
	})
	if err != nil {
		t.Error(err)
	}
}

func TestDeclaredNeverChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d := w.mustDeclare("何秀兰", book("乡土中国", 300))
	change := func(statement string) error {
		return w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, statement)
			return err
		})
	}
	refused := []string{"UPDATE declarations SET asked = 900", "UPDATE declarations SET learnt = ''", "DELETE FROM declarations"}
	for _, statement := range refused {
		if err := change(statement); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if _, err := w.decide("陈立群", d.ID, reflection.Decision{Approve: true, Granted: 300}); err != nil {
		t.Fatal(err)
	}
	if err := change("UPDATE declarations SET granted = 100"); err == nil || !strings.Contains(err.Error(), "append-only") {
		t.Errorf("a decision was changed: %v", err)
	}
}
