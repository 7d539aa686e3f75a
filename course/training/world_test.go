package training_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/training"
)

// world is a township with an office and a neighbour, and who acts in the tests.
type world struct {
	t         testing.TB
	db        *storage.DB
	log       *seal.Log
	ledger    *hours.Ledger
	registrar *training.Registrar
	now       time.Time

	town, office, other roster.Unit
	people              map[string]access.Actor
}

// newWorld has 吴晓梅, study secretary of the township, 何秀兰 G2, 宋国强 G3 and 陈立群 G4 of its office, of whom the last leads a
// group, and in the neighbour 方远 G5 and 秦川, who is study secretary there.
func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, db: storagetest.Open(t), people: map[string]access.Actor{}}
	w.at("2026-01-05 09:00")
	clock := calendar.Clock(func() time.Time { return w.now })
	var err error
	if w.log, err = seal.Open(t.Context(), w.db, filepath.Join(t.TempDir(), "log.key"), "training.test/log", clock); err != nil {
		t.Fatal(err)
	}
	w.ledger = hours.NewLedger(w.log, clock)
	w.registrar = training.NewRegistrar(w.log, w.ledger, clock)
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := w.ledger.AdoptDefault(ctx, tx)
		return errors.Join(err, w.settle(ctx, tx))
	})
	return w
}

func (w *world) settle(ctx context.Context, tx storage.WriteTx) (err error) {
	add := func(u roster.Unit) roster.Unit {
		u, e := roster.AddUnit(ctx, tx, u)
		err = errors.Join(err, e)
		return u
	}
	w.town = add(roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township})
	w.office = add(roster.Unit{ParentID: w.town.ID, Code: "YX-NY", Name: "农业办", Kind: roster.Office})
	w.other = add(roster.Unit{Code: "SP", Name: "石坪乡", Kind: roster.Township})
	return errors.Join(err,
		w.person(ctx, tx, "吴晓梅", w.town, access.Grant{Role: access.StudySecretary, UnitPath: w.town.Path}),
		w.person(ctx, tx, "何秀兰", w.office),
		w.person(ctx, tx, "宋国强", w.office),
		w.person(ctx, tx, "陈立群", w.office, access.Grant{Role: access.GroupLeader, Group: 1}),
		w.person(ctx, tx, "方远", w.other),
		w.person(ctx, tx, "秦川", w.other, access.Grant{Role: access.StudySecretary, UnitPath: w.other.Path}))
}

func (w *world) person(ctx context.Context, tx storage.WriteTx, name string, unit roster.Unit, grants ...access.Grant) error {
	c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: fmt.Sprint("G", len(w.people)+1), Name: name})
	if err != nil {
		return err
	}
	grants = append(grants, access.Grant{Role: access.Cadre, UnitPath: unit.Path})
	w.people[name] = access.Actor{Cadre: c, Unit: unit, Grants: grants}
	return roster.Join(ctx, tx, c.ID, unit.ID, 20200101)
}

func (w *world) who(name string) access.Actor {
	w.t.Helper()
	a, found := w.people[name]
	if !found {
		w.t.Fatalf("who is %s?", name)
	}
	return a
}

func (w *world) id(name string) roster.CadreID { return w.who(name).ID() }

func (w *world) ids(names ...string) (ids []roster.CadreID) {
	for _, n := range names {
		ids = append(ids, w.id(n))
	}
	return ids
}

// at sets the clock.
func (w *world) at(text string) *world {
	w.t.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.Shanghai)
	if err != nil {
		w.t.Fatal(err)
	}
	w.now = t
	return w
}

func (w *world) write(fn func(context.Context, storage.WriteTx) error) {
	w.t.Helper()
	if err := w.db.Write(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) read(fn func(context.Context, storage.ReadTx) error) {
	w.t.Helper()
	if err := w.db.Read(w.t.Context(), func(tx storage.ReadTx) error { return fn(w.t.Context(), tx) }); err != nil {
		w.t.Fatal(err)
	}
}

// partySchool is a class of five days off the job.
func (w *world) partySchool() training.Class {
	return training.Class{
		Unit: w.town.ID, Kind: training.OffJob, Title: "乡镇干部春季班", Organiser: "县委党校", Subject: "theory",
		Span: calendar.Span{From: 20260302, To: 20260306}, Extent: training.Extent{Days: 5 * hours.Day}, DocNumber: "临组通〔2026〕3号",
	}
}

func (w *world) announce(by string, c training.Class, names ...string) (training.Class, error) {
	err := w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		c, err = w.registrar.Announce(ctx, tx, w.who(by), c, w.ids(names...))
		return err
	})
	return c, err
}

func (w *world) mustAnnounce(c training.Class, names ...string) training.Class {
	w.t.Helper()
	c, err := w.announce("吴晓梅", c, names...)
	if err != nil {
		w.t.Fatalf("announce %s: %v", c.Title, err)
	}
	return c
}

func (w *world) confirm(by string, id training.ClassID, marks ...training.Mark) (roll training.Roll, err error) {
	err = w.db.Write(w.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		roll, err = w.registrar.Confirm(ctx, tx, w.who(by), id, marks)
		return err
	})
	return roll, err
}

// present marks people as having taken part in the whole class.
func (w *world) present(names ...string) (marks []training.Mark) {
	for _, id := range w.ids(names...) {
		marks = append(marks, training.Mark{Cadre: id, Attended: true})
	}
	return marks
}

func (w *world) imports(by access.Actor, file, text string, o training.Order) (training.Intake, error) {
	return w.registrar.Import(w.t.Context(), w.db, by, file, []byte(text), o)
}

func (w *world) entries(name string, year int) (list []hours.Entry) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		list, err = hours.Entries(ctx, tx, roster.Only(w.id(name)), hours.Year(year))
		return err
	})
	return list
}

// total returns what a person has in a bucket.
func (w *world) total(name string, year int, bucket hours.Bucket) (amount hours.Amount, days hours.Days) {
	w.t.Helper()
	for _, e := range w.entries(name, year) {
		for _, b := range e.Buckets {
			if b == bucket {
				amount, days = amount+e.Amount, days+e.Days
			}
		}
	}
	return amount, days
}

// mustBeSound verifies the seals and recounts the ledger.
func (w *world) mustBeSound() {
	w.t.Helper()
	if _, err := w.log.Checkpoint(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		sources := append(hours.Facts(), training.Facts())
		report, err := seal.Verifier{Key: w.log.VerifierKey(), Sources: sources}.Verify(ctx, tx)
		if err == nil && !report.Clean() {
			w.t.Errorf("the seals: %+v", report.Findings)
		}
		found, recountErr := hours.Recount(ctx, tx)
		for _, d := range found {
			w.t.Errorf("recount: %s", d.Message())
		}
		return errors.Join(err, recountErr)
	})
}

func want(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("got %v, want a failure of kind %s", err, kind)
	}
}

// fields returns the names of the fields that a failure is about.
func fields(err error) (names []string) {
	var f *fault.Error
	if errors.As(err, &f) {
		for _, x := range f.Fields {
			names = append(names, x.Name)
		}
	}
	return names
}
