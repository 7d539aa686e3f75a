package pages

import (
	"errors"
	"strconv"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/enquiry"
	"xiangxue/search/library"
)

// enquiryForm is what is typed about a question.
type enquiryForm struct {
	Enquiry  enquiry.ID
	Base     int
	Subject  string
	Question string
	Answer   string
	Articles []string // as enquiry.Article writes itself
	Lessons  []int64
	Cite     string // an article to add, as it was typed
	Clean    bool   // it was confirmed that no personal data is left
}

// The bounds of what a form may hold before anybody looks at it.
const (
	mostTypedArticles = 40
	longestCite       = 200
)

func formOf(d enquiry.Draft) enquiryForm {
	f := enquiryForm{Enquiry: d.Enquiry, Base: d.Base, Subject: d.Subject, Question: d.Question, Answer: d.Answer}
	for _, a := range d.Articles {
		f.Articles = append(f.Articles, a.String())
	}
	for _, l := range d.Lessons {
		f.Lessons = append(f.Lessons, int64(l))
	}
	return f
}

// readEnquiryForm reads what was typed about the question that the address names.
func readEnquiryForm(r *web.Request, form *web.Form) (enquiryForm, error) {
	id, err := r.ID("question")
	if err != nil {
		return enquiryForm{}, err
	}
	f := enquiryForm{
		Enquiry: enquiry.ID(id), Base: form.Int("base", 0, 1<<30), Subject: form.Text("subject", 40),
		Question: form.Text("question", enquiry.LongestQuestion), Answer: form.Text("answer", enquiry.LongestAnswer),
		Cite: form.Text("cite", longestCite), Clean: form.Checked("clean"), Lessons: form.IDs("lesson"),
	}
	for _, value := range form.All("article")[:min(len(form.All("article")), mostTypedArticles)] {
		if _, err := enquiry.ParseArticle(value); err == nil {
			f.Articles = append(f.Articles, value)
		}
	}
	if more := form.Raw("lesson_more"); more != "" {
		added, err := strconv.ParseInt(more, 10, 64)
		form.Check(err == nil && added > 0, "lesson_more", "请重新选择")
		f.Lessons = append(f.Lessons, added)
	}
	return f, nil
}

// draft returns what was typed as a draft about a question.
func (f enquiryForm) draft(id enquiry.ID) (enquiry.Draft, error) {
	d := enquiry.Draft{Enquiry: id, Base: f.Base, Wording: enquiry.Wording{Subject: f.Subject, Question: f.Question, Answer: f.Answer}}
	for _, value := range f.Articles {
		article, err := enquiry.ParseArticle(value)
		if err != nil {
			return d, err
		}
		d.Articles = append(d.Articles, article)
	}
	for _, id := range f.Lessons {
		d.Lessons = append(d.Lessons, course.LessonID(id))
	}
	return d, nil
}

// cite adds the article that was typed as a citation to the others.
func (f *enquiryForm) cite(r *web.Request, tx storage.ReadTx) error {
	if f.Cite == "" {
		return nil
	}
	document, article, err := library.Cited(r.Ctx(), tx, f.Cite, r.Today())
	if err != nil {
		return inField("cite", err)
	}
	f.Articles = append(f.Articles, enquiry.Article{Document: document.ID, Point: article.Point()}.String())
	f.Cite = ""
	return nil
}

// inField returns a failure of the domain as one of a field of the form.
func inField(field string, err error) error {
	var e *fault.Error
	if !errors.As(err, &e) {
		return err
	}
	var fields fault.Fields
	fields.Add(field, e.Message.Text, e.Message.Args...)
	return fields.Err()
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
