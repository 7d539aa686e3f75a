// Package filing composes the papers of study (归档文书) as official documents: the notice, roll and record of a meeting,
// a person's study record, and what an inspection takes away. They say what the records say, word for word, and where
// something is missing they say that it is missing. They are in Chinese, whoever asks for them, for they are filed.
//
// The package is pure: the same facts give the same document.
package filing

import (
	"fmt"
	"strings"
	"time"

	"xiangxue/course/calendar"
)

// missing stands where a record lacks something.
const missing = "（未填写）"

// orMissing returns the text, or that it is missing.
func orMissing(text string) string {
	if strings.TrimSpace(text) == "" {
		return missing
	}
	return text
}

// day returns a date as papers write it.
func day(d calendar.Date) string {
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}

// weekday returns a day with its weekday.
func weekday(t time.Time) string {
	names := [...]string{"日", "一", "二", "三", "四", "五", "六"}
	return day(calendar.DateOf(t)) + "（星期" + names[t.In(calendar.Shanghai).Weekday()] + "）"
}

// clock returns the time of a day.
func clock(t time.Time) string { return t.In(calendar.Shanghai).Format("15:04") }

// moment returns an instant to the minute.
func moment(t time.Time) string { return day(calendar.DateOf(t)) + clock(t) }
