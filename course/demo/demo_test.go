package demo

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/training"
	"xiangxue/search/enquiry"
)

// installation is an empty installation in a directory of its own. Like every new one it has the shipped rules.
func installation(t *testing.T, now time.Time) Deps {
	t.Helper()
	db, dir := storagetest.Open(t), t.TempDir()
	clock := func() time.Time { return now }
	log, err := seal.Open(t.Context(), db, seal.KeyFile(dir), "demo.test/log", clock)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		_, err := hours.NewLedger(log, clock).AdoptDefault(ctx, tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return Deps{DB: db, Log: log, Shelf: course.NewShelf(dir)}
}

func on(year int, month time.Month, date int) time.Time {
	return time.Date(year, month, date, 10, 0, 0, 0, calendar.Shanghai)
}

func fill(t *testing.T, d Deps, now time.Time) {
	t.Helper()
	began := time.Now()
	filled, err := Fill(t.Context(), d, now, nil)
	if err != nil || !filled {
		t.Fatalf("filled %t, %v", filled, err)
	}
	t.Logf("filled up to %s in %s", now.Format(time.DateOnly), time.Since(began).Round(time.Millisecond))
}

func read(t *testing.T, d Deps, fn func(context.Context, storage.ReadTx) error) {
	t.Helper()
	if err := d.DB.Read(t.Context(), func(tx storage.ReadTx) error { return fn(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// mustBeSound verifies the seals and recounts the ledger.
func mustBeSound(t *testing.T, d Deps) {
	t.Helper()
	read(t, d, func(ctx context.Context, tx storage.ReadTx) error {
		verifier := seal.Verifier{Key: d.Log.VerifierKey(), Sources: append(hours.Facts(), plan.Facts(), attendance.Facts(), training.Facts())}
		found, err := verifier.Verify(ctx, tx)
		if err != nil {
			return err
		}
		if !found.Clean() || found.Unsigned() != 0 || found.Facts == 0 {
			t.Errorf("the seals: %+v", found)
		}
		discrepancies, err := hours.Recount(ctx, tx)
		for _, x := range discrepancies {
			t.Errorf("recount: %s", x.Message())
		}
		return err
	})
}

// glance is what an auditor would find in the township at a moment of the year; the counts but for people and versions are
// the least that is expected.
type glance struct {
	name            string
	now             time.Time
	people          int
	versions        int // of the year's plan
	entries         int
	planned         int // meetings that are still to come
	behind, onTrack int // people who are behind, and people who are on track or better
}

// TestYear fills an installation up to a moment of the year and looks at what there is.
func TestYear(t *testing.T) {
	t.Parallel()
	for _, g := range []glance{
		{"in June of another year", on(2027, time.June, 15), 55, 1, 1000, 1, 3, 30},
		{"in November", on(2026, time.November, 24), 56, 3, 1800, 6, 8, 30},
	} {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			d := installation(t, g.now)
			fill(t, d, g.now)
			mustBeSound(t, d)
			read(t, d, func(ctx context.Context, tx storage.ReadTx) error {
				p, err := meet(ctx, tx, calendar.DateOf(g.now))
				if err == nil {
					err = errors.Join(g.counts(ctx, t, tx, p), g.meetings(ctx, t, tx), g.spread(ctx, t, tx, d, p))
				}
				if err == nil {
					err = lookAtQuiz(ctx, t, tx, d, p, g.now)
				}
				if err == nil && g.now.Month() == time.November {
					err = errors.Join(troubles(ctx, t, tx, p), lacking(ctx, t, tx), asked(ctx, t, tx, p))
				}
				return err
			})
		})
	}
}

func (g glance) counts(ctx context.Context, t *testing.T, tx storage.ReadTx, p people) error {
	t.Helper()
	entries, err := hours.Entries(ctx, tx, roster.InUnit(p.town().Path), hours.Year(g.now.Year()))
	if err != nil {
		return err
	}
	versions, err := plan.Versions(ctx, tx, p.actors["吴晓梅"], p.town().ID, g.now.Year())
	if len(entries) < g.entries || len(versions) != g.versions {
		t.Errorf("%d entries, %d versions of the plan", len(entries), len(versions))
	}
	return err
}

func (g glance) meetings(ctx context.Context, t *testing.T, tx storage.ReadTx) error {
	t.Helper()
	meetings, err := plan.Meetings(ctx, tx, roster.Everyone(), calendar.StudyYear(g.now.Year()))
	planned := 0
	for _, m := range meetings {
		if past := m.EndsAt.Before(g.now); (m.State == plan.Held) != past {
			t.Errorf("%s on %s is %s", m.Title, m.On(), m.State)
		}
		if m.State == plan.Planned {
			planned++
		}
	}
	if planned < g.planned {
		t.Errorf("%d meetings are planned", planned)
	}
	return err
}

// spread checks how the people of the township stand.
func (g glance) spread(ctx context.Context, t *testing.T, tx storage.ReadTx, d Deps, p people) error {
	t.Helper()
	clock := calendar.Clock(func() time.Time { return g.now })
	reporter := report.New(d.Log, hours.NewLedger(d.Log, clock), course.NewCatalogue(), clock)
	unit, err := reporter.Cadres(ctx, tx, p.actors["孙静怡"], p.town().ID, report.AsOf{})
	states, doubts := map[compliance.State]int{}, 0
	for _, person := range unit.People {
		if state, asked := person.Plan(); asked {
			states[state]++
		}
		doubts += person.Doubts
	}
	onTrack := states[compliance.OnTrack] + states[compliance.Met]
	if len(unit.People) != g.people || states[compliance.Behind] < g.behind || onTrack < g.onTrack || doubts == 0 {
		t.Errorf("%d people, %v, %d doubts", len(unit.People), states, doubts)
	}
	return err
}

// troubles checks that in November there is something to correct, to make up for and to decide.
func troubles(ctx context.Context, t *testing.T, tx storage.ReadTx, p people) error {
	t.Helper()
	today := calendar.NewDate(2026, time.November, 24)
	corrections, err := attendance.Corrections(ctx, tx, roster.Everyone(), false)
	if err != nil || len(corrections) != 2 || !corrections[0].IsOpen() || !corrections[1].Accepted {
		t.Errorf("corrections: %+v, %v", corrections, err)
	}
	states := map[attendance.MakeUpState]int{}
	makeUps, err := attendance.MakeUpsOf(ctx, tx, roster.Everyone(), today, calendar.StudyYear(2026))
	for _, m := range makeUps {
		states[m.State]++
	}
	if err != nil || states[attendance.Open] < 10 || states[attendance.Closed] < 10 {
		t.Errorf("make-ups: %v, %v", states, err)
	}
	waiting, err := plan.Waiting(ctx, tx, p.actors["周明远"])
	if err != nil || len(waiting) != 1 {
		t.Errorf("%d versions wait for approval, %v", len(waiting), err)
	}
	last, found, err := plan.Approved(ctx, tx, p.town().ID, 2025, time.Time{})
	if !found || last.Plan.Year != 2025 {
		t.Errorf("there is no plan of last year: %t", found)
	}
	return err
}

// lacking checks that the records of all meetings but one are complete.
func lacking(ctx context.Context, t *testing.T, tx storage.ReadTx) error {
	t.Helper()
	meetings, err := plan.Meetings(ctx, tx, roster.Everyone(), calendar.StudyYear(2026))
	if err != nil {
		return err
	}
	var bare []string
	for _, m := range meetings {
		if m.State != plan.Held {
			continue
		}
		proceedings, err := plan.LatestProceedings(ctx, tx, m)
		if err != nil {
			return err
		}
		roll, _, err := attendance.RollOf(ctx, tx, roster.Everyone(), m.ID)
		if err != nil {
			return err
		}
		for _, e := range plan.Missing(m, proceedings, roll.Elements()) {
			bare = append(bare, m.AudienceOf+" "+m.Title+" "+string(e))
		}
	}
	if len(bare) != 1 || bare[0] != "第三学习小组 村级公示怎么做 discussion" {
		t.Errorf("lacking: %q", bare)
	}
	return nil
}

// asked looks at the questions of villagers: three are answered with their articles, one waits for an answer.
func asked(ctx context.Context, t *testing.T, tx storage.ReadTx, p people) error {
	t.Helper()
	clerk := enquiry.NewClerk(nil)
	for state, want := range map[enquiry.State]int{enquiry.Answered: 3, enquiry.Open: 1} {
		list, total, err := clerk.List(ctx, tx, p.actors["吴晓梅"], enquiry.Filter{State: state, Limit: 10})
		if err != nil {
			return err
		}
		if total != want {
			t.Errorf("%d questions are %s", total, state)
		}
		for _, q := range list {
			if e, err := clerk.Show(ctx, tx, p.actors["吴晓梅"], q.ID); err != nil || state == enquiry.Answered && len(e.Articles) != 1 {
				t.Errorf("%s rests on %d articles, %v", q.Question, len(e.Articles), err)
			}
		}
	}
	return nil
}

func TestFillAgainChangesNothing(t *testing.T) {
	t.Parallel()
	now := on(2026, time.January, 30)
	d := installation(t, now)
	fill(t, d, now)
	before := dump(t, d)
	filled, err := Fill(t.Context(), d, now.AddDate(0, 1, 0), nil)
	if err != nil || filled {
		t.Errorf("filled %t, %v", filled, err)
	}
	differ(t, before, dump(t, d))
}

func TestSameMomentSameRows(t *testing.T) {
	t.Parallel()
	now := on(2026, time.March, 20)
	one, other := installation(t, now), installation(t, now)
	fill(t, one, now)
	fill(t, other, now)
	differ(t, dump(t, one), dump(t, other))
}

func TestOtherContentIsRefused(t *testing.T) {
	t.Parallel()
	now := on(2026, time.March, 1)
	for name, begin := range map[string]func(t *testing.T, d Deps){
		"an installation in use": func(t *testing.T, d Deps) {
			err := d.DB.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
				_, err := roster.AddUnit(ctx, tx, roster.Unit{Code: "SP", Name: "石坪乡", Kind: roster.Township})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		},
		"a demo that was interrupted": func(t *testing.T, d Deps) {
			ctx, cancel := context.WithCancel(t.Context())
			_, err := Fill(ctx, d, now, func(stage string) {
				if strings.Contains(stage, "1月") {
					cancel()
				}
			})
			if err == nil {
				t.Fatal("it was not interrupted")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := installation(t, now)
			begin(t, d)
			if _, err := Fill(t.Context(), d, now, nil); !fault.Is(err, fault.Conflict) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAccountsSignIn(t *testing.T) {
	t.Parallel()
	now := on(2026, time.January, 8)
	d := installation(t, now)
	var out bytes.Buffer
	if err := Prepare(t.Context(), &out, d, now); err != nil {
		t.Fatal(err)
	}
	gate := access.NewGate(d.DB, func() time.Time { return now })
	for _, a := range Accounts() {
		_, actor, err := gate.SignIn(t.Context(), a.StaffNo, Password, false)
		if err != nil {
			t.Errorf("%s: %v", a.StaffNo, err)
			continue
		}
		holds := false
		for _, role := range actor.Roles() {
			holds = holds || role == a.Role
		}
		if !holds || !strings.Contains(out.String(), a.StaffNo+"  "+actor.Cadre.Name) {
			t.Errorf("%s has the roles %v; told:\n%s", a.StaffNo, actor.Roles(), out.String())
		}
	}
}
