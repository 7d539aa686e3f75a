package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDateOfUsesShanghai(t *testing.T) {
	t.Parallel()
	utc := time.Date(2026, 12, 31, 16, 30, 0, 0, time.UTC)
	if got := DateOf(utc); got != NewDate(2027, 1, 1) {
		t.Errorf("DateOf(%v) = %v, want 2027-01-01", utc, got)
	}
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	want := NewDate(2026, 3, 5)
	for _, s := range []string{"2026-03-05", "2026/3/5", "2026.3.5", "20260305", "2026年3月5日", " 2026-3-5 "} {
		if got, err := ParseDate(s); err != nil || got != want {
			t.Errorf("ParseDate(%q) = %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "2026-13-01", "2026-02-30", "三月五日", "5/3/2026"} {
		if got, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", s, got)
		}
	}
}

func TestQuarters(t *testing.T) {
	t.Parallel()
	for q, want := range map[Quarter][2]string{1: {"2026-01-01", "2026-03-31"}, 2: {"2026-04-01", "2026-06-30"}, 3: {"2026-07-01", "2026-09-30"}, 4: {"2026-10-01", "2026-12-31"}} {
		if q.Start(2026).String() != want[0] || q.End(2026).String() != want[1] {
			t.Errorf("quarter %d: %v to %v, want %v", q, q.Start(2026), q.End(2026), want)
		}
	}
}

func TestDateProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := NewDate(rapid.IntRange(1990, 2100).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
		n := rapid.IntRange(-4000, 4000).Draw(t, "days")
		e := d.AddDays(n)
		if d.DaysUntil(e) != n {
			t.Fatalf("%v + %d = %v, but DaysUntil says %d", d, n, e, d.DaysUntil(e))
		}
		if (n > 0) != (e > d) {
			t.Fatalf("order of %v and %v does not follow time", d, e)
		}
		if p, err := ParseDate(e.String()); err != nil || p != e {
			t.Fatalf("ParseDate(%q) = %v, %v", e, p, err)
		}
		if q := e.Quarter(); e < q.Start(e.Year()) || e > q.End(e.Year()) {
			t.Fatalf("%v is outside its quarter %d", e, q)
		}
	})
}

func TestSpan(t *testing.T) {
	t.Parallel()
	open := Since(NewDate(2026, 3, 1))
	march := Span{From: NewDate(2026, 3, 1), To: NewDate(2026, 3, 31)}
	april := Span{From: NewDate(2026, 4, 1), To: NewDate(2026, 4, 30)}
	if !open.Contains(NewDate(2030, 1, 1)) || march.Contains(april.From) || !march.Contains(march.To) {
		t.Error("Contains is wrong at an end")
	}
	if march.Overlaps(april) || !open.Overlaps(april) || !april.Overlaps(open) {
		t.Error("Overlaps is wrong")
	}
}
