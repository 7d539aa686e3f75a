package hours_test

import (
	"context"
	"strings"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func TestEntryCarriesItsRule(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	e := o.mustAppend(o.attended(xiulan, "专题一", 4*hours.Hour))
	if e.ID == 0 || e.Amount != 400 || e.Stated != 400 || e.Cut != 0 || e.Mode != hours.Collective || e.RuleArticle != "第七条" {
		t.Errorf("%+v", e)
	}
	if len(e.Buckets) != 2 || e.Buckets[0] != hours.PartyStudy || e.Buckets[1] != hours.Plan {
		t.Errorf("buckets %v", e.Buckets)
	}
	if !e.RecordedAt.Equal(o.now) || e.HappenedOn != calendar.NewDate(2026, 3, 5) || e.RecordedBy != xiaomei || e.IsCorrection() {
		t.Errorf("%+v", e)
	}
	o.read(func(ctx context.Context, tx storage.ReadTx) error {
		rules, err := hours.FindRuleSet(ctx, tx, e.RuleSetID)
		if err != nil || rules.Title != "学时认定办法（系统默认）" {
			t.Errorf("rules %q, %v", rules.Title, err)
		}
		found, err := o.ledger.FindEntry(ctx, tx, roster.Only(xiulan), e.ID)
		if err != nil || found.Title != "专题一" {
			t.Errorf("found %+v, %v", found, err)
		}
		if _, err := o.ledger.FindEntry(ctx, tx, roster.Only(guoqiang), e.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another person's entry: %v", err)
		}
		return nil
	})
	o.mustBeSound()
}

func TestAppendTwiceCountsOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	f := o.attended(xiulan, "专题一", 4*hours.Hour)
	first := o.mustAppend(f)
	o.on("2026-03-06")
	f.Amount, f.HappenedOn = 9*hours.Hour, calendar.NewDate(2026, 3, 6) // the same roll, sent again
	if second := o.mustAppend(f); second.ID != first.ID || second.Amount != first.Amount {
		t.Errorf("%+v, then %+v", first, second)
	}
	f.Cadre = guoqiang
	if other := o.mustAppend(f); other.ID == first.ID {
		t.Error("another person's attendance is another entry")
	}
	if got := o.balance(xiulan, hours.Year(2026)); got != (hours.Total{Amount: 400, Events: 1}) {
		t.Errorf("balance %+v", got)
	}
	o.mustBeSound()
}

func TestAppendRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	tests := []struct {
		name   string
		change func(*hours.Fact)
		kind   fault.Kind
		says   string
	}{
		{"a day to come", func(f *hours.Fact) { f.HappenedOn = calendar.NewDate(2026, 3, 6) }, fault.Invalid, "不能晚于今天"},
		{"no day", func(f *hours.Fact) { f.HappenedOn = 0 }, fault.Invalid, "date"},
		{"a closed year", func(f *hours.Fact) { f.HappenedOn = calendar.NewDate(2025, 12, 31) }, fault.Conflict, "2025 年的学时已经结账"},
		{"a day before any rules", func(f *hours.Fact) { f.HappenedOn = calendar.NewDate(2022, 12, 31) }, fault.Conflict, "没有施行的学时认定办法"},
		{"nobody", func(f *hours.Fact) { f.Cadre = 0 }, fault.Invalid, "cadre"},
		{"an unknown source", func(f *hours.Fact) { f.Source = "dream" }, fault.Invalid, "source"},
		{"an unknown activity", func(f *hours.Fact) { f.Activity = "nap" }, fault.Invalid, "没有这种活动：nap"},
		{"negative hours", func(f *hours.Fact) { f.Amount = -1 }, fault.Invalid, "hours"},
		{"hours beyond reason", func(f *hours.Fact) { f.Amount = 1001 * hours.Hour }, fault.Invalid, "hours"},
		{"no title", func(f *hours.Fact) { f.Title = "" }, fault.Invalid, "title"},
		{"a title of a page", func(f *hours.Fact) { f.Title = strings.Repeat("长", 201) }, fault.Invalid, "title"},
		{"days for a meeting", func(f *hours.Fact) { f.Days = hours.Day }, fault.Invalid, "只有脱产培训按天计"},
		{"a third of a day", func(f *hours.Fact) { f.Activity, f.Days = hours.ActivityTrainingClass, 33 }, fault.Invalid, "半天的整数倍"},
		{"a class without days and hours", func(f *hours.Fact) { f.Activity, f.Amount = hours.ActivityTrainingClass, 0 }, fault.Invalid, "半天的整数倍"},
		{"a make-up of no mode", func(f *hours.Fact) { f.Activity = hours.ActivityMakeUp }, fault.Invalid, "要写明学习方式"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := o.attended(xiulan, "专题一", 4*hours.Hour)
			tt.change(&f)
			_, err := o.append(f)
			contains(t, err, tt.says)
			if !fault.Is(err, tt.kind) {
				t.Errorf("kind %v, want %v", fault.KindOf(err), tt.kind)
			}
		})
	}
	if got := o.balance(xiulan, hours.Period{To: calendar.Forever}); got != (hours.Total{}) {
		t.Errorf("refused facts left %+v", got)
	}
	o.mustBeSound()
}

