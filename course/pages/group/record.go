package group

import (
	"context"
	"slices"
	"strings"
	"time"

	"xiangxue/course/attendance"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/static/locale"
)

// proceedingsForm is the record of a meeting as the form shows it.
type proceedingsForm struct {
	Number     int // of the version that was saved last; 0 for none
	Form       string
	Host       string
	Discussion string
	Forms      []choice
	SavedBy    string
	SavedAt    time.Time
}

// elementRow is one of the elements that the record of a meeting must contain.
type elementRow struct {
	Name    string
	Value   string
	Missing bool
	Anchor  string // the field in which it is filled in
}

// fillRecord adds the proceedings and what the record still lacks.
func (a *Area) fillRecord(r *web.Request, tx storage.ReadTx, v *meetingView) error {
	saved, err := plan.LatestProceedings(r.Ctx(), tx, v.Meeting)
	if err != nil {
		return err
	}
	v.saved = saved
	v.Proceedings = proceedingsForm{
		Number: saved.Number, Form: string(saved.Form), Host: saved.Host, Discussion: saved.Discussion, SavedAt: saved.SavedAt,
	}
	for _, f := range plan.Forms() {
		v.Proceedings.Forms = append(v.Proceedings.Forms, choice{Value: string(f), Title: f.Label()})
	}
	if v.Proceedings.Host == "" {
		v.Proceedings.Host = v.Host
	}
	if v.Proceedings.SavedBy, err = (people{}).name(r, tx, saved.By); err != nil {
		return err
	}
	days, err := recordDays(r, tx, v.Meeting)
	if err != nil {
		return err
	}
	v.RecordBy = v.On().AddDays(days)
	v.addElements(r, saved)
	return nil
}

func (v *meetingView) addElements(r *web.Request, saved plan.Proceedings) {
	var roll attendance.Roll
	if v.Roll != nil {
		roll = *v.Roll
	}
	missing := plan.Missing(v.Meeting, saved, roll.Elements())
	v.Missing = len(missing)
	for _, e := range plan.Elements() {
		row := elementRow{Name: e.Label(), Missing: slices.Contains(missing, e)}
		row.Value, row.Anchor = v.elementValue(r, e, saved)
		v.Elements = append(v.Elements, row)
	}
}

// elementValue returns what there is of an element, and the field in which it is filled in.
func (v *meetingView) elementValue(r *web.Request, e plan.Element, saved plan.Proceedings) (value, anchor string) {
	switch e {
	case plan.ElementTime:
		return locale.DayWithWeekday(r.Lang, v.StartsAt) + " " + printClock(v.StartsAt) + r.T(" 至 ") + printClock(v.EndsAt), "roll"
	case plan.ElementPlace:
		return v.Place, "roll"
	case plan.ElementHost:
		return v.Proceedings.Host, "host"
	case plan.ElementAttendees:
		return r.T("%d 人，随点名生成", v.Sums.Present), "roll"
	case plan.ElementAbsentees:
		return r.T("%d 人，原因齐全", v.Sums.Away()), "roll"
	case plan.ElementContent:
		return r.T("议程 %d 项", len(v.Agenda)), "agenda"
	case plan.ElementForm:
		return r.T(saved.Form.Label()), "form"
	default:
		return r.T("%d 条", len(strings.Split(saved.Discussion, "\n"))), "discussion"
	}
}

func (a *Area) saveProceedings(r *web.Request) error {
	id, err := r.ID("meeting")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	record := plan.Proceedings{
		Meeting: plan.MeetingID(id), Form: plan.Form(form.Text("form", 40)), Host: form.Text("host", 200), Discussion: form.Text("discussion", 30000),
	}
	err = form.Err()
	if err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := a.Planner.SaveProceedings(ctx, tx, r.Actor, int(number(form.Raw("number"))), record)
			return err
		})
	}
	if err != nil {
		return a.refuseProceedings(r, record, err)
	}
	return r.SeeOther("/group-meetings/%d#proceedings", id)
}

// refuseProceedings shows the record as it was typed. The form then names the version that is there now, so that what
// was compared can be saved.
func (a *Area) refuseProceedings(r *web.Request, typed plan.Proceedings, failure error) error {
	v, err := a.meeting(r, typed.Meeting)
	if err != nil {
		return err
	}
	v.Proceedings.Form, v.Proceedings.Host, v.Proceedings.Discussion = string(typed.Form), typed.Host, typed.Discussion
	return a.meetingPage.Refuse(r, v, failure)
}
