package calendar_test

import (
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
)

func TestWorkdaysFollowTheHolidays(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		from calendar.Date
		n    int
		want calendar.Date
	}{
		"none":                                 {20260307, 0, 20260307},
		"one over a weekend":                   {20260306, 1, 20260309},
		"ten weekdays":                         {20260302, 10, 20260316},
		"a Saturday does not count":            {20260307, 1, 20260309},
		"over the National Day":                {20260930, 2, 20261009},
		"a Saturday worked in exchange counts": {20261009, 1, 20261010},
		"over the Spring Festival":             {20260213, 2, 20260224},
		"five back over a weekend":             {20260316, -5, 20260309},
		"back over the National Day":           {20261008, -1, 20260930},
		"a year of which little is known":      {20301230, 2, 20310102},
	} {
		if got := c.from.AddWorkdays(c.n); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestWorkdaysAreCounted: the day that is returned ends a period with exactly n working days.
func TestWorkdaysAreCounted(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from := calendar.NewDate(2026, 1, rapid.IntRange(1, 365).Draw(t, "day"))
		n, counted := rapid.IntRange(1, 30).Draw(t, "n"), 0
		to := from.AddWorkdays(n)
		for d := from.AddDays(1); d <= to; d = d.AddDays(1) {
			if d.IsWorkday() {
				counted++
			}
		}
		if counted != n || !to.IsWorkday() {
			t.Fatalf("%s + %d = %s, between them %d", from, n, to, counted)
		}
	})
}
