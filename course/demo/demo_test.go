package demo

import (
	"context"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// installation is an empty installation in a directory of its own.
func installation(t *testing.T, now time.Time) Deps {
	t.Helper()
	db := storagetest.Open(t)
	dir := t.TempDir()
	log, err := seal.Open(t.Context(), db, seal.KeyFile(dir), "demo.test/log", func() time.Time { return now })
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
	t.Logf("filled up to %s in %s", now.Format(time.DateOnly), time.Since(began))
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
		verifier := seal.Verifier{Key: d.Log.VerifierKey(), Sources: append(hours.Facts(), plan.Facts(), attendance.Facts())}
		report, err := verifier.Verify(ctx, tx)
		if err != nil {
			return err
		}
		if !report.Clean() || report.Unsigned() != 0 || report.Facts == 0 {
			t.Errorf("the seals: %+v", report)
		}
		found, err := hours.Recount(ctx, tx)
		for _, x := range found {
			t.Errorf("recount: %s", x.Message())
		}
		return err
	})
}

func TestYear(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		now  time.Time
	}{
		{"in June", on(2026, time.June, 15)},
		{"at the end of the year", on(2026, time.December, 30)},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := installation(t, c.now)
			fill(t, d, c.now)
			mustBeSound(t, d)
			read(t, d, func(ctx context.Context, tx storage.ReadTx) error {
				entries, err := hours.Entries(ctx, tx, roster.Everyone(), hours.Year(c.now.Year()))
				t.Log(len(entries))
				return err
			})
		})
	}
}
