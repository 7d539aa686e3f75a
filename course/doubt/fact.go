package doubt

import (
	"cmp"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
)

// Facts are what doubts are looked for in. More of them than needed do no harm.
type Facts struct {
	Presences []Presence
	Absences  []Absence
	Bookings  []Booking // of whole days: all that a person has on a day, or nothing
	Unproven  []Booking // make-ups that name no paper
	Sheets    []Sheet   // all of a hand, or nothing
	Texts     []Text
}

// PlaceKind says what people were at.
type PlaceKind string

// The kinds of places.
const (
	Meeting     PlaceKind = "meeting"
	Class       PlaceKind = "class"       // one day of it
	Declaration PlaceKind = "declaration" // of self-study, by its day
)

// Place is a meeting, a day of a training class, or a declaration.
type Place struct {
	Kind     PlaceKind
	ID       int64
	Title    string
	Unit     roster.UnitID // whose it is
	On       calendar.Date
	From, To time.Time
	Entry    hours.EntryID // an entry that rests on it; 0 when none is named
}

func (p Place) same(o Place) bool { return p.Kind == o.Kind && p.ID == o.ID }

func (p Place) overlaps(o Place) bool { return p.From.Before(o.To) && o.From.Before(p.To) }

func (p Place) compare(o Place) int {
	return cmp.Or(p.From.Compare(o.From), -cmp.Compare(p.Kind, o.Kind), cmp.Compare(p.ID, o.ID))
}

// Presence is a person whom the record of a place has there.
type Presence struct {
	Person
	At         Place
	RecordedAt time.Time
	Corrected  bool // stated by a correction, which comes late by nature
	Limit      int  // within how many days the place was to be recorded
	Excused    bool // leave had been granted
}

// Absence is a person who missed a meeting and was to make up for it by a day that is over.
type Absence struct {
	Person
	From Place
}

// Booking is an entry of the ledger.
type Booking struct {
	Person     // with the entry alone
	Title      string
	On         calendar.Date
	Amount     hours.Amount
	RecordedAt time.Time
}

// Sheet is a roll as it was confirmed first.
type Sheet struct {
	ID         int64
	Of         Place
	Hand       roster.CadreID // who confirmed it
	Name       string
	RecordedAt time.Time
}

// Span is what is known about when a class met.
type Span struct {
	calendar.Span
	Days hours.Days // 0 when it was announced in hours only
}

// A class meets by day: what is held in the evening of its days is at another time.
const (
	classBegins = 9 * time.Hour
	classEnds   = 17 * time.Hour
)

// Hours returns when the class met on a day. It is false when that is not certain: of a class that has fewer days than
// its span has working days nobody can tell which they were.
func (s Span) Hours(on calendar.Date) (from, to time.Time, certain bool) {
	all, working := 0, 0
	for day := s.From; day <= s.To; day = day.AddDays(1) {
		all++
		if isWorking(day) {
			working++
		}
	}
	whole := hours.Days(working) * hours.Day
	if !isWorking(on) {
		whole = hours.Days(all) * hours.Day
	}
	midnight := on.Time()
	return midnight.Add(classBegins), midnight.Add(classEnds), s.Contains(on) && s.Days > 0 && s.Days >= whole
}

func isWorking(d calendar.Date) bool {
	day := d.Time().Weekday()
	return day != time.Saturday && day != time.Sunday
}
