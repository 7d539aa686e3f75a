package hours

import (
	"xiangxue/course/calendar"
)

// Lesson returns the hours of a lesson with the declared length in minutes; none for a lesson without length.
func (c Conversion) Lesson(minutes int) Amount {
	if minutes <= 0 {
		return 0
	}
	for _, step := range c.Lessons {
		if step.UpTo == 0 || minutes <= step.UpTo {
			return step.Hours
		}
	}
	return 0
}

// Course returns the hours of a course: the sum over its lessons by their declared lengths in minutes.
func (c Conversion) Course(lessons []int) Amount {
	var sum Amount
	for _, minutes := range lessons {
		sum += c.Lesson(minutes)
	}
	return sum
}

// Days returns the hours of whole and half training days, and false when days is no multiple of a half day.
func (c Conversion) Days(days Days) (Amount, bool) {
	whole, rest := int64(days/Day), days%Day
	sum := Amount(whole) * c.Day
	if rest == Day/2 {
		return sum + c.HalfDay, true
	}
	return sum, rest == 0
}

// LeaveAllowed reports whether leave in a class of total hours stays within the permitted share; the share itself is
// allowed.
func (l Limits) LeaveAllowed(leave, total Amount) bool {
	return int64(leave)*l.LeaveOf <= int64(total)*l.LeaveParts
}

// SplitByDay returns the fact of a class that lasts several days as one fact a day, numbered by Part from 1, so that
// every day counts in its own year. Days must be one for each day of the span.
func SplitByDay(f Fact, span calendar.Span) []Fact {
	var facts []Fact
	for day := span.From; day <= span.To; day = day.AddDays(1) {
		part := f
		part.Part, part.HappenedOn, part.Days = len(facts)+1, day, Day
		facts = append(facts, part)
	}
	return facts
}
