package office

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Numbers beyond these bounds are written with an exponent: no identification number is longer.
const (
	exponentFrom = 1e21
	exponentTo   = 1e-9
)

// numberText returns a number as a person would type it: a date as 2026-03-05, with its time when there is
// one, a time of day as 14:30, a duration as 25:30, other numbers without exponent and to the 15 digits
// a spreadsheet shows. What is not a number is returned as it is.
func numberText(raw string, f format, from1904 bool) string {
	if f == plain && isDigits(raw) {
		return raw
	}
	x, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return raw
	}
	switch {
	case f == dated && x >= 0 && x < lastSerial:
		return serialText(x, from1904)
	case f == elapsed && math.Abs(x) < lastSerial:
		return durationText(x)
	}
	return decimalText(x)
}

// isDigits recognises whole numbers, which keep all their digits.
func isDigits(s string) bool {
	s = strings.TrimPrefix(s, "-")
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

func decimalText(x float64) string {
	// The text has just been formatted, it parses.
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 14, 64), 64)
	size := math.Abs(rounded)
	if size != 0 && (size >= exponentFrom || size < exponentTo) {
		return strconv.FormatFloat(rounded, 'g', -1, 64)
	}
	if rounded == 0 {
		return "0"
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

const (
	secondsPerDay = 24 * 60 * 60
	lastSerial    = 2_958_466 // the day after 9999-12-31
	// Lotus 1-2-3 took 1900 for a leap year, and every spreadsheet has kept its 1900-02-29.
	phantomDay = 60
)

// serialText returns the date, time of day or both of a serial number of days.
func serialText(x float64, from1904 bool) string {
	seconds := int64(math.Round(x * secondsPerDay))
	days, clock := seconds/secondsPerDay, seconds%secondsPerDay
	at := epoch(days, from1904).AddDate(0, 0, int(days)).Add(time.Duration(clock) * time.Second)
	switch {
	case x < 1 && !(from1904 && clock == 0):
		return at.Format(clockLayout(clock))
	case clock == 0:
		if days == phantomDay && !from1904 {
			return "1900-02-29"
		}
		return at.Format(time.DateOnly)
	}
	return at.Format(time.DateOnly + " " + clockLayout(clock))
}

// epoch is day 0 of the calendar a serial number counts in.
func epoch(days int64, from1904 bool) time.Time {
	switch {
	case from1904:
		return time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < phantomDay:
		return time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
}

// clockLayout leaves the seconds out when there are none.
func clockLayout(clock int64) string {
	if clock%60 == 0 {
		return "15:04"
	}
	return time.TimeOnly
}

// durationText returns a number of days as hours, minutes and, when there are any, seconds.
func durationText(x float64) string {
	sign := ""
	if x < 0 {
		sign, x = "-", -x
	}
	seconds := int64(math.Round(x * secondsPerDay))
	text := fmt.Sprintf("%s%d:%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf(":%02d", seconds%60)
	}
	return text
}
