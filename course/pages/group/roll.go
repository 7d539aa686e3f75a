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

// mostRoll is how large the form of a roll may be, in bytes: some thousand persons with reasons.
const mostRoll = 2 << 20

// rollRow is a person in the form of the roll.
type rollRow struct {
	Cadre    roster.CadreID
	Name     string
	Post     string
	Presence attendance.Presence
	Reason   string
	Excused  bool   // leave was granted beforehand
	Asked    bool   // leave was asked for and is not decided
	Note     string // what is to be looked at
}

// PresenceField returns the name of the field of the person's presence.
func (x rollRow) PresenceField() string { return attendance.PresenceField(x.Cadre) }

// ReasonField returns the name of the field of the person's reason.
func (x rollRow) ReasonField() string { return attendance.ReasonField(x.Cadre) }

// Options returns the four presences with whether each is chosen.
func (x rollRow) Options() []presenceOption { return presenceOptions(x.Presence) }

// presenceOption is one of the presences to choose from.
type presenceOption struct {
	Value  attendance.Presence
	Label  string
	Chosen bool
}

func presenceOptions(chosen attendance.Presence) []presenceOption {
	var options []presenceOption
	for _, p := range attendance.Presences() {
		options = append(options, presenceOption{p, p.Label(), p == chosen})
	}
	return options
}

// lineRow is a person on a confirmed roll.
type lineRow struct {
	attendance.Line
	MakeUp *attendance.MakeUp // nil when there is nothing to make up for
}

// Exceptions returns who was not there, and whose line was corrected.
func (v meetingView) Exceptions() []lineRow {
	return linesOf(v.Lines, func(l lineRow) bool { return !l.IsPresent() || l.IsCorrected() })
}

// Attendees returns who was there.
func (v meetingView) Attendees() []lineRow {
	return linesOf(v.Lines, func(l lineRow) bool { return l.IsPresent() })
}

func linesOf(all []lineRow, wanted func(lineRow) bool) []lineRow {
	var list []lineRow
	for _, line := range all {
		if wanted(line) {
			list = append(list, line)
		}
	}
	return list
}

// fillRoll adds the confirmed roll or, while there is none, the form for it.
func fillRoll(r *web.Request, tx storage.ReadTx, v *meetingView) error {
	scope := r.Actor.Scope(access.RunMeetings)
	roll, confirmed, err := attendance.RollOf(r.Ctx(), tx, scope, v.ID)
	if err != nil {
		return err
	}
	if !confirmed {
		return fillRollForm(r, tx, v)
	}
	v.Roll, v.Sums = &roll, roll.Count()
	if v.Confirmer, err = (people{}).name(r, tx, roll.By); err != nil {
		return err
	}
	makeUps, err := attendance.MakeUpsFor(r.Ctx(), tx, scope, v.ID)
	if err != nil {
		return err
	}
	for _, line := range roll.Lines {
		row := lineRow{Line: line}
		for i := range makeUps {
			if makeUps[i].Cadre == line.Cadre {
				row.MakeUp = &makeUps[i]
			}
		}
		v.Lines = append(v.Lines, row)
	}
	return nil
}

func fillRollForm(r *web.Request, tx storage.ReadTx, v *meetingView) error {
	expected, err := attendance.Expect(r.Ctx(), tx, v.Meeting)
	if err != nil {
		return err
	}
	for _, e := range expected {
		row := rollRow{Cadre: e.Cadre.ID, Name: e.Cadre.Name, Post: e.Cadre.Post, Presence: e.Presence, Reason: e.Reason}
		row.Excused = e.Leave != nil && e.Leave.Approved
		row.Asked = e.Leave != nil && e.Leave.IsOpen()
		v.Rows = append(v.Rows, row)
	}
	v.count()
	return nil
}

// count counts the presences as the form stands.
func (v *meetingView) count() {
	v.Sums = attendance.Count{}
	for _, row := range v.Rows {
		switch row.Presence {
		case attendance.Present:
			v.Sums.Present++
		case attendance.OnLeave:
			v.Sums.OnLeave++
		case attendance.OfficialDuty:
			v.Sums.OfficialDuty++
		default:
			v.Sums.Absent++
		}
	}
}

// confirmRoll confirms a roll with one form for everybody.
func (a *Area) confirmRoll(r *web.Request) error {
	id, err := r.ID("meeting")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	marks := marksOf(form)
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		_, err := a.Clerk.Confirm(ctx, tx, r.Actor, plan.MeetingID(id), marks)
		return err
	})
	if err != nil {
		return a.refuseRoll(r, plan.MeetingID(id), form, err)
	}
	return r.SeeOther("/group-meetings/%d", id)
}

// marksOf reads the rows of the form.
func marksOf(form *web.Form) []attendance.Mark {
	var marks []attendance.Mark
	for _, name := range form.Names(presencePrefix) {
		id := roster.CadreID(number(name[len(presencePrefix):]))
		marks = append(marks, attendance.Mark{
			Cadre: id, Presence: attendance.Presence(form.Raw(name)), Reason: form.Raw(attendance.ReasonField(id)),
		})
	}
	return marks
}

// presencePrefix begins the names of the fields that hold presences.
const presencePrefix = "presence-"

// refuseRoll shows the roll as it was filled in, with what is wrong and with whom.
func (a *Area) refuseRoll(r *web.Request, id plan.MeetingID, form *web.Form, failure error) error {
	v, err := a.meeting(r, id)
	if err != nil {
		return err
	}
	owners := refill(v.Rows, form)
	v.count()
	return a.meetingPage.Refuse(r, v, naming(r, failure, owners))
}

// refill puts what was sent into the rows of a form, and returns whose each field is.
func refill(rows []rollRow, form *web.Form) map[string]string {
	owners := map[string]string{}
	for i := range rows {
		row := &rows[i]
		row.Presence, row.Reason = attendance.Presence(form.Raw(row.PresenceField())), form.Raw(row.ReasonField())
		owners[row.PresenceField()], owners[row.ReasonField()] = row.Name, row.Name
	}
	return owners
}
