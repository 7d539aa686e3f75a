package group

import (
	"fmt"
	"strconv"
	"strings"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// boardView is a group or unit: who needs help and on what.
type boardView struct {
	report.GroupReport
	Title      string
	Of         string // what it belongs to, and who leads it
	Target     string // as the form for an assignment takes it
	Quarter    calendar.Quarter
	DaysLeft   int // of the quarter
	Parameters plan.Parameters
	Subjects   []course.Subject // the columns
	Help       []helpRow
	Rows       []boardRow
	MayAssign  bool
	MayRun     bool
	MayAnswer  bool     // doubts
	Rolls      rollsNav // what waits for the reader besides
}

// helpRow is a person who is behind, and why.
type helpRow struct {
	Cadre roster.CadreID
	Name  string
	Why   []string
}

// boardRow is a person with what is there and what is due.
type boardRow struct {
	report.Person
	Have, Due, Short hours.Amount
	Categories       []string // in the language of the page
	Cells            []boardCell
}

// boardCell is what a person has in a subject. Heat counts only where the plan asks for something.
type boardCell struct {
	Subject string
	Have    hours.Amount
	Asked   bool
	Heat    int
}

func (a *Area) showGroup(r *web.Request) error {
	id, err := r.ID("group")
	if err != nil {
		return err
	}
	return a.showBoard(r, "group-"+strconv.FormatInt(id, 10), func(tx storage.ReadTx) (report.GroupReport, error) {
		return a.Reporter.Group(r.Ctx(), tx, r.Actor, roster.GroupID(id), report.AsOf{})
	})
}

func (a *Area) showUnit(r *web.Request) error {
	id, err := r.ID("unit")
	if err != nil {
		return err
	}
	return a.showBoard(r, "unit-"+strconv.FormatInt(id, 10), func(tx storage.ReadTx) (report.GroupReport, error) {
		return a.Reporter.UnitGroup(r.Ctx(), tx, r.Actor, roster.UnitID(id), report.AsOf{})
	})
}

func (a *Area) showBoard(r *web.Request, target string, read func(storage.ReadTx) (report.GroupReport, error)) error {
	v := boardView{Target: target, MayAssign: r.Actor.May(access.AssignStudy), MayRun: r.Actor.May(access.RunMeetings), MayAnswer: r.Actor.May(access.AnswerDoubts)}
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if v.GroupReport, err = read(tx); err != nil {
			return err
		}
		v.Rolls, err = navOf(r, tx, "")
		return err
	})
	if err != nil {
		return err
	}
	v.fill(r)
	return a.boardPage.Render(r, v)
}

// fill works out what the page prints from the report.
func (v *boardView) fill(r *web.Request) {
	v.Quarter = v.On.Quarter()
	v.DaysLeft = v.On.DaysUntil(v.DueOn)
	v.Parameters = plan.DefaultParameters()
	if v.Plan != nil {
		v.Parameters = v.Plan.Content.Parameters
	}
	v.Title, v.Of = v.head(r)
	for _, p := range v.People {
		v.Rows = append(v.Rows, rowOf(r, p))
	}
	if len(v.People) > 0 {
		for _, s := range v.People[0].Subjects {
			v.Subjects = append(v.Subjects, s.Subject)
		}
	}
	for _, p := range v.Exceptions() {
		row := helpRow{Cadre: p.Cadre.ID, Name: p.Cadre.Name}
		for _, m := range p.Why {
			row.Why = append(row.Why, r.Say(m))
		}
		v.Help = append(v.Help, row)
	}
}

// head returns the name of the group or unit and a line about it.
func (v *boardView) head(r *web.Request) (title, line string) {
	parts := []string{}
	if title = v.Unit.Name; v.Group != nil {
		title = v.Group.Name
		parts = append(parts, v.Unit.Name)
	}
	parts = append(parts, r.T("成员 %d 人", len(v.People)))
	for _, l := range v.Leaders {
		parts = append(parts, r.T(l.Role.Name())+" "+l.Name)
	}
	return title, strings.Join(parts, "　")
}

func rowOf(r *web.Request, p report.Person) boardRow {
	row := boardRow{Person: p, Have: p.Hours, Short: shortOf(p)}
	for _, c := range p.Categories {
		row.Categories = append(row.Categories, r.T(c))
	}
	if p.Total != nil {
		row.Have, row.Due = p.Total.Have.Hours, p.Total.DueNext.Hours
	}
	for _, s := range p.Subjects {
		row.Cells = append(row.Cells, boardCell{Subject: s.Subject.Name, Have: s.Have, Asked: s.Result != nil, Heat: s.Heat})
	}
	return row
}

// shortOf returns what a person lacks of the plan's total.
func shortOf(p report.Person) hours.Amount {
	if p.Total == nil {
		return 0
	}
	return p.Total.Shortfall.Hours
}

// AssignPath returns the address at which something is assigned to the whole group or unit.
func (v boardView) AssignPath() string { return "/assignments/new?to=" + v.Target }

// HelpPath returns the address at which something is assigned to one person.
func (h helpRow) HelpPath() string {
	return fmt.Sprintf("/assignments/new?to=persons&persons=%d", h.Cadre)
}
