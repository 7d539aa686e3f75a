package compliance

import "xiangxue/course/calendar"

// point is a due date: what has to be reached by it, counted from the start of the window, and what counts for it.
type point struct {
	on       calendar.Date
	need     Quantity
	have     Quantity
	num, den int // the part of the target that is due
}

// points returns the due dates of a requirement in their order. There is always at least one, the end of the window.
func points(r Requirement, target Quantity, m months, window calendar.Span, facts []Fact) []point {
	have := sum(facts)
	switch {
	case r.Quarterly:
		return everyQuarter(r, m, facts)
	case r.Shares == Shares{} || r.Window.Years > 1:
		return []point{{on: window.To, need: target, have: have, num: 1, den: 1}}
	default:
		return byShares(r.Shares, target, m, have)
	}
}

// byShares spreads the target over the quarters: a quarter weighs its share times its full months. For a person
// present all year these are the shares of the plan; a joiner's first quarter asks nothing of the time before.
func byShares(shares Shares, target Quantity, m months, have Quantity) []point {
	whole := 0
	for _, q := range m.quarters {
		whole += shares.increment(q.number) * q.full
	}
	if whole == 0 { // as when all is due in the last quarter and the person left before it
		return []point{{on: m.quarters[len(m.quarters)-1].To, need: target, have: have, num: 1, den: 1}}
	}
	var list []point
	reached := 0
	for _, q := range m.quarters {
		if weight := shares.increment(q.number) * q.full; weight > 0 {
			reached += weight
			list = append(list, point{on: q.To, need: target.fraction(reached, whole), have: have, num: reached, den: whole})
		}
	}
	return list
}

// everyQuarter asks for the same in each quarter by itself; what a quarter has too much does not help another one.
func everyQuarter(r Requirement, m months, facts []Fact) []point {
	var list []point
	var need, have Quantity
	for _, q := range m.quarters {
		asked := r.Asks.fraction(q.full, 3)
		need = need.Add(asked)
		have = have.Add(sum(inside(facts, q.Span)).only(asked).least(asked))
		list = append(list, point{on: q.To, need: need, have: have, num: 1, den: 1})
	}
	return list
}

func sum(facts []Fact) Quantity {
	var total Quantity
	for _, f := range facts {
		total = total.Add(f.quantity())
	}
	return total
}

func inside(facts []Fact, span calendar.Span) []Fact {
	var list []Fact
	for _, f := range facts {
		if span.Contains(f.On) {
			list = append(list, f)
		}
	}
	return list
}

// passed returns the last point whose date has been reached on the day, or an empty one.
func passed(list []point, on calendar.Date) point {
	var last point
	for _, p := range list {
		if p.on <= on {
			last = p
		}
	}
	return last
}

// next returns the first point whose date is on the day or later, or the last point of all.
func next(list []point, on calendar.Date) point {
	for _, p := range list {
		if p.on >= on {
			return p
		}
	}
	return list[len(list)-1]
}
