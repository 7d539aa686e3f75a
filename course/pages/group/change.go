package group

import (
	"context"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

func (a *Area) reviseMeeting(r *web.Request) error {
	id, err := r.ID("meeting")
	if err != nil {
		return err
	}
	var v announceView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		m, err := plan.FindMeeting(r.Ctx(), tx, r.Actor.Scope(access.RunMeetings), plan.MeetingID(id))
		if err != nil {
			return err
		}
		if m.State != plan.Planned {
			return fault.New(fault.Conflict, "名单已经确认或者会已取消，不能再改安排")
		}
		v = announced(m)
		return a.offer(r, tx, &v)
	})
	if err != nil {
		return err
	}
	return a.announcePage.Render(r, v)
}

func (a *Area) changeMeeting(r *web.Request) error {
	id, err := r.ID("meeting")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	changed := meetingOf(form)
	changed.ID, changed.Revision = plan.MeetingID(id), int(number(form.Raw("revision")))
	before, err := a.meetingBefore(r, changed.ID)
	if err != nil {
		return err
	}
	changed.Topic, changed.Unit, changed.Group = before.Topic, before.Unit, before.Group
	v := announceView{Meeting: changed.ID, Revision: changed.Revision, Of: before.AudienceOf}
	if err := form.Err(); err != nil {
		return a.refuseMeeting(r, form, v, err)
	}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		_, err := a.Planner.Change(ctx, tx, r.Actor, changed)
		return err
	})
	if err != nil {
		return a.refuseMeeting(r, form, v, err)
	}
	return r.SeeOther("/group-meetings/%d", id)
}

func (a *Area) meetingBefore(r *web.Request, id plan.MeetingID) (m plan.Meeting, err error) {
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		m, err = plan.FindMeeting(r.Ctx(), tx, r.Actor.Scope(access.RunMeetings), id)
		return err
	})
	return m, err
}

// cancelMeeting calls a meeting off. What is refused comes back on the form of the meeting, which has the fields.
func (a *Area) cancelMeeting(r *web.Request) error {
	id, err := r.ID("meeting")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	why := plan.Cancellation{Kind: plan.CancelKind(form.Raw("kind")), Reason: form.Raw("reason")}
	m, err := a.meetingBefore(r, plan.MeetingID(id))
	if err != nil {
		return err
	}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return a.Planner.Cancel(ctx, tx, r.Actor, m.ID, why)
	})
	if !fault.Is(err, fault.Invalid) {
		if err != nil {
			return err
		}
		return r.SeeOther("/group-meetings")
	}
	v := announced(m)
	v.Cancel = why
	failure := err
	if err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error { return a.offer(r, tx, &v) }); err != nil {
		return err
	}
	return a.announcePage.Refuse(r, v, failure)
}
