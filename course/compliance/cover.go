package compliance

import (
	"slices"
)

// searchLimit bounds how many combinations fewest looks at, so that a long list of courses cannot stall a page. It
// counts combinations, not time: the result is the same on every machine.
const searchLimit = 20000

// balance is what is still missing while steps are being chosen.
type balance struct{ gaps []gap }

type gap struct {
	result *Result
	left   Quantity // zero: closed
}

// newBalance opens the gaps that are due by the end of the quarter the verdict looks from and can still be closed.
func newBalance(v Verdict) balance {
	var b balance
	horizon := v.At.On.Quarter().End(v.At.On.Year())
	for i := range v.Results {
		r := &v.Results[i]
		left := r.Shortfall
		left.Hours, left.Days, left.Times = left.Hours-r.Lost.Hours, left.Days-r.Lost.Days, left.Times-r.Lost.Times
		if r.DueNextOn <= horizon && !left.IsZero() {
			b.gaps = append(b.gaps, gap{result: r, left: left})
		}
	}
	return b
}

func (b balance) clone() balance { return balance{gaps: slices.Clone(b.gaps)} }

func (b balance) closed() bool {
	return !slices.ContainsFunc(b.gaps, func(g gap) bool { return !g.left.IsZero() })
}

// toward returns what the offer brings for a requirement.
func (o Offer) toward(r Result) Quantity {
	late := (o.Kind == Meeting || o.Kind == Class) && o.DueOn > r.DueNextOn
	f := Fact{Buckets: o.Buckets, Activity: o.Activity, Subject: o.Subject, Mode: o.Mode}
	if late || !r.accepts(f) {
		return Quantity{}
	}
	return o.Brings.only(r.Asks)
}

// value returns how much of the open gaps the offer closes: 1000 for a whole gap.
func (b balance) value(o Offer) int64 {
	var value int64
	for _, g := range b.gaps {
		gained := o.toward(*g.result)
		value += max(
			permille(int64(gained.Hours), int64(g.left.Hours)),
			permille(int64(gained.Days), int64(g.left.Days)),
			permille(int64(gained.Times), int64(g.left.Times)))
	}
	return value
}

// permille returns how much of left is gained, at least 1 when anything is, and 0 when nothing is left.
func permille(gained, left int64) int64 {
	if left <= 0 || gained <= 0 {
		return 0
	}
	return max(1, min(gained, left)*1000/left)
}

func (b balance) advancedBy(o Offer) bool { return b.value(o) > 0 }

// take reduces the gaps by what the offer brings.
func (b balance) take(o Offer) {
	for i := range b.gaps {
		g := &b.gaps[i]
		g.left = g.left.Short(o.toward(*g.result))
	}
}

// fewest returns as few choices as possible that close the gaps, or as many as help when they cannot be closed. It
// first takes the choice that helps most, again and again, and leaves out what turns out superfluous; then it looks
// for a smaller set among the combinations, as far as searchLimit allows.
func fewest(open balance, choices []Offer) []Offer {
	taken := superfluous(open, greedy(open.clone(), choices))
	rest := open.clone()
	for _, o := range taken {
		rest.take(o)
	}
	if !rest.closed() {
		return taken
	}
	s := search{choices: choices, left: searchLimit}
	for size := 1; size < len(taken); size++ {
		if found := s.combine(open, 0, size); found != nil {
			return found
		}
	}
	return taken
}

func greedy(open balance, choices []Offer) []Offer {
	var taken []Offer
	used := make([]bool, len(choices))
	for {
		best, bestValue := -1, int64(0)
		for i, o := range choices {
			if value := open.value(o); !used[i] && value > bestValue {
				best, bestValue = i, value
			}
		}
		if best < 0 {
			return taken
		}
		used[best] = true
		open.take(choices[best])
		taken = append(taken, choices[best])
	}
}

// superfluous leaves out, from the last one back, every step without which the gaps end up just as small.
func superfluous(open balance, taken []Offer) []Offer {
	after := func(steps []Offer) balance {
		b := open.clone()
		for _, o := range steps {
			b.take(o)
		}
		return b
	}
	want := after(taken)
	for i := len(taken) - 1; i >= 0; i-- {
		fewer := slices.Delete(slices.Clone(taken), i, i+1)
		if slices.Equal(after(fewer).gaps, want.gaps) {
			taken = fewer
		}
	}
	return taken
}

type search struct {
	choices []Offer
	left    int // combinations that may still be looked at
}

// combine returns size choices from position on that close the gaps, or nil.
func (s *search) combine(open balance, from, size int) []Offer {
	for i := from; i < len(s.choices) && s.left > 0; i++ {
		s.left--
		if !open.advancedBy(s.choices[i]) {
			continue
		}
		rest := open.clone()
		rest.take(s.choices[i])
		if rest.closed() {
			return []Offer{s.choices[i]}
		}
		if size > 1 {
			if more := s.combine(rest, i+1, size-1); more != nil {
				return append([]Offer{s.choices[i]}, more...)
			}
		}
	}
	return nil
}
