package compliance

import "xiangxue/course/calendar"

// Evaluate judges the person by every requirement of the policy that applied on a day up to the moment. The order of
// the facts does not matter, and an entry counts once per requirement.
func Evaluate(policy Policy, person Person, facts []Fact, at Moment) Verdict {
	v := Verdict{Year: policy.Year, At: at}
	seen := known(facts, at)
	for _, r := range policy.Requirements {
		window := r.Window.Span(policy.Year)
		if applies(person, r.Category, calendar.Span{From: window.From, To: max(window.From, min(window.To, at.On))}) {
			v.Results = append(v.Results, judge(r, window, person, seen, at, policy.NoticeDays))
		}
	}
	return v
}

func applies(p Person, category string, days calendar.Span) bool {
	for _, s := range p.subject(category) {
		if s.Overlaps(days) {
			return true
		}
	}
	return false
}

func judge(r Requirement, window calendar.Span, person Person, seen []Fact, at Moment, notice int) Result {
	m := countMonths(person.subject(r.Category), window)
	counted := count(r, window, person, seen)
	target := r.Asks.fraction(m.full, m.all)
	list := points(r, target, m, window, counted)
	end := list[len(list)-1]
	if r.Quarterly {
		target = end.need
	}
	now, soon := passed(list, at.On), next(list, at.On)
	result := Result{
		Requirement: r, Window: window, Full: full(r, m), Target: target, Have: end.have.only(r.Asks),
		DueNow: now.need, DueNext: soon.need, DueNextOn: soon.on,
		Shortfall: soon.need.Short(soon.have),
		Lost:      lost(r, list, at.On),
		State:     state(end, now, soon, at.On, notice),
	}
	for _, f := range counted {
		result.Entries = append(result.Entries, f.Entry)
	}
	result.Reasons = explain(result, m, soon, min(window.To, at.On))
	return result
}

func state(end, now, soon point, on calendar.Date, notice int) State {
	switch {
	case end.need.MetBy(end.have):
		return Met
	case !now.need.MetBy(now.have):
		return Behind
	case !soon.need.MetBy(soon.have) && on.DaysUntil(soon.on) <= notice:
		return AtRisk
	default:
		return OnTrack
	}
}

// lost returns what was missing at the last due date before the day, if it cannot be made good any more.
func lost(r Requirement, list []point, on calendar.Date) Quantity {
	if !r.Quarterly {
		return Quantity{}
	}
	past := passed(list, on.AddDays(-1))
	return past.need.Short(past.have)
}

// full returns what the requirement asks of a person present for the whole window.
func full(r Requirement, m months) Quantity {
	if !r.Quarterly {
		return r.Asks
	}
	var all Quantity
	for range m.quarters {
		all = all.Add(r.Asks)
	}
	return all
}

// count returns the facts that count for the requirement: accepted by its filters, in its window, and not before the
// person first or after the person last belonged to its category. A break in between does not matter: what somebody
// studies on leave counts.
func count(r Requirement, window calendar.Span, person Person, seen []Fact) []Fact {
	var held []calendar.Span
	for _, s := range person.category(r.Category) {
		if s.Overlaps(window) {
			held = append(held, s)
		}
	}
	if len(held) == 0 {
		return nil
	}
	days := calendar.Span{From: max(window.From, held[0].From), To: min(window.To, held[len(held)-1].To)}
	var counted []Fact
	for _, f := range seen {
		if days.Contains(f.On) && r.accepts(f) {
			counted = append(counted, f)
		}
	}
	return counted
}
