package group

import (
	"context"

	"xiangxue/course/attendance"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// The two ways to decide.
const (
	accept  = "accept"
	decline = "decline"
)

// decideLeave grants or declines leave and returns to the meeting.
func (a *Area) decideLeave(r *web.Request) error {
	id, err := r.ID("request")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	decision := form.Choice("decision", accept, decline)
	if err := form.Err(); err != nil {
		return err
	}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return a.Clerk.Decide(ctx, tx, r.Actor, attendance.LeaveRequestID(id), decision == accept)
	})
	if err != nil {
		return err
	}
	if meeting := number(form.Raw("meeting")); meeting != 0 {
		return r.SeeOther("/group-meetings/%d", meeting)
	}
	return r.SeeOther("/group-meetings")
}
