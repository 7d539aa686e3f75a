package audit

import (
	"fmt"
	"strings"

	"xiangxue/course"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// cadreView is the study record of one person, as an auditor looks at it.
type cadreView struct {
	when
	Lookback    lookback
	Record      report.Record
	Subtitle    string
	Arc, Tick   string // of the ring
	Plans       []resultRow
	Rules       []resultRow
	Corrections []report.Line
	Export      exportForm
}

func (a *Area) showCadre(r *web.Request) error {
	id, err := r.ID("cadre")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	view := cadreView{when: readWhen(form)}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		view.Record, err = a.Reporter.Cadre(r.Ctx(), tx, r.Actor, roster.CadreID(id), view.at)
		return err
	})
	if err != nil {
		return err
	}
	view.Lookback = view.lookback(r, view.Record.Stamp)
	view.Export = exportOf(ledgerFile, 0, view.Record.Stamp)
	view.Export.Person = view.Record.Cadre.StaffNo
	view.Export.From = fmt.Sprintf("%d-01-01", view.Record.Year)
	view.fill(r)
	return show(r, a.cadrePage, view, form)
}

// fill prints the figures.
func (v *cadreView) fill(r *web.Request) {
	words := []string{v.Record.Unit.Name}
	for _, c := range v.Record.Categories {
		words = append(words, r.T(c.Name))
	}
	for _, g := range v.Record.Groups {
		words = append(words, g.Name)
	}
	v.Subtitle = strings.Join(words, "　")
	var subjects []course.Subject
	for _, s := range v.Record.Subjects {
		subjects = append(subjects, s.Subject)
	}
	v.Plans = resultRows(r, subjects, v.Record.Plans())
	v.Rules = resultRows(r, subjects, v.Record.Regulations())
	for _, line := range v.Record.Lines {
		if line.Entry.IsCorrection() {
			v.Corrections = append(v.Corrections, line)
		}
	}
	if total := v.Record.Total; total != nil {
		v.Arc = arc(int64(total.Have.Hours), int64(total.Target.Hours))
		v.Tick = tick(int64(total.DueNext.Hours), int64(total.Target.Hours))
	}
}

// tick returns the dash offset that puts the mark of what is due on the ring.
func tick(due, target int64) string {
	if target <= 0 {
		return "0"
	}
	return fmt.Sprintf("%.1f", 1.25-circumference*float64(min(due, target))/float64(target))
}
