package pages

import (
	"fmt"
	"math"

	"xiangxue/course/hours"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
)

// resultView is a submitted attempt of the person.
type resultView struct {
	exam.Outcome
	Wrong, Right []outcomeView // those that earned less than their worth, and the others; empty while answers are not shown
	Ring         scoreRing
	Entry        *hours.Entry // what passing booked
	Rule         string
	Card         quizCard // whether another attempt can be made
}

// outcomeView is what came of a question, for the person or for those who answer for him or her.
type outcomeView struct {
	exam.ItemOutcome
	Own bool // the reader answered it
}

// scoreRing is what was scored as an arc, with a tick where the attempt is passed.
type scoreRing struct{ Arc, Tick string }

// The ring's circle has this radius.
const ringRadius = 52

func newScoreRing(r exam.Result, pass quiz.Points) scoreRing {
	whole := 2 * math.Pi * ringRadius
	part := func(p quiz.Points) float64 {
		if r.Most == 0 {
			return 0
		}
		return whole * float64(p) / float64(r.Most)
	}
	return scoreRing{Arc: fmt.Sprintf("%.1f %.1f", part(r.Total), whole), Tick: fmt.Sprintf("%.1f", -part(pass))}
}

func (a *Area) showResult(r *web.Request) error {
	id, err := r.ID("attempt")
	if err != nil {
		return err
	}
	sheet, running, err := a.sheet(r, exam.AttemptID(id))
	if err != nil {
		return err
	}
	if running {
		return r.SeeOther("/attempts/%d", sheet.Attempt)
	}
	var v resultView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		v, err = a.result(r, tx, exam.AttemptID(id))
		return err
	})
	if err != nil {
		return err
	}
	return a.resultPage.Render(r, v)
}

func (a *Area) result(r *web.Request, tx storage.ReadTx, id exam.AttemptID) (v resultView, err error) {
	if v.Outcome, err = a.Office.Outcome(r.Ctx(), tx, r.Actor, id); err != nil {
		return v, err
	}
	card, err := a.Office.Card(r.Ctx(), tx, r.Actor, v.Exam.ID)
	if err != nil {
		return v, err
	}
	v.Card, v.Ring = cardOf(r, card), newScoreRing(v.Result, v.Exam.PassMark)
	v.Wrong, v.Right = apart(v.Items)
	if v.Result.Passed {
		v.Entry, v.Rule, err = booked(r, tx, v.Attempt)
	}
	return v, err
}

// apart returns the items that earned less than they are worth, and the others.
func apart(items []exam.ItemOutcome) (wrong, right []outcomeView) {
	for _, it := range items {
		if it.Open || it.Score < it.Worth {
			wrong = append(wrong, outcomeView{it, true})
		} else {
			right = append(right, outcomeView{it, true})
		}
	}
	return wrong, right
}

// booked returns the entry that rests on the attempt, if one stands, with the rule it was recognised by.
func booked(r *web.Request, tx storage.ReadTx, at exam.Attempt) (*hours.Entry, string, error) {
	family, err := hours.Family(r.Ctx(), tx, hours.Entry{Cadre: at.Cadre, Source: hours.SourceQuiz, Ref: int64(at.Exam)})
	if err != nil || len(family) == 0 || family[len(family)-1].IsReversal() {
		return nil, "", err
	}
	entry := family[len(family)-1]
	rules, err := hours.FindRuleSet(r.Ctx(), tx, entry.RuleSetID)
	return &entry, r.Say(rules.Cite(entry.RuleArticle)), err
}
