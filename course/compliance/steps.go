package compliance

import (
	"cmp"
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
)

// OfferKind says what somebody could do next.
type OfferKind string

// The kinds of offers.
const (
	MakeUp  OfferKind = "make_up"
	Reading OfferKind = "reading"
	Course  OfferKind = "course"
	Quiz    OfferKind = "quiz"
	Meeting OfferKind = "meeting"
	Class   OfferKind = "class" // a training class that is planned
)

// Offer is something a person could do and what it would bring.
type Offer struct {
	Kind     OfferKind
	Ref      int64 // which make-up, document, course, quiz or meeting
	Title    string
	Assigned bool // somebody asked for it
	Brings   Quantity
	Buckets  []hours.Bucket
	Activity hours.Activity
	Subject  string
	Mode     hours.Mode
	Minutes  int           // an estimate for planning
	DueOn    calendar.Date // until when it can be done; for a meeting or class, when it is over; zero: no limit
}

// Step is an offer worth taking and how far it brings the person.
type Step struct {
	Offer
	Reaches []Reached // the requirements it advances, in the order of the verdict
}

// Reached is where a requirement stands after a step.
type Reached struct {
	Key  string
	Have Quantity
	Due  Quantity
}

// Proposal is what to do next.
type Proposal struct {
	Steps []Step
	Open  []Gap // what stays missing even then
}

// Gap is what is missing for a requirement.
type Gap struct {
	Key  string
	Need Quantity
}

// Closes reports whether the steps close every gap.
func (p Proposal) Closes() bool { return len(p.Open) == 0 }

// Reaches returns where the requirement stands after all steps, and false when no step advances it.
func (p Proposal) Reaches(key string) (Reached, bool) {
	for _, s := range slices.Backward(p.Steps) {
		for _, r := range s.Reaches {
			if r.Key == key {
				return r, true
			}
		}
	}
	return Reached{}, false
}

// NextSteps proposes the cheapest steps that close the gaps due by the end of the running quarter: make-ups and assigned
// duties first, by due date, as far as they help; then as few further offers as possible, at equal number the shorter
// ones. The same verdict and offers, in whatever order, give the same proposal.
func NextSteps(v Verdict, offers []Offer) Proposal {
	b := newBalance(v)
	duties, choices := sortOffers(offers, v.At.On)
	var taken []Offer
	for _, o := range duties {
		if b.advancedBy(o) {
			b.take(o)
			taken = append(taken, o)
		}
	}
	for _, o := range fewest(b.clone(), choices) {
		b.take(o)
		taken = append(taken, o)
	}
	return proposal(v, b, taken)
}

// sortOffers splits the offers that can still be taken into duties and free choices, each in a fixed order.
func sortOffers(offers []Offer, on calendar.Date) (duties, choices []Offer) {
	for _, o := range offers {
		switch {
		case o.until() < on && (o.Kind == Meeting || o.Kind == Class || o.Kind == Quiz): // over
		case o.Kind == MakeUp || o.Assigned:
			duties = append(duties, o)
		default:
			choices = append(choices, o)
		}
	}
	slices.SortFunc(duties, func(a, b Offer) int {
		return cmp.Or(cmp.Compare(dutyRank(a), dutyRank(b)), cmp.Compare(a.until(), b.until()), compareOffers(a, b))
	})
	slices.SortFunc(choices, compareOffers)
	return duties, choices
}

// until returns the last day on which the offer can be taken.
func (o Offer) until() calendar.Date {
	if o.DueOn.IsZero() {
		return calendar.Forever
	}
	return o.DueOn
}

func dutyRank(o Offer) int {
	if o.Kind == MakeUp {
		return 0
	}
	return 1
}

func compareOffers(a, b Offer) int {
	return cmp.Or(cmp.Compare(a.Minutes, b.Minutes), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.Title, b.Title))
}

// proposal writes down how far each step brings the person.
func proposal(v Verdict, b balance, taken []Offer) Proposal {
	var p Proposal
	have := make(map[string]Quantity, len(v.Results))
	for _, r := range v.Results {
		have[r.Key] = r.Have
	}
	for _, o := range taken {
		step := Step{Offer: o}
		for _, r := range v.Results {
			if gained := o.toward(r); !gained.IsZero() {
				have[r.Key] = have[r.Key].Add(gained)
				step.Reaches = append(step.Reaches, Reached{Key: r.Key, Have: have[r.Key], Due: r.DueNext})
			}
		}
		p.Steps = append(p.Steps, step)
	}
	for _, g := range b.gaps {
		if !g.left.IsZero() {
			p.Open = append(p.Open, Gap{Key: g.result.Key, Need: g.left})
		}
	}
	return p
}