// TestFailedTransactionLeavesNoEntry: an entry and its leaf are there together or not at all.
func TestFailedTransactionLeavesNoEntry(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	err := o.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		if _, err := o.ledger.Append(ctx, tx, o.attended(xiulan, "专题一", 400)); err != nil {
			return err
		}
		return context.Canceled
	})
	if err == nil || o.balance(xiulan, hours.Year(2026)).Events != 0 {
		t.Fatalf("an entry stayed after %v", err)
	}
	o.mustAppend(o.attended(xiulan, "专题一", 400))
	o.mustBeSound()
}

func TestYearIsOpenUntilItsClosingDay(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-12-30")
	late := o.attended(xiulan, "年终集中学", 300)
	o.on("2027-01-31")
	o.mustAppend(late)
	late.Cadre = guoqiang
	_, err := o.on("2027-02-01").append(late)
	contains(t, err, "只能由两个人办理更正")
}

func TestAsOfAndKnownAt(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	march := o.attended(xiulan, "三月集中学", 400)
	o.mustAppend(march)
	monday := o.now
	o.on("2026-05-20")
	may := o.attended(xiulan, "五月集中学", 300)
	o.mustAppend(may)
	o.on("2026-06-10")
	forgotten := o.attended(xiulan, "三月分组学", 100)
	forgotten.HappenedOn = calendar.NewDate(2026, 3, 20)
	o.mustAppend(forgotten)

	firstQuarter, year := calendar.NewDate(2026, 3, 31), hours.Year(2026)
	asOfMarch := year
	asOfMarch.AsOf = firstQuarter
	knownThen := asOfMarch
	knownThen.KnownAt = monday
	for _, tt := range []struct {
		name   string
		period hours.Period
		want   hours.Amount
	}{{"the year as known now", year, 800}, {"as of March", asOfMarch, 500}, {"as of March, as known in March", knownThen, 400}} {
		if got := o.balance(xiulan, tt.period); got.Amount != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got.Amount, tt.want)
		}
		o.read(func(ctx context.Context, tx storage.ReadTx) error {
			entries, err := hours.Entries(ctx, tx, roster.Only(xiulan), tt.period)
			var sum hours.Amount
			for _, e := range entries {
				sum += e.Amount
			}
			if sum != tt.want {
				t.Errorf("%s: the entries add up to %s, want %s", tt.name, sum, tt.want)
			}
			return err
		})
	}
}

// TestClassInHoursOnly: a class counts by its days, and by its hours only where it has no days.
func TestClassInHoursOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-05-11")
	evening := o.fact(xiulan, hours.SourceTrainingClass, hours.ActivityTrainingClass, "夜校班", 650)
	if e := o.mustAppend(evening); e.Amount != 650 || e.Days != 0 {
		t.Errorf("%s hours, %s days; want 6.5 and none", e.Amount, e.Days)
	}
	class := o.fact(xiulan, hours.SourceTrainingClass, hours.ActivityTrainingClass, "党校班", 650)
	class.Days = hours.Day
	if e := o.mustAppend(class); e.Amount != 800 || e.Stated != 650 {
		t.Errorf("%s of %s hours; want 8 of 6.5", e.Amount, e.Stated)
	}
	o.mustBeSound()
}

