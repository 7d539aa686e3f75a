package compliance_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
)

// plain judges one requirement again, sharing no arithmetic with the package: it goes through the calendar day by day and
// month by month, as a clerk with a pencil would. `make soak` holds the two together over a hundred thousand histories.
type plain struct {
	r      compliance.Requirement
	person compliance.Person
	first  calendar.Date // of the window
	last   calendar.Date
}

func newPlain(p compliance.Policy, r compliance.Requirement, person compliance.Person) plain {
	firstYear, lastYear := p.Year, p.Year
	switch {
	case r.Window.Years > 1 && r.Window.First == 0:
		firstYear = p.Year - r.Window.Years + 1
	case r.Window.Years > 1:
		for firstYear = r.Window.First; firstYear+r.Window.Years <= p.Year; firstYear += r.Window.Years {
		}
		lastYear = firstYear + r.Window.Years - 1
	}
	return plain{r, person, calendar.NewDate(firstYear, 1, 1), calendar.NewDate(lastYear, 12, 31)}
}

func (p plain) inCategory(day calendar.Date) bool {
	if p.r.Category == "" {
		return true
	}
	for _, c := range p.person.Categories {
		if c.Category == p.r.Category && c.From <= day && day <= c.To {
			return true
		}
	}
	return false
}

func (p plain) bound(day calendar.Date) bool {
	for _, m := range p.person.Membership {
		if m.From <= day && day <= m.To {
			return p.inCategory(day)
		}
	}
	return false
}

// everBound reports whether the requirement applied on a day of the window up to the one looked from.
func (p plain) everBound(on calendar.Date) bool {
	for day := p.first; day == p.first || day <= p.last && day <= on; day = day.AddDays(1) {
		if p.bound(day) {
			return true
		}
	}
	return false
}

// clerk is what stands on the clerk's sheet for the months of the window.
type clerk struct {
	ends  []calendar.Date // of the quarters
	full  []int           // full months of each quarter
	whole int             // full months of the window
}

func (p plain) months() clerk {
	var c clerk
	for day := p.first; day <= p.last; {
		counts, next := true, calendar.NewDate(day.Year(), day.Time().Month()+1, 1)
		if len(c.full) == 0 || day > c.ends[len(c.ends)-1] {
			c.ends = append(c.ends, calendar.NewDate(day.Year(), day.Time().Month()+3, 0))
			c.full = append(c.full, 0)
		}
		for ; day < next; day = day.AddDays(1) {
			counts = counts && p.bound(day)
		}
		if counts {
			c.full[len(c.full)-1]++
			c.whole++
		}
	}
	return c
}

// part is so many of so many parts, in favour of the person; what is asked in hours or days never becomes nothing.
func part(q compliance.Quantity, num, den int) compliance.Quantity {
	if num == 0 {
		return compliance.Quantity{}
	}
	part := compliance.Quantity{Hours: q.Hours, Days: q.Days, Times: q.Times * num / den}
	if q.Hours != 0 {
		if part.Hours = q.Hours * hours.Amount(num) / hours.Amount(den); part.Hours == 0 {
			part.Hours = 1
		}
	}
	if q.Days != 0 {
		if part.Days = q.Days * hours.Days(num) / hours.Days(den); part.Days == 0 {
			part.Days = 1
		}
	}
	return part
}

func enough(need, have compliance.Quantity) bool {
	if need.Hours == 0 && need.Days == 0 && need.Times == 0 {
		return true
	}
	return need.Hours != 0 && have.Hours >= need.Hours || need.Days != 0 && have.Days >= need.Days || need.Times != 0 && have.Times >= need.Times
}

func missing(need, have compliance.Quantity) (q compliance.Quantity) {
	if enough(need, have) {
		return q
	}
	if need.Hours != 0 {
		q.Hours = need.Hours - have.Hours
	}
	if need.Days != 0 {
		q.Days = need.Days - have.Days
	}
	if need.Times != 0 {
		q.Times = need.Times - have.Times
	}
	return q
}

// sheet is a line of the clerk's: what is due on a day and what counts for it.
type sheet struct {
	on         calendar.Date
	need, have compliance.Quantity
}

// counted adds up the facts of some days that count for the requirement.
func (p plain) counted(facts []compliance.Fact, at compliance.Moment, from, to calendar.Date) (sum compliance.Quantity) {
	firstDay, lastDay := calendar.Forever, calendar.Date(0)
	for day := p.first; day <= p.last; day = day.AddDays(1) {
		if p.inCategory(day) {
			firstDay, lastDay = min(firstDay, day), day
		}
	}
	for _, f := range facts {
		bucket := p.r.Bucket == ""
		for _, b := range f.Buckets {
			bucket = bucket || b == p.r.Bucket
		}
		if bucket && (p.r.Subject == "" || f.Subject == p.r.Subject) && (p.r.Mode == "" || f.Mode == p.r.Mode) &&
			f.On >= firstDay && f.On <= lastDay && f.On >= from && f.On <= to && f.On <= at.On &&
			(at.KnownAt.IsZero() || f.RecordedAt.Before(at.KnownAt) || f.RecordedAt.Equal(at.KnownAt)) {
			sum.Hours, sum.Days, sum.Times = sum.Hours+f.Amount, sum.Days+f.Days, sum.Times+f.Times
		}
	}
	return sum
}

