package calendar

import "time"

// yearOfRest is what the State Council says about a year: the public holidays, and the weekend days that are worked in
// exchange (调休).
type yearOfRest struct {
	holidays []Span
	worked   []Date
}

// restOf returns what is known of a year. 2026 stands as in 国务院办公厅关于2026年部分节假日安排的通知; of a year that is not
// listed, only the days that 全国年节及纪念日放假办法 fixes by the solar calendar are known.
func restOf(year int) yearOfRest {
	if year == 2026 {
		return yearOfRest{
			holidays: []Span{
				{20260101, 20260103}, {20260215, 20260223}, {20260404, 20260406}, {20260501, 20260505},
				{20260619, 20260621}, {20260925, 20260927}, {20261001, 20261007},
			},
			worked: []Date{20260104, 20260214, 20260228, 20260509, 20260920, 20261010},
		}
	}
	return yearOfRest{holidays: []Span{
		{NewDate(year, time.January, 1), NewDate(year, time.January, 1)},
		{NewDate(year, time.May, 1), NewDate(year, time.May, 2)},
		{NewDate(year, time.October, 1), NewDate(year, time.October, 3)},
	}}
}

// IsHoliday reports whether the day is a public holiday.
func (d Date) IsHoliday() bool {
	for _, s := range restOf(d.Year()).holidays {
		if s.Contains(d) {
			return true
		}
	}
	return false
}

// IsWorkday reports whether the day is a working day (工作日): no holiday, and a weekday or a weekend day that is worked
// in exchange for one.
func (d Date) IsWorkday() bool {
	for _, worked := range restOf(d.Year()).worked {
		if d == worked {
			return true
		}
	}
	weekday := d.Time().Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && !d.IsHoliday()
}

// AddWorkdays returns the n-th working day after the day, or before it when n is negative. The day itself does not count,
// so that a period of n working days that begins with d ends with the day that is returned; n = 0 returns d.
func (d Date) AddWorkdays(n int) Date {
	step := 1
	if n < 0 {
		step = -1
	}
	for ; n != 0; n -= step {
		for d = d.AddDays(step); !d.IsWorkday(); {
			d = d.AddDays(step)
		}
	}
	return d
}
