package report

import (
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/seal"
)

// AsOf says what a report looks at: the events of a study year up to a day, as far as they were recorded by an instant.
// Zero fields mean this year, today, now.
type AsOf struct {
	Year    int
	On      calendar.Date
	KnownAt time.Time
}

// Stamp is what every report prints about itself: what it looks at, and the latest checkpoint of the ledger, whose Size
// is 0 while nothing is signed.
type Stamp struct {
	AsOf
	Checkpoint seal.Checkpoint
}

// resolve fills in what is not given. The day is brought into the study year and never lies in the future.
func (a AsOf) resolve(now time.Time) AsOf {
	today := calendar.DateOf(now)
	if a.Year == 0 {
		a.Year = today.Year()
		if !a.On.IsZero() {
			a.Year = a.On.Year()
		}
	}
	year := calendar.StudyYear(a.Year)
	if a.On.IsZero() {
		a.On = today
	}
	a.On = max(year.From, min(a.On, today, year.To))
	if a.KnownAt.IsZero() || a.KnownAt.After(now) {
		a.KnownAt = now
	}
	a.KnownAt = calendar.FromMillis(calendar.Millis(a.KnownAt))
	return a
}

// moment returns the same for compliance.
func (a AsOf) moment() compliance.Moment { return compliance.Moment{On: a.On, KnownAt: a.KnownAt} }

// span returns the days of the study year that count.
func (a AsOf) span() calendar.Span {
	return calendar.Span{From: calendar.StudyYear(a.Year).From, To: a.On}
}

// period returns the same for the ledger, beginning on a day that may lie before the year.
func (a AsOf) period(from calendar.Date) hours.Period {
	return hours.Period{From: from, To: a.On, AsOf: a.On, KnownAt: a.KnownAt}
}

// known returns the instant as it is stored.
func (a AsOf) known() int64 { return calendar.Millis(a.KnownAt) }

// happened returns the last instant at which what has no date of its own counts: known, and by the end of the day.
func (a AsOf) happened() int64 { return min(a.known(), calendar.Millis(a.On.End())) }
