package study

import (
	"context"

	"xiangxue/course"
	"xiangxue/course/progress"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// saveNote keeps the person's private note on a lesson.
func (a *Area) saveNote(r *web.Request) error {
	id, err := r.ID("lesson")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	lesson, text := course.LessonID(id), form.Text("note", progress.MaxNote)
	if err = form.Err(); err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			return a.Keeper.SaveNote(ctx, tx, r.Actor.ID(), lesson, text)
		})
	}
	if err != nil {
		return a.keepNote(r, lesson, form.Raw("note"), err)
	}
	return r.SeeOther("/lessons/%d#note", id)
}

// keepNote shows the lesson with the note as it was typed and what is wrong with it.
func (a *Area) keepNote(r *web.Request, lesson course.LessonID, typed string, failure error) error {
	v, _, err := a.lesson(r, lesson)
	if err != nil {
		return err
	}
	v.Note = typed
	return a.lessonPage.Refuse(r, v, failure)
}
