package pages

import (
	"context"
	"strconv"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
)

// examEditView is the form of an exam with what can be chosen.
type examEditView struct {
	ID       exam.ID // 0: a new one
	Revision int
	Input    examInput
	Units    []roster.Unit // whose exam it can be
	Subjects []course.Subject
	Banks    []bank.Bank
	Topics   []string // subjects of the questions
	Tags     []string
	Kinds    []quiz.Kind
	Partials []quiz.Partial
	Shows    []exam.Shows
	Total    string // what a paper is worth so far
	Items    int
}

func (a *Area) prepareExam(r *web.Request) error {
	v := examEditView{Input: newExam(r.Today())}
	if err := a.choices(r, &v); err != nil {
		return err
	}
	return a.examEditPage.Render(r, v)
}

// choices adds what the form offers, and how many questions each rule finds.
func (a *Area) choices(r *web.Request, v *examEditView) error {
	v.Kinds, v.Partials, v.Shows = quiz.Kinds(), quiz.Partials(), exam.AllShows()
	return a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		scope := r.Actor.Scope(access.AuthorContent).Or(r.Actor.Scope(access.AssignStudy))
		if v.Units, err = roster.Units(r.Ctx(), tx, scope); err != nil {
			return err
		}
		if v.Subjects, err = course.Subjects(r.Ctx(), tx); err != nil {
			return err
		}
		if v.Banks, err = bank.Banks(r.Ctx(), tx); err != nil {
			return err
		}
		if v.Topics, err = bank.Subjects(r.Ctx(), tx); err != nil {
			return err
		}
		if v.Tags, err = bank.Tags(r.Ctx(), tx); err != nil {
			return err
		}
		return v.count(r, tx)
	})
}

// count counts the questions that fit each rule, and sums up the paper.
func (v *examEditView) count(r *web.Request, tx storage.ReadTx) (err error) {
	var p parser
	var total quiz.Points
	for i := range v.Input.Sections {
		section := &v.Input.Sections[i]
		items := len(words(section.Fixed))
		for j := range section.Picks {
			pick := &section.Picks[j]
			f := filterInput{Subject: pick.Subject, Tag: pick.Tag, Kind: pick.Kind, Difficulty: pick.Difficulty, State: string(bank.Published)}
			in, _ := strconv.ParseInt(pick.Bank, 10, 64) // empty: all banks
			if pick.Found, err = bank.Count(r.Ctx(), tx, f.filter(bank.ID(in))); err != nil {
				return err
			}
			items += p.whole("", pick.Count)
		}
		v.Items += items
		total += p.points("", section.Each) * quiz.Points(items)
	}
	v.Total = total.String()
	return nil
}

func (a *Area) createExam(r *web.Request) error {
	return a.keepExam(r, examEditView{}, func(ctx context.Context, tx storage.WriteTx, v examEditView, t exam.Terms) (exam.Exam, error) {
		unit, _ := strconv.ParseInt(v.Input.Unit, 10, 64) // no number is no unit, which the office refuses
		return a.Office.New(ctx, tx, r.Actor, roster.UnitID(unit), t)
	})
}

// reviseExam shows the form of a draft.
func (a *Area) reviseExam(r *web.Request) error {
	v, err := a.draft(r)
	if err != nil {
		return err
	}
	if err := a.choices(r, &v); err != nil {
		return err
	}
	return a.examEditPage.Render(r, v)
}

// draft returns the form of a stored exam.
func (a *Area) draft(r *web.Request) (v examEditView, err error) {
	id, err := r.ID("exam")
	if err != nil {
		return v, err
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		e, err := a.Office.Find(r.Ctx(), tx, r.Actor, exam.ID(id))
		if err != nil {
			return err
		}
		fixed, err := bank.Versions(r.Ctx(), tx, e.Blueprint.Fixed())
		if err != nil {
			return err
		}
		questions := map[bank.VersionID]bank.QuestionID{}
		for _, version := range fixed {
			questions[version.ID] = version.Question
		}
		v = examEditView{ID: e.ID, Revision: e.Revision, Input: examInputOf(e.Terms, questions)}
		return nil
	})
	return v, err
}

func (a *Area) changeExam(r *web.Request) error {
	v, err := a.draft(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	v.Revision = form.Int("revision", 1, 1e6)
	return a.keepExam(r, v, func(ctx context.Context, tx storage.WriteTx, v examEditView, t exam.Terms) (exam.Exam, error) {
		return a.Office.Revise(ctx, tx, r.Actor, v.ID, v.Revision, t)
	})
}

// keepExam stores the form, or shows it with other rows or with what is wrong.
func (a *Area) keepExam(r *web.Request, v examEditView, keep func(context.Context, storage.WriteTx, examEditView, exam.Terms) (exam.Exam, error)) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v.Input = readExam(form)
	pressed := v.Input.act(form.Raw("act"))
	failure := form.Err()
	var kept exam.Exam
	if !pressed && failure == nil {
		v.Input.prune()
		failure = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			t, err := v.Input.terms(r, tx.ReadTx)
			if err != nil {
				return err
			}
			kept, err = keep(ctx, tx, v, t)
			return err
		})
		if failure == nil {
			return r.SeeOther("/exams/%d", kept.ID)
		}
	}
	if err := a.choices(r, &v); err != nil {
		return err
	}
	if failure != nil && !pressed {
		return a.examEditPage.Refuse(r, v, failure)
	}
	return a.examEditPage.Render(r, v)
}
