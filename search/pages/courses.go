package pages

import (
	"net/url"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search"
)

// coursesPath is the address of the search in courses.
const coursesPath = "/policies/courses"

// How many lessons and questions of the banks are listed.
const (
	mostLessons   = 30
	mostQuestions = 20
)

// tabLink is one of the things that are looked for here.
type tabLink struct {
	Label, Path string
	Current     bool
}

// tabs links what else may be looked for, with the same words.
func tabs(r *web.Request, current, words string) []tabLink {
	all := []tabLink{{Label: r.T("条文"), Path: place}, {Label: r.T("课程"), Path: coursesPath}, {Label: r.T("群众问题"), Path: enquiriesPath}}
	for i := range all {
		all[i].Current = all[i].Path == current
		if words != "" {
			all[i].Path += "?" + url.Values{"q": {words}}.Encode()
		}
	}
	return all
}

// coursesView is the courses and lessons that share words with a question and, for authors, questions of the banks.
type coursesView struct {
	Words     string
	MaxText   int
	Tabs      []tabLink
	Found     []search.FoundCourse
	Lessons   int
	MayAuthor bool
	Questions []course.Use
}

func (a *Area) findCourses(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v := coursesView{Words: form.Text("q", maxText), MaxText: maxText, MayAuthor: r.Actor.May(access.AuthorContent)}
	v.Tabs = tabs(r, coursesPath, v.Words)
	if v.Words == "" {
		return a.coursesPage.Render(r, v)
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if v.Found, err = a.finder.Find(r.Ctx(), tx, v.Words, mostLessons); err != nil || !v.MayAuthor {
			return err
		}
		v.Questions, err = a.Questions(r.Ctx(), tx, v.Words, mostQuestions)
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range v.Found {
		v.Lessons += len(f.Lessons)
	}
	return a.coursesPage.Render(r, v)
}
