package study

import (
	"context"
	"strings"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/progress"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// resultView is what came of a submitted check.
type resultView struct {
	Lesson   course.Lesson
	Course   string
	Contents contentsView
	Next     course.LessonID // the lesson to go on with; 0 when the course is finished
	Finished bool
	marked
}

// marked is a submitted round with its items apart.
type marked struct {
	Check course.Check
	Right []course.CheckItem
	Wrong []course.CheckItem // the unanswered ones, too
}

func mark(check course.Check) marked {
	m := marked{Check: check}
	for _, item := range check.Items {
		if item.State == course.Right {
			m.Right = append(m.Right, item)
		} else {
			m.Wrong = append(m.Wrong, item)
		}
	}
	return m
}

func (a *Area) submitCheck(r *web.Request) error {
	id, err := r.ID("lesson")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	lesson := course.LessonID(id)
	var passed progress.Passed
	check, err := a.Checks.Submit(r.Ctx(), r.Actor, owner(lesson), source(lesson), form.Text("fingerprint", 64), answersOf(form),
		func(ctx context.Context, tx storage.WriteTx, e course.Evidence) (err error) {
			if passed, err = a.Keeper.LessonPassed(ctx, tx, r.Actor.ID(), lesson, e); err != nil {
				return err
			}
			return a.fulfil(ctx, tx, r.Actor.ID(), lesson, passed, e.PassedAt)
		})
	if fault.Is(err, fault.Stale) {
		return a.askAgain(r, lesson, err)
	}
	if err != nil {
		return err
	}
	if check.Passed && passed.Finished {
		return a.toCompletion(r, lesson)
	}
	return r.SeeOther("/lessons/%d/result", id)
}

// askAgain shows the lesson with the questions that are to be answered now.
func (a *Area) askAgain(r *web.Request, lesson course.LessonID, failure error) error {
	v, _, err := a.lesson(r, lesson)
	if err != nil {
		return err
	}
	return a.lessonPage.Refuse(r, v, failure)
}

func (a *Area) toCompletion(r *web.Request, lesson course.LessonID) error {
	var page course.LessonPage
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		page, err = a.Catalogue.Lesson(r.Ctx(), tx, lesson)
		return err
	})
	if err != nil {
		return err
	}
	return r.SeeOther("/courses/%d/completion", page.Version.Course)
}

// answersOf collects the fields of a check's questions.
func answersOf(form *web.Form) course.Answers {
	answers := course.Answers{}
	for _, name := range form.Names("q") {
		for _, value := range form.All(name) {
			answers[name] = append(answers[name], strings.TrimSpace(value))
		}
	}
	return answers
}

// confirmRead is for a lesson without questions: its reader says so.
func (a *Area) confirmRead(r *web.Request) error {
	id, err := r.ID("lesson")
	if err != nil {
		return err
	}
	var passed progress.Passed
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		if passed, err = a.Keeper.LessonRead(ctx, tx, r.Actor.ID(), course.LessonID(id)); err != nil {
			return err
		}
		return a.fulfil(ctx, tx, r.Actor.ID(), course.LessonID(id), passed, r.Now())
	})
	switch {
	case err != nil:
		return err
	case passed.Finished:
		return a.toCompletion(r, course.LessonID(id))
	}
	return r.SeeOther("/lessons/%d", passed.Next)
}

func (a *Area) showResult(r *web.Request) error {
	id, err := r.ID("lesson")
	if err != nil {
		return err
	}
	var v resultView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		v, err = a.result(r, tx, course.LessonID(id))
		return err
	})
	if err != nil {
		return err
	}
	return a.resultPage.Render(r, v)
}

func (a *Area) result(r *web.Request, tx storage.ReadTx, lesson course.LessonID) (resultView, error) {
	page, err := a.Catalogue.Lesson(r.Ctx(), tx, lesson)
	if err != nil {
		return resultView{}, err
	}
	check, found, err := a.Checks.Result(r.Ctx(), tx, r.Actor.ID(), owner(lesson))
	if err != nil {
		return resultView{}, err
	}
	if !found {
		return resultView{}, fault.New(fault.NotFound, "这一节还没有交过卷")
	}
	where, err := progress.Of(r.Ctx(), tx, r.Actor.ID(), page.Version.Course)
	if err != nil {
		return resultView{}, err
	}
	v := resultView{Lesson: page.Lesson, Course: page.Version.Title, Next: where.Next, Finished: where.Finished(), marked: mark(check)}
	v.Contents = contents(page.Version, where, 0, lesson)
	return v, nil
}
