package hours

import "xiangxue/course/calendar"

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

// Closed reports whether a year is closed on a day: what comes to light later takes two persons.
func (l Limits) Closed(year int, on calendar.Date) bool { return on > l.YearCloses.In(year+1) }

// LeaveAllowed reports whether leave in a class of total hours stays within the permitted share; the share itself is
// allowed.
func (l Limits) LeaveAllowed(leave, total Amount) bool {
	return int64(leave)*l.LeaveOf <= int64(total)*l.LeaveParts
}
