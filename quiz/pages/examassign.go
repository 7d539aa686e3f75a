package pages

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz/exam"
)

// assignView is the form that asks people to sit an exam.
type assignView struct {
	exam.Exam
	DueOn  string
	Note   string
	To     string // persons, group-3 or unit-5
	Groups []roster.StudyGroup
	Units  []roster.Unit
	Teams  []team
}

// team is the people of a unit who can be asked.
type team struct {
	Unit   string
	People []personChoice
}

// personChoice is a person who can be asked.
type personChoice struct {
	ID     roster.CadreID
	Name   string
	Chosen bool
}

// toPersons is the choice of those who are ticked.
const toPersons = "persons"

func (a *Area) prepareAssignment(r *web.Request) error {
	v, err := a.assignView(r, nil)
	if err != nil {
		return err
	}
	if !v.Until.IsZero() {
		v.DueOn = v.Until.Format("2006-01-02")
	}
	return a.assignPage.Render(r, v)
}

// assignView returns the form with whom the actor may ask; chosen are the ticked persons.
func (a *Area) assignView(r *web.Request, chosen []string) (v assignView, err error) {
	id, err := r.ID("exam")
	if err != nil {
		return v, err
	}
	scope := r.Actor.Scope(access.AssignStudy)
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if v.Exam, err = a.Office.Find(r.Ctx(), tx, r.Actor, exam.ID(id)); err != nil {
			return err
		}
		if v.Groups, err = roster.Groups(r.Ctx(), tx, scope); err != nil {
			return err
		}
		if v.Units, err = roster.Units(r.Ctx(), tx, scope); err != nil {
			return err
		}
		members, err := roster.Members(r.Ctx(), tx, scope, r.Today())
		for _, m := range members {
			if n := len(v.Teams); n == 0 || v.Teams[n-1].Unit != m.Unit.Name {
				v.Teams = append(v.Teams, team{Unit: m.Unit.Name})
			}
			last := &v.Teams[len(v.Teams)-1]
			ticked := slices.Contains(chosen, strconv.FormatInt(int64(m.Cadre.ID), 10))
			last.People = append(last.People, personChoice{m.Cadre.ID, m.Cadre.Name, ticked})
		}
		return err
	})
	v.To = toPersons
	return v, err
}

func (a *Area) assignExam(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v, err := a.assignView(r, form.All("persons"))
	if err != nil {
		return err
	}
	v.DueOn, v.Note, v.To = form.Raw("due_on"), form.Raw("note"), form.Raw("to")
	due, note, to := form.Date("due_on"), form.Text("note", 500), targetOf(form)
	failure := form.Err()
	if failure == nil {
		failure = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := a.Office.Assign(ctx, tx, r.Actor, v.ID, due, note, to)
			return err
		})
	}
	if failure != nil {
		return a.assignPage.Refuse(r, v, failure)
	}
	return r.SeeOther("/exams/%d/results", v.ID)
}

// targetOf reads whom the form names.
func targetOf(form *web.Form) (to plan.Target) {
	chosen := form.Raw("to")
	if chosen == toPersons {
		for _, id := range form.IDs("persons") {
			to.Persons = append(to.Persons, roster.CadreID(id))
		}
		return to
	}
	kind, number, _ := strings.Cut(chosen, "-")
	id, err := strconv.ParseInt(number, 10, 64)
	form.Check(err == nil && id > 0 && (kind == "group" || kind == "unit"), "to", "请选择")
	if kind == "group" {
		to.Group = roster.GroupID(id)
	} else {
		to.Unit = roster.UnitID(id)
	}
	return to
}

// resultsView is how the people of the reader stand in an exam, by unit and surname.
type resultsView struct {
	exam.Results
	Counts    []progressCount
	Waiting   int // people whose written answers wait
	MayExport bool
	MayAssign bool
}

// progressCount is how many people are that far.
type progressCount struct {
	exam.Progress
	People int
}

func (a *Area) showResults(r *web.Request) error {
	id, err := r.ID("exam")
	if err != nil {
		return err
	}
	v := resultsView{
		MayAssign: r.Actor.May(access.AssignStudy), MayExport: r.Actor.May(access.AssignStudy) || r.Actor.May(access.ExportReports),
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		v.Results, err = a.Office.Results(r.Ctx(), tx, r.Actor, exam.ID(id))
		return err
	})
	if err != nil {
		return err
	}
	for _, p := range []exam.Progress{exam.Passed, exam.NotPassed, exam.Waiting, exam.Running, exam.NotBegun} {
		v.Counts = append(v.Counts, progressCount{p, v.Count(p)})
	}
	return a.resultsPage.Render(r, v)
}

// downloadResults answers with the results and the answers as a workbook; the trail says who took it.
func (a *Area) downloadResults(r *web.Request) error {
	id, err := r.ID("exam")
	if err != nil {
		return err
	}
	return a.attachResults(r, exam.ID(id))
}

// showAnswers shows a submitted attempt of somebody for whom the reader answers.
func (a *Area) showAnswers(r *web.Request) error {
	id, err := r.ID("attempt")
	if err != nil {
		return err
	}
	var v answersView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if v.Outcome, err = a.Office.OutcomeOf(r.Ctx(), tx, r.Actor, exam.AttemptID(id)); err != nil {
			return err
		}
		for _, it := range v.Outcome.Items {
			v.Items = append(v.Items, outcomeView{it, false})
		}
		v.Name, err = nameBook{}.of(r, tx, v.Attempt.Cadre)
		return err
	})
	if err != nil {
		return err
	}
	return a.answersPage.Render(r, v)
}

// answersView is a submitted attempt as those see it who answer for the person.
type answersView struct {
	exam.Outcome
	Name  string
	Items []outcomeView
}

// attachResults answers with the workbook of an exam.
func (a *Area) attachResults(r *web.Request, id exam.ID) error {
	var file bytes.Buffer
	if err := a.Office.Export(r.Ctx(), r.Actor, id, &file); err != nil {
		return err
	}
	return attach(r, r.T("测验成绩")+".xlsx", fmt.Sprintf("results-%d.xlsx", id), file.Bytes())
}