func TestBalanceByModeSubjectBucketAndQuarter(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-02-10")
	o.mustAppend(o.attended(xiulan, "专题一", 400))
	o.on("2026-05-11")
	course := o.fact(xiulan, hours.SourceCourse, hours.ActivityCourse, "土地管理法律要点", 175)
	course.Subject = "law"
	o.mustAppend(course)
	class := o.fact(xiulan, hours.SourceTrainingClass, hours.ActivityTrainingClass, "县委党校班", 0)
	class.Days = 150
	o.mustAppend(class)
	year := hours.Year(2026)
	for name, tt := range map[string]struct {
		where []hours.Where
		want  hours.Total
	}{
		"everything":            {nil, hours.Total{Amount: 1775, Days: 150, Events: 3}},
		"the plan":              {[]hours.Where{hours.InBucket(hours.Plan)}, hours.Total{Amount: 575, Events: 2}},
		"concentrated training": {[]hours.Where{hours.InBucket(hours.ConcentratedTraining)}, hours.Total{Amount: 1200, Days: 150, Events: 1}},
		"online self-study":     {[]hours.Where{hours.InBucket(hours.OnlineSelfStudy)}, hours.Total{Amount: 175, Events: 1}},
		"collective, plan only": {[]hours.Where{hours.InMode(hours.Collective), hours.InBucket(hours.Plan)}, hours.Total{Amount: 400, Events: 1}},
		"law":                   {[]hours.Where{hours.InSubject("law")}, hours.Total{Amount: 175, Events: 1}},
		"first quarter":         {[]hours.Where{hours.UpTo(1)}, hours.Total{Amount: 400, Events: 1}},
		"second quarter":        {[]hours.Where{hours.InQuarter(2), hours.InYear(2026)}, hours.Total{Amount: 1375, Days: 150, Events: 2}},
		"meetings":              {[]hours.Where{hours.OfActivity(hours.ActivityCollectiveMeeting)}, hours.Total{Amount: 400, Events: 1}},
		"another year":          {[]hours.Where{hours.InYear(2025)}, hours.Total{}},
	} {
		if got := o.balance(xiulan, year, tt.where...); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

// TestBalancesTakeOneStatement keeps the report of a county from asking once for every cadre.
func TestBalancesTakeOneStatement(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	for _, who := range []roster.CadreID{xiulan, guoqiang, xiaomei} {
		o.mustAppend(o.attended(who, "专题一", 400))
	}
	before := o.db.Statements()
	o.read(func(ctx context.Context, tx storage.ReadTx) error {
		balances, err := hours.Balances(ctx, tx, roster.Everyone(), hours.Year(2026))
		if len(balances) != 3 {
			t.Errorf("%d persons", len(balances))
		}
		return err
	})
	if n := o.db.Statements() - before; n != 1 {
		t.Errorf("%d statements, want 1", n)
	}
	if o.db.Dialect() != storage.SQLite {
		return // PostgreSQL plans by the size of the table
	}
	o.read(func(ctx context.Context, tx storage.ReadTx) error {
		type step struct{ Detail string }
		const query = `EXPLAIN QUERY PLAN SELECT cadre_id, SUM(amount), SUM(days), SUM(CASE WHEN reverses_id IS NULL THEN 1 ELSE -1 END)
FROM entries WHERE cadre_id = 1 AND happened_on BETWEEN 20260101 AND 20261231 AND recorded_at <= 1 GROUP BY cadre_id, activity, mode, subject, buckets`
		steps, err := storage.Select[step](ctx, tx, query)
		if err == nil && !strings.Contains(steps[0].Detail, "COVERING INDEX entries_year") {
			t.Errorf("a balance is read by %q", steps[0].Detail)
		}
		return err
	})
}

func TestGuardsFire(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	o.mustAppend(o.attended(xiulan, "专题一", 400))
	for _, statement := range []string{
		"UPDATE entries SET amount = 900", "DELETE FROM entries",
		"UPDATE rule_sets SET content = '{}'", "DELETE FROM rule_sets",
	} {
		err := o.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, statement)
			return err
		})
		contains(t, err, "append-only")
	}
}

// TestManyRetriesCountOnce is a form that a slow line sends again and again.
func TestManyRetriesCountOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	f := o.attended(xiulan, "专题一", 400)
	const times = 30
	ids := make(chan hours.EntryID, times)
	for range times {
		go func() {
			e, err := o.append(f)
			if err != nil {
				t.Error(err)
			}
			ids <- e.ID
		}()
	}
	first := <-ids
	for range times - 1 {
		if id := <-ids; id != first {
			t.Errorf("entries %d and %d for one fact", first, id)
		}
	}
	if got := o.balance(xiulan, hours.Year(2026)); got.Amount != 400 || got.Events != 1 {
		t.Errorf("balance %+v", got)
	}
	o.mustBeSound()
}
