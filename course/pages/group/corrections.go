package group

import (
	"context"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// correctionForm proposes to correct the mark of one person on a confirmed roll.
type correctionForm struct {
	Open     bool // it was sent and refused
	Cadre    roster.CadreID
	Presence attendance.Presence
	Reason   string
	Grounds  string
}

// Options returns the four presences with whether each is chosen.
func (c correctionForm) Options() []presenceOption { return presenceOptions(c.Presence) }

// proposeCorrection proposes to correct a roll; nothing changes until somebody else agrees.
func (a *Area) proposeCorrection(r *web.Request) error {
	id, err := r.ID("meeting")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	typed := correctionForm{
		Open: true, Cadre: roster.CadreID(number(form.Raw("cadre"))), Presence: attendance.Presence(form.Raw("presence")),
		Reason: form.Text("reason", 200), Grounds: form.Text("grounds", 500),
	}
	form.Check(typed.Cadre != 0, "cadre", "请选择")
	err = form.Err()
	if err == nil {
		mark := attendance.Mark{Cadre: typed.Cadre, Presence: typed.Presence, Reason: typed.Reason}
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := a.Clerk.Correct(ctx, tx, r.Actor, plan.MeetingID(id), mark, typed.Grounds)
			return err
		})
	}
	if err != nil {
		return a.refuseCorrection(r, plan.MeetingID(id), typed, err)
	}
	return r.SeeOther("/group-meetings/%d#corrections", id)
}

func (a *Area) refuseCorrection(r *web.Request, id plan.MeetingID, typed correctionForm, failure error) error {
	v, err := a.meeting(r, id)
	if err != nil {
		return err
	}
	v.Correction = typed
	return a.meetingPage.Refuse(r, v, renaming(failure, map[string]string{
		attendance.PresenceField(typed.Cadre): "presence", attendance.ReasonField(typed.Cadre): "reason",
	}))
}

// correctionsView is the corrections that the reader decides on.
type correctionsView struct {
	Rolls   []rollCorrection
	Entries []entryCorrection
	Keys    []keyCorrection
	Decided []rollCorrection // of rolls, the newest first
}

// rollCorrection is a proposed correction of a roll with the names of those who had to do with it.
type rollCorrection struct {
	attendance.Correction
	Proposer string
	Decider  string
	Own      bool // proposed by the reader or about the reader, who then may not decide
}

// mostDecided is how many corrections that are decided the page shows.
const mostDecided = 20

func (a *Area) listCorrections(r *web.Request) error {
	var v correctionsView
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		names := people{}
		if err := v.addRolls(r, tx, names); err != nil {
			return err
		}
		if err := a.addEntries(r, tx, names, &v); err != nil {
			return err
		}
		return a.addKeys(r, tx, names, &v)
	})
	if err != nil {
		return err
	}
	return a.correctionsPage.Render(r, v)
}

func (v *correctionsView) addRolls(r *web.Request, tx storage.ReadTx, names people) error {
	all, err := attendance.Corrections(r.Ctx(), tx, r.Actor.Scope(access.ApproveReversal), false)
	if err != nil {
		return err
	}
	for _, c := range all {
		if !c.IsOpen() && len(v.Decided) == mostDecided {
			continue
		}
		row := rollCorrection{Correction: c, Own: c.ProposedBy == r.Actor.ID() || c.Cadre == r.Actor.ID()}
		if row.Proposer, err = names.name(r, tx, c.ProposedBy); err != nil {
			return err
		}
		if row.Decider, err = names.name(r, tx, c.DecidedBy); err != nil {
			return err
		}
		if c.IsOpen() {
			v.Rolls = append(v.Rolls, row)
		} else {
			v.Decided = append(v.Decided, row)
		}
	}
	return nil
}

func (a *Area) decideCorrection(r *web.Request) error {
	return a.decide(r, func(ctx context.Context, tx storage.WriteTx, id int64, accepted bool) error {
		return a.Clerk.DecideCorrection(ctx, tx, r.Actor, attendance.CorrectionID(id), accepted)
	})
}

// decide reads a decision and carries it out.
func (a *Area) decide(r *web.Request, carryOut func(context.Context, storage.WriteTx, int64, bool) error) error {
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
		return carryOut(ctx, tx, id, decision == accept)
	})
	if err != nil {
		return err
	}
	return r.SeeOther("/corrections")
}
