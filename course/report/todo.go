package report

import (
	"cmp"
	"slices"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
)

// TodoKind says what there is to do.
type TodoKind string

// The kinds of things to do.
const (
	TodoMakeUp  TodoKind = "make_up"
	TodoReading TodoKind = "reading"
	TodoCourse  TodoKind = "course"
	TodoLesson  TodoKind = "lesson"
	TodoQuiz    TodoKind = "quiz"
)

// Todo is something that a person was asked for or has to make up for.
type Todo struct {
	Kind    TodoKind
	ID      int64 // of the make-up, of the assignment of the reading, of the course, the lesson or the quiz
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

// todos returns what is asked for and what is to be made up for, by due date.
func (a ahead) todos(i individual) []Todo {
	var list []Todo
	for _, m := range a.makeUps {
		list = append(list, i.makeUpTodo(m, a.missed))
	}
	for _, d := range a.duties {
		list = append(list, a.dutyTodo(i, d))
	}
	slices.SortStableFunc(list, func(x, y Todo) int { return cmp.Compare(x.DueOn, y.DueOn) })
	return list
}

func (i individual) makeUpTodo(m attendance.MakeUp, missed map[attendance.MakeUpID]attendance.Attendance) Todo {
	t := Todo{
		Kind: TodoMakeUp, ID: int64(m.ID), Title: m.Title, Subject: i.byCode.of(m.Subject),
		DueOn: m.DueOn, Overdue: m.IsOverdue(i.On), Hours: i.makeUpWorth(m).Amount,
	}
	if at, known := missed[m.ID]; known {
		t.Missed = &at
	}
	return t
}

func (a ahead) dutyTodo(i individual, d plan.Duty) Todo {
	t := Todo{ID: d.Ref, Title: d.Title, DueOn: d.DueOn, Overdue: d.Overdue, By: a.names[d.By], Note: d.Note}
	if d.Subject != "" {
		t.Subject = i.byCode.of(d.Subject)
	}
	switch d.Kind {
	case plan.DocumentItem:
		t.Kind, t.ID, t.Hours = TodoReading, int64(d.ID), i.readingWorth().Amount
	case plan.LessonItem:
		t.Kind = TodoLesson
	case plan.QuizItem:
		t.Kind, t.Hours = TodoQuiz, i.quizWorth(a.quizzes[d.Ref]).Amount
	default:
		t.Kind = TodoCourse
		for _, c := range a.courses {
			if c.listing.Course == course.ID(d.Ref) {
				t.Subject, t.Minutes, t.Hours = c.listing.Subject, c.remainingMinutes(), i.courseWorth(c.listing).Amount
				t.Lessons, t.Passed = c.lessons()
			}
		}
	}
	return t
}
