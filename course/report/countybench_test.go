package report_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/translog"
)

// TestCountyIsSound makes a small county as the benchmarks make a large one, and holds it against all that checks a ledger.
func TestCountyIsSound(t *testing.T) {
	t.Parallel()
	w := openCounty(t, storagetest.Open(t), t.TempDir())
	size := countySize{townships: 2, offices: 2, people: 4, entries: 100}
	w.settle(size)
	w.study(size, func(int) {})
	w.verify(t)
	w.read(t, func(ctx context.Context, tx storage.ReadTx) error {
		found, err := hours.Recount(ctx, tx)
		if len(found) > 0 {
			t.Error(found[0].Message())
		}
		return err
	})
	first, again := w.overview(t, w.reporter), w.overview(t, w.reporter)
	anew := w.overview(t, w.another())
	if len(first.Rows) != 7 || first.Tally.People != 16 || first.Tally.Reached == 0 || first.Tally.NeedsHelp == 0 {
		t.Errorf("the overview is %+v with %d rows", first.Tally, len(first.Rows))
	}
	if !reflect.DeepEqual(first.Rows, again.Rows) || !reflect.DeepEqual(first.Rows, anew.Rows) {
		t.Errorf("the overview is %+v, then %+v, anew %+v", first.Tally, again.Tally, anew.Tally)
	}
}

// BenchmarkCounty measures a county of 100,000 people with 10 and with 100 entries each. A data set is made once and kept
// under .cache/county; without it the benchmark is left out, unless COUNTY names how many entries each person is to have:
// COUNTY=10 takes about two minutes and 0.4 GB, COUNTY=100 about half an hour and 5 GB. COUNTY_POSTGRES=10 does the same
// on a PostgreSQL server of its own, and keeps nothing.
func BenchmarkCounty(b *testing.B) {
	for _, entries := range []int{10, 100} {
		b.Run(fmt.Sprintf("sqlite/entries=%d", entries), func(b *testing.B) { keptCounty(b, entries).measure(b) })
		b.Run(fmt.Sprintf("postgres/entries=%d", entries), func(b *testing.B) {
			if os.Getenv("COUNTY_POSTGRES") != strconv.Itoa(entries) {
				b.Skip("COUNTY_POSTGRES does not ask for it")
			}
			w := openCounty(b, storagetest.Postgres(b), b.TempDir())
			w.make(bigCounty(entries))
			w.measure(b)
		})
	}
}

// bigCounty is a county of 100,000 people.
func bigCounty(entries int) countySize {
	return countySize{townships: 50, offices: 20, people: 100, entries: entries}
}

