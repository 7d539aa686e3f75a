package audit

import (
	"bytes"
	"fmt"
	"net/http"

	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/web"
)

// The files that can be exported.
const (
	complianceFile = "compliance" // how units and people stand
	ledgerFile     = "ledger"     // entries
)

// exportForm repeats what a page shows, so that its export shows the same.
type exportForm struct {
	What       string
	Unit       int64 // 0: all that the auditor may export
	Person     string
	From, To   string
	Year, AsOf string
	KnownAt    string
}

// export sends a file. That it was exported, by whom and of what, is in the trail before the first byte is sent.
func (a *Area) export(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	what := form.Choice("what", complianceFile, ledgerFile)
	format := report.Format(form.Choice("format", string(report.XLSX), string(report.CSV)))
	selection, moment := readSelection(form), readWhen(form)
	if err := form.Err(); err != nil {
		return err
	}
	if selection.To.IsZero() {
		selection.To = moment.at.On
	}
	var file bytes.Buffer
	name := fmt.Sprintf("%s-%s.%s", r.T(fileName(what)), r.Today(), format)
	if what == ledgerFile {
		err = a.Reporter.ExportLedger(r.Ctx(), a.DB, r.Actor, selection, format, &file)
	} else {
		err = a.Reporter.ExportCompliance(r.Ctx(), a.DB, r.Actor, roster.UnitID(selection.Unit), moment.at, format, &file)
	}
	if err != nil {
		return err
	}
	r.Attach(name)
	return r.Blob(http.StatusOK, format.MediaType(), file.Bytes())
}

func fileName(what string) string {
	switch what {
	case ledgerFile:
		return "台账明细"
	default:
		return "学时合规表"
	}
}
