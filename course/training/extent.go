package training

import (
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
)

// Extent is how much a class is: days, hours, or both as its organiser announced them.
type Extent struct {
	Days  hours.Days
	Hours hours.Amount
	Later int64 // of a class that crosses the year end: how many hundredths of its days, or else hours, are in the second year
}

// measure returns the days of the extent or, when it has none, the hours, in hundredths.
func (e Extent) measure() int64 {
	if e.Days > 0 {
		return int64(e.Days)
	}
	return int64(e.Hours)
}

// total returns the hours of which leave is a share: those announced or, without any, what the days are converted to.
func (e Extent) total(c hours.Conversion) hours.Amount {
	if e.Hours > 0 {
		return e.Hours
	}
	converted, _ := c.Days(e.Days)
	return converted
}

// agrees reports whether two extents say the same about a class; a figure that one of them leaves out does not matter.
func (e Extent) agrees(o Extent) bool {
	days, amounts := e.Days == o.Days, e.Hours == o.Hours
	return e.Later == o.Later && days && (amounts || e.Days > 0 && (e.Hours == 0 || o.Hours == 0))
}

// Message returns the extent as a sentence: 5 天 40 学时.
func (e Extent) Message() fault.Message {
	switch {
	case e.Days > 0 && e.Hours > 0:
		return fault.Message{Text: "%s 天 %s 学时", Args: []any{e.Days, e.Hours}}
	case e.Days > 0:
		return fault.Message{Text: "%s 天", Args: []any{e.Days}}
	}
	return fault.Message{Text: "%s 学时", Args: []any{e.Hours}}
}

// across completes the extent for the days of a class: one that has classes on every day of the span is divided at the
// year end by itself.
func (e Extent) across(span calendar.Span) Extent {
	switch all := span.From.DaysUntil(span.To) + 1; {
	case span.From.Year() == span.To.Year():
		e.Later = 0
	case e.Later == 0 && e.Days == hours.Days(all)*hours.Day:
		e.Later = int64(calendar.StudyYear(span.To.Year()).From.DaysUntil(span.To)+1) * int64(hours.Day)
	}
	return e
}

// longest is how many days a class may last.
const longest = 366

// check notes what is wrong with the extent of a class.
func (e Extent) check(f *fault.Fields, k Kind, span calendar.Span) {
	f.Check(e.Hours >= 0 && e.Hours <= 1000*hours.Hour, "hours", "学时要在 0 和 1000 之间")
	f.Check(k == OffJob || e.Days == 0, "days", "网络培训按学时计，不填天数")
	f.Check(k == OffJob || e.Hours > 0, "hours", "请填学时")
	f.Check(k == Online || e.measure() > 0, "days", "请填天数，没有天数的填学时")
	if span.From == 0 || span.To < span.From || span.From.DaysUntil(span.To) >= longest {
		return // its dates are at fault
	}
	most := hours.Days(span.From.DaysUntil(span.To)+1) * hours.Day
	f.Check(e.Days >= 0 && e.Days <= most, "days", "从开始到结束只有 %s 天", most)
	f.Check(e.Days%(hours.Day/2) == 0, "days", "天数要写成半天的整数倍")
	if span.From.Year() == span.To.Year() {
		return
	}
	f.Check(e.Later > 0 && e.Later < e.measure(), "later", "这个班跨年度，请写明其中多少在次年")
	f.Check(e.Days == 0 || e.Later%int64(hours.Day/2) == 0, "later", "天数要写成半天的整数倍")
}

// part is what of a class lies in one year.
type part struct {
	on    calendar.Date // the last day of the class in the year
	days  hours.Days
	hours hours.Amount
}

// parts divides the extent by years: one part, or two for a class that crosses the year end.
func (e Extent) parts(span calendar.Span) []part {
	whole := part{span.To, e.Days, e.Hours}
	if span.From.Year() == span.To.Year() {
		return []part{whole}
	}
	later := part{on: span.To, hours: hours.Amount(e.Later)}
	if e.Days > 0 {
		later.days, later.hours = hours.Days(e.Later), hours.Amount(int64(e.Hours)*e.Later/int64(e.Days))
	}
	first := part{calendar.StudyYear(span.From.Year()).To, whole.days - later.days, whole.hours - later.hours}
	return []part{first, later}
}