// keptCounty opens the data set, and makes it first when that is asked for.
func keptCounty(b *testing.B, entries int) *county {
	dir, err := filepath.Abs(filepath.Join("../../.cache/county", strconv.Itoa(entries)))
	if err != nil {
		b.Fatal(err)
	}
	complete := filepath.Join(dir, "complete")
	_, missing := os.Stat(complete)
	if missing != nil && os.Getenv("COUNTY") != strconv.Itoa(entries) {
		b.Skipf("%s is not there; COUNTY=%d makes it", complete, entries)
	}
	if missing != nil {
		if err := os.RemoveAll(dir); err != nil {
			b.Fatal(err)
		}
	}
	w := openCounty(b, storagetest.OpenIn(b, dir), dir)
	if missing != nil {
		rate := w.make(bigCounty(entries))
		if err := os.WriteFile(complete, []byte(rate+"\n"), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	rate, err := os.ReadFile(complete)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%s: %s", dir, strings.TrimSpace(string(rate)))
	return w
}

// make fills an empty county and returns at what rate.
func (w *county) make(size countySize) string {
	w.settle(size)
	begun, used := time.Now(), cpu()
	since := func() string {
		return fmt.Sprintf("%s, %s of CPU", time.Since(begun).Round(time.Second), (cpu() - used).Round(time.Second))
	}
	w.study(size, func(cadres int) {
		if cadres%(10*block) == 0 {
			fmt.Fprintf(os.Stderr, "%d of %d people after %s\n", cadres, size.cadres(), since())
		}
	})
	return fmt.Sprintf("%d entries appended and sealed in %s", w.count(), since())
}

// count returns how many entries there are.
func (w *county) count() (n int64) {
	w.read(w.t, func(ctx context.Context, tx storage.ReadTx) (err error) {
		n, _, err = storage.First[int64](ctx, tx, "SELECT COUNT(*) FROM entries")
		return err
	})
	return n
}

// cpu returns the processor time that the process has taken so far; other work on the machine does not count.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// measure measures what reads the ledger, each in milliseconds of the clock (ns/op) and of the processor.
func (w *county) measure(b *testing.B) {
	w.t = b
	kept := w.overview(b, w.reporter)
	person := roster.CadreID(kept.Tally.People / 2)
	for _, subject := range []struct {
		name string
		run  func(b *testing.B)
	}{
		{"overview", func(b *testing.B) { w.overview(b, w.reporter) }},
		{"doubts", w.doubts},
		{"recomputed", func(b *testing.B) {
			if anew := w.overview(b, w.another()); !reflect.DeepEqual(anew.Rows, kept.Rows) || anew.Tally != kept.Tally {
				b.Errorf("the totals are %+v, judged anew %+v", kept.Tally, anew.Tally)
			}
		}},
		{"person", func(b *testing.B) { w.record(b, person) }},
		{"proof", func(b *testing.B) { w.proof(b, int64(person)) }},
		{"hashes", w.hashes},
		{"verify", func(b *testing.B) { w.verify(b) }},
	} {
		b.Run(subject.name, func(b *testing.B) {
			used, before := cpu(), w.db.Statements()
			for b.Loop() {
				subject.run(b)
			}
			b.ReportMetric(float64((cpu()-used).Milliseconds())/float64(b.N), "cpu-ms/op")
			b.ReportMetric(float64(w.db.Statements()-before)/float64(b.N), "statements/op")
		})
	}
}

func (w *county) read(t testing.TB, fn func(context.Context, storage.ReadTx) error) {
	t.Helper()
	if err := w.db.Read(t.Context(), func(tx storage.ReadTx) error { return fn(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// another returns a reporter that has kept nothing.
func (w *county) another() *report.Reporter {
	return report.New(w.log, w.ledger, course.NewCatalogue(), func() time.Time { return w.now })
}

// auditor is somebody who may see the whole county.
func auditor() access.Actor {
	return access.Actor{Cadre: roster.Cadre{ID: 3}, Grants: []access.Grant{{Role: access.Auditor, UnitPath: "/1/"}}}
}

func (w *county) overview(t testing.TB, r *report.Reporter) (o report.Overview) {
	w.read(t, func(ctx context.Context, tx storage.ReadTx) (err error) {
		o, err = r.Units(ctx, tx, auditor(), 0, report.AsOf{})
		return err
	})
	return o
}

func (w *county) doubts(b *testing.B) {
	w.read(b, func(ctx context.Context, tx storage.ReadTx) error {
		_, err := w.reporter.Doubts(ctx, tx, auditor(), access.Audit, 0, report.AsOf{})
		return err
	})
}

func (w *county) record(b *testing.B, who roster.CadreID) {
	w.read(b, func(ctx context.Context, tx storage.ReadTx) error {
		_, err := w.reporter.Record(ctx, tx, who, report.AsOf{On: calendar.DateOf(w.now)})
		return err
	})
}

func (w *county) proof(b *testing.B, entry int64) {
	w.read(b, func(ctx context.Context, tx storage.ReadTx) error {
		_, err := w.log.Proof(ctx, tx, seal.Entry, entry)
		return err
	})
}

// hashes builds a tree over as many leaves as the log has, without the database.
func (w *county) hashes(b *testing.B) {
	commitment := make([]byte, 32)
	var tree translog.Frontier
	var nodes []translog.Node
	for n := range w.count() {
		nodes = tree.Add(nodes[:0], translog.LeafHash(seal.LeafData(seal.Entry, n, commitment)))
	}
	if tree.Root() == translog.EmptyRoot() {
		b.Error("the tree is empty")
	}
}

func (w *county) verify(t testing.TB) {
	w.read(t, func(ctx context.Context, tx storage.ReadTx) error {
		verifier := seal.Verifier{Key: w.log.VerifierKey(), Sources: append(hours.Facts(), plan.Facts())}
		r, err := verifier.Verify(ctx, tx)
		if err == nil && (!r.Clean() || r.Unsigned() > 0 || r.Facts == 0) {
			t.Errorf("%d facts, %d unsigned, findings %+v", r.Facts, r.Unsigned(), r.Findings)
		}
		return err
	})
}
