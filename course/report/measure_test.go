package report

import (
	"testing"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
)

func TestAsOfIsBroughtIntoItsYearAndNeverIntoTheFuture(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 9, 16, 1, 0, 0, 123456789, time.UTC)
	past := time.Date(2026, 3, 1, 0, 0, 0, 0, calendar.Shanghai)
	tests := []struct {
		name  string
		given AsOf
		year  int
		on    calendar.Date
		known time.Time
	}{
		{"nothing is given", AsOf{}, 2026, 20260916, now},
		{"a day gives its year", AsOf{On: 20250401}, 2025, 20250401, now},
		{"a past year is looked at whole", AsOf{Year: 2025}, 2025, 20251231, now},
		{"a day after the year", AsOf{Year: 2025, On: 20260301}, 2025, 20251231, now},
		{"a day before the year", AsOf{Year: 2026, On: 20251231}, 2026, 20260101, now},
		{"a future day", AsOf{On: 20261201}, 2026, 20260916, now},
		{"a future year has not begun", AsOf{Year: 2027}, 2027, 20270101, now},
		{"a past instant", AsOf{KnownAt: past}, 2026, 20260916, past},
		{"a future instant", AsOf{KnownAt: now.Add(time.Hour)}, 2026, 20260916, now},
	}
	for _, test := range tests {
		got := test.given.resolve(now)
		if got.Year != test.year || got.On != test.on || !got.KnownAt.Equal(test.known.Truncate(time.Millisecond)) {
			t.Errorf("%s: %+v", test.name, got)
		}
		if again := got.resolve(now); again != got {
			t.Errorf("%s: resolving twice gives %+v", test.name, again)
		}
	}
}

func TestHeatFollowsTheStepsOfThePlan(t *testing.T) {
	t.Parallel()
	for short, want := range map[hours.Amount]int{0: 0, 1: 1, 99: 1, 100: 2, 299: 2, 300: 3, 1000: 3} {
		r := compliance.Result{DueNext: compliance.Quantity{Hours: 1000}, Shortfall: compliance.Quantity{Hours: short}}
		if got := heat(r, [2]int{10, 30}); got != want {
			t.Errorf("%s of 10 missing gives %d, want %d", short, got, want)
		}
	}
}

func TestReachFollowsTheSlightGapOfThePlan(t *testing.T) {
	t.Parallel()
	at := func(target, short hours.Amount) *compliance.Result {
		return &compliance.Result{Target: compliance.Quantity{Hours: target}, Shortfall: compliance.Quantity{Hours: short}}
	}
	tests := []struct {
		total *compliance.Result
		want  Reach
	}{{nil, Unmeasured}, {at(0, 0), Unmeasured}, {at(9000, 0), Reached}, {at(9000, 299), Slight}, {at(9000, 300), NeedsHelp}}
	for _, test := range tests {
		if got := reach(test.total, plan.DefaultParameters()); got != test.want {
			t.Errorf("%+v is %s, want %s", test.total, got, test.want)
		}
	}
}

func TestSharesCountTheYearAndThePlanOnly(t *testing.T) {
	t.Parallel()
	entry := func(on calendar.Date, amount hours.Amount, buckets ...hours.Bucket) hours.Entry {
		return hours.Entry{HappenedOn: on, Amount: amount, Buckets: buckets, Mode: hours.Online, Subject: "law"}
	}
	s := sharesOf([]hours.Entry{
		entry(20260331, 100, hours.Plan, hours.OnlineSelfStudy), entry(20260401, 300, hours.Plan), entry(20260402, -300, hours.Plan),
		entry(20260501, 800, hours.ConcentratedTraining), entry(20251231, 500, hours.Plan),
	}, 2026)
	if s.total != 100 || s.quarters != [4]hours.Amount{100, 0, 0, 0} || s.subjects["law"][hours.Online] != 100 {
		t.Errorf("the shares are %+v", s)
	}
	if list := s.quarterShares(); list[3].Total != 100 || list[0].Quarter != 1 {
		t.Errorf("the quarters are %+v", list)
	}
}

func TestLineageReadsAPath(t *testing.T) {
	t.Parallel()
	for path, want := range map[string][]roster.UnitID{"/1/40/7/": {1, 40, 7}, "/3/": {3}, "": nil} {
		got := lineage(path)
		if len(got) != len(want) {
			t.Fatalf("%q gives %v", path, got)
		}
		for n := range want {
			if got[n] != want[n] {
				t.Errorf("%q gives %v, want %v", path, got, want)
			}
		}
	}
}

func TestBareTitleLosesItsMarks(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{"《细则》": "细则", "细则": "细则", "关于《细则》": "关于《细则》", "《》": "《》"} {
		if got := bare(title); got != want {
			t.Errorf("%q gives %q, want %q", title, got, want)
		}
	}
}
