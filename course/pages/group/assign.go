package group

import (
	"context"
	"net/url"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz/exam"
)

// assignView is the form for an assignment, as it was filled in so far.
type assignView struct {
	Kind     plan.ItemKind
	Kinds    []kindLink
	Words    string // by which documents are searched
	Items    []choice
	Item     string
	Subjects []course.Subject
	Subject  string
	DueOn    string
	Note     string
	To       string
	Groups   []choice
	Units    []choice
	Teams    []team
}

// kindLink leads to the same form for another kind of item.
type kindLink struct {
	Name, Path string
	Current    bool
}

// defaultDays is how many days the form allows for an assignment until another date is chosen.
const defaultDays = 30

func (a *Area) prepareAssignment(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v, err := a.assignForm(r, form)
	if err != nil {
		return err
	}
	if v.DueOn == "" {
		v.DueOn = r.Today().AddDays(defaultDays).String()
	}
	return a.assignPage.Render(r, v)
}

// assignForm returns the form with what was filled in and what can be chosen.
func (a *Area) assignForm(r *web.Request, form *web.Form) (assignView, error) {
	v := assignView{
		Kind: kindOf(form.Raw("kind")), Words: form.Text("words", 50), Item: form.Raw("item"), Subject: form.Raw("subject"),
		DueOn: form.Raw("due_on"), Note: form.Raw("note"), To: form.Raw("to"),
	}
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if v.Items, err = a.itemChoices(r, tx, v.Kind, v.Words); err != nil {
			return err
		}
		if v.Subjects, err = course.Subjects(r.Ctx(), tx); err != nil {
			return err
		}
		return v.addTargets(r, tx, form.All("persons"))
	})
	v.Kinds = v.kindLinks(form.All("persons"))
	return v, err
}

func kindOf(text string) plan.ItemKind {
	switch k := plan.ItemKind(text); k {
	case plan.LessonItem, plan.DocumentItem, plan.QuizItem:
		return k
	}
	return plan.CourseItem
}

func (a *Area) itemChoices(r *web.Request, tx storage.ReadTx, kind plan.ItemKind, words string) ([]choice, error) {
	switch kind {
	case plan.LessonItem:
		return a.lessonChoices(r, tx, false)
	case plan.DocumentItem:
		return documentChoices(r, tx, words)
	case plan.QuizItem:
		return a.quizChoices(r, tx)
	default:
		return courseChoices(r, tx)
	}
}

// kindLinks lead to the other kinds without losing who was chosen.
func (v assignView) kindLinks(persons []string) []kindLink {
	var links []kindLink
	for _, k := range []plan.ItemKind{plan.CourseItem, plan.LessonItem, plan.DocumentItem, plan.QuizItem} {
		query := url.Values{"kind": {string(k)}, "to": {v.To}, "persons": persons, "due_on": {v.DueOn}}
		links = append(links, kindLink{itemName(k), "/assignments/new?" + query.Encode(), k == v.Kind})
	}
	return links
}

// IsDocument reports whether a document is to be chosen, which is searched for and needs a subject.
func (v assignView) IsDocument() bool { return v.Kind == plan.DocumentItem }

// ByPersons reports whether the ticked persons are asked.
func (v assignView) ByPersons() bool { return v.To == toPersons }

// assign asks people to study something. The title and the subject are those of the item.
func (a *Area) assign(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	asked := plan.Assignment{DueOn: form.Date("due_on"), Note: form.Text("note", 500)}
	asked.Item = plan.Item{Kind: kindOf(form.Raw("kind")), Ref: number(form.Raw("item"))}
	asked.Subject = form.Text("subject", 40)
	to := targetOf(form)
	if err := form.Err(); err != nil {
		return a.refuseAssignment(r, form, err)
	}
	var done plan.Assigned
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		done, err = a.ask(ctx, tx, r, asked, to)
		return err
	})
	if err != nil {
		return a.refuseAssignment(r, form, err)
	}
	return r.SeeOther("/assignments/%d", done.ID)
}

// ask assigns what the form names; a quiz only as the examination office allows.
func (a *Area) ask(ctx context.Context, tx storage.WriteTx, r *web.Request, asked plan.Assignment, to plan.Target) (plan.Assigned, error) {
	if asked.Kind == plan.QuizItem && asked.Ref != 0 {
		done, err := a.Exams.Assign(ctx, tx, r.Actor, exam.ID(asked.Ref), asked.DueOn, asked.Note, to)
		if fault.Is(err, fault.NotFound) {
			return plan.Assigned{}, notChosen()
		}
		return done, err
	}
	if err := a.describe(r, tx.ReadTx, &asked); err != nil {
		return plan.Assigned{}, err
	}
	return a.Planner.Assign(ctx, tx, r.Actor, asked, to)
}

func (a *Area) refuseAssignment(r *web.Request, form *web.Form, failure error) error {
	v, err := a.assignForm(r, form)
	if err != nil {
		return err
	}
	return a.assignPage.Refuse(r, v, failure)
}
