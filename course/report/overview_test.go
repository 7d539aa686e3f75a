package report_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func TestUnitsStandInOfficialOrderWithThoseBelow(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	w.confirm(w.meet("2026-03-10", 14, "专题一", 0), "2026-03-10")
	o := w.units(report.AsOf{})
	if len(o.Rows) != 2 || o.Rows[0].Unit.ID != w.unit.ID || o.Rows[1].Unit.ID != w.office.ID || o.Rows[1].Depth != 1 {
		t.Fatalf("the rows are %+v", o.Rows)
	}
	if o.Rows[0].Tally.People != 5 || o.Rows[1].Tally.People != 3 || o.Tally != o.Rows[0].Tally {
		t.Errorf("the township has %+v, the office %+v", o.Rows[0].Tally, o.Rows[1].Tally)
	}
	if o.Tally.NeedsHelp != 5 || o.Tally.Plan.OnTrack+o.Tally.Plan.AtRisk != 5 || o.Tally.Regulations.OnTrack != 5 {
		t.Errorf("in March the tally is %+v", o.Tally)
	}
	theory := o.Rows[1].Subjects[0]
	if theory.Asked != 3 || theory.Reached != 0 || o.Rows[0].Plan == nil || o.Rows[1].Plan.ID != o.Rows[0].Plan.ID {
		t.Errorf("theory in the office is %+v under plan %+v", theory, o.Rows[1].Plan)
	}
}

// TestSumsGiveTheVerdictsOfTheEntries compares the overview, which adds up in SQL, with the judgement entry by entry:
// for people whose category began or ended within the year, too.
func TestSumsGiveTheVerdictsOfTheEntries(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	random := rand.New(rand.NewPCG(3, 5))
	w.on("2026-12-20")
	w.write(func(ctx context.Context, tx storage.WriteTx) error { return w.crowdIn(ctx, tx, random) })
	for _, day := range []calendar.Date{20260110, 20260331, 20260415, 20260815, 20261231} {
		at := report.AsOf{Year: 2026, On: day, KnownAt: w.now}
		units, people := w.units(at), w.cadres(w.unit, at)
		if units.Tally != people.Tally {
			t.Errorf("on %s the sums give %+v, the entries %+v", day, units.Tally, people.Tally)
		}
		var subjects []report.SubjectTally
		for n := range people.Subjects {
			var tally report.SubjectTally
			for _, p := range people.People {
				if r := p.Subjects[n].Result; r != nil && !r.Exempt() {
					tally.Asked++
					if r.Shortfall.IsZero() {
						tally.Reached++
					}
				}
			}
			subjects = append(subjects, tally)
		}
		if !reflect.DeepEqual(units.Rows[0].Subjects, subjects) {
			t.Errorf("on %s the sums give by subject %+v, the entries %+v", day, units.Rows[0].Subjects, subjects)
		}
	}
}

// crowdIn adds people of all categories, some of them for a part of the year, with entries of all kinds.
func (w *town) crowdIn(ctx context.Context, tx storage.WriteTx, random *rand.Rand) error {
	categories := []roster.Category{"section_level", "party_member", "branch_committee", "central_group", "county_division"}
	begins := []calendar.Date{20200101, 20200101, 20260101, 20260516, 20260701}
	activities := hours.Activities()
	subjects := []string{"theory", "policy", "law", "technology", "rural"}
	ref := int64(1000)
	for n := range 15 {
		c := w.enrol(ctx, tx, fmt.Sprint("X", n), fmt.Sprint("人", n), w.office, "section_level", begins[n%len(begins)])
		if err := roster.Classify(ctx, tx, c.ID, categories[n%len(categories)], begins[(n/2)%len(begins)]); err != nil {
			return err
		}
		for range random.IntN(60) {
			ref++
			f := hours.Fact{
				Cadre: c.ID, Source: hours.SourceQuiz, Ref: ref, Activity: activities[random.IntN(len(activities))], Mode: hours.Group,
				Amount: hours.Amount(random.IntN(8)) * 100, Subject: subjects[random.IntN(len(subjects))], Title: "学习",
				HappenedOn: calendar.NewDate(2026, 1, 1+random.IntN(354)), By: c.ID,
			}
			if f.Activity == hours.ActivityTrainingClass {
				f.Amount, f.Days = 0, hours.Days(1+random.IntN(4))*hours.Day
			}
			if _, err := w.ledger.Append(ctx, tx, f); err != nil {
				return err
			}
		}
	}
	return nil
}

func TestOverviewTakesAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	w.confirm(w.meet("2026-03-10", 14, "专题一", 0), "2026-03-10")
	count := func() [3]int64 {
		w.units(report.AsOf{}) // brings the totals up to date
		return [3]int64{
			w.statements(func() { w.units(report.AsOf{}) }),
			w.statements(func() { w.cadres(w.unit, report.AsOf{}) }),
			w.statements(func() { w.doubts(access.Audit, w.unit.ID) }),
		}
	}
	few := count()
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		for n := range 40 {
			u, err := roster.AddUnit(ctx, tx, roster.Unit{ParentID: w.unit.ID, Code: fmt.Sprint("U", n), Name: "站所", Kind: roster.Office, Position: 9 + n})
			if err != nil {
				return err
			}
			w.enrol(ctx, tx, fmt.Sprint("N", n), "某某", u, "section_level", 20200101)
		}
		return nil
	})
	if many := count(); few != many || many[0] > 16 || many[1] > 23 || many[2] > 16 {
		t.Errorf("units, cadres and doubts take %v statements for few people and %v for many", few, many)
	}
	if o := w.units(report.AsOf{}); len(o.Rows) != 42 || o.Tally.People != 45 {
		t.Errorf("%d rows with %d people", len(o.Rows), o.Tally.People)
	}
}

func TestReportsShowNobodyOutsideTheScope(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	tests := []struct {
		name  string
		actor access.Actor
		unit  roster.UnitID
		kind  fault.Kind
	}{
		{"another township's auditor asks for the unit", w.remote, w.unit.ID, fault.NotFound},
		{"a cadre asks for the unit", w.xiulan, w.unit.ID, fault.NotFound},
		{"the auditor asks for the unit above", w.auditor, w.county.ID, fault.NotFound},
	}
	for _, test := range tests {
		_, err := try(w, func(ctx context.Context, tx storage.ReadTx) (report.Overview, error) {
			return w.reporter.Units(ctx, tx, test.actor, test.unit, report.AsOf{})
		})
		if !fault.Is(err, test.kind) {
			t.Errorf("%s: units gave %v", test.name, err)
		}
		_, err = try(w, func(ctx context.Context, tx storage.ReadTx) (report.UnitReport, error) {
			return w.reporter.Cadres(ctx, tx, test.actor, test.unit, report.AsOf{})
		})
		if !fault.Is(err, test.kind) {
			t.Errorf("%s: cadres gave %v", test.name, err)
		}
	}
	_, err := try(w, func(ctx context.Context, tx storage.ReadTx) (report.Record, error) {
		return w.reporter.Cadre(ctx, tx, w.remote, w.xiulan.ID(), report.AsOf{})
	})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("another township's auditor opens a record: %v", err)
	}
	all := read(w, func(ctx context.Context, tx storage.ReadTx) (report.Overview, error) {
		return w.reporter.Units(ctx, tx, w.remote, 0, report.AsOf{})
	})
	if all.Tally.People != 1 || len(all.Rows) != 1 || all.Rows[0].Unit.ID != w.other.ID {
		t.Errorf("another township's auditor sees %+v", all.Rows)
	}
}
