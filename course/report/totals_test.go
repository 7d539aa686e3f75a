package report_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// recomputed is the overview of the township by a reporter that has kept nothing.
func (w *town) recomputed() report.Overview {
	w.t.Helper()
	fresh := report.New(w.log, w.ledger, course.NewCatalogue(), func() time.Time { return w.now })
	return read(w, func(ctx context.Context, tx storage.ReadTx) (report.Overview, error) {
		return fresh.Units(ctx, tx, w.auditor, w.unit.ID, report.AsOf{})
	})
}

// mustKeepUp compares the totals that were kept with two overviews that do without them.
func (w *town) mustKeepUp(after string) {
	w.t.Helper()
	kept := w.units(report.AsOf{})
	if anew := w.recomputed(); !reflect.DeepEqual(kept.Rows, anew.Rows) || kept.Tally != anew.Tally || !reflect.DeepEqual(kept.Doubts, anew.Doubts) {
		w.t.Fatalf("after %s the totals are %+v, judged anew %+v", after, kept.Tally, anew.Tally)
	}
	if known := w.units(report.AsOf{KnownAt: w.now}); !reflect.DeepEqual(kept.Rows, known.Rows) || kept.Tally != known.Tally || !reflect.DeepEqual(kept.Doubts, known.Doubts) {
		w.t.Fatalf("after %s the totals are %+v, as known now %+v", after, kept.Tally, known.Tally)
	}
}

// TestTotalsKeepUpWithEverything lets a town go through a random year and looks at the overview after every act.
func TestTotalsKeepUpWithEverything(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.on("2026-02-01")
	h := history{town: w, random: rand.New(rand.NewPCG(7, 36)), people: []roster.CadreID{w.xiulan.ID(), w.guoqiang.ID(), w.leader.ID()}}
	h.moved, h.classified = map[roster.CadreID]calendar.Date{}, map[roster.CadreID]bool{}
	w.mustKeepUp("nothing")
	acts := []struct {
		name  string
		often int
		do    func()
	}{
		{"an entry", 8, h.book}, {"a reversal", 3, h.takeBack}, {"a move", 2, h.move}, {"a new cadre", 1, h.enrol},
		{"a category", 1, h.classify}, {"a plan", 1, h.approve}, {"some days", 3, h.pass}, {"nothing", 1, func() {}},
	}
	for range 60 {
		n := h.random.IntN(20)
		for _, act := range acts {
			if n -= act.often; n < 0 {
				act.do()
				w.mustKeepUp(act.name)
				break
			}
		}
	}
	if o := w.units(report.AsOf{}); o.Tally.Measured() == 0 || o.Tally.Plan == (report.States{}) || len(h.entries) < 5 {
		t.Errorf("the year went by with %+v and %d entries", o.Tally, len(h.entries))
	}
}

// history does at random what changes an overview.
type history struct {
	*town
	random  *rand.Rand
	people  []roster.CadreID
	entries []hours.Entry
	serial  int

	moved      map[roster.CadreID]calendar.Date
	classified map[roster.CadreID]bool
}

func (h *history) someone() roster.CadreID { return h.people[h.random.IntN(len(h.people))] }

func (h *history) next() int { h.serial++; return h.serial }

func (h *history) book() {
	subjects := []string{"theory", "policy", "law", "technology", "rural"}
	e := h.town.book(hours.Fact{
		Cadre: h.someone(), Source: hours.SourceMeeting, Ref: int64(9000 + h.next()), Activity: hours.ActivityCollectiveMeeting,
		Amount: hours.Amount(h.random.IntN(14)+1) * hours.Hour, Subject: subjects[h.random.IntN(len(subjects))],
		HappenedOn: calendar.DateOf(h.now).AddDays(-h.random.IntN(25)), By: h.secretary.ID(), Evidence: "roll", EvidenceID: 1,
	})
	h.entries = append(h.entries, e)
}

