package compliance_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
)

// september is the state of the home page: 61.5 of 67.5 hours on 16 September, law 3.5 short.
func september() compliance.Verdict {
	shares := compliance.Shares{20, 50, 75, 100}
	plan := func(key string, amount hours.Amount, subject string) compliance.Requirement {
		return compliance.Requirement{
			Key: key, Kind: compliance.Plan, Asks: compliance.Quantity{Hours: amount}, Bucket: hours.Plan, Subject: subject, Shares: shares,
		}
	}
	policy := compliance.Policy{Year: 2026, NoticeDays: 30, Requirements: []compliance.Requirement{
		plan("total", 9000, ""), plan("law", 1400, "law"),
		{Key: "online", Kind: compliance.Regulation, Asks: compliance.Quantity{Hours: 5000}, Bucket: hours.OnlineSelfStudy},
	}}
	person := compliance.Person{Membership: []calendar.Span{calendar.Since(20200101)}}
	facts := []compliance.Fact{
		{Entry: 1, On: 20260301, Amount: 5450, Buckets: []hours.Bucket{hours.Plan}, Subject: "theory"},
		{Entry: 2, On: 20260501, Amount: 700, Buckets: []hours.Bucket{hours.Plan}, Subject: "law"},
	}
	return compliance.Evaluate(policy, person, facts, compliance.Moment{On: 20260916})
}

func offer(kind compliance.OfferKind, ref int64, amount hours.Amount, subject string) compliance.Offer {
	return compliance.Offer{
		Kind: kind, Ref: ref, Brings: compliance.Quantity{Hours: amount}, Buckets: []hours.Bucket{hours.Plan}, Subject: subject, Minutes: int(amount),
	}
}

func TestNextSteps(t *testing.T) {
	t.Parallel()
	makeUp := offer(compliance.MakeUp, 1, 300, "law")
	makeUp.DueOn = 20260930
	assigned := offer(compliance.Course, 2, 150, "technology")
	assigned.Assigned = true
	lateMeeting := offer(compliance.Meeting, 9, 900, "law")
	lateMeeting.DueOn = 20261010
	lateClass, over := lateMeeting, lateMeeting
	lateClass.Kind, over.Kind, over.DueOn = compliance.Class, compliance.Class, 20260915
	for _, c := range []struct {
		name   string
		offers []compliance.Offer
		want   []int64
		total  hours.Amount
		closes bool
	}{
		{"make-up, then the duty, then one course for what is left of both gaps", []compliance.Offer{
			offer(compliance.Course, 3, 150, "rural"), assigned, makeUp, offer(compliance.Course, 4, 150, "law"),
		}, []int64{1, 2, 4}, 6750, true},
		{"one long course instead of three short ones", []compliance.Offer{
			offer(compliance.Course, 5, 200, "law"), offer(compliance.Course, 6, 200, "law"), offer(compliance.Course, 7, 200, "law"),
			offer(compliance.Course, 8, 600, "law"),
		}, []int64{8}, 6750, true},
		{"a meeting after the due date does not help", []compliance.Offer{lateMeeting}, nil, 0, false},
		{"a class that is over too late, or already, does not help", []compliance.Offer{lateClass, over}, nil, 0, false},
		{"what there is, when it is not enough", []compliance.Offer{offer(compliance.Course, 5, 100, "law")}, []int64{5}, 6250, false},
		{"nothing on offer", nil, nil, 0, false},
	} {
		p := compliance.NextSteps(september(), c.offers)
		var refs []int64
		for _, s := range p.Steps {
			refs = append(refs, s.Ref)
		}
		total, _ := p.Reaches("total")
		if !slices.Equal(refs, c.want) || total.Have.Hours != c.total || p.Closes() != c.closes {
			t.Errorf("%s: steps %v to %s, closes %v, open %v", c.name, refs, total.Have, p.Closes(), p.Open)
		}
	}
}

// TestTwoStepsWhereTakingTheBestFirstNeedsThree has six gaps: one offer closes four of them, but two
// others close three each.
func TestTwoStepsWhereTakingTheBestFirstNeedsThree(t *testing.T) {
	t.Parallel()
	policy := compliance.Policy{Year: 2026}
	for _, b := range []hours.Bucket{"1", "2", "3", "4", "5", "6"} {
		policy.Requirements = append(policy.Requirements, compliance.Requirement{Key: string(b), Asks: compliance.Quantity{Hours: 100}, Bucket: b})
	}
	person := compliance.Person{Membership: []calendar.Span{calendar.Since(20200101)}}
	v := compliance.Evaluate(policy, person, nil, compliance.Moment{On: 20261201})
	p := compliance.NextSteps(v, []compliance.Offer{
		{Ref: 1, Kind: compliance.Course, Brings: compliance.Quantity{Hours: 100}, Buckets: []hours.Bucket{"1", "2", "4", "5"}},
		{Ref: 2, Kind: compliance.Course, Brings: compliance.Quantity{Hours: 100}, Buckets: []hours.Bucket{"1", "2", "3"}},
		{Ref: 3, Kind: compliance.Course, Brings: compliance.Quantity{Hours: 100}, Buckets: []hours.Bucket{"4", "5", "6"}},
	})
	if len(p.Steps) != 2 || p.Steps[0].Ref != 2 || p.Steps[1].Ref != 3 || !p.Closes() {
		t.Errorf("proposed %+v", p.Steps)
	}
}

