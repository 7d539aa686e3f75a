package compliance

import (
	"fmt"

	"xiangxue/course/fault"
	"xiangxue/course/hours"
)

// Quantity is an amount of study in the three measures of the domain. As something that is needed, its measures are
// alternatives: reaching one that is not zero is enough, and a zero Quantity needs nothing.
type Quantity struct {
	Hours hours.Amount
	Days  hours.Days
	Times int
}

// IsZero reports whether all measures are zero.
func (q Quantity) IsZero() bool { return q == Quantity{} }

// Add returns the sum.
func (q Quantity) Add(o Quantity) Quantity {
	return Quantity{Hours: q.Hours + o.Hours, Days: q.Days + o.Days, Times: q.Times + o.Times}
}

// MetBy reports whether have is enough for the need q: any one measure that is needed suffices.
func (q Quantity) MetBy(have Quantity) bool {
	return q.IsZero() ||
		q.Hours > 0 && have.Hours >= q.Hours ||
		q.Days > 0 && have.Days >= q.Days ||
		q.Times > 0 && have.Times >= q.Times
}

// Short returns what is missing from have to the need q, in each measure that is needed; zero when the need is met.
func (q Quantity) Short(have Quantity) Quantity {
	if q.MetBy(have) {
		return Quantity{}
	}
	var short Quantity
	if q.Hours > 0 {
		short.Hours = q.Hours - have.Hours
	}
	if q.Days > 0 {
		short.Days = q.Days - have.Days
	}
	if q.Times > 0 {
		short.Times = q.Times - have.Times
	}
	return short
}

// Message returns the quantity as people say it, with units; alternatives are joined with 或. It keeps only the
// measures that are not zero.
func (q Quantity) Message() fault.Message {
	switch {
	case q.Days != 0 && q.Hours != 0:
		return fault.Message{Text: "%s 天或 %s 学时", Args: []any{q.Days.String(), q.Hours.String()}}
	case q.Days != 0:
		return fault.Message{Text: "%s 天", Args: []any{q.Days.String()}}
	case q.Times != 0:
		return fault.Message{Text: "%d 次", Args: []any{q.Times}}
	default:
		return fault.Message{Text: "%s 学时", Args: []any{q.Hours.String()}}
	}
}

// String returns the quantity in Chinese.
func (q Quantity) String() string { return q.Message().String() }

// least returns the smaller value of each measure.
func (q Quantity) least(o Quantity) Quantity {
	return Quantity{Hours: min(q.Hours, o.Hours), Days: min(q.Days, o.Days), Times: min(q.Times, o.Times)}
}

// only returns q with the measures that the need names; the others do not matter for it.
func (q Quantity) only(need Quantity) Quantity {
	if need.Hours == 0 {
		q.Hours = 0
	}
	if need.Days == 0 {
		q.Days = 0
	}
	if need.Times == 0 {
		q.Times = 0
	}
	return q
}

// fraction returns num/den of the quantity, rounded down. A measure of hours or days that is needed stays needed, be it
// by one hundredth, so that rounding never turns "hours or days" into "days only".
func (q Quantity) fraction(num, den int) Quantity {
	if num == 0 || den == 0 {
		return Quantity{}
	}
	part := func(v int64) int64 {
		if v == 0 {
			return 0
		}
		return max(1, v*int64(num)/int64(den))
	}
	return Quantity{
		Hours: hours.Amount(part(int64(q.Hours))),
		Days:  hours.Days(part(int64(q.Days))),
		Times: q.Times * num / den,
	}
}

// percent returns num/den in percent with at most one decimal, rounded down.
func percent(num, den int) string {
	thousandths := num * 1000 / den
	if thousandths%10 == 0 {
		return fmt.Sprint(thousandths / 10)
	}
	return fmt.Sprintf("%d.%d", thousandths/10, thousandths%10)
}
