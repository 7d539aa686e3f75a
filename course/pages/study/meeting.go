package study

import (
	"context"
	"regexp"
	"strings"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// meetingView is a meeting as somebody sees it who is expected at it.
type meetingView struct {
	plan.Meeting
	Items      []agendaItem
	Ahead      bool // announced and not over
	MayAsk     bool // leave can still be asked for
	Leave      *attendance.LeaveRequest
	Attendance *attendance.Attendance // nil until the roll is confirmed
	Discussion []string               // the main points, one each
	Material   *materialLink
	Kind       string // of the leave form, as typed
	Reason     string
}

// agendaItem is a line of the agenda with the time that it begins with, if any.
type agendaItem struct{ At, Text string }

// materialLink is what a meeting gives to read, with its own page.
type materialLink struct{ Title, Path string }

func newMeetingView(r *web.Request, m plan.Meeting) meetingView {
	now := r.Now()
	return meetingView{
		Meeting: m, Items: agenda(m.Agenda), Ahead: isAhead(m, now),
		MayAsk: m.State == plan.Planned && now.Before(m.StartsAt), Kind: string(attendance.OnLeave),
	}
}

var agendaTime = regexp.MustCompile(`^(\d{1,2}[:：]\d{2})\s*[,，、]?\s*(.+)$`)

func agenda(text string) []agendaItem {
	var items []agendaItem
	for _, line := range lines(text) {
		if m := agendaTime.FindStringSubmatch(line); m != nil {
			items = append(items, agendaItem{At: strings.Replace(m[1], "：", ":", 1), Text: m[2]})
		} else {
			items = append(items, agendaItem{Text: line})
		}
	}
	return items
}

// lines returns the lines of a text that are not empty.
func lines(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

func (a *Area) showMeeting(r *web.Request) error {
	v, err := a.meeting(r)
	if err != nil {
		return err
	}
	return a.meetingPage.Render(r, v)
}

// meeting reads the meeting of the path, at which the person is expected.
func (a *Area) meeting(r *web.Request) (v meetingView, err error) {
	id, err := r.ID("meeting")
	if err != nil {
		return meetingView{}, err
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		m, err := plan.FindMeetingFor(r.Ctx(), tx, r.Actor.ID(), plan.MeetingID(id))
		if err != nil {
			return err
		}
		v = newMeetingView(r, m)
		return a.readMeeting(r, tx, &v)
	})
	return v, err
}

func (a *Area) readMeeting(r *web.Request, tx storage.ReadTx, v *meetingView) error {
	if err := v.readLeave(r, tx); err != nil {
		return err
	}
	attended, confirmed, err := attendance.At(r.Ctx(), tx, r.Actor.ID(), v.ID)
	if err != nil {
		return err
	}
	if confirmed {
		v.Attendance = &attended
	}
	if v.State == plan.Held {
		proceedings, err := plan.LatestProceedings(r.Ctx(), tx, v.Meeting)
		if err != nil {
			return err
		}
		v.Discussion = lines(proceedings.Discussion)
	}
	if v.MakeUp == (course.QuestionSource{}) {
		return nil
	}
	text, err := a.text(r, tx, v.MakeUp)
	v.Material = &materialLink{text.Title, text.Path}
	return err
}

func (v *meetingView) readLeave(r *web.Request, tx storage.ReadTx) error {
	leave, asked, err := attendance.LeaveOf(r.Ctx(), tx, r.Actor.ID(), v.ID)
	if asked {
		v.Leave = &leave
		v.Kind = string(leave.Kind)
		if leave.IsOpen() {
			v.Reason = leave.Reason
		}
		v.MayAsk = v.MayAsk && !leave.Approved
	}
	return err
}

// longestReason bounds what the form takes; the clerk says how long a reason may be.
const longestReason = 1000

func (a *Area) askLeave(r *web.Request) error {
	id, err := r.ID("meeting")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	request := attendance.LeaveRequest{
		Meeting: plan.MeetingID(id), Kind: attendance.Presence(form.Raw("kind")), Reason: form.Text("reason", longestReason),
	}
	if err = form.Err(); err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := a.Clerk.Ask(ctx, tx, r.Actor, request)
			return err
		})
	}
	if err != nil {
		return a.keepLeave(r, form, err)
	}
	return r.SeeOther("/meetings/%d", id)
}

// keepLeave shows the meeting with the request as it was typed and what is wrong with it.
func (a *Area) keepLeave(r *web.Request, form *web.Form, failure error) error {
	v, err := a.meeting(r)
	if err != nil {
		return err
	}
	v.Kind, v.Reason = form.Raw("kind"), form.Raw("reason")
	return a.meetingPage.Refuse(r, v, failure)
}
