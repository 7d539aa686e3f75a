package report

import (
	"fmt"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
)

// Record is the study record of one person and year (学习档案).
type Record struct {
	Standing
	Cadre      roster.Cadre
	Unit       roster.Unit // on the day the report looks at; zero when the person belonged to none
	Categories []roster.CategoryInfo
	Groups     []roster.StudyGroup
	Years      []int // that have entries, and this year, the newest first

	Lines    []Line       // the newest event first
	Hours    hours.Amount // what counts towards the plan
	Modes    []ModeShare  // all, in official order
	Subjects []SubjectShare
	Quarters []QuarterShare          // all four
	Absences []attendance.Attendance // meetings that were missed, the newest first
	Doubts   []Doubt                 // items to check that touch the person
}

// Line is an entry as a list shows it.
type Line struct {
	Entry    hours.Entry
	Subject  course.Subject
	Rule     fault.Message // the rule that gave it, as cited
	Evidence string        // what the rule asks to be there, as 点名确认到会
	Reversed bool          // taken back by a later entry
	Grounds  []Ground      // why somebody should look at it; empty for most
}

// Number returns how the entry is named to people, as L-2026-0612.
func (l Line) Number() string { return Number(l.Entry) }

// Number returns how an entry is named to people: the year in which it was recorded and its number in the ledger.
func Number(e hours.Entry) string {
	return fmt.Sprintf("L-%d-%04d", calendar.DateOf(e.RecordedAt).Year(), e.ID)
}

// ModeShare is what a person has by one mode, of what counts towards the plan.
type ModeShare struct {
	Mode   hours.Mode
	Have   hours.Amount
	Result *compliance.Result // what the plan asks by this mode; nil when it says nothing
}

// SubjectShare is what a person has in one subject, of what counts towards the plan.
type SubjectShare struct {
	Subject course.Subject
	Have    hours.Amount
	Modes   []ModeShare        // the same by mode, in official order, without results
	Result  *compliance.Result // what the plan asks in this subject; nil when it says nothing
	Heat    int                // 0 when nothing is missing, up to 3 by the plan's steps
}

// QuarterShare is what a person has from one quarter, of what counts towards the plan.
type QuarterShare struct {
	Quarter calendar.Quarter
	Have    hours.Amount
	Total   hours.Amount // up to the end of the quarter
}
