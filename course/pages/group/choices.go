package group

import (
	"fmt"

	"xiangxue/course"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
	"xiangxue/search/library"
)

// choice is one option of a select.
type choice struct {
	Value string
	Title string
	Group string // the course of a lesson, or what else it stands under
}

// courseChoices returns the offered courses.
func courseChoices(r *web.Request, tx storage.ReadTx) ([]choice, error) {
	offers, err := course.Offers(r.Ctx(), tx)
	if err != nil {
		return nil, err
	}
	var list []choice
	for _, o := range offers {
		list = append(list, choice{fmt.Sprint(o.Course), o.Title, r.T(o.Subject.Name)})
	}
	return list, nil
}

// lessonChoices returns the lessons of the offered courses; with checkedOnly, those that have check questions.
func (a *Area) lessonChoices(r *web.Request, tx storage.ReadTx, checkedOnly bool) ([]choice, error) {
	offers, err := course.Offers(r.Ctx(), tx)
	if err != nil {
		return nil, err
	}
	var list []choice
	for _, o := range offers {
		version, err := a.Catalogue.Version(r.Ctx(), tx, o.Version)
		if err != nil {
			return nil, err
		}
		for _, l := range version.Lessons {
			if l.Checked || !checkedOnly {
				list = append(list, choice{fmt.Sprint(l.ID), l.Title, version.Title})
			}
		}
	}
	return list, nil
}

// quizChoices returns the published quizzes that are not over.
func (a *Area) quizChoices(r *web.Request, tx storage.ReadTx) ([]choice, error) {
	exams, err := a.Exams.Exams(r.Ctx(), tx, r.Actor)
	if err != nil {
		return nil, err
	}
	var list []choice
	for _, e := range exams {
		if e.State == exam.Published && (e.Until.IsZero() || r.Now().Before(e.Until)) {
			list = append(list, choice{Value: fmt.Sprint(e.ID), Title: e.Title})
		}
	}
	return list, nil
}

// askedDocuments returns the documents that have check questions, by title.
func askedDocuments(r *web.Request, tx storage.ReadTx) ([]choice, error) {
	ids, err := quiz.Sources(r.Ctx(), tx, course.SourceDocument)
	if err != nil {
		return nil, err
	}
	asked := make([]library.DocumentID, len(ids))
	for i, id := range ids {
		asked[i] = library.DocumentID(id)
	}
	found, err := library.Documents(r.Ctx(), tx, asked)
	if err != nil {
		return nil, err
	}
	var list []choice
	for _, id := range asked {
		if d, exists := found[id]; exists {
			list = append(list, choice{fmt.Sprint(id), "《" + d.Title + "》", r.T("政策文件")})
		}
	}
	return list, nil
}

// mostDocuments is how many documents a search for a reading shows.
const mostDocuments = 20

// documentChoices returns the documents whose title holds the words, and those that were published last when there are
// no words.
func documentChoices(r *web.Request, tx storage.ReadTx, words string) ([]choice, error) {
	if words == "" {
		versions, err := library.Browse(r.Ctx(), tx, "", mostDocuments, r.Today())
		if err != nil {
			return nil, err
		}
		var list []choice
		for _, v := range versions {
			list = append(list, choice{Value: fmt.Sprint(v.ID), Title: "《" + v.Title + "》", Group: v.DocNumber})
		}
		return list, nil
	}
	readings, err := library.Readings(r.Ctx(), tx, words, mostDocuments)
	if err != nil {
		return nil, err
	}
	var list []choice
	for _, d := range readings {
		list = append(list, choice{Value: fmt.Sprint(d.Ref), Title: d.Title})
	}
	return list, nil
}
