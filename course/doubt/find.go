package doubt

import (
	"cmp"
	"fmt"
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
)

// LongestDay is how many recognised hours of a day raise no question: a day of training counts 8, and an evening meeting
// and a course may come on top.
const LongestDay = 12 * hours.Hour

// Find returns the doubts that the facts raise, the newest event first, those of a day in the order of their grounds.
func Find(f Facts) []Doubt {
	found := finder{}
	found.late(f.Presences)
	found.twoPlaces(f.Presences)
	found.longDays(f.Bookings)
	found.onLeave(f.Presences)
	for _, a := range f.Absences {
		found.add(Doubt{Ground: NoMakeUp, Title: a.From.Title, On: a.From.On, Places: []Place{a.From}}, a.Person, a.From.ID)
	}
	for _, b := range f.Unproven {
		found.add(Doubt{Ground: NoEvidence, Title: b.Title, On: b.On, RecordedAt: b.RecordedAt}, b.Person, int64(b.Entries[0]))
	}
	found.copies(f.Texts)
	found.hands(f.Sheets)
	return found.sorted()
}

// finder gathers the people of the same doubt.
type finder map[string]*Doubt

// add adds a person to the doubt whose key the ids give.
func (f finder) add(d Doubt, p Person, ids ...int64) {
	d.Key = string(d.Ground)
	for _, id := range ids {
		d.Key += fmt.Sprintf("-%d", id)
	}
	known, found := f[d.Key]
	if !found {
		known = &d
		f[d.Key] = known
	}
	if p.Cadre != 0 && !slices.ContainsFunc(known.People, func(o Person) bool { return o.Cadre == p.Cadre }) {
		known.People = append(known.People, p)
	}
}

func (f finder) sorted() []Doubt {
	order := map[Ground]int{}
	for n, g := range Grounds() {
		order[g] = n
	}
	list := make([]Doubt, 0, len(f))
	for _, d := range f {
		slices.SortFunc(d.People, func(a, b Person) int { return cmp.Or(cmp.Compare(a.SortKey, b.SortKey), cmp.Compare(a.Cadre, b.Cadre)) })
		slices.SortFunc(d.Places, Place.compare)
		list = append(list, *d)
	}
	slices.SortFunc(list, func(a, b Doubt) int {
		return cmp.Or(cmp.Compare(b.On, a.On), cmp.Compare(order[a.Ground], order[b.Ground]), cmp.Compare(a.Key, b.Key))
	})
	return list
}

// late asks about meetings that were recorded after their limit, which the plan in force sets: seven days, unless the
// committee approved another figure.
func (f finder) late(list []Presence) {
	for _, p := range list {
		days := p.At.On.DaysUntil(calendar.DateOf(p.RecordedAt))
		if p.At.Kind != Meeting || p.Corrected || days <= p.Limit {
			continue
		}
		d := Doubt{Ground: RecordedLate, Title: p.At.Title, On: p.At.On, RecordedAt: p.RecordedAt, Days: days, Limit: p.Limit, Places: []Place{p.At}}
		f.add(d, p.Person, p.At.ID)
	}
}

// onLeave asks about meetings whose rolls have people who were excused.
func (f finder) onLeave(list []Presence) {
	for _, p := range list {
		if p.Excused && p.At.Kind == Meeting {
			f.add(Doubt{Ground: PresentOnLeave, Title: p.At.Title, On: p.At.On, Places: []Place{p.At}}, p.Person, p.At.ID)
		}
	}
}

// twoPlaces asks about pairs of places at the same time that have the same people.
func (f finder) twoPlaces(list []Presence) {
	byPerson := map[roster.CadreID][]Presence{}
	for _, p := range list {
		byPerson[p.Cadre] = append(byPerson[p.Cadre], p)
	}
	for _, own := range byPerson {
		slices.SortFunc(own, func(a, b Presence) int { return a.At.compare(b.At) })
		for n, p := range own {
			for _, o := range own[n+1:] {
				if !p.At.same(o.At) && p.At.overlaps(o.At) {
					f.pair(p, o)
				}
			}
		}
	}
}

// pair adds the person to the doubt about two places. The meeting that was announced first stands first, and a class
// after a meeting; its id is negative in the key, lest it be taken for a meeting's.
func (f finder) pair(a, b Presence) {
	if a.At.Kind == b.At.Kind && a.At.ID > b.At.ID || a.At.Kind == Class && b.At.Kind == Meeting {
		a, b = b, a
	}
	person := a.Person
	person.Entries = slices.Concat(a.Entries, b.Entries)
	d := Doubt{Ground: TwoPlaces, Title: a.At.Title, Other: b.At.Title, On: a.At.On, Places: []Place{a.At, b.At}}
	f.add(d, person, a.At.number(), b.At.number())
}

func (p Place) number() int64 {
	if p.Kind != Meeting {
		return -p.ID
	}
	return p.ID
}

// longDays asks about days on which a person has more than a day's hours. A single entry raises no question: it is one
// event with its own evidence, as a course whose hours are booked on the day of its last lesson.
func (f finder) longDays(list []Booking) {
	type day struct {
		cadre roster.CadreID
		on    calendar.Date
	}
	byDay := map[day][]Booking{}
	for _, b := range list {
		byDay[day{b.Cadre, b.On}] = append(byDay[day{b.Cadre, b.On}], b)
	}
	for at, bookings := range byDay {
		var sum hours.Amount
		person := bookings[0].Person
		person.Entries = nil
		for _, b := range bookings {
			sum += b.Amount
			person.Entries = append(person.Entries, b.Entries...)
		}
		if len(bookings) > 1 && sum > LongestDay {
			slices.Sort(person.Entries)
			f.add(Doubt{Ground: LongDay, Title: person.Name, On: at.on, Amount: sum}, person, int64(at.cadre), int64(at.on))
		}
	}
}
