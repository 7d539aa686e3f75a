package study

import (
	"context"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// makeUpView is what makes up for a missed meeting: something to read and a check on it.
type makeUpView struct {
	attendance.MakeUp
	Missed  *attendance.Attendance // what the roll says; nil when it says nothing any more
	Overdue bool
	Text    textView
	Check   course.Check
	Asked   int
	Carried int
	Rule    string
	Entry   *hours.Entry // what it brought; nil while open, and for nothing
}

// textView is the text of a check: a whole lesson, or of a document the articles that are asked about.
type textView struct {
	Title string
	Path  string // of the page with the whole text
	Body  web.Markup
	Parts []course.TextPart
	text  course.Text
}

// text reads the text that a check asks about.
func (a *Area) text(r *web.Request, tx storage.ReadTx, s course.QuestionSource) (textView, error) {
	if s.Kind == course.SourceLesson {
		page, err := a.Catalogue.Lesson(r.Ctx(), tx, course.LessonID(s.ID))
		if err != nil {
			return textView{}, err
		}
		return textView{Title: page.Lesson.Title, Path: lessonPath(page.Lesson.ID), Body: web.Markup(page.Lesson.HTML)}, nil
	}
	text, err := a.Document(r.Ctx(), tx, s.ID)
	return textView{Title: text.Title, Path: documentPath(s.ID), text: text}, err
}

func (a *Area) showMakeUp(r *web.Request) error {
	v, err := a.makeUp(r)
	if err != nil {
		return err
	}
	return a.makeUpPage.Render(r, v)
}

// makeUp reads the make-up of the path, which is the person's own.
func (a *Area) makeUp(r *web.Request) (v makeUpView, err error) {
	id, err := r.ID("makeUp")
	if err != nil {
		return makeUpView{}, err
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if v.MakeUp, err = attendance.FindMakeUp(r.Ctx(), tx, r.Actor.ID(), attendance.MakeUpID(id)); err != nil {
			return err
		}
		v.Overdue = v.IsOverdue(r.Today())
		return a.readMakeUp(r, tx, &v)
	})
	return v, err
}

func (a *Area) readMakeUp(r *web.Request, tx storage.ReadTx, v *makeUpView) (err error) {
	if v.Text, err = a.text(r, tx, v.Source); err != nil {
		return err
	}
	if v.State == attendance.Closed {
		return a.readBooked(r, tx, v)
	}
	missed, found, err := attendance.At(r.Ctx(), tx, r.Actor.ID(), v.Meeting)
	if err != nil {
		return err
	}
	if found {
		v.Missed = &missed
	}
	if v.Rule, err = a.ruleFor(r, tx, hours.ActivityMakeUp); err != nil {
		return err
	}
	v.Check, err = a.Checks.Show(r.Ctx(), tx, r.Actor.ID(), attendance.MakeUpOwner(v.ID), v.Source)
	v.Asked, v.Carried = divide(v.Check)
	v.Text.Parts = v.Text.text.Asked(v.Check)
	return err
}

// readBooked keeps the entry that a closed make-up brought.
func (a *Area) readBooked(r *web.Request, tx storage.ReadTx, v *makeUpView) error {
	if v.MakeUp.Entry == 0 {
		return nil
	}
	entry, err := a.Ledger.FindEntry(r.Ctx(), tx, roster.Only(r.Actor.ID()), v.MakeUp.Entry)
	v.Entry = &entry
	return err
}

// ruleFor returns how the rules in force are cited for an activity; nothing when they give nothing for it.
func (a *Area) ruleFor(r *web.Request, tx storage.ReadTx, activity hours.Activity) (string, error) {
	rules, err := a.Ledger.InForce(r.Ctx(), tx, r.Today())
	if err != nil {
		return "", err
	}
	rule, err := rules.Rule(activity)
	if fault.Is(err, fault.Conflict) {
		return "", nil
	}
	return r.Say(rules.Cite(rule.Article)), err
}

func (a *Area) checkMakeUp(r *web.Request) error {
	v, err := a.makeUp(r)
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	owner := attendance.MakeUpOwner(v.ID)
	_, err = a.Checks.Submit(r.Ctx(), r.Actor, owner, v.Source, form.Text("fingerprint", 64), answersOf(form),
		func(ctx context.Context, tx storage.WriteTx, e course.Evidence) error {
			_, err := a.Clerk.CloseMakeUp(ctx, tx, r.Actor.ID(), v.ID, e)
			return err
		})
	if fault.Is(err, fault.Stale) {
		return a.makeUpPage.Refuse(r, v, err)
	}
	if err != nil {
		return err
	}
	return r.SeeOther("/make-ups/%d/result", v.ID)
}

// makeUpResultView is what came of a submitted check of a make-up.
type makeUpResultView struct {
	MakeUp makeUpView
	marked
}

func (a *Area) showMakeUpResult(r *web.Request) error {
	v, err := a.makeUp(r)
	if err != nil {
		return err
	}
	var check course.Check
	var found bool
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		check, found, err = a.Checks.Result(r.Ctx(), tx, r.Actor.ID(), attendance.MakeUpOwner(v.ID))
		return err
	})
	if err != nil {
		return err
	}
	if !found {
		return fault.New(fault.NotFound, "这项补学还没有交过卷")
	}
	return a.makeUpResultPage.Render(r, makeUpResultView{v, mark(check)})
}
