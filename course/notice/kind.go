package notice

import (
	"strconv"
	"strings"
)

// Kind says what a notice is about.
type Kind string

// The kinds, with what Ref and Part name.
const (
	AssignedCourse   Kind = "assigned.course"      // a course, by an assignment
	AssignedLesson   Kind = "assigned.lesson"      // a lesson, by an assignment
	AssignedDocument Kind = "assigned.document"    // a policy document, by an assignment
	AssignedQuiz     Kind = "assigned.quiz"        // a quiz, by an assignment
	MeetingConvened  Kind = "meeting.convened"     // a meeting, in its revision
	MeetingChanged   Kind = "meeting.changed"      // a meeting, in its revision
	MeetingCancelled Kind = "meeting.cancelled"    // a meeting
	LeaveGranted     Kind = "leave.granted"        // the meeting, by a request for leave
	LeaveDeclined    Kind = "leave.declined"       // the meeting, by a request for leave
	MakeUpDue        Kind = "make_up.due"          // a make-up
	DeclaredApproved Kind = "declaration.approved" // a declaration
	DeclaredDeclined Kind = "declaration.declined" // a declaration
	HoursCorrected   Kind = "hours.corrected"      // an entry of the ledger
)

// said is what is said of each kind, %s being the title, and where it leads, * being the id of the fact.
var said = map[Kind]struct{ text, path string }{
	AssignedCourse:   {"给您布置了课程：%s", "/courses/*"},
	AssignedLesson:   {"给您布置了一节课：%s", "/lessons/*"},
	AssignedDocument: {"给您布置了必读：%s", "/policies/*"},
	AssignedQuiz:     {"给您布置了测验：%s", "/quizzes/*"},
	MeetingConvened:  {"请您参加学习会：%s", "/meetings/*"},
	MeetingChanged:   {"学习会的时间或地点有变动：%s", "/meetings/*"},
	MeetingCancelled: {"学习会不开了：%s", "/meetings/*"},
	LeaveGranted:     {"您的请假已批准：%s", "/meetings/*"},
	LeaveDeclined:    {"您的请假没有批准：%s", "/meetings/*"},
	MakeUpDue:        {"没有到会，可以补学：%s", "/make-ups/*"},
	DeclaredApproved: {"您的自学申报已批准：%s", "/self-study"},
	DeclaredDeclined: {"您的自学申报没有批准：%s", "/self-study"},
	HoursCorrected:   {"您的学时有一条更正：%s", "/entries/*"},
}

// text returns what is said of a kind, in Chinese.
func (k Kind) text() string { return said[k].text }

// path returns where a notice of the kind leads.
func (k Kind) path(ref int64) string {
	return strings.Replace(said[k].path, "*", strconv.FormatInt(ref, 10), 1)
}

// dayOf returns what the day of a notice of the kind is, in Chinese, %s being the day.
func (k Kind) dayOf() string {
	switch k {
	case MeetingConvened, MeetingChanged, MeetingCancelled:
		return "%s开会"
	case HoursCorrected:
		return "%s的学习"
	default:
		return "%s前完成"
	}
}
