package demo

import (
	"context"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/report"
	"xiangxue/course/storage"
)

// TestWhoMeetsWhat counts who has reached what in November. It fails when the year is told differently: then look at the
// figures, and whether the township is still a plausible one.
func TestWhoMeetsWhat(t *testing.T) {
	t.Parallel()
	now := on(2026, time.November, 24)
	d := installation(t, now)
	fill(t, d, now)
	got := map[string][2]int{} // reached by now, and of whom it is asked
	read(t, d, func(ctx context.Context, tx storage.ReadTx) error {
		p, err := meet(ctx, tx, calendar.DateOf(now))
		if err != nil {
			return err
		}
		clock := calendar.Clock(func() time.Time { return now })
		reporter := report.New(d.Log, hours.NewLedger(d.Log, clock), course.NewCatalogue(), clock)
		unit, err := reporter.Cadres(ctx, tx, p.actors["孙静怡"], p.town().ID, report.AsOf{})
		for _, person := range unit.People {
			for _, result := range person.Verdict.Results {
				n := got[result.Key]
				n[1]++
				if result.Shortfall.IsZero() {
					n[0]++
				}
				got[result.Key] = n
			}
		}
		return err
	})
	for key, want := range map[string][2]int{
		"section_level/total": {43, 56}, "section_level/mode/online": {43, 56}, "section_level/mode/self": {41, 56},
		"section_level/subject/theory": {43, 56}, "section_level/subject/technology": {38, 56},
		"concentrated_training": {48, 56}, "online_self_study": {31, 56}, "party_study": {43, 43}, "branch_committee_training": {3, 3},
	} {
		if got[key] != want {
			t.Errorf("%s: %d of %d people have reached it, want %d of %d", key, got[key][0], got[key][1], want[0], want[1])
		}
	}
}
