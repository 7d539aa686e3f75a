package study

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course"
	"xiangxue/course/plan"
	"xiangxue/course/progress"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// dutyView is an assignment that a course or one of its lessons fulfils.
type dutyView struct {
	plan.Duty
	Lesson int    // the number of the lesson that is asked for; 0 for the whole course
	By     string // who asked first
}

// fulfil notes for the assignments what passing a lesson finished: the lesson itself, and with the last one the course.
func (a *Area) fulfil(ctx context.Context, tx storage.WriteTx, me roster.CadreID, lesson course.LessonID, passed progress.Passed, at time.Time) error {
	if err := plan.Fulfil(ctx, tx, me, plan.Item{Kind: plan.LessonItem, Ref: int64(lesson)}, at, 0); err != nil || !passed.Finished {
		return err
	}
	page, err := a.Catalogue.Lesson(ctx, tx.ReadTx, lesson)
	if err != nil {
		return err
	}
	item := plan.Item{Kind: plan.CourseItem, Ref: int64(page.Version.Course)}
	if passed.Entry == nil {
		return plan.Fulfil(ctx, tx, me, item, at, 0)
	}
	return plan.Fulfil(ctx, tx, me, item, at, passed.Entry.ID)
}

// duties returns the open assignments of a course and of its lessons, by due date.
func duties(r *web.Request, tx storage.ReadTx, v *course.Version) ([]dutyView, error) {
	items := []plan.Item{{Kind: plan.CourseItem, Ref: int64(v.Course)}}
	for _, l := range v.Lessons {
		items = append(items, plan.Item{Kind: plan.LessonItem, Ref: int64(l.ID)})
	}
	open, err := plan.DueAmong(r.Ctx(), tx, r.Actor.ID(), items, r.Today())
	if err != nil {
		return nil, err
	}
	var list []dutyView
	for _, d := range open {
		view := dutyView{Duty: d}
		if d.Kind == plan.LessonItem {
			lesson, _ := v.Lesson(course.LessonID(d.Ref))
			view.Lesson = lesson.Number
		}
		by, err := roster.FindCadre(r.Ctx(), tx, d.By)
		if err != nil {
			return nil, fmt.Errorf("read who made assignment %d: %w", d.ID, err)
		}
		view.By = by.Name
		list = append(list, view)
	}
	return list, nil
}
