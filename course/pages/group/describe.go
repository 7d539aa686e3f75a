package group

import (
	"fmt"
	"slices"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/library"
)

// describe gives an assignment the title and the subject of its item. The subject of a document is chosen in the form,
// for the library does not know it. An item that does not exist stays without a title.
func (a *Area) describe(r *web.Request, tx storage.ReadTx, asked *plan.Assignment) error {
	if asked.Ref == 0 {
		return notChosen()
	}
	switch asked.Kind {
	case plan.CourseItem:
		return describeCourse(r, tx, asked)
	case plan.LessonItem:
		title, subject, err := a.lessonTitle(r, tx, course.LessonID(asked.Ref))
		asked.Title, asked.Subject = title, subject
		return err
	default:
		title, err := documentTitle(r, tx, library.DocumentID(asked.Ref))
		asked.Title = title
		return err
	}
}

func describeCourse(r *web.Request, tx storage.ReadTx, asked *plan.Assignment) error {
	offers, err := course.Offers(r.Ctx(), tx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(offers, func(o course.Listing) bool { return int64(o.Course) == asked.Ref })
	if i < 0 {
		return notChosen()
	}
	asked.Title, asked.Subject = offers[i].Title, offers[i].Subject.Code
	return nil
}

func (a *Area) lessonTitle(r *web.Request, tx storage.ReadTx, id course.LessonID) (title, subject string, err error) {
	page, err := a.Catalogue.Lesson(r.Ctx(), tx, id)
	if fault.Is(err, fault.NotFound) {
		return "", "", notChosen()
	}
	if err != nil {
		return "", "", err
	}
	return fmt.Sprintf("%s：%s", page.Version.Title, page.Lesson.Title), page.Version.Subject.Code, nil
}

func documentTitle(r *web.Request, tx storage.ReadTx, id library.DocumentID) (string, error) {
	found, err := library.Documents(r.Ctx(), tx, []library.DocumentID{id})
	if err != nil {
		return "", err
	}
	d, exists := found[id]
	if !exists {
		return "", notChosen()
	}
	return "《" + d.Title + "》", nil
}

// notChosen says that nothing was chosen, or something that is not offered.
func notChosen() error {
	var f fault.Fields
	f.Add("item", "请选要学的内容")
	return f.Err()
}
