package pages

import (
	"context"
	"time"

	"xiangxue/course"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/enquiry"
)

// enquiryDraftView is a question while it is written about.
type enquiryDraftView struct {
	Typed    enquiryForm
	Title    string
	SavedAt  time.Time // zero when nothing was saved
	Sent     bool      // a version was sent before
	State    enquiry.State
	Subjects []course.Subject
	Articles []basisView
	Lessons  []lessonView
	Courses  []courseChoice
	Traces   []traceView
	Hits     int
	Proposed enquiry.Wording // without the personal data that is found
	Similar  []enquiryLine
	Limits   struct{ Question, Answer int }
}

// courseChoice is a course with its lessons to choose from.
type courseChoice struct {
	Title   string
	Lessons []lessonView
}

// traceView says where personal data of a kind is.
type traceView struct {
	enquiry.Trace
	Field string // of the first place; empty when there is none
	Count int
	Words string // what it is
}

// noteEnquiry saves a new question as a draft.
func (a *Area) noteEnquiry(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	typed := enquiryForm{Subject: form.Raw("subject"), Question: form.Text("question", enquiry.LongestQuestion)}
	var id enquiry.ID
	if err = form.Err(); err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			d, err := typed.draft(0)
			if err == nil {
				id, err = a.Enquiries.Save(ctx, tx, r.Actor, d)
			}
			return err
		})
	}
	if err != nil {
		v, viewErr := a.enquiries(r)
		if viewErr != nil {
			return viewErr
		}
		v.Typed = typed
		v.Typed.Question = form.Raw("question")
		return a.enquiriesPage.Refuse(r, v, err)
	}
	return r.SeeOther("%s/draft", enquiryPath(id))
}

func (a *Area) writeEnquiry(r *web.Request) error {
	id, err := r.ID("question")
	if err != nil {
		return err
	}
	var v enquiryDraftView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		d, err := a.Enquiries.DraftOf(r.Ctx(), tx, r.Actor, enquiry.ID(id))
		if err != nil {
			return err
		}
		v, err = a.draftView(r, tx, formOf(d))
		v.SavedAt = d.SavedAt
		return err
	})
	if err != nil {
		return err
	}
	return a.enquiryDraftPage.Render(r, v)
}

// draftView makes the page of what was typed.
func (a *Area) draftView(r *web.Request, tx storage.ReadTx, typed enquiryForm) (v enquiryDraftView, err error) {
	v = enquiryDraftView{Typed: typed, Sent: typed.Base > 0, State: enquiry.Drafted}
	v.Limits.Question, v.Limits.Answer = enquiry.LongestQuestion, enquiry.LongestAnswer
	if v.Sent {
		sent, err := a.Enquiries.Show(r.Ctx(), tx, r.Actor, typed.Enquiry)
		if err != nil {
			return v, err
		}
		v.State = sent.State
	}
	if v.Subjects, err = course.Subjects(r.Ctx(), tx); err != nil {
		return v, err
	}
	d, err := typed.draft(typed.Enquiry)
	if err != nil {
		return v, err
	}
	if v.Articles, err = bases(r, tx, d.Articles); err != nil {
		return v, err
	}
	if v.Lessons, err = a.lessons(r, tx, d.Lessons); err != nil {
		return v, err
	}
	if v.Courses, err = a.courses(r, tx); err != nil {
		return v, err
	}
	v.inspect(d.Wording)
	v.Similar, err = a.similar(r, tx, typed.Question, typed.Enquiry, v.Subjects)
	return v, err
}

// inspect notes what personal data the wording holds and how it would read without. What is longer than may be saved is
// not looked at.
func (v *enquiryDraftView) inspect(w enquiry.Wording) {
	w.Question = string(cut([]rune(w.Question), enquiry.LongestQuestion))
	w.Answer = string(cut([]rune(w.Answer), enquiry.LongestAnswer))
	v.Proposed = w.Masked()
	v.Title = headline(v.Proposed.Question)
	for _, t := range w.Traces() {
		view := traceView{Trace: t, Count: len(t.Question) + len(t.Answer)}
		if view.Count > 0 {
			view.Field, view.Words = "question", quoted(append(t.Question, t.Answer...))
		}
		if len(t.Question) == 0 && len(t.Answer) > 0 {
			view.Field = "answer"
		}
		v.Hits += view.Count
		v.Traces = append(v.Traces, view)
	}
}

func quoted(words []string) string {
	text := ""
	for _, w := range words {
		text += "“" + w + "”"
	}
	return text
}

// courses returns the lessons of the courses on offer.
func (a *Area) courses(r *web.Request, tx storage.ReadTx) ([]courseChoice, error) {
	offers, err := course.Offers(r.Ctx(), tx)
	choices := make([]courseChoice, len(offers))
	for i, o := range offers {
		version, err := a.Catalogue.Version(r.Ctx(), tx, o.Version)
		if err != nil {
			return nil, err
		}
		choices[i].Title = o.Title
		for _, l := range version.Lessons {
			choices[i].Lessons = append(choices[i].Lessons, lessonView{ID: l.ID, Title: l.Title})
		}
	}
	return choices, err
}