func TestAGapThatIsDueLaterAsksForNothingNow(t *testing.T) {
	t.Parallel()
	v := september()
	p := compliance.NextSteps(v, []compliance.Offer{{
		Kind: compliance.Course, Ref: 1, Brings: compliance.Quantity{Hours: 5000}, Buckets: []hours.Bucket{hours.OnlineSelfStudy},
	}})
	if len(p.Steps) != 0 {
		t.Errorf("in September a course is proposed for a gap due in December: %+v", p.Steps)
	}
}

func offers() *rapid.Generator[[]compliance.Offer] {
	return rapid.Custom(func(t *rapid.T) []compliance.Offer {
		list := make([]compliance.Offer, rapid.IntRange(0, 10).Draw(t, "offers"))
		for i := range list {
			list[i] = compliance.Offer{
				Kind: rapid.SampledFrom([]compliance.OfferKind{compliance.MakeUp, compliance.Course, compliance.Reading}).Draw(t, "kind"),
				Ref:  int64(i), Assigned: rapid.Bool().Draw(t, "assigned"),
				Brings: compliance.Quantity{
					Hours: hours.Amount(rapid.Int64Range(0, 3000).Draw(t, "hours")), Days: hours.Days(rapid.Int64Range(0, 500).Draw(t, "days")),
					Times: rapid.IntRange(0, 1).Draw(t, "times"),
				},
				Buckets: rapid.SliceOfNDistinct(rapid.SampledFrom(buckets), 0, 3, rapid.ID).Draw(t, "buckets"),
				Subject: rapid.SampledFrom(subjects).Draw(t, "subject"), Mode: rapid.SampledFrom(modes).Draw(t, "mode"),
				Minutes: rapid.IntRange(5, 90).Draw(t, "minutes"),
			}
		}
		return list
	})
}

// TestNextStepsCloseTheGapWhenTheOffersSuffice takes every step as if done today and judges again.
func TestNextStepsCloseTheGapWhenTheOffersSuffice(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		policy, list := policies().Draw(t, "policy"), offers().Draw(t, "offers")
		person := compliance.Person{Membership: []calendar.Span{calendar.Since(20200101)},
			Categories: []compliance.CategorySpan{{Category: "section_level", Span: calendar.Since(20200101)}}}
		done := facts(0).Draw(t, "facts")
		at := compliance.Moment{On: calendar.Date(20260101).AddDays(rapid.IntRange(0, 364).Draw(t, "day"))}
		open := func(taken []compliance.Offer) (keys []string) {
			all := slices.Clone(done)
			for i, o := range taken {
				all = append(all, compliance.Fact{
					Entry: hours.EntryID(1000 + i), On: at.On, Amount: o.Brings.Hours, Days: o.Brings.Days, Times: o.Brings.Times,
					Buckets: o.Buckets, Subject: o.Subject, Mode: o.Mode,
				})
			}
			horizon := at.On.Quarter().End(at.On.Year())
			for _, r := range compliance.Evaluate(policy, person, all, at).Results {
				if r.DueNextOn <= horizon && r.Shortfall != r.Lost {
					keys = append(keys, r.Key)
				}
			}
			return keys
		}
		p := compliance.NextSteps(compliance.Evaluate(policy, person, done, at), list)
		var taken []compliance.Offer
		for _, s := range p.Steps {
			taken = append(taken, s.Offer)
		}
		if got, want := open(taken), open(list); !slices.Equal(got, want) {
			t.Fatalf("the proposal leaves %v open, all offers together leave %v", got, want)
		}
		shuffled := slices.Clone(list)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if again := compliance.NextSteps(compliance.Evaluate(policy, person, done, at), shuffled); !reflect.DeepEqual(again, p) {
			t.Fatalf("in another order the same offers give another proposal")
		}
	})
}

func TestWindows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		window   compliance.Window
		year     int
		from, to calendar.Date
	}{
		{compliance.Window{}, 2026, 20260101, 20261231},
		{compliance.Window{Years: 5, First: 2023}, 2026, 20230101, 20271231},
		{compliance.Window{Years: 5, First: 2023}, 2027, 20230101, 20271231},
		{compliance.Window{Years: 5, First: 2023}, 2028, 20280101, 20321231},
		{compliance.Window{Years: 5, First: 2023}, 2022, 20180101, 20221231},
		{compliance.Window{Years: 5}, 2026, 20220101, 20261231},
	} {
		if got := c.window.Span(c.year); got.From != c.from || got.To != c.to {
			t.Errorf("%+v in %d: %v", c.window, c.year, got)
		}
	}
}

func TestTheDerivationSaysEverything(t *testing.T) {
	t.Parallel()
	policy := compliance.Policy{Year: 2026, NoticeDays: 30, Requirements: []compliance.Requirement{{
		Key: "total", Basis: "2026年度理论学习计划第 3 版", Asks: compliance.Quantity{Hours: 9000}, Shares: compliance.Shares{20, 50, 75, 100},
	}}}
	person := compliance.Person{Membership: []calendar.Span{calendar.Since(20260401)}}
	v := compliance.Evaluate(policy, person, []compliance.Fact{{Entry: 7, On: 20260505, Amount: 1000}}, compliance.Moment{On: 20260916})
	var got []string
	for _, r := range v.Results[0].Reasons {
		got = append(got, r.Message().String())
	}
	want := []string{
		"按2026年度理论学习计划第 3 版，应达到 90 学时",
		"计入 9 个整月（共 12 个月），按月折算：90 学时 折为 67.5 学时",
		"到 2026-09-30 应到目标的 68.7%，即 46.4 学时",
		"截至 2026-09-16 计入 1 条，合计 10 学时",
		"到 2026-09-30 还差 36.4 学时",
	}
	if !slices.Equal(got, want) {
		t.Errorf("derivation:\n%q\nwant\n%q", got, want)
	}
}
