package group

import (
	"context"
	"fmt"
	"strings"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/training"
	"xiangxue/course/web"
)

// trainingView is one training class: its roll to be confirmed, or as it was.
type trainingView struct {
	training.Class
	SubjectName string
	Unit        string
	Own         bool // the reader answers for it
	Over        bool
	Rows        []trainingRow // while the roll is not confirmed
	Lines       []training.Line
	Sheets      []sheetRow
	Recognised  int
}

// trainingRow is a person in the form of the roll.
type trainingRow struct {
	training.Participant
	Absent bool
	Away   string
	Reason string
}

// AttendedField returns the name of the field that says whether the person took part.
func (x trainingRow) AttendedField() string { return training.AttendedField(x.Cadre) }

// AwayField returns the name of the field with the person's hours of leave.
func (x trainingRow) AwayField() string { return training.AwayField(x.Cadre) }

// ReasonField returns the name of the field with the reason.
func (x trainingRow) ReasonField() string { return training.ReasonField(x.Cadre) }

// sheetRow is a sheet of the roll with the name of who answers for it.
type sheetRow struct {
	training.Sheet
	By string
}

func (a *Area) showTraining(r *web.Request) error {
	v, err := a.training(r)
	if err != nil {
		return err
	}
	return a.trainingPage.Render(r, v)
}

// training reads the class of the path.
func (a *Area) training(r *web.Request) (v trainingView, err error) {
	id, err := r.ID("class")
	if err != nil {
		return v, err
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		scope := r.Actor.Scope(access.RecordTraining)
		if v.Class, err = training.Find(r.Ctx(), tx, scope, training.ClassID(id)); err != nil {
			return err
		}
		v.Over = v.Span.To <= r.Today()
		return v.fill(r, tx, scope)
	})
	return v, err
}

func (v *trainingView) fill(r *web.Request, tx storage.ReadTx, scope roster.Scope) error {
	unit, err := roster.FindUnit(r.Ctx(), tx, v.Class.Unit)
	if err != nil {
		return err
	}
	v.Unit = unit.Name
	_, err = roster.FindUnitIn(r.Ctx(), tx, scope, unit.ID)
	if v.Own = err == nil; err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	subjects, err := course.Subjects(r.Ctx(), tx)
	if err != nil {
		return err
	}
	for _, s := range subjects {
		if s.Code == v.Subject {
			v.SubjectName = s.Name
		}
	}
	if v.State == training.Planned {
		participants, err := training.Participants(r.Ctx(), tx, scope, v.Class)
		for _, p := range participants {
			v.Rows = append(v.Rows, trainingRow{Participant: p})
		}
		return err
	}
	return v.fillRoll(r, tx, scope)
}

func (v *trainingView) fillRoll(r *web.Request, tx storage.ReadTx, scope roster.Scope) error {
	roll, _, err := training.RollOf(r.Ctx(), tx, scope, v.Class)
	if err != nil {
		return err
	}
	v.Lines, v.Recognised = roll.Lines, roll.Recognised()
	names := people{}
	for _, s := range roll.Sheets {
		row := sheetRow{Sheet: s}
		if row.By, err = names.name(r, tx, s.By); err != nil {
			return err
		}
		v.Sheets = append(v.Sheets, row)
	}
	return nil
}

// IsPlanned reports whether the roll is still to be confirmed.
func (v trainingView) IsPlanned() bool { return v.State == training.Planned }

// IsCancelled reports whether the class was called off.
func (v trainingView) IsCancelled() bool { return v.State == training.Cancelled }

// Path returns the address of the page.
func (v trainingView) Path() string { return trainingPath(v.ID) }

func trainingPath(id training.ClassID) string { return fmt.Sprintf("/training-classes/%d", id) }

// confirmTraining confirms the roll of a class with one form for everybody.
func (a *Area) confirmTraining(r *web.Request) error {
	id, err := r.ID("class")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	marks, err := trainingMarks(form)
	if err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := a.Training.Confirm(ctx, tx, r.Actor, training.ClassID(id), marks)
			return err
		})
	}
	if err != nil {
		return a.refuseTraining(r, form, err)
	}
	return r.SeeOther(trainingPath(training.ClassID(id)))
}

// attendedPrefix begins the names of the fields that say who took part.
const attendedPrefix = "attended-"

// trainingMarks reads the rows of the form.
func trainingMarks(form *web.Form) ([]training.Mark, error) {
	var marks []training.Mark
	for _, name := range form.Names(attendedPrefix) {
		id := roster.CadreID(number(name[len(attendedPrefix):]))
		m := training.Mark{Cadre: id, Attended: form.Raw(name) == "yes", Reason: form.Raw(training.ReasonField(id))}
		if away := strings.TrimSpace(form.Raw(training.AwayField(id))); m.Attended && away != "" {
			var err error
			if m.Away, err = hours.ParseAmount(away); err != nil {
				form.Add(training.AwayField(id), "请填数字，如 4 或 0.5")
			}
		}
		marks = append(marks, m)
	}
	return marks, form.Err()
}

// refuseTraining shows the roll as it was filled in, with what is wrong and with whom.
func (a *Area) refuseTraining(r *web.Request, form *web.Form, failure error) error {
	v, err := a.training(r)
	if err != nil {
		return err
	}
	owners := map[string]string{}
	for i := range v.Rows {
		row := &v.Rows[i]
		row.Absent = form.Raw(row.AttendedField()) == "no"
		row.Away, row.Reason = form.Raw(row.AwayField()), form.Raw(row.ReasonField())
		for _, field := range []string{row.AttendedField(), row.AwayField(), row.ReasonField()} {
			owners[field] = row.Name
		}
	}
	return a.trainingPage.Refuse(r, v, naming(r, failure, owners))
}
