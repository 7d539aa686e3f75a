package group

import (
	"slices"
	"strconv"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// meetingsView is the meetings of a year that the reader runs.
type meetingsView struct {
	Rolls  rollsNav
	Year   int
	Years  []int
	ToBook []meetingRow // begun, and the roll not confirmed
	Coming []meetingRow
	Booked []meetingRow // the newest first
	Leave  []attendance.LeaveRequest
	Topics []topicLink
}

// meetingRow is a meeting with the names of its codes.
type meetingRow struct {
	plan.Meeting
	SubjectName string
	ModeName    string
}

func (a *Area) listMeetings(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	this := r.Today().Year()
	v := meetingsView{Year: this, Years: []int{this - 1, this, this + 1}}
	if year, err := strconv.Atoi(form.Raw("year")); err == nil && slices.Contains(v.Years, year) {
		v.Year = year
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		return v.fill(r, tx)
	})
	if err != nil {
		return err
	}
	return a.meetingsPage.Render(r, v)
}

func (v *meetingsView) fill(r *web.Request, tx storage.ReadTx) error {
	scope := r.Actor.Scope(access.RunMeetings)
	list, err := plan.Meetings(r.Ctx(), tx, scope, calendar.StudyYear(v.Year))
	if err != nil {
		return err
	}
	subjects, err := course.Subjects(r.Ctx(), tx)
	if err != nil {
		return err
	}
	for _, m := range list {
		v.add(r, rowOfMeeting(m, subjects))
	}
	slices.Reverse(v.Booked)
	if v.Leave, err = attendance.OpenLeave(r.Ctx(), tx, scope); err != nil {
		return err
	}
	if v.Topics, err = openTopics(r, tx, v.Year, list); err != nil {
		return err
	}
	v.Rolls, err = navOf(r, tx, meetingsTab)
	return err
}

func (v *meetingsView) add(r *web.Request, row meetingRow) {
	switch {
	case row.State == plan.Held:
		v.Booked = append(v.Booked, row)
	case r.Now().Before(row.StartsAt):
		v.Coming = append(v.Coming, row)
	default:
		v.ToBook = append(v.ToBook, row)
	}
}

func rowOfMeeting(m plan.Meeting, subjects []course.Subject) meetingRow {
	row := meetingRow{Meeting: m, ModeName: m.Mode.Label()}
	for _, s := range subjects {
		if s.Code == m.Subject {
			row.SubjectName = s.Name
		}
	}
	return row
}

// IsEmpty reports whether there is no meeting at all.
func (v meetingsView) IsEmpty() bool { return len(v.ToBook)+len(v.Coming)+len(v.Booked) == 0 }