func (h *history) takeBack() {
	if len(h.entries) == 0 {
		return
	}
	e := h.entries[0]
	h.entries = h.entries[1:]
	h.write(func(ctx context.Context, tx storage.WriteTx) error {
		id, err := h.ledger.ProposeReversal(ctx, tx, roster.Everyone(), hours.Proposal{Entry: e.ID, Reason: "签到表有误", By: h.secretary.ID()})
		if err == nil {
			_, err = h.ledger.DecideReversal(ctx, tx, roster.Everyone(), id, h.committee.ID(), true)
		}
		return err
	})
}

// move sends somebody to another unit, in the township or outside.
func (h *history) move() {
	to := []roster.Unit{h.unit, h.office, h.other}[h.random.IntN(3)]
	who, today := h.someone(), calendar.DateOf(h.now)
	if h.moved[who] == today {
		return
	}
	h.moved[who] = today
	h.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := storage.Exec(ctx, tx, "UPDATE memberships SET to_on = ? WHERE cadre_id = ? AND to_on = ? AND from_on < ?", today.AddDays(-1), who, calendar.Forever, today)
		if err != nil {
			return err
		}
		return roster.Join(ctx, tx, who, to.ID, today)
	})
}

func (h *history) enrol() {
	h.write(func(ctx context.Context, tx storage.WriteTx) error {
		c := h.town.enrol(ctx, tx, fmt.Sprint("H", h.next()), "某某", h.office, "section_level", calendar.DateOf(h.now).AddDays(-40))
		h.people = append(h.people, c.ID)
		return nil
	})
}

func (h *history) classify() {
	who := h.someone()
	if h.classified[who] {
		return
	}
	h.classified[who] = true
	h.write(func(ctx context.Context, tx storage.WriteTx) error {
		return roster.Classify(ctx, tx, who, "party_member", calendar.DateOf(h.now).AddDays(-h.random.IntN(30)))
	})
}

// approve has the committee approve a further version that asks for something else.
func (h *history) approve() {
	c := plan.Empty()
	c.Shares = compliance.Shares{20, 50, 75, 100}
	amount := hours.Amount(10+h.random.IntN(60)) * hours.Hour
	c.Requirements = []plan.Requirement{{Category: "section_level", Hours: amount, Subjects: []plan.SubjectHours{{Subject: "law", Hours: amount}}}}
	h.adopt(c)
}

func (h *history) pass() { h.now = h.now.AddDate(0, 0, 1+h.random.IntN(20)) }

// TestTotalsAreReadWhileTheyChange lets many read and one write; every reader sees a tally of whole people.
func TestTotalsAreReadWhileTheyChange(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 10 {
				if o := w.units(report.AsOf{}); o.Tally.People != 5 || o.Tally.Measured()+o.Tally.Unmeasured != 5 {
					t.Errorf("a reader sees %+v", o.Tally)
				}
			}
		})
	}
	for n := range 10 {
		w.book(hours.Fact{
			Cadre: w.xiulan.ID(), Source: hours.SourceMeeting, Ref: int64(9000 + n), Activity: hours.ActivityCollectiveMeeting,
			Amount: 4 * hours.Hour, Subject: "theory", By: w.secretary.ID(), Evidence: "roll", EvidenceID: 1,
		})
	}
	group.Wait()
	w.mustKeepUp("ten entries")
}

// TestTotalsSurviveAReaderWhoGivesUp begins a reading that ends before the totals are done.
func TestTotalsSurviveAReaderWhoGivesUp(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := w.db.Read(t.Context(), func(tx storage.ReadTx) error {
		cancel()
		_, err := w.reporter.Units(ctx, tx, w.auditor, w.unit.ID, report.AsOf{})
		return err
	})
	if err == nil { // which error it is, depends on the driver
		t.Error("a reader who gave up got an answer")
	}
	w.mustKeepUp("a reader gave up")
}
