package compliance_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
)

var (
	subjects = []string{"theory", "policy", "law"}
	modes    = []hours.Mode{hours.Collective, hours.Group, hours.Online, hours.Self}
	buckets  = []hours.Bucket{hours.Plan, hours.ConcentratedTraining, hours.OnlineSelfStudy}
)

func dates() *rapid.Generator[calendar.Date] {
	return rapid.Map(rapid.IntRange(-60, 430), func(n int) calendar.Date { return calendar.Date(20260101).AddDays(n) })
}

func facts(least hours.Amount) *rapid.Generator[[]compliance.Fact] {
	return rapid.Custom(func(t *rapid.T) []compliance.Fact {
		list := make([]compliance.Fact, rapid.IntRange(0, 12).Draw(t, "facts"))
		for i := range list {
			on := dates().Draw(t, "on")
			list[i] = compliance.Fact{
				Entry: hours.EntryID(i + 1), On: on, RecordedAt: on.Time().Add(9 * time.Hour),
				Amount:  hours.Amount(rapid.Int64Range(int64(least), 4000).Draw(t, "amount")),
				Days:    hours.Days(rapid.Int64Range(0, 300).Draw(t, "days")),
				Times:   rapid.IntRange(0, 1).Draw(t, "times"),
				Buckets: rapid.SliceOfNDistinct(rapid.SampledFrom(buckets), 0, 3, rapid.ID).Draw(t, "buckets"),
				Subject: rapid.SampledFrom(subjects).Draw(t, "subject"), Mode: rapid.SampledFrom(modes).Draw(t, "mode"),
			}
		}
		return list
	})
}

func policies() *rapid.Generator[compliance.Policy] {
	return rapid.Custom(func(t *rapid.T) compliance.Policy {
		p := compliance.Policy{Year: 2026, NoticeDays: rapid.IntRange(0, 60).Draw(t, "notice")}
		for range rapid.IntRange(1, 5).Draw(t, "requirements") {
			r := compliance.Requirement{
				Key:      string(rune('a' + len(p.Requirements))),
				Kind:     rapid.SampledFrom([]compliance.Kind{compliance.Plan, compliance.Regulation}).Draw(t, "kind"),
				Category: rapid.SampledFrom([]string{"", "section_level"}).Draw(t, "category"),
				Bucket:   rapid.SampledFrom(append([]hours.Bucket{""}, buckets...)).Draw(t, "bucket"),
				Subject:  rapid.SampledFrom(append([]string{""}, subjects...)).Draw(t, "subject"),
				Mode:     rapid.SampledFrom(append([]hours.Mode{""}, modes...)).Draw(t, "mode"),
			}
			switch rapid.IntRange(0, 3).Draw(t, "shape") {
			case 0:
				r.Asks.Hours = hours.Amount(rapid.Int64Range(1, 9000).Draw(t, "hours"))
				r.Shares = compliance.Shares{20, 50, 75, 100}
			case 1:
				r.Asks = compliance.Quantity{Hours: 9000, Days: 1200}
			case 2:
				r.Asks.Times, r.Quarterly = rapid.IntRange(1, 3).Draw(t, "times"), true
			case 3:
				r.Asks.Hours, r.Window = 55000, compliance.Window{Years: 5, First: 2023}
			}
			p.Requirements = append(p.Requirements, r)
		}
		return p
	})
}

func persons() *rapid.Generator[compliance.Person] {
	return rapid.Custom(func(t *rapid.T) compliance.Person {
		span := func(name string) calendar.Span {
			from := dates().Draw(t, name+" from")
			if rapid.Bool().Draw(t, name+" stays") {
				return calendar.Since(from)
			}
			return calendar.Span{From: from, To: from.AddDays(rapid.IntRange(0, 300).Draw(t, name+" days"))}
		}
		p := compliance.Person{}
		for range rapid.IntRange(1, 3).Draw(t, "memberships") {
			p.Membership = append(p.Membership, span("member"))
		}
		for range rapid.IntRange(0, 3).Draw(t, "categories") {
			p.Categories = append(p.Categories, compliance.CategorySpan{Category: "section_level", Span: span("category")})
		}
		return p
	})
}

func TestMoreFactsNeverMakeItWorse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		policy, person, all := policies().Draw(t, "policy"), persons().Draw(t, "person"), facts(0).Draw(t, "facts")
		at := compliance.Moment{On: dates().Draw(t, "as of")}
		some := all[:rapid.IntRange(0, len(all)).Draw(t, "some")]
		before := compliance.Evaluate(policy, person, some, at)
		after := compliance.Evaluate(policy, person, all, at)
		for i, a := range after.Results {
			b := before.Results[i]
			if a.State > b.State || a.Have.Hours < b.Have.Hours || a.Have.Days < b.Have.Days || a.Have.Times < b.Have.Times {
				t.Fatalf("%s: %s with %s became %s with %s", a.Key, b.State, b.Have, a.State, a.Have)
			}
			if b.Shortfall.IsZero() && !a.Shortfall.IsZero() || a.Shortfall.Hours > b.Shortfall.Hours || a.Shortfall.Times > b.Shortfall.Times {
				t.Fatalf("%s: short %s became short %s", a.Key, b.Shortfall, a.Shortfall)
			}
		}
	})
}

func TestOrderAndRepetitionDoNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		policy, person, list := policies().Draw(t, "policy"), persons().Draw(t, "person"), facts(-4000).Draw(t, "facts")
		at := compliance.Moment{On: dates().Draw(t, "as of")}
		want := compliance.Evaluate(policy, person, list, at)
		twice := append(slices.Clone(list), list...)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		random.Shuffle(len(twice), func(i, j int) { twice[i], twice[j] = twice[j], twice[i] })
		if got := compliance.Evaluate(policy, person, twice, at); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
	})
}

func TestFiguresStayInBounds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		policy, person, list := policies().Draw(t, "policy"), persons().Draw(t, "person"), facts(0).Draw(t, "facts")
		on := dates().Draw(t, "as of")
		at := compliance.Moment{On: on, KnownAt: rapid.SampledFrom([]time.Time{{}, on.Time()}).Draw(t, "known at")}
		within := func(low, high compliance.Quantity) bool {
			return 0 <= low.Hours && low.Hours <= high.Hours && 0 <= low.Days && low.Days <= high.Days && 0 <= low.Times && low.Times <= high.Times
		}
		for _, r := range compliance.Evaluate(policy, person, list, at).Results {
			if !within(r.DueNow, r.DueNext) || !within(r.DueNext, r.Target) || !within(r.Target, r.Full) || !within(r.Shortfall, r.DueNext) {
				t.Fatalf("%s: due %s, next %s, target %s of %s, short %s", r.Key, r.DueNow, r.DueNext, r.Target, r.Full, r.Shortfall)
			}
			if r.DueNext.MetBy(r.Have) != r.Shortfall.IsZero() && !r.Quarterly {
				t.Fatalf("%s: have %s of %s, short %s", r.Key, r.Have, r.DueNext, r.Shortfall)
			}
			seen := map[hours.EntryID]bool{}
			for _, id := range r.Entries {
				f := list[id-1]
				if seen[id] || f.On > on || !r.Window.Contains(f.On) || !at.KnownAt.IsZero() && f.RecordedAt.After(at.KnownAt) {
					t.Fatalf("%s counts entry %d wrongly", r.Key, id)
				}
				seen[id] = true
			}
		}
	})
}

func TestHoursOrDaysSuffice(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		amount := hours.Amount(rapid.Int64Range(0, 12000).Draw(t, "hours"))
		days := hours.Days(rapid.Int64Range(0, 1600).Draw(t, "days"))
		policy := compliance.Policy{Year: 2026, Requirements: []compliance.Requirement{{Key: "training", Asks: compliance.Quantity{Hours: 9000, Days: 1200}}}}
		v := compliance.Evaluate(policy, compliance.Person{Membership: []calendar.Span{calendar.Since(20200101)}},
			[]compliance.Fact{{Entry: 1, On: 20260601, Amount: amount, Days: days}}, compliance.Moment{On: 20261231})
		if met := v.Results[0].State == compliance.Met; met != (amount >= 9000 || days >= 1200) {
			t.Fatalf("%s hours and %s days: %s", amount, days, v.Results[0].State)
		}
	})
}

func TestTheTickMovesOnlyAtQuarterEnds(t *testing.T) {
	t.Parallel()
	policy := compliance.Policy{Year: 2026, NoticeDays: 30, Requirements: []compliance.Requirement{{
		Key: "total", Asks: compliance.Quantity{Hours: 9000}, Shares: compliance.Shares{20, 50, 75, 100},
	}}}
	person := compliance.Person{Membership: []calendar.Span{calendar.Since(20200101)}}
	moves := map[calendar.Date]hours.Amount{}
	var last hours.Amount
	for on := calendar.Date(20260101); on <= 20261231; on = on.AddDays(1) {
		r := compliance.Evaluate(policy, person, nil, compliance.Moment{On: on}).Results[0]
		if r.DueNow.Hours != last {
			last = r.DueNow.Hours
			moves[on] = last
		}
	}
	want := map[calendar.Date]hours.Amount{20260331: 1800, 20260630: 4500, 20260930: 6750, 20261231: 9000}
	if !reflect.DeepEqual(moves, want) {
		t.Errorf("the figure moved on %v", moves)
	}
}
