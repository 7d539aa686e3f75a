package desk

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"xiangxue/course/fault"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// explainTopic keeps what a secretary writes where no recorded fact says why a topic was not carried out.
func (a *Area) explainTopic(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	view, err := a.execution(r, form)
	if err != nil {
		return err
	}
	if view.Plan == nil {
		return fault.New(fault.NotFound, "这个单位没有现行的年度计划")
	}
	view.Open, view.Text = form.Raw("topic"), form.Raw("reason")
	after := form.Int("after", 0, 1_000_000)
	if err = form.Err(); err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			return a.Planner.Explain(ctx, tx, r.Actor, *view.Plan, view.Open, after, view.Text)
		})
	}
	if err != nil {
		return a.executionPage.Refuse(r, view, err)
	}
	return r.SeeOther("/plan-executions/%d?year=%d#%s", view.Unit.ID, view.Year, view.Open)
}

// exportExecution sends what the page shows as a file. That it was exported is in the trail before the first byte is sent.
func (a *Area) exportExecution(r *web.Request) error {
	id, err := r.ID("unit")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	format, at := report.Format(form.Choice("format", string(report.XLSX), string(report.CSV))), momentOf(form)
	if err := form.Err(); err != nil {
		return err
	}
	var file bytes.Buffer
	if err := a.Reporter.ExportExecution(r.Ctx(), a.DB, r.Actor, roster.UnitID(id), at, format, &file); err != nil {
		return err
	}
	r.Attach(fmt.Sprintf("%s-%s.%s", r.T("计划与执行"), r.Today(), format))
	return r.Blob(http.StatusOK, format.MediaType(), file.Bytes())
}
