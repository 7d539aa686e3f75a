package group

import (
	"context"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/training"
	"xiangxue/course/web"
)

// trainingFormView is the form by which a class is planned or changed, as it was filled in so far.
type trainingFormView struct {
	Class                                          training.ClassID // 0 for a new one
	Kind, Title, Organiser, Subject                string
	From, To, Days, Hours, Later, Place, DocNumber string
	Audience                                       string // persons, unit-5 or group-3
	Chosen                                         []string

	Kinds    []choice
	Subjects []course.Subject
	Groups   []choice
	Units    []choice
	Teams    []team
}

// ByPersons reports whether those take part who are ticked.
func (v trainingFormView) ByPersons() bool { return v.Audience == toPersons }

func (a *Area) prepareTraining(r *web.Request) error {
	v := trainingFormView{Kind: string(training.OffJob), Audience: toPersons}
	return a.renderTrainingForm(r, v, nil)
}

func (a *Area) reviseTraining(r *web.Request) error {
	id, err := r.ID("class")
	if err != nil {
		return err
	}
	var v trainingFormView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		scope := r.Actor.Scope(access.RecordTraining)
		c, err := training.Find(r.Ctx(), tx, scope, training.ClassID(id))
		if err != nil {
			return err
		}
		v = formOfTraining(c)
		participants, err := training.Participants(r.Ctx(), tx, scope, c)
		for _, p := range participants {
			v.Chosen = append(v.Chosen, fmt.Sprint(p.Cadre))
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.renderTrainingForm(r, v, nil)
}

func formOfTraining(c training.Class) trainingFormView {
	v := trainingFormView{
		Class: c.ID, Kind: string(c.Kind), Title: c.Title, Organiser: c.Organiser, Subject: c.Subject,
		From: c.Span.From.String(), To: c.Span.To.String(), Place: c.Place, DocNumber: c.DocNumber, Audience: toPersons,
	}
	if c.Days > 0 {
		v.Days = c.Days.String()
	}
	if c.Hours > 0 {
		v.Hours = c.Hours.String()
	}
	if c.Later > 0 {
		v.Later = hours.Amount(c.Later).String()
	}
	return v
}

// renderTrainingForm shows the form, or shows it again with what is wrong.
func (a *Area) renderTrainingForm(r *web.Request, v trainingFormView, failure error) error {
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		for _, k := range training.Kinds() {
			v.Kinds = append(v.Kinds, choice{Value: string(k), Title: k.Label()})
		}
		if v.Subjects, err = course.Subjects(r.Ctx(), tx); err != nil {
			return err
		}
		scope := r.Actor.Scope(access.RecordTraining)
		if v.Groups, v.Units, err = audiences(r, tx, scope); err != nil {
			return err
		}
		v.Teams, err = teamsOf(r, tx, scope, v.Chosen)
		return err
	})
	switch {
	case err != nil:
		return err
	case failure != nil:
		return a.trainingFormPage.Refuse(r, v, failure)
	}
	return a.trainingFormPage.Render(r, v)
}

// saveTraining plans a class, or changes a planned one.
func (a *Area) saveTraining(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	var id training.ClassID
	if r.Param("class") != "" {
		n, err := r.ID("class")
		if err != nil {
			return err
		}
		id = training.ClassID(n)
	}
	c := trainingOf(form)
	if err = form.Err(); err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			c.ID = id
			c, err = a.putTraining(ctx, tx, r, form, c)
			return err
		})
	}
	if err != nil {
		v := trainingFormView{
			Class: id, Kind: form.Raw("kind"), Title: form.Raw("title"), Organiser: form.Raw("organiser"), Subject: form.Raw("subject"),
			From: form.Raw("from"), To: form.Raw("to"), Days: form.Raw("days"), Hours: form.Raw("hours"), Later: form.Raw("later"),
			Place: form.Raw("place"), DocNumber: form.Raw("doc_number"), Audience: form.Raw("audience"), Chosen: form.All("participants"),
		}
		return a.renderTrainingForm(r, v, err)
	}
	return r.SeeOther(trainingPath(c.ID))
}

// putTraining writes what the form says, within the transaction in which it looks up who takes part.
func (a *Area) putTraining(ctx context.Context, tx storage.WriteTx, r *web.Request, form *web.Form, c training.Class) (training.Class, error) {
	scope := r.Actor.Scope(access.RecordTraining)
	participants, err := participantsOf(ctx, tx.ReadTx, form, scope, c.Span.To)
	if err != nil {
		return c, err
	}
	if c.ID != 0 {
		return c, a.Training.Change(ctx, tx, r.Actor, c, participants)
	}
	units, err := roster.Units(ctx, tx.ReadTx, scope)
	if err != nil {
		return c, err
	}
	if len(units) > 0 {
		c.Unit = units[0].ID
	}
	return a.Training.Announce(ctx, tx, r.Actor, c, participants)
}

func trainingOf(form *web.Form) training.Class {
	amount := func(name string) hours.Amount {
		if form.Raw(name) == "" {
			return 0
		}
		n, err := hours.ParseAmount(form.Raw(name))
		form.Check(err == nil, name, "请填数字，如 4 或 0.5")
		return n
	}
	return training.Class{
		Kind: training.Kind(form.Raw("kind")), Title: form.Text("title", 100), Organiser: form.Text("organiser", 100),
		Subject: form.Text("subject", 20), Span: calendar.Span{From: form.Date("from"), To: form.Date("to")},
		Extent: training.Extent{Days: hours.Days(amount("days")), Hours: amount("hours"), Later: int64(amount("later"))},
		Place:  form.Text("place", 100), DocNumber: form.Text("doc_number", 60),
	}
}

// participantsOf returns whom the form names: the ticked persons, or all of a unit or group of the scope on a day.
func participantsOf(ctx context.Context, tx storage.ReadTx, form *web.Form, scope roster.Scope, on calendar.Date) ([]roster.CadreID, error) {
	var ids []roster.CadreID
	unit, group := audienceOf(form.Raw("audience"))
	switch {
	case group != 0:
		members, err := roster.GroupMembers(ctx, tx, group, on)
		for _, m := range members {
			ids = append(ids, m.ID)
		}
		return ids, err
	case unit != 0:
		u, err := roster.FindUnitIn(ctx, tx, scope, unit)
		if err != nil {
			return nil, err
		}
		members, err := roster.Members(ctx, tx, roster.InUnit(u.Path), on)
		for _, m := range members {
			ids = append(ids, m.Cadre.ID)
		}
		return ids, err
	}
	for _, id := range form.IDs("participants") {
		ids = append(ids, roster.CadreID(id))
	}
	return ids, form.Err()
}

func (a *Area) cancelTraining(r *web.Request) error {
	id, err := r.ID("class")
	if err != nil {
		return err
	}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return a.Training.Cancel(ctx, tx, r.Actor, training.ClassID(id))
	})
	if err != nil {
		return err
	}
	return r.SeeOther("/training-classes")
}
