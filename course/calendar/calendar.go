// Package calendar keeps the product's idea of time (日历): civil dates in Asia/Shanghai, study years, quarters and
// workdays. It is pure: the current time always comes from a Clock.
package calendar

import (
	"fmt"
	"strings"
	"time"
)

// Shanghai is the zone in which every date of the product is meant. China has had no daylight saving time since 1991,
// so a fixed offset is exact and needs no zone files on the machine.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// Clock returns the current time. Tests and the demo put their own in its place.
type Clock func() time.Time

// Today returns the date in Shanghai.
func (c Clock) Today() Date { return DateOf(c()) }

// Date is a civil date in Shanghai, kept as the number yyyymmdd so that dates sort, compare and store as integers.
// The zero Date means "no date".
type Date int32

// NewDate returns the date of the given year, month and day, normalised as time.Date does.
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, Shanghai))
}

// DateOf returns the date in Shanghai at instant t.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Shanghai).Date()
	return Date(y*10000 + int(m)*100 + d)
}

// ParseDate reads a date in one of the forms people type: 2026-03-05, 2026/3/5, 2026.3.5, 20260305, 2026年3月5日.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{"2006-1-2", "2006/1/2", "2006.1.2", "20060102", "2006年1月2日"} {
		if t, err := time.ParseInLocation(layout, s, Shanghai); err == nil {
			return DateOf(t), nil
		}
	}
	return 0, fmt.Errorf("%q is not a date", s)
}

// Year returns the year of the date.
func (d Date) Year() int { return int(d) / 10000 }

// Month returns the month of the date.
func (d Date) Month() time.Month { return time.Month(int(d) / 100 % 100) }

// Day returns the day of the month.
func (d Date) Day() int { return int(d) % 100 }

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == 0 }

// Time returns the start of the date in Shanghai.
func (d Date) Time() time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, Shanghai)
}

// End returns the last instant of the date, to the millisecond.
func (d Date) End() time.Time { return d.AddDays(1).Time().Add(-time.Millisecond) }

// AddDays returns the date n days later.
func (d Date) AddDays(n int) Date { return NewDate(d.Year(), d.Month(), d.Day()+n) }

// DaysUntil returns the number of days from d to e, negative when e is earlier.
func (d Date) DaysUntil(e Date) int { return int(e.Time().Sub(d.Time()).Hours() / 24) }

// String returns the date as 2026-03-05, and "" for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year(), int(d.Month()), d.Day())
}

// Quarter returns the quarter the date lies in.
func (d Date) Quarter() Quarter { return Quarter((int(d.Month())-1)/3 + 1) }

// Quarter is a quarter of a study year, 1 to 4.
type Quarter int

// Start returns the first day of the quarter in the year.
func (q Quarter) Start(year int) Date { return NewDate(year, time.Month(3*(int(q)-1)+1), 1) }

// End returns the last day of the quarter in the year.
func (q Quarter) End(year int) Date { return NewDate(year, time.Month(3*int(q)+1), 0) }

// StudyYear returns the first and last day of a study year, which is the calendar year.
func StudyYear(year int) Span {
	return Span{From: NewDate(year, time.January, 1), To: NewDate(year, time.December, 31)}
}

// Forever is the last day of a span that has no end yet. It is a real date so that "D between from and to" needs no
// special case, in Go or in SQL.
const Forever Date = 99991231

// Span is a run of days; both ends belong to it.
type Span struct{ From, To Date }

// Since returns the span that begins on d and has no end yet.
func Since(d Date) Span { return Span{From: d, To: Forever} }

// Contains reports whether d lies in the span.
func (s Span) Contains(d Date) bool { return s.From <= d && d <= s.To }

// Overlaps reports whether the two spans share a day.
func (s Span) Overlaps(o Span) bool { return s.From <= o.To && o.From <= s.To }

// Millis returns t as milliseconds since 1970 in UTC, the form in which instants are stored.
func Millis(t time.Time) int64 { return t.UnixMilli() }

// FromMillis returns the instant of a stored number, in Shanghai.
func FromMillis(ms int64) time.Time { return time.UnixMilli(ms).In(Shanghai) }
