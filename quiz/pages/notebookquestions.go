package pages

import (
	"net/url"

	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/notebook"
)

// keptView is the questions of a subject in a person's book, with their answers.
type keptView struct {
	Subject string // may be empty
	Cards   []keptCard
}

// keptCard is a question of the book with its right answer.
type keptCard struct {
	notebook.Card
	Right quiz.ItemOutcome // of an answer that was not given
	Due   bool             // it may be asked today
}

// Reread returns where the paragraph stands that the question is about, and "" for a question of a bank.
func (c keptCard) Reread() string { return reread(c.Card) }

func (a *Area) listNotebook(r *web.Request) error {
	v := keptView{Subject: r.QueryParam("subject")}
	cards, err := a.Notebook.Questions(r.Ctx(), r.Actor, v.Subject)
	if err != nil {
		return err
	}
	for _, c := range cards {
		v.Cards = append(v.Cards, keptCard{Card: c, Right: c.Paper(r.Today()).Outcome().Items[0], Due: c.DueOn() <= r.Today()})
	}
	return a.keptPage.Render(r, v)
}

func (a *Area) removeCard(r *web.Request) error {
	form, id, err := cardForm(r)
	if err != nil {
		return err
	}
	if err := a.Notebook.Remove(r.Ctx(), r.Actor, id); err != nil {
		return err
	}
	return r.SeeOther("/notebook/questions?subject=%s", url.QueryEscape(form.Raw("subject")))
}
