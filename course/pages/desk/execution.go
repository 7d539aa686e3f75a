package desk

import (
	"net/url"
	"strconv"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/variance"
	"xiangxue/course/web"
)

// executionView is a unit's plan against what was carried out.
type executionView struct {
	report.Execution
	Years      []int
	Query      string // what the address says about the moment, for the pages of other units
	Quarters   []executionQuarter
	MayExplain bool
	Open       string // key of the topic that is being explained; empty for none
	Text       string // of the explanation, as typed
}

// executionQuarter is the cells of a quarter with their sums.
type executionQuarter struct {
	Name            string
	Planned, Actual hours.Amount
	Cells           []variance.Cell
}

// Variance returns how much more than planned was carried out in the quarter.
func (q executionQuarter) Variance() hours.Amount { return q.Actual - q.Planned }

// Signed returns an amount with its sign, "0" for nothing.
func (executionView) Signed(a hours.Amount) string {
	if a > 0 {
		return "+" + a.String()
	}
	return a.String()
}

// Known returns the instant of knowledge as the form of the export repeats it.
func (v executionView) Known() string { return v.KnownAt.Format(time.RFC3339Nano) }

func (a *Area) showExecution(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	view, err := a.execution(r, form)
	if err != nil {
		return err
	}
	view.Open = form.Raw("explain")
	if err := form.Err(); err != nil {
		return a.executionPage.Refuse(r, view, err)
	}
	return a.executionPage.Render(r, view)
}

// firstExecutionYear is the first study year that the page offers: no rules go back further.
const firstExecutionYear = 2023

// momentOf reads the moment to look at: a year, a day of it, and for an export the instant of knowledge.
func momentOf(form *web.Form) report.AsOf {
	at := report.AsOf{On: form.Date("asOf")}
	if form.Raw("year") != "" {
		at.Year = form.Int("year", firstExecutionYear, 9999)
	}
	if known, err := time.Parse(time.RFC3339Nano, form.Raw("knownAt")); err == nil {
		at.KnownAt = known.In(calendar.Shanghai)
	}
	return at
}

// execution reads the page for the unit of the address.
func (a *Area) execution(r *web.Request, form *web.Form) (executionView, error) {
	id, err := r.ID("unit")
	if err != nil {
		return executionView{}, err
	}
	unit, view := roster.UnitID(id), executionView{}
	at := momentOf(form)
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if view.Execution, err = a.Reporter.Execution(r.Ctx(), tx, r.Actor, unit, at); err != nil || view.Plan == nil {
			return err
		}
		view.MayExplain, err = permits(r.Ctx(), tx, r.Actor, access.DraftPlan, view.Plan.Plan.Unit)
		return err
	})
	if err != nil {
		return executionView{}, err
	}
	given := url.Values{"year": {strconv.Itoa(view.Year)}}
	if !at.On.IsZero() {
		given.Set("asOf", view.On.String())
	}
	view.Query = "?" + given.Encode()
	for year := r.Today().Year(); year >= firstExecutionYear && len(view.Years) < 4; year-- {
		view.Years = append(view.Years, year)
	}
	view.Quarters = executionQuarters(view.Cells)
	return view, nil
}

func executionQuarters(cells []variance.Cell) []executionQuarter {
	list := []executionQuarter{{Name: "一季度"}, {Name: "二季度"}, {Name: "三季度"}, {Name: "四季度"}}
	for _, c := range cells {
		q := &list[c.Quarter-1]
		q.Planned, q.Actual = q.Planned+c.Planned, q.Actual+c.Actual
		q.Cells = append(q.Cells, c)
	}
	return list
}
