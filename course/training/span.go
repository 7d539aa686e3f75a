package training

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"

	"xiangxue/course/calendar"
)

// between are what stands between the two dates of a span, the longer ones first.
var between = [...]string{"——", "--", "至", "到", "~", "—", "–", "-"}

// parseSpan reads the days of a class as people write them: 2026-03-02至2026-03-06, 2026.3.2-3.6, 2026年3月2日—6日, or one
// day. The second date may leave out its year, or year and month, when it is not earlier than the first. It fails on
// anything else.
func parseSpan(s string) (calendar.Span, error) {
	text := strings.Join(strings.Fields(width.Fold.String(s)), "")
	if d, err := calendar.ParseDate(text); err == nil && isNear(d) {
		return calendar.Span{From: d, To: d}, nil
	}
	for _, mark := range between {
		for i := strings.Index(text, mark); i >= 0; {
			if span, ok := spanOf(text[:i], text[i+len(mark):]); ok {
				return span, nil
			}
			next := strings.Index(text[i+len(mark):], mark)
			if next < 0 {
				break
			}
			i += len(mark) + next
		}
	}
	return calendar.Span{}, fmt.Errorf("%q is not the days of a class", s)
}

// isNear reports whether a date can be that of a class at all.
func isNear(d calendar.Date) bool { return d.Year() >= 1950 && d.Year() <= 2100 }

func spanOf(first, second string) (calendar.Span, bool) {
	from, err := calendar.ParseDate(first)
	if err != nil || !isNear(from) {
		return calendar.Span{}, false
	}
	to, ok := completed(from, second)
	return calendar.Span{From: from, To: to}, ok && isNear(to) && to >= from
}

var (
	monthAndDay = regexp.MustCompile(`^(\d{1,2})[-./月](\d{1,2})日?$`)
	dayOnly     = regexp.MustCompile(`^(\d{1,2})日?$`)
)

// completed reads the second date of a span, which takes what it leaves out from the first.
func completed(from calendar.Date, text string) (calendar.Date, bool) {
	if d, err := calendar.ParseDate(text); err == nil {
		return d, true
	}
	month, day := from.Month(), 0
	if m := monthAndDay.FindStringSubmatch(text); m != nil {
		number, _ := strconv.Atoi(m[1])
		month = time.Month(number)
		day, _ = strconv.Atoi(m[2])
	} else if m := dayOnly.FindStringSubmatch(text); m != nil {
		day, _ = strconv.Atoi(m[1])
	}
	d := calendar.NewDate(from.Year(), month, day)
	return d, d.Month() == month && d.Day() == day
}
