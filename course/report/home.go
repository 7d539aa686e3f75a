package report

import (
	"time"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
)

// Home is what somebody finds on the first page: what to do now, and how the own hours stand.
type Home struct {
	Now      time.Time
	Continue *Continue   // the course to go on with; nil when none is begun
	Todos    []Todo      // by due date
	Meeting  *Invitation // the next meeting; nil when none is announced
	Standing Standing
	FirstUse bool // nothing is booked, begun or asked for yet
}

// Continue is a course that somebody is in the middle of.
type Continue struct {
	Course  course.ID
	Title   string
	Subject course.Subject
	Lessons int
	Passed  int
	Next    course.Lesson // the lesson to go on with
	Hours   hours.Amount  // what finishing the course brings
}

// TodoKind says what there is to do.
type TodoKind string

// The kinds of things to do.
const (
	TodoMakeUp  TodoKind = "make_up"
	TodoReading TodoKind = "reading"
	TodoCourse  TodoKind = "course"
	TodoLesson  TodoKind = "lesson"
)

// Todo is something that a person was asked for or has to make up for.
type Todo struct {
	Kind    TodoKind
	ID      int64 // of the make-up, of the assignment of the reading, of the course, or of the lesson
	Title   string
	Subject course.Subject // zero when it has none
	DueOn   calendar.Date
	Overdue bool
	Hours   hours.Amount           // what it brings when its check is passed; 0: nothing
	Minutes int                    // an estimate for planning; 0: unknown
	By      string                 // who asked for it; empty for a make-up
	Note    string                 // what was said with it
	Missed  *attendance.Attendance // the meeting that a make-up is for; nil for the others
	Lessons int                    // of a course
	Passed  int                    // of these
}

// Invitation is a meeting at which somebody is expected.
type Invitation struct {
	Meeting plan.Meeting
	Subject course.Subject
	Leave   *attendance.LeaveRequest // what was asked for; nil for nothing
}
