package group

import (
	"net/url"

	"xiangxue/course/access"
	"xiangxue/course/doubt"
	"xiangxue/course/inspection"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// doubtsView is what somebody should look at in the records of the units that a secretary cares for.
type doubtsView struct {
	Year   int
	Years  []int
	Doubts []answeredDoubt
	Open   string // key of the doubt that is being answered; empty for none
	Text   string // of the answer, as typed
}

// answeredDoubt is an item with its answers, the latest version first.
type answeredDoubt struct {
	doubt.Doubt
	Answers []inspection.Answer
}

// firstDoubtYear is the first study year that the page offers: no rules go back further.
const firstDoubtYear = 2023

func (a *Area) showDoubts(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v, err := a.doubts(r, form)
	if err != nil {
		return err
	}
	v.Open = form.Raw("answer")
	return a.doubtsPage.Render(r, v)
}

// doubts reads the items of the year that the form names; of this one when it names none.
func (a *Area) doubts(r *web.Request, form *web.Form) (v doubtsView, err error) {
	v.Year = r.Today().Year()
	for year := v.Year; year >= firstDoubtYear && len(v.Years) < 4; year-- {
		v.Years = append(v.Years, year)
	}
	if form.Raw("year") != "" {
		v.Year = form.Int("year", firstDoubtYear, r.Today().Year())
	}
	if err := form.Err(); err != nil {
		return v, err
	}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		found, err := a.Reporter.Doubts(r.Ctx(), tx, r.Actor, access.AnswerDoubts, 0, report.AsOf{Year: v.Year})
		if err != nil {
			return err
		}
		answers, err := inspection.Answers(r.Ctx(), tx, v.Year)
		for _, d := range found.Doubts {
			v.Doubts = append(v.Doubts, answeredDoubt{d, answers[d.Key]})
		}
		return err
	})
	return v, err
}

func (a *Area) answerDoubt(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v, err := a.doubts(r, form)
	if err != nil {
		return err
	}
	v.Open, v.Text = form.Raw("doubt"), form.Raw("answer")
	reply := inspection.Reply{Year: v.Year, Doubt: v.Open, After: form.Int("after", 0, 1_000_000), Text: v.Text}
	if err = form.Err(); err == nil {
		err = a.Inspection.Answer(r.Ctx(), r.Actor, reply)
	}
	if err != nil {
		return a.doubtsPage.Refuse(r, v, err)
	}
	return r.SeeOther("/doubts?year=%d#%s", v.Year, url.PathEscape(v.Open))
}
