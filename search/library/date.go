package library

import (
	"regexp"

	"xiangxue/course/calendar"
)

const (
	figureClass = `[0-9０-９零〇○Ｏ一二三四五六七八九十]`
	datePattern = figureClass + `{4,8}年` + figureClass + `{1,3}月` + figureClass + `{1,3}日`
)

var (
	dateForm  = regexp.MustCompile(datePattern)
	dateParts = regexp.MustCompile(`^(` + figureClass + `+)年(` + figureClass + `+)月(` + figureClass + `+)日$`)
	// fileDate is the date of the version at the end of a file's name: 土地管理法(2019-08-26).md.
	fileDate = regexp.MustCompile(`[(（](\d{4}-\d{2}-\d{2})[)）]$`)
)

// findDate returns the first date in s, written in digits or in Chinese, and zero when there is none.
func findDate(s string) calendar.Date { return readDate(dateForm.FindString(s)) }

// readDate reads a date such as 2019年1月1日 or 一九九四年十二月六日; it is zero when there is no such day.
func readDate(s string) calendar.Date {
	parts := dateParts.FindStringSubmatch(s)
	if parts == nil {
		return 0
	}
	var value [3]int
	for i, part := range parts[1:] {
		value[i], _ = numeral(part)
	}
	year, month, day := value[0], value[1], value[2]
	if year < 1000 || year > 9998 || month < 1 || month > 12 || day < 1 {
		return 0
	}
	date := calendar.Date(year*10000 + month*100 + day)
	if date.AddDays(0) != date { // 31 April
		return 0
	}
	return date
}

// declaredDate reads a date of the front part in any form people type.
func declaredDate(s string) (calendar.Date, bool) {
	if date, err := calendar.ParseDate(s); err == nil {
		return date, true
	}
	date := readDate(s)
	return date, date != 0
}
