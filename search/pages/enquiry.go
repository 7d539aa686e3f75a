package pages

import (
	"slices"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/enquiry"
	"xiangxue/search/library"
)

// enquiryView is a question with its answer as it was sent.
type enquiryView struct {
	enquiryLine
	Articles []basisView
	Lessons  []lessonView
	Versions []enquiry.Version
	Similar  []enquiryLine
}

// basisView is an article that an answer rests on.
type basisView struct {
	Value  string // as forms name it
	Cite   string
	Path   string
	Text   string
	Number string // of the document
	Status library.Status
	Ended  bool
	Gone   bool // it does not stand in the document any more
}

// lessonView is a lesson that an answer names.
type lessonView struct {
	ID            course.LessonID
	Title, Course string
}

func (a *Area) showEnquiry(r *web.Request) error {
	id, err := r.ID("question")
	if err != nil {
		return err
	}
	var v enquiryView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		v, err = a.enquiry(r, tx, enquiry.ID(id))
		return err
	})
	if err != nil {
		return err
	}
	return a.enquiryPage.Render(r, v)
}

func (a *Area) enquiry(r *web.Request, tx storage.ReadTx, id enquiry.ID) (enquiryView, error) {
	e, err := a.Enquiries.Show(r.Ctx(), tx, r.Actor, id)
	if err != nil {
		return enquiryView{}, err
	}
	subjects, err := course.Subjects(r.Ctx(), tx)
	if err != nil {
		return enquiryView{}, err
	}
	v := enquiryView{enquiryLine: lineOf(e, subjects)}
	if v.Articles, err = bases(r, tx, e.Articles); err != nil {
		return v, err
	}
	if v.Lessons, err = a.lessons(r, tx, e.Lessons); err != nil {
		return v, err
	}
	if v.Versions, err = a.Enquiries.Versions(r.Ctx(), tx, id); err != nil {
		return v, err
	}
	v.Similar, err = a.similar(r, tx, e.Question, id, subjects)
	return v, err
}

// similarShown is how many similar questions stand beside one.
const similarShown = 5

// similar returns the answered questions that are like one.
func (a *Area) similar(r *web.Request, tx storage.ReadTx, question string, id enquiry.ID, subjects []course.Subject) ([]enquiryLine, error) {
	list, _, err := a.Enquiries.List(r.Ctx(), tx, r.Actor, enquiry.Filter{State: enquiry.Answered, Words: question, Without: id, Limit: similarShown})
	lines := make([]enquiryLine, len(list))
	for i, e := range list {
		lines[i] = lineOf(e, subjects)
	}
	return lines, err
}

// bases returns the articles as a page shows them, with their documents' status today.
func bases(r *web.Request, tx storage.ReadTx, articles []enquiry.Article) ([]basisView, error) {
	var ids []library.DocumentID
	for _, a := range articles {
		ids = append(ids, a.Document)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	documents, err := library.Documents(r.Ctx(), tx, ids)
	if err != nil {
		return nil, err
	}
	statuses, err := library.Statuses(r.Ctx(), tx, ids, r.Today())
	if err != nil {
		return nil, err
	}
	views := make([]basisView, len(articles))
	for i, a := range articles {
		d := documents[a.Document]
		article, err := library.At(r.Ctx(), tx, a.Document, a.Point)
		gone := fault.Is(err, fault.NotFound)
		if err != nil && !gone {
			return nil, err
		}
		if gone {
			article = library.Article{Number: a.Point}
		}
		views[i] = basisView{
			Value: a.String(), Cite: library.Cite(d, article), Path: articlePath(d.ID, article), Text: excerpt(article.Text, 120), Number: d.DocNumber,
			Status: statuses[a.Document], Ended: ended(statuses[a.Document]), Gone: gone,
		}
	}
	return views, nil
}

// lessons returns the lessons as a page shows them; those that do not exist any more are left out.
func (a *Area) lessons(r *web.Request, tx storage.ReadTx, ids []course.LessonID) ([]lessonView, error) {
	var views []lessonView
	for _, id := range ids {
		page, err := a.Catalogue.Lesson(r.Ctx(), tx, id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		views = append(views, lessonView{ID: id, Title: page.Lesson.Title, Course: page.Version.Title})
	}
	return views, nil
}
