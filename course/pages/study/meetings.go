package study

import (
	"time"

	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// meetingsView is every meeting of the year that concerns a person, and what is still to be made up for.
type meetingsView struct {
	Next    *meetingView // nil when none is announced
	Coming  []plan.Meeting
	Waiting []plan.Meeting // over, and the roll is not confirmed yet
	MakeUps []attendance.MakeUp
	Past    []attendance.Attendance
	Today   calendar.Date
}

// daysAhead is how many days ahead meetings are listed.
const daysAhead = 92

func (a *Area) listMeetings(r *web.Request) error {
	v := meetingsView{Today: r.Today()}
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error { return v.read(r, tx) })
	if err != nil {
		return err
	}
	return a.meetingsPage.Render(r, v)
}

func (v *meetingsView) read(r *web.Request, tx storage.ReadTx) (err error) {
	ctx, me, year := r.Ctx(), r.Actor.ID(), calendar.StudyYear(v.Today.Year())
	meetings, err := plan.MeetingsFor(ctx, tx, me, calendar.Span{From: year.From, To: v.Today.AddDays(daysAhead)})
	if err != nil {
		return err
	}
	v.divide(meetings, r.Now())
	if v.MakeUps, err = attendance.OpenMakeUps(ctx, tx, me); err != nil {
		return err
	}
	if v.Past, err = attendance.Of(ctx, tx, me, year); err != nil {
		return err
	}
	if len(v.Coming) == 0 {
		return nil
	}
	next := newMeetingView(r, v.Coming[0])
	if err := next.readLeave(r, tx); err != nil {
		return err
	}
	v.Next, v.Coming = &next, v.Coming[1:]
	return nil
}

// divide sorts the meetings without a confirmed roll into those that are still to come and those that are over.
func (v *meetingsView) divide(meetings []plan.Meeting, now time.Time) {
	for _, m := range meetings {
		switch {
		case isAhead(m, now):
			v.Coming = append(v.Coming, m)
		case m.State == plan.Planned:
			v.Waiting = append(v.Waiting, m)
		}
	}
}