// lines returns what is due when.
func (p plain) lines(facts []compliance.Fact, at compliance.Moment, c clerk, target compliance.Quantity) (lines []sheet) {
	all := p.counted(facts, at, p.first, p.last)
	if p.r.Quarterly {
		var need, have compliance.Quantity
		for q, end := range c.ends {
			asked := part(p.r.Asks, c.full[q], 3)
			got := p.counted(facts, at, calendar.NewDate(end.Year(), end.Time().Month()-2, 1), end)
			need.Hours, need.Days, need.Times = need.Hours+asked.Hours, need.Days+asked.Days, need.Times+asked.Times
			have.Hours, have.Days, have.Times = have.Hours+min(got.Hours, asked.Hours), have.Days+min(got.Days, asked.Days), have.Times+min(got.Times, asked.Times)
			lines = append(lines, sheet{end, need, have})
		}
		return lines
	}
	weights, total := make([]int, len(c.ends)), 0
	if p.r.Shares != (compliance.Shares{}) && p.r.Window.Years <= 1 {
		before := 0
		for q := range weights {
			weights[q] = (p.r.Shares[q] - before) * c.full[q]
			before, total = p.r.Shares[q], total+weights[q]
		}
	}
	if total == 0 {
		return []sheet{{p.last, target, all}}
	}
	reached := 0
	for q, weight := range weights {
		if reached += weight; weight > 0 {
			lines = append(lines, sheet{c.ends[q], part(target, reached, total), all})
		}
	}
	return lines
}

// TestAnIndependentClerkAgrees holds every figure of a verdict against the clerk's.
func TestAnIndependentClerkAgrees(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		policy, person, list := policies().Draw(t, "policy"), persons().Draw(t, "person"), facts(-4000).Draw(t, "facts")
		on := dates().Draw(t, "as of")
		at := compliance.Moment{On: on, KnownAt: rapid.SampledFrom([]time.Time{{}, on.Time()}).Draw(t, "known at")}
		results := compliance.Evaluate(policy, person, list, at).Results
		for _, r := range policy.Requirements {
			p := newPlain(policy, r, person)
			if !p.everBound(on) {
				continue
			}
			if len(results) == 0 || results[0].Key != r.Key {
				t.Fatalf("%s is not judged", r.Key)
			}
			p.compare(t, results[0], list, at, policy.NoticeDays)
			results = results[1:]
		}
		if len(results) > 0 {
			t.Fatalf("%s is judged, although it never applied", results[0].Key)
		}
	})
}

func (p plain) compare(t *rapid.T, got compliance.Result, facts []compliance.Fact, at compliance.Moment, notice int) {
	c := p.months()
	target := part(p.r.Asks, c.whole, 3*len(c.ends))
	lines := p.lines(facts, at, c, target)
	end := lines[len(lines)-1]
	if p.r.Quarterly {
		target = end.need
	}
	var now, over sheet
	soon := end
	for i := len(lines) - 1; i >= 0; i-- {
		if lines[i].on >= at.On {
			soon = lines[i]
		}
	}
	for _, line := range lines {
		if line.on <= at.On {
			now = line
		}
		if line.on < at.On && p.r.Quarterly {
			over = line
		}
	}
	state := compliance.OnTrack
	switch {
	case enough(end.need, end.have):
		state = compliance.Met
	case !enough(now.need, now.have):
		state = compliance.Behind
	case !enough(soon.need, soon.have) && soon.on.Time().Sub(at.On.Time()) <= time.Duration(notice)*24*time.Hour:
		state = compliance.AtRisk
	}
	if got.Window.From != p.first || got.Window.To != p.last || got.Target != target || got.DueNow != now.need || got.DueNext != soon.need ||
		got.DueNextOn != soon.on || got.Shortfall != missing(soon.need, soon.have) || got.Lost != missing(over.need, over.have) || got.State != state {
		t.Fatalf("%s: got %+v\nthe clerk has %s to %s, target %s, due %s, next %s on %s, short %s, lost %s, %s", p.r.Key, got, p.first, p.last, target,
			now.need, soon.need, soon.on, missing(soon.need, soon.have), missing(over.need, over.have), state)
	}
}
