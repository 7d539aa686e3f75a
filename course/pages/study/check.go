package study

import (
	"context"
	"strings"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/progress"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// resultView is what came of a submitted check.
type resultView struct {
	Lesson   course.Lesson
	Course   string
	Contents contentsView
	Check    course.Check
	Right    []course.CheckItem
	Wrong    []course.CheckItem
	Next     course.LessonID // the lesson to go on with; 0 when the course is finished
	Finished bool
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
			passed, err = a.Keeper.LessonPassed(ctx, tx, r.Actor.ID(), lesson, e)
			return err
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
		passed, err = a.Keeper.LessonRead(ctx, tx, r.Actor.ID(), course.LessonID(id))
		return err
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
	v := resultView{Lesson: page.Lesson, Course: page.Version.Title, Check: check, Next: where.Next, Finished: where.Finished()}
	v.Contents = contents(page.Version, where, 0, lesson)
	for _, item := range check.Items {
		if item.State == course.Right {
			v.Right = append(v.Right, item)
		} else {
			v.Wrong = append(v.Wrong, item)
		}
	}
	return v, nil
}

// completionView is a finished course with the entry that it brought.
type completionView struct {
	Course course.ID
	Title  string
	Entry  hours.Entry
	Booked bool
	Rule   string
	Passes []passView
	Offers []courseCard // what may come next
}

type passView struct {
	Lesson course.Lesson
	Pass   progress.Pass
}

func (a *Area) showCompletion(r *web.Request) error {
	id, err := r.ID("course")
	if err != nil {
		return err
	}
	var v completionView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		v, err = a.completion(r, tx, course.ID(id))
		return err
	})
	if err != nil {
		return err
	}
	return a.completionPage.Render(r, v)
}

func (a *Area) completion(r *web.Request, tx storage.ReadTx, id course.ID) (completionView, error) {
	where, err := progress.Of(r.Ctx(), tx, r.Actor.ID(), id)
	if err != nil {
		return completionView{}, err
	}
	if !where.Finished() {
		return completionView{}, fault.New(fault.NotFound, "这门课程还没有学完")
	}
	version, err := a.Catalogue.Version(r.Ctx(), tx, where.Version)
	if err != nil {
		return completionView{}, err
	}
	v := completionView{Course: id, Title: version.Title}
	for _, pass := range where.Passes {
		if lesson, ok := version.Lesson(pass.Lesson); ok {
			v.Passes = append(v.Passes, passView{lesson, pass})
		}
	}
	if where.Entry != 0 {
		if v.Entry, err = a.Ledger.FindEntry(r.Ctx(), tx, roster.Only(r.Actor.ID()), where.Entry); err != nil {
			return completionView{}, err
		}
		v.Booked = true
		rules, err := hours.FindRuleSet(r.Ctx(), tx, v.Entry.RuleSetID)
		if err != nil {
			return completionView{}, err
		}
		cited := rules.Cite(v.Entry.RuleArticle)
		v.Rule = r.T(cited.Text, cited.Args...)
	}
	v.Offers, err = a.unfinished(r, tx)
	return v, err
}

// unfinished returns at most three courses to go on with, begun ones first.
func (a *Area) unfinished(r *web.Request, tx storage.ReadTx) ([]courseCard, error) {
	cards, err := a.cards(r, tx)
	if err != nil {
		return nil, err
	}
	var next []courseCard
	for _, state := range []string{begun, notBegun} {
		for _, c := range cards {
			if c.State == state && len(next) < 3 {
				next = append(next, c)
			}
		}
	}
	return next, nil
}
