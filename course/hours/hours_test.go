package hours_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// The people of the tests. 何秀兰 and 宋国强 study; 吴晓梅 is the study secretary, 方远 the auditor's second person.
const (
	xiulan   roster.CadreID = 1
	guoqiang roster.CadreID = 2
	xiaomei  roster.CadreID = 3
	fangyuan roster.CadreID = 4
)

// office is an installation with a ledger, the shipped rules and a clock that the test sets.
type office struct {
	t      testing.TB
	db     *storage.DB
	log    *seal.Log
	ledger *hours.Ledger
	now    time.Time
	refs   map[string]int64 // number of an event by its name
}

func newOffice(t testing.TB) *office {
	t.Helper()
	o := &office{t: t, db: storagetest.Open(t), refs: map[string]int64{}}
	o.now = time.Date(2026, 1, 5, 9, 0, 0, 0, calendar.Shanghai)
	clock := func() time.Time { return o.now }
	var err error
	if o.log, err = seal.Open(t.Context(), o.db, filepath.Join(t.TempDir(), "log.key"), "example.gov.cn/xiangxue", clock); err != nil {
		t.Fatal(err)
	}
	o.ledger = hours.NewLedger(o.log, clock)
	o.write(func(ctx context.Context, tx storage.WriteTx) error {
		for id, name := range []string{"", "何秀兰", "宋国强", "吴晓梅", "方远"} {
			if id == 0 {
				continue
			}
			const insert = "INSERT INTO cadres (id, staff_no, name, sort_key) VALUES (?, ?, ?, '')"
			if _, err := storage.Exec(ctx, tx, insert, id, fmt.Sprint("G", id), name); err != nil {
				return err
			}
		}
		_, err := o.ledger.AdoptDefault(ctx, tx)
		return err
	})
	return o
}

// on sets the clock to nine o'clock on a day.
func (o *office) on(day string) *office {
	o.t.Helper()
	date, err := calendar.ParseDate(day)
	if err != nil {
		o.t.Fatal(err)
	}
	o.now = date.Time().Add(9 * time.Hour)
	return o
}

func (o *office) write(fn func(context.Context, storage.WriteTx) error) {
	o.t.Helper()
	if err := o.db.Write(o.t.Context(), fn); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) read(fn func(context.Context, storage.ReadTx) error) {
	o.t.Helper()
	if err := o.db.Read(o.t.Context(), func(tx storage.ReadTx) error { return fn(o.t.Context(), tx) }); err != nil {
		o.t.Fatal(err)
	}
}

// attended is the fact of a collective meeting on today's day of the clock.
func (o *office) attended(who roster.CadreID, title string, amount hours.Amount) hours.Fact {
	return o.fact(who, hours.SourceMeeting, hours.ActivityCollectiveMeeting, title, amount)
}

// fact returns an event of today; events of the same source and title are the same event.
func (o *office) fact(who roster.CadreID, source hours.Source, activity hours.Activity, title string, amount hours.Amount) hours.Fact {
	key := string(source) + title
	if o.refs[key] == 0 {
		o.refs[key] = int64(len(o.refs) + 1)
	}
	return hours.Fact{
		Cadre: who, Source: source, Ref: o.refs[key], Activity: activity, Amount: amount, Subject: "theory", Title: title,
		Evidence: "roll", EvidenceID: o.refs[key], HappenedOn: calendar.DateOf(o.now), By: xiaomei,
	}
}

func (o *office) append(f hours.Fact) (entry hours.Entry, err error) {
	err = o.db.Write(o.t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		entry, err = o.ledger.Append(ctx, tx, f)
		return err
	})
	return entry, err
}

func (o *office) mustAppend(f hours.Fact) hours.Entry {
	o.t.Helper()
	entry, err := o.append(f)
	if err != nil {
		o.t.Fatalf("append %s: %v", f.Title, err)
	}
	return entry
}

func (o *office) balance(who roster.CadreID, p hours.Period, where ...hours.Where) hours.Total {
	o.t.Helper()
	var total hours.Total
	o.read(func(ctx context.Context, tx storage.ReadTx) error {
		balances, err := hours.Balances(ctx, tx, roster.Only(who), p)
		total = balances[who].Total(where...)
		return err
	})
	return total
}

func (o *office) recount() (found []hours.Discrepancy) {
	o.t.Helper()
	o.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		found, err = hours.Recount(ctx, tx)
		return err
	})
	return found
}

// mustBeSound verifies the seals and recounts the ledger.
func (o *office) mustBeSound() {
	o.t.Helper()
	if _, err := o.log.Checkpoint(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
	if r := o.verify(); !r.Clean() {
		o.t.Errorf("the seals: %+v", r.Findings)
	}
	for _, d := range o.recount() {
		o.t.Errorf("recount: %s", d.Message())
	}
}

func (o *office) verify() (report seal.Report) {
	o.t.Helper()
	o.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		report, err = seal.Verifier{Key: o.log.VerifierKey(), Sources: hours.Facts()}.Verify(ctx, tx)
		return err
	})
	return report
}

// tamper changes the database behind the ledger's back.
func (o *office) tamper(statements ...string) {
	o.t.Helper()
	o.write(func(ctx context.Context, tx storage.WriteTx) error {
		if err := storagetest.Unguard(ctx, tx); err != nil {
			return err
		}
		for _, s := range statements {
			if _, err := storage.Exec(ctx, tx, s); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		return nil
	})
}

func contains(t *testing.T, err error, text string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), text) {
		t.Errorf("got %v, want an error that says %q", err, text)
	}
}
