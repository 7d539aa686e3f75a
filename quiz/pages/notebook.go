package pages

import (
	"fmt"
	"math"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
	"xiangxue/quiz/notebook"
	"xiangxue/quiz/review"
)

func notebookRoutes(a *Area) []web.Route {
	return []web.Route{
		{Method: get, Path: "/notebook", Permission: access.Learn, Place: homePlace, Handle: a.showNotebook},
		{Method: get, Path: "/notebook/questions", Permission: access.Learn, Place: homePlace, Handle: a.listNotebook},
		{Method: post, Path: "/notebook/answers", Permission: access.Learn, Place: homePlace, Handle: a.answerCard},
		{Method: post, Path: "/notebook/skips", Permission: access.Learn, Place: homePlace, Handle: a.skipCard},
		{Method: post, Path: "/notebook/removals", Permission: access.Learn, Place: homePlace, Handle: a.removeCard},
	}
}

// notebookView is a person's own wrong-question book.
type notebookView struct {
	Card    *cardView // the question to recall now; nil when there is none today
	Today   int       // how many there are today
	Known   []review.Known
	Resting int
}

// cardView is a question of the book.
type cardView struct {
	notebook.Card
	Fingerprint string
	Question    questionView
}

// Reread returns where the paragraph stands that the question is about, and "" for a question of a bank.
func (v cardView) Reread() string { return reread(v.Card) }

func reread(c notebook.Card) string {
	switch c.Origin.Kind {
	case course.SourceLesson:
		return fmt.Sprintf("/lessons/%d#%s", c.Origin.ID, c.Question.Point)
	case course.SourceDocument:
		return fmt.Sprintf("/policies/%d#%s", c.Origin.ID, c.Question.Point)
	}
	return ""
}

func newCardView(r *web.Request, c notebook.Card) *cardView {
	paper := c.Paper(r.Today())
	asked := paper.Asked()[0]
	return &cardView{Card: c, Fingerprint: paper.Fingerprint(), Question: questionView{SheetItem: exam.SheetItem{Asked: asked}}}
}

func (a *Area) showNotebook(r *web.Request) error {
	v, err := a.notebookView(r)
	if err != nil {
		return err
	}
	return a.notebookPage.Render(r, v)
}

func (a *Area) notebookView(r *web.Request) (notebookView, error) {
	book, err := a.Notebook.Open(r.Ctx(), r.Actor)
	v := notebookView{Today: len(book.Today), Known: book.Known, Resting: book.Resting}
	if err == nil && v.Today > 0 {
		v.Card = newCardView(r, book.Today[0])
	}
	return v, err
}

// recalledView is what came of an answer.
type recalledView struct {
	notebook.Recalled
	Today int // how many questions are left today
}

// Right reports whether the answer was right.
func (v recalledView) Right() bool { return v.Outcome.Result == quiz.Right }

// Reread returns where the paragraph stands that the question is about, and "" for a question of a bank.
func (v recalledView) Reread() string { return reread(v.Card) }

// answerCard judges an answer and shows at once what was right and why. Sending it again shows the same and changes nothing.
func (a *Area) answerCard(r *web.Request) error {
	form, id, err := cardForm(r)
	if err != nil {
		return err
	}
	v := recalledView{}
	v.Recalled, err = a.Notebook.Answer(r.Ctx(), r.Actor, id, notebook.Given{
		Fingerprint: form.Raw("fingerprint"), Values: given(form, string(quiz.Key(0))),
		Forgotten: form.Checked("forgotten"), Hard: form.Checked("hard"),
	})
	if err != nil {
		shown, readErr := a.notebookView(r)
		if readErr != nil {
			return readErr
		}
		return a.notebookPage.Refuse(r, shown, err)
	}
	if v.Today, err = a.Notebook.Due(r.Ctx(), r.Actor); err != nil {
		return err
	}
	return a.recalledPage.Render(r, v)
}

// cardForm returns a form with the card that it is about.
func cardForm(r *web.Request) (*web.Form, notebook.CardID, error) {
	form, err := r.Form()
	if err != nil {
		return nil, 0, err
	}
	id := notebook.CardID(form.Int("card", 1, math.MaxInt))
	return form, id, form.Err()
}

func (a *Area) skipCard(r *web.Request) error {
	_, id, err := cardForm(r)
	if err != nil {
		return err
	}
	if err := a.Notebook.Skip(r.Ctx(), r.Actor, id); err != nil {
		return err
	}
	return r.SeeOther("/notebook")
}
