package audit

import (
	"strings"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/inspection"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// unitView is the people of a unit and of those below it.
type unitView struct {
	when
	Lookback lookback
	Report   report.UnitReport
	Above    []roster.Unit // those that the auditor may look at
	Below    []roster.Unit
	People   []personRow
	Grounds  []groundView
	Export   exportForm
	answers  map[string][]inspection.Answer
}

// personRow is a person with figures ready to print.
type personRow struct {
	report.Person
	Categories string
	Reached    tagged
	Plans      []resultRow // the plan's, without its total
	Rules      []resultRow // the regulations'
}

// resultRow is how somebody stands against one requirement.
type resultRow struct {
	compliance.Result
	Part  string // the subject or mode of which hours are asked; empty for a total
	Has   string // what there is, in the measure that is asked for
	State tagged
	Why   []string // how the figures came about
}

func (a *Area) showUnit(r *web.Request) error {
	id, err := r.ID("unit")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	view := unitView{when: readWhen(form)}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error { return view.read(r, tx, a.Reporter, roster.UnitID(id)) })
	if err != nil {
		return err
	}
	view.Lookback = view.lookback(r, view.Report.Stamp)
	view.Export = exportOf(complianceFile, id, view.Report.Stamp)
	for _, p := range view.Report.People {
		view.People = append(view.People, newPersonRow(r, view.Report.Subjects, p))
	}
	view.Grounds = byGround(view.Report.Doubts, view.answers)
	return show(r, a.unitPage, view, form)
}

func (v *unitView) read(r *web.Request, tx storage.ReadTx, reporter *report.Reporter, id roster.UnitID) (err error) {
	if v.Report, err = reporter.Cadres(r.Ctx(), tx, r.Actor, id, v.at); err != nil {
		return err
	}
	if v.answers, err = inspection.Answers(r.Ctx(), tx, v.Report.Year); err != nil {
		return err
	}
	units, err := roster.Units(r.Ctx(), tx, r.Actor.Scope(access.Audit))
	for _, u := range units {
		switch {
		case u.ParentID == id:
			v.Below = append(v.Below, u)
		case u.ID != id && strings.HasPrefix(v.Report.Unit.Path, u.Path):
			v.Above = append(v.Above, u)
		}
	}
	return err
}

func newPersonRow(r *web.Request, subjects []course.Subject, p report.Person) personRow {
	names := make([]string, len(p.Categories))
	for n, name := range p.Categories {
		names[n] = r.T(name)
	}
	row := personRow{Person: p, Categories: strings.Join(names, r.T("、")), Reached: reachTag(p.Reach)}
	for _, result := range resultRows(r, subjects, p.Verdict.Of(compliance.Plan)) {
		if p.Total == nil || result.Key != p.Total.Key {
			row.Plans = append(row.Plans, result)
		}
	}
	row.Rules = resultRows(r, subjects, p.Verdict.Of(compliance.Regulation))
	return row
}

func resultRows(r *web.Request, subjects []course.Subject, results []compliance.Result) []resultRow {
	rows := make([]resultRow, len(results))
	for n, result := range results {
		rows[n] = resultRow{Result: result, Part: partOf(r, subjects, result.Requirement), Has: r.Say(has(result)), State: stateTag(result.State)}
		for _, reason := range result.Reasons {
			rows[n].Why = append(rows[n].Why, r.Say(reason.Message()))
		}
	}
	return rows
}

// partOf names the subject or mode of which a requirement asks hours. Where it counts events, its title says which.
func partOf(r *web.Request, subjects []course.Subject, q compliance.Requirement) string {
	for _, s := range subjects {
		if s.Code == q.Subject {
			return r.T(s.Name)
		}
	}
	if q.Mode != "" && q.Asks.Times == 0 {
		return r.T(q.Mode.Label())
	}
	return ""
}

// has returns what there is for a requirement. Nothing is said in the measure that is asked for.
func has(result compliance.Result) fault.Message {
	switch asks := result.Full; {
	case !result.Have.IsZero():
		return result.Have.Message()
	case asks.Times != 0:
		return fault.Message{Text: "%d 次", Args: []any{0}}
	case asks.Days != 0:
		return fault.Message{Text: "%s 天", Args: []any{hours.Days(0)}}
	default:
		return result.Have.Message()
	}
}
