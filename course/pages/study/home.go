package study

import (
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// homeView is what a person finds first: what to do now, and how the own hours stand.
type homeView struct {
	report.Home
	Greeting string
	Unit     string
	Todos    []todoView
	Ring     *ring // nil when the plan asks nothing
	Recall   int   // questions of the own wrong-question book that may be recalled today
	Unmet    int   // requirements of the regulations for which something is missing now
}

// todoView is something to do. Main is the one that the page's main button stands for.
type todoView struct {
	report.Todo
	Main bool
}

func (a *Area) showHome(r *web.Request) error {
	recall, err := a.Recall(r.Ctx(), r.Actor)
	if err != nil {
		return err
	}
	var home report.Home
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		home, err = a.Reporter.Home(r.Ctx(), tx, r.Actor)
		return err
	})
	if err != nil {
		return err
	}
	v := homeView{
		Home: home, Recall: recall, Greeting: greeting(r), Unit: r.Actor.Unit.Name,
		Ring: newRing(r, home.Standing.Total), Unmet: unmet(home.Standing.Regulations()),
	}
	for i, todo := range home.Todos {
		v.Todos = append(v.Todos, todoView{todo, i == 0 && home.Continue == nil})
	}
	return a.homePage.Render(r, v)
}

func greeting(r *web.Request) string {
	name := r.Actor.Cadre.Name
	switch hour := r.Now().In(calendar.Shanghai).Hour(); {
	case hour < 5 || hour >= 18:
		return r.T("%s，晚上好", name)
	case hour < 12:
		return r.T("%s，上午好", name)
	default:
		return r.T("%s，下午好", name)
	}
}

// unmet counts the requirements for which something is missing at a due date that is near or over.
func unmet(results []compliance.Result) int {
	n := 0
	for _, result := range results {
		if result.State >= compliance.AtRisk {
			n++
		}
	}
	return n
}

// openReading leads from an assigned reading to the document, whose page asks its questions.
func (a *Area) openReading(r *web.Request) error {
	id, err := r.ID("assignment")
	if err != nil {
		return err
	}
	var duty plan.Duty
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		duty, err = plan.FindReading(r.Ctx(), tx, r.Actor.ID(), plan.AssignmentID(id))
		return err
	})
	if err != nil {
		return err
	}
	return r.SeeOther("/policies/%d", duty.Ref)
}

// isAhead reports whether the meeting is announced and not over.
func isAhead(m plan.Meeting, now time.Time) bool {
	return m.State == plan.Planned && now.Before(m.EndsAt)
}
