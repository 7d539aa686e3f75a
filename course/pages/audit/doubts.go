package audit

import (
	"strconv"

	"xiangxue/course/access"
	"xiangxue/course/doubt"
	"xiangxue/course/inspection"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// groundView is the items to check for one reason.
type groundView struct {
	Ground doubt.Ground
	Doubts []doubtRow
}

// doubtRow is an item to check with what the unit answered.
type doubtRow struct {
	doubt.Doubt
	Asked   bool                // the page shows answers
	Answers []inspection.Answer // the latest version first
}

// Latest returns the answer that counts, and nil while there is none.
func (d doubtRow) Latest() *inspection.Answer {
	if len(d.Answers) == 0 {
		return nil
	}
	return &d.Answers[0]
}

// byGround gathers items by reason, with the answers to them; nil on a page without.
func byGround(doubts []doubt.Doubt, answers map[string][]inspection.Answer) []groundView {
	var list []groundView
	for _, ground := range doubt.Grounds() {
		view := groundView{Ground: ground}
		for _, d := range doubts {
			if d.Ground == ground {
				view.Doubts = append(view.Doubts, doubtRow{Doubt: d, Asked: answers != nil, Answers: answers[d.Key]})
			}
		}
		if len(view.Doubts) > 0 {
			list = append(list, view)
		}
	}
	return list
}

// doubtsView is the items to check of a unit and year, with what was answered.
type doubtsView struct {
	Report   report.DoubtReport
	Units    []roster.Unit
	Unit     roster.UnitID // 0: all
	Years    []yearChoice
	Grounds  []groundView
	Answered int
}

func (a *Area) showDoubts(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	var v doubtsView
	at := report.AsOf{}
	if form.Raw("year") != "" {
		at.Year = form.Int("year", firstYear, 9999)
	}
	v.Unit = unitOf(form)
	var answers map[string][]inspection.Answer
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if v.Report, err = a.Reporter.Doubts(r.Ctx(), tx, r.Actor, access.Audit, v.Unit, at); err != nil {
			return err
		}
		if v.Units, err = roster.Units(r.Ctx(), tx, r.Actor.Scope(access.Audit)); err != nil {
			return err
		}
		answers, err = inspection.Answers(r.Ctx(), tx, v.Report.Year)
		return err
	})
	if err != nil {
		return err
	}
	v.Years = yearsUntil(r.Today().Year(), v.Report.Year)
	v.Grounds = byGround(v.Report.Doubts, answers)
	for _, d := range v.Report.Doubts {
		if len(answers[d.Key]) > 0 {
			v.Answered++
		}
	}
	return show(r, a.doubtsPage, v, form)
}

// unitOf returns the unit that a field names; 0 for none.
func unitOf(f *web.Form) roster.UnitID {
	n, _ := strconv.ParseInt(f.Raw("unit"), 10, 64) // a wrong one is none
	return roster.UnitID(max(0, n))
}

// yearsUntil returns the last study years to choose from.
func yearsUntil(last, current int) []yearChoice {
	var list []yearChoice
	for year := last; year >= firstYear && len(list) < 4; year-- {
		list = append(list, yearChoice{year, year == current})
	}
	return list
}
