package hours_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// TestAnyLedgerIsSound writes random events and corrections and compares the ledger with a plain sum.
func TestAnyLedgerIsSound(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	undo := errors.New("undo")
	rapid.Check(t, func(rt *rapid.T) {
		err := o.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			o.on("2026-01-05")
			y := randomYear{Context: ctx, T: rt, tx: tx, office: o, sums: map[roster.CadreID]hours.Amount{}}
			for range rapid.IntRange(1, 25).Draw(rt, "steps") {
				if err := y.step(); err != nil {
					return err
				}
			}
			return cmp.Or(soundness(ctx, tx.ReadTx, o, y.sums), undo)
		})
		if !errors.Is(err, undo) {
			rt.Fatal(err)
		}
	})
}

// randomYear is what has happened so far: the entries that stand, and what they add up to.
type randomYear struct {
	context.Context
	*rapid.T
	tx       storage.WriteTx
	office   *office
	events   int64
	standing []hours.Entry
	sums     map[roster.CadreID]hours.Amount
}

// step lets some days pass and then records an event or corrects an entry.
func (y *randomYear) step() error {
	y.office.now = y.office.now.AddDate(0, 0, rapid.IntRange(0, 20).Draw(y.T, "days"))
	if len(y.standing) > 0 && rapid.IntRange(0, 3).Draw(y.T, "correct") == 0 {
		return y.correct(rapid.IntRange(0, len(y.standing)-1).Draw(y.T, "which"))
	}
	e, err := y.office.ledger.Append(y, y.tx, y.fact())
	y.add(e)
	return err
}

func (y *randomYear) add(e hours.Entry) {
	y.sums[e.Cadre] += e.Amount
	if !e.IsReversal() {
		y.standing = append(y.standing, e)
	}
}

// correct takes back a standing entry and, by chance, replaces it.
func (y *randomYear) correct(i int) error {
	e := y.standing[i]
	y.standing = slices.Delete(y.standing, i, i+1)
	p := hours.Proposal{Entry: e.ID, Reason: "点名记错", By: xiaomei}
	if e.Days == 0 && rapid.Bool().Draw(y.T, "replace") {
		stated := hours.Amount(rapid.IntRange(0, 900).Draw(y.T, "corrected"))
		p.Replacement = &hours.Replacement{Amount: stated, Subject: e.Subject, HappenedOn: e.HappenedOn}
	}
	request, err := y.office.ledger.ProposeReversal(y, y.tx, roster.Everyone(), p)
	if err != nil {
		return err
	}
	written, err := y.office.ledger.DecideReversal(y, y.tx, roster.Everyone(), request, fangyuan, true)
	for _, w := range written {
		y.add(w)
	}
	return err
}

// fact draws an event of today for one of two persons.
func (y *randomYear) fact() hours.Fact {
	y.events++
	kind := rapid.SampledFrom([]hours.Fact{
		{Activity: hours.ActivityCourse, Source: hours.SourceCourse},
		{Activity: hours.ActivityQuiz, Source: hours.SourceQuiz},
		{Activity: hours.ActivityDeclaration, Source: hours.SourceDeclaration},
		{Activity: hours.ActivityCollectiveMeeting, Source: hours.SourceMeeting},
		{Activity: hours.ActivityTrainingClass, Source: hours.SourceTrainingClass},
		{Activity: hours.ActivityMakeUp, Source: hours.SourceMakeUp, Mode: hours.Collective},
	}).Draw(y.T, "activity")
	f := kind
	f.Cadre = rapid.SampledFrom([]roster.CadreID{xiulan, guoqiang}).Draw(y.T, "cadre")
	f.Ref, f.Subject, f.Title, f.By = y.events, "law", fmt.Sprint("活动", y.events), xiaomei
	f.Amount, f.HappenedOn = hours.Amount(rapid.IntRange(0, 900).Draw(y.T, "stated")), calendar.DateOf(y.office.now)
	if f.Activity == hours.ActivityTrainingClass {
		f.Days = hours.Days(rapid.IntRange(1, 10).Draw(y.T, "half days")) * hours.Day / 2
	}
	return f
}

// soundness compares the balances with plain sums, recounts the ledger and verifies its seals.
func soundness(ctx context.Context, tx storage.ReadTx, o *office, want map[roster.CadreID]hours.Amount) error {
	balances, err := hours.Balances(ctx, tx, roster.Everyone(), hours.Period{To: calendar.Forever})
	if err != nil {
		return err
	}
	for who, amount := range want {
		if got := balances[who].Total().Amount; got != amount {
			return fmt.Errorf("person %d has %s, the entries add up to %s", who, got, amount)
		}
	}
	found, err := hours.Recount(ctx, tx)
	if err != nil || len(found) > 0 {
		return fmt.Errorf("recount: %v, %w", found, err)
	}
	r, err := seal.Verifier{Key: o.log.VerifierKey(), Sources: hours.Facts()}.Verify(ctx, tx)
	if err != nil || !r.Clean() {
		return fmt.Errorf("seals: %v, %w", r.Findings, err)
	}
	return nil
}
