package demo

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"xiangxue/course/calendar"
)

// monthDay is a day of any year, as the number mmdd.
type monthDay int

// day is a date at which something can happen at a time of day.
type day struct{ calendar.Date }

func dayOf(year int, d monthDay) day {
	return day{calendar.NewDate(year, time.Month(d/100), int(d%100))}
}

// at returns the moment at a time of day, as the number hhmm.
func (d day) at(clock int) time.Time {
	return d.Time().Add(time.Duration(clock/100)*time.Hour + time.Duration(clock%100)*time.Minute)
}

// moment is when something happens in the year that is enacted, or in the one before.
type moment struct {
	last  bool // in the year before
	on    monthDay
	clock int // as the number hhmm
}

// usualTime is when something happens of which no time is told.
const usualTime = 930

func (m moment) in(year int) time.Time {
	if m.last {
		year--
	}
	return dayOf(year, m.on).at(m.clock)
}

// before reports whether the moment is on an earlier day than another.
func (m moment) before(o moment) bool {
	if m.last != o.last {
		return m.last
	}
	return m.on < o.on
}

var (
	monthDayForm = regexp.MustCompile(`^\d\d-\d\d$`)
	clockForm    = regexp.MustCompile(`^\d\d:\d\d$`)
)

// parseMonthDay reads 03-05. The 29th of February is no day of every year.
func parseMonthDay(s string) (monthDay, error) {
	if !monthDayForm.MatchString(s) {
		return 0, fmt.Errorf("“%s”不是月日，请写成 03-05 的样子", s)
	}
	month, _ := strconv.Atoi(s[:2])
	date, _ := strconv.Atoi(s[3:])
	if d := calendar.NewDate(2025, time.Month(month), date); int(d.Month()) != month || d.Day() != date {
		return 0, fmt.Errorf("没有 %s 这一天", s)
	}
	return monthDay(month*100 + date), nil
}

// parseClock reads 14:30.
func parseClock(s string) (int, error) {
	hour, _ := strconv.Atoi(s[:2])
	minute, _ := strconv.Atoi(s[3:])
	if hour > 23 || minute > 59 {
		return 0, fmt.Errorf("没有 %s 这个时间", s)
	}
	return hour*100 + minute, nil
}
