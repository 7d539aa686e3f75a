package group

import (
	"fmt"
	"strings"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/kit"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/library"
)

// meetingView is one meeting as the one who runs it sees it.
type meetingView struct {
	meetingRow
	Begun    bool
	Agenda   []string
	Material string // what those who were away study instead; empty for nothing

	Rows []rollRow // the form of the roll, while it is not confirmed
	Sums attendance.Count

	Roll      *attendance.Roll // once it is confirmed
	Lines     []lineRow
	Confirmer string

	Proceedings proceedingsForm
	saved       plan.Proceedings
	Elements    []elementRow
	Missing     int
	RecordBy    calendar.Date // until when the record is to be complete

	Leave      []attendance.LeaveRequest // that waits for a decision
	Correction correctionForm
	MayCorrect bool
	Papers     papersView
	Kits       []kit.MergedResult // what was noted without network and brought in
}

func (a *Area) showMeeting(r *web.Request) error {
	v, err := a.meetingAsked(r)
	if err != nil {
		return err
	}
	return a.meetingPage.Render(r, v)
}

// meetingAsked returns the meeting that the address names.
func (a *Area) meetingAsked(r *web.Request) (meetingView, error) {
	id, err := r.ID("meeting")
	if err != nil {
		return meetingView{}, err
	}
	return a.meeting(r, plan.MeetingID(id))
}

func (a *Area) meeting(r *web.Request, id plan.MeetingID) (v meetingView, err error) {
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		m, err := plan.FindMeeting(r.Ctx(), tx, r.Actor.Scope(access.RunMeetings), id)
		if err != nil {
			return err
		}
		v, err = a.meetingIn(r, tx, m)
		return err
	})
	return v, err
}

func (a *Area) meetingIn(r *web.Request, tx storage.ReadTx, m plan.Meeting) (meetingView, error) {
	subjects, err := course.Subjects(r.Ctx(), tx)
	if err != nil {
		return meetingView{}, err
	}
	v := meetingView{meetingRow: rowOfMeeting(m, subjects), Begun: !r.Now().Before(m.StartsAt), MayCorrect: r.Actor.May(access.ProposeReversal)}
	if m.Agenda != "" {
		v.Agenda = strings.Split(m.Agenda, "\n")
	}
	for _, fill := range []func(*web.Request, storage.ReadTx, *meetingView) error{a.fillMaterial, fillRoll, fillLeave, a.fillRecord, a.fillPapers, fillKits} {
		if err := fill(r, tx, &v); err != nil {
			return meetingView{}, err
		}
	}
	return v, nil
}

// fillMaterial names what makes up for the meeting.
func (a *Area) fillMaterial(r *web.Request, tx storage.ReadTx, v *meetingView) (err error) {
	switch v.MakeUp.Kind {
	case course.SourceLesson:
		v.Material, _, err = a.lessonTitle(r, tx, course.LessonID(v.MakeUp.ID))
	case course.SourceDocument:
		v.Material, err = documentTitle(r, tx, library.DocumentID(v.MakeUp.ID))
	}
	return err
}

// fillLeave adds the requests for this meeting that wait for a decision.
func fillLeave(r *web.Request, tx storage.ReadTx, v *meetingView) error {
	if v.State != plan.Planned {
		return nil
	}
	all, err := attendance.OpenLeave(r.Ctx(), tx, r.Actor.Scope(access.RunMeetings))
	for _, l := range all {
		if l.Meeting == v.ID {
			v.Leave = append(v.Leave, l)
		}
	}
	return err
}

// fillKits adds the results of kits.
func fillKits(r *web.Request, tx storage.ReadTx, v *meetingView) (err error) {
	v.Kits, err = kit.Merged(r.Ctx(), tx, v.Meeting)
	return err
}

// FromKit returns the result that the roll rests on; nil when it was noted here.
func (v meetingView) FromKit() *kit.MergedResult {
	for i := range v.Kits {
		if v.Roll != nil && v.Kits[i].Sheet == v.Roll.ID {
			return &v.Kits[i]
		}
	}
	return nil
}

// recordDays returns within how many days after the meeting its record is to be complete, by the plan in force.
func recordDays(r *web.Request, tx storage.ReadTx, m plan.Meeting) (int, error) {
	unit := m.Unit
	if m.Group != 0 {
		g, err := roster.FindGroup(r.Ctx(), tx, m.Group)
		if err != nil {
			return 0, err
		}
		unit = g.UnitID
	}
	v, found, err := plan.Approved(r.Ctx(), tx, unit, m.On().Year(), r.Now())
	if err != nil || !found {
		return plan.DefaultParameters().RecordWithinDays, err
	}
	return v.Content.Parameters.RecordWithinDays, nil
}

// IsBooked reports whether the roll is confirmed.
func (v meetingView) IsBooked() bool { return v.Roll != nil }

// IsCancelled reports whether the meeting was called off.
func (v meetingView) IsCancelled() bool { return v.State == plan.Cancelled }

// Path returns the address of the meeting's page.
func (m meetingRow) Path() string { return fmt.Sprintf("/group-meetings/%d", m.ID) }
