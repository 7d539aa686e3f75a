package pages

import (
	"errors"
	"net/http"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
)

// savedAnswer tells the script what became of an answer.
type savedAnswer struct {
	Revision int      `json:"revision"`          // that of the answer which the server has
	Seen     string   `json:"seen"`              // what the page's form carries from now on
	At       string   `json:"at,omitempty"`      // when it was saved
	Values   []string `json:"values,omitempty"`  // what the server has instead
	Problem  string   `json:"problem,omitempty"` // why it was not saved
	Over     bool     `json:"over,omitempty"`    // the attempt is submitted
}

// saveAnswer saves one answer as the script sends it. Whatever keeps it from being saved is told so that the page can say
// it beside the question.
func (a *Area) saveAnswer(r *web.Request) error {
	id, err := r.ID("attempt")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	g := exam.Given{Key: quiz.ItemKey(r.Param("item")), Values: given(form, "value"), Revision: form.Int("revision", 1, 1_000_000)}
	if err := form.Err(); err != nil {
		return err
	}
	saved, err := a.Office.Save(r.Ctx(), r.Actor, exam.AttemptID(id), g)
	answer := savedAnswer{Revision: saved.Revision, Seen: seenOf(saved.Revision, saved.Values)}
	if err == nil {
		answer.At = saved.SavedAt.In(calendar.Shanghai).Format("15:04")
		return r.JSON(http.StatusOK, answer)
	}
	refusal := (*fault.Error)(nil)
	if !errors.As(err, &refusal) {
		return err
	}
	answer.Problem = r.Say(refusal.Message)
	switch refusal.Kind {
	case fault.Stale:
		answer.Values = compact(saved.Values)
		return r.JSON(http.StatusConflict, answer)
	case fault.Conflict:
		answer.Over = true
		return r.JSON(http.StatusConflict, answer)
	case fault.Invalid:
		return r.JSON(http.StatusUnprocessableEntity, answer)
	}
	return err
}
