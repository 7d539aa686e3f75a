package study

import (
	"context"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/progress"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// lessonView is a lesson to read, with its check.
type lessonView struct {
	Course    string
	Subject   course.Subject
	Source    string
	Lesson    course.Lesson
	Body      web.Markup
	Materials []course.Material
	Previous  *course.Lesson
	Next      *course.Lesson
	Hours     hours.Amount
	Rule      string
	Contents  contentsView
	Passed    bool
	Readable  bool // the text stays readable, but this version of the course is not the one to be studied
	Check     course.Check
	Carried   int // questions that were right in an earlier round
	Asked     int // questions to answer now
	Note      string
	MaxNote   int
}

func (a *Area) showLesson(r *web.Request) error {
	id, err := r.ID("lesson")
	if err != nil {
		return err
	}
	v, where, err := a.lesson(r, course.LessonID(id))
	if err != nil {
		return err
	}
	if where.Resume != v.Lesson.ID && !v.Readable {
		if err := a.remember(r, v.Lesson.ID); err != nil {
			return err
		}
	}
	return a.lessonPage.Render(r, v)
}

// remember keeps where the person is in the course, so that the next visit begins there. It keeps no time.
func (a *Area) remember(r *web.Request, lesson course.LessonID) error {
	return a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return a.Keeper.SavePosition(ctx, tx, r.Actor.ID(), lesson)
	})
}

func (a *Area) lesson(r *web.Request, id course.LessonID) (v lessonView, where progress.Course, err error) {
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		page, err := a.Catalogue.Lesson(r.Ctx(), tx, id)
		if err != nil {
			return err
		}
		if where, err = progress.Of(r.Ctx(), tx, r.Actor.ID(), page.Version.Course); err != nil {
			return err
		}
		v, err = a.lessonIn(r, tx, page, where)
		return err
	})
	return v, where, err
}

func (a *Area) lessonIn(r *web.Request, tx storage.ReadTx, page course.LessonPage, where progress.Course) (lessonView, error) {
	ctx, lesson := r.Ctx(), page.Lesson
	rules, err := a.Ledger.InForce(ctx, tx, r.Today())
	if err != nil {
		return lessonView{}, err
	}
	v := lessonView{
		Course: page.Version.Title, Subject: page.Version.Subject, Source: page.Version.Source,
		Lesson: lesson, Body: web.Markup(lesson.HTML), Materials: page.Materials, Previous: page.Previous, Next: page.Next,
		Hours: page.Version.Hours(rules), Passed: where.HasPassed(lesson.ID), MaxNote: progress.MaxNote,
	}
	v.Contents = contents(page.Version, where, v.Hours, lesson.ID)
	if v.Rule, err = ruleOf(r, rules); err != nil {
		return lessonView{}, err
	}
	if v.Readable, err = notToBeStudied(r, tx, page.Version, where); err != nil {
		return lessonView{}, err
	}
	if v.Note, err = progress.Note(ctx, tx, r.Actor.ID(), lesson.ID); err != nil {
		return lessonView{}, err
	}
	if lesson.Checked && !v.Passed && !v.Readable {
		v.Check, err = a.Checks.Show(ctx, tx, r.Actor.ID(), owner(lesson.ID), source(lesson.ID))
		v.Asked, v.Carried = divide(v.Check)
	}
	return v, err
}

// notToBeStudied reports whether the person follows another version of the course, or may not begin it any more.
func notToBeStudied(r *web.Request, tx storage.ReadTx, v *course.Version, where progress.Course) (bool, error) {
	if where.Begun() {
		return where.Version != v.ID, nil
	}
	current, status, err := course.Current(r.Ctx(), tx, v.Course)
	if fault.Is(err, fault.NotFound) {
		return true, nil
	}
	return current != v.ID || status != course.Offered, err
}

func divide(c course.Check) (asked, carried int) {
	for _, item := range c.Items {
		if item.Carried {
			carried++
		}
	}
	return len(c.Items) - carried, carried
}

func owner(id course.LessonID) course.CheckOwner {
	return course.CheckOwner{Kind: course.OwnerLesson, ID: int64(id)}
}

func source(id course.LessonID) course.QuestionSource {
	return course.QuestionSource{Kind: course.SourceLesson, ID: int64(id)}
}
