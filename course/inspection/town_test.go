package inspection_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/inspection"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// town is a township with an office of six people and a neighbour, whose clock the test moves.
type town struct {
	t       *testing.T
	db      *storage.DB
	desk    *inspection.Desk
	planner *plan.Planner
	clerk   *attendance.Clerk
	now     time.Time

	unit, office, other                roster.Unit
	secretary, auditor, neighbour, far access.Actor
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{t: t, db: storagetest.Open(t)}
	w.on("2026-01-05")
	clock := calendar.Clock(func() time.Time { return w.now })
	log, err := seal.Open(t.Context(), w.db, filepath.Join(t.TempDir(), "log.key"), "inspection.test/log", clock)
	if err != nil {
		t.Fatal(err)
	}
	ledger := hours.NewLedger(log, clock)
	w.planner, w.clerk = plan.NewPlanner(log, ledger, clock), attendance.NewClerk(log, ledger, clock)
	w.desk = inspection.NewDesk(w.db, report.New(log, ledger, course.NewCatalogue(), clock), log, clock)
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		county, err := roster.AddUnit(ctx, tx, roster.Unit{Code: "L", Name: "临澜县", Kind: roster.County})
		if err != nil {
			return err
		}
		w.unit, err = roster.AddUnit(ctx, tx, roster.Unit{ParentID: county.ID, Code: "YX", Name: "云溪镇", Kind: roster.Township})
		if err != nil {
			return err
		}
		w.office, err = roster.AddUnit(ctx, tx, roster.Unit{ParentID: w.unit.ID, Code: "YX-NY", Name: "农业农村办公室", Kind: roster.Office})
		if err != nil {
			return err
		}
		w.other, err = roster.AddUnit(ctx, tx, roster.Unit{ParentID: county.ID, Code: "SP", Name: "石坪乡", Kind: roster.Township})
		if err != nil {
			return err
		}
		for n := range 6 {
			w.person(ctx, tx, fmt.Sprint("YX1", n), w.office, []roster.Category{"section_level", "party_member"}[n%2])
		}
		w.secretary = w.person(ctx, tx, "YX02", w.unit, "section_level", roster.StudySecretary)
		w.auditor = w.person(ctx, tx, "DX01", w.unit, "section_level", roster.Auditor)
		w.neighbour = w.person(ctx, tx, "SP02", w.other, "section_level", roster.StudySecretary)
		w.far = w.person(ctx, tx, "DX02", w.other, "section_level", roster.Auditor)
		return nil
	})
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := ledger.AdoptDefault(ctx, tx)
		return err
	})
	return w
}

// on sets the clock to nine in the morning of a day.
func (w *town) on(day string) {
	w.t.Helper()
	date, err := calendar.ParseDate(day)
	if err != nil {
		w.t.Fatal(err)
	}
	w.now = date.Time().Add(9 * time.Hour)
}

func (w *town) write(fn func(context.Context, storage.WriteTx) error) {
	w.t.Helper()
	if err := w.db.Write(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *town) person(ctx context.Context, tx storage.WriteTx, staffNo string, unit roster.Unit, category roster.Category, roles ...roster.Role) access.Actor {
	w.t.Helper()
	const since calendar.Date = 20250101
	c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: staffNo, Name: "干部" + staffNo})
	if err == nil {
		err = errors.Join(roster.Join(ctx, tx, c.ID, unit.ID, since), roster.Classify(ctx, tx, c.ID, category, since))
	}
	actor := access.Actor{Cadre: c, Unit: unit, Grants: []access.Grant{{Role: access.Cadre, UnitPath: unit.Path}}}
	for _, role := range roles {
		err = errors.Join(err, roster.Appoint(ctx, tx, roster.Appointment{Cadre: c.ID, Role: role, Unit: unit.ID, From: since}))
		actor.Grants = append(actor.Grants, access.Grant{Role: access.Role(role), UnitPath: unit.Path})
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return actor
}

// late holds a meeting of the office and has its roll confirmed fifteen days afterwards. It returns the key of the doubt.
func (w *town) late() string {
	w.t.Helper()
	w.on("2026-03-09")
	starts := w.now.AddDate(0, 0, 1)
	m := plan.Meeting{Unit: w.office.ID, Mode: hours.Collective, Title: "专题一", Subject: "theory", StartsAt: starts, EndsAt: starts.Add(3 * time.Hour),
		Place: "三楼会议室", Host: "周明远", Hours: 3 * hours.Hour, Agenda: "领学"}
	w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		m, err = w.planner.Open(ctx, tx, w.secretary, m)
		return err
	})
	w.on("2026-03-25")
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		expected, err := attendance.Expect(ctx, tx.ReadTx, m)
		if err != nil {
			return err
		}
		var marks []attendance.Mark
		for _, e := range expected {
			marks = append(marks, attendance.Mark{Cadre: e.Cadre.ID, Presence: attendance.Present})
		}
		_, err = w.clerk.Confirm(ctx, tx, w.secretary, m.ID, marks)
		return err
	})
	return fmt.Sprintf("recorded_late-%d", m.ID)
}

func (w *town) read(fn func(storage.ReadTx) error) {
	w.t.Helper()
	if err := w.db.Read(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}
