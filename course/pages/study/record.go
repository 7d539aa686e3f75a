package study

import (
	"cmp"
	"slices"
	"strconv"

	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// recordView is the study record of the person and a year.
type recordView struct {
	report.Record
	Ring        *ring
	Plans       []requirementRow
	Regulations []requirementRow
	Gaps        []gapRow
	Bars        []bar
	Rows        []recordRow  // those that the filters select
	Count       int          // entries of the year without filters
	Pending     hours.Amount // what the open make-ups are for
	IsPast      bool
	Filter      recordFilter
}

// recordFilter selects rows of the record; an empty field selects all.
type recordFilter struct {
	Subject string
	Mode    string
	Quarter string
}

// IsSet reports whether any filter is set.
func (f recordFilter) IsSet() bool { return f != recordFilter{} }

func (f recordFilter) selects(row recordRow) bool {
	return (f.Subject == "" || f.Subject == row.subject) &&
		(f.Mode == "" || f.Mode == string(row.Mode)) &&
		(f.Quarter == "" || f.Quarter == strconv.Itoa(int(row.On.Quarter())))
}

// recordRow is an entry, or a meeting that was missed and counts nothing.
type recordRow struct {
	On      calendar.Date
	Mode    hours.Mode
	Line    *report.Line
	Missed  *attendance.Attendance
	Subject string // name, a key of the message catalogue
	subject string
}

// requirementRow is a requirement with its figures in the measures that it asks for.
type requirementRow struct {
	compliance.Result
	Name string
	Have string
}

// gapRow is what stays missing for a requirement after all steps.
type gapRow struct {
	Name   string
	Need   compliance.Quantity
	Remedy fault.Message // what closes it; may be empty
}

func (a *Area) showRecord(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	this := r.Today().Year()
	year, err := yearOf(form.Raw("year"), this)
	if err != nil {
		return err
	}
	v := recordView{IsPast: year < this}
	v.Filter = recordFilter{Subject: form.Text("subject", 40), Mode: form.Text("mode", 20), Quarter: form.Text("quarter", 1)}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		v.Record, err = a.Reporter.Record(r.Ctx(), tx, r.Actor.ID(), report.AsOf{Year: year})
		return err
	})
	if err != nil {
		return err
	}
	v.fill(r)
	return a.recordPage.Render(r, v)
}

// firstYear is the earliest study year that a record is kept for.
const firstYear = 2000

// yearOf returns the study year that an address names, or this year when it names none.
func yearOf(text string, this int) (int, error) {
	if text == "" {
		return this, nil
	}
	year, err := strconv.Atoi(text)
	if err != nil || year < firstYear || year > this {
		return 0, fault.New(fault.NotFound, "没有这一年的学时")
	}
	return year, nil
}

// fill works out what the page shows beside the record itself.
func (v *recordView) fill(r *web.Request) {
	v.Ring = newRing(r, v.Total)
	v.Plans = v.requirements(r, v.Standing.Plans())
	v.Regulations = v.requirements(r, v.Standing.Regulations())
	for _, gap := range v.Open {
		v.Gaps = append(v.Gaps, gapRow{v.requirementName(r, gap.Result.Requirement), gap.Need, gap.Remedy()})
	}
	v.Bars = bars(r, v.Subjects)
	v.Count = len(v.Lines)
	for _, missed := range v.Absences {
		if missed.MakeUpState == attendance.Open {
			v.Pending += missed.Hours
		}
	}
	for _, row := range v.rows() {
		if v.Filter.selects(row) {
			v.Rows = append(v.Rows, row)
		}
	}
}

// rows returns the entries together with the meetings that were missed, the newest first.
func (v *recordView) rows() []recordRow {
	var rows []recordRow
	for i := range v.Lines {
		l := &v.Lines[i]
		rows = append(rows, recordRow{On: l.Entry.HappenedOn, Mode: l.Entry.Mode, Line: l, Subject: l.Subject.Name, subject: l.Entry.Subject})
	}
	for i := range v.Absences {
		m := &v.Absences[i]
		rows = append(rows, recordRow{On: m.On, Mode: m.Mode, Missed: m, Subject: v.nameOf(m.Subject), subject: m.Subject})
	}
	slices.SortStableFunc(rows, func(a, b recordRow) int { return cmp.Compare(b.On, a.On) })
	return rows
}

func (v *recordView) nameOf(subject string) string {
	for _, s := range v.Subjects {
		if s.Subject.Code == subject {
			return s.Subject.Name
		}
	}
	return subject
}

func (v *recordView) requirements(r *web.Request, results []compliance.Result) []requirementRow {
	rows := make([]requirementRow, len(results))
	for i, result := range results {
		rows[i] = requirementRow{result, v.requirementName(r, result.Requirement), measured(r, result.Have, result.Asks)}
	}
	return rows
}

// requirementName returns what a requirement is called, with the subject or mode that it is about, and with the category
// of people when the same is asked of several of the person's own.
func (v *recordView) requirementName(r *web.Request, asked compliance.Requirement) string {
	name := r.T(asked.Title)
	switch {
	case asked.Subject != "":
		name += r.T("：") + r.T(v.nameOf(asked.Subject))
	case asked.Mode != "" && asked.Asks.Times == 0: // a number of meetings says so by itself
		name += r.T("：") + r.T(hours.Mode(asked.Mode).Label())
	}
	for _, c := range v.Categories {
		if string(c.Code) == asked.Category && v.isAskedTwice(asked) {
			name += r.T("（%s）", r.T(c.Name))
		}
	}
	return name
}

// isAskedTwice reports whether the same is also asked of another category of people.
func (v *recordView) isAskedTwice(asked compliance.Requirement) bool {
	for _, o := range v.Verdict.Of(asked.Kind) {
		if o.Category != asked.Category && o.Title == asked.Title && o.Subject == asked.Subject && o.Mode == asked.Mode {
			return true
		}
	}
	return false
}

// measured returns what somebody has in each measure that is asked for, for those are alternatives.
func measured(r *web.Request, have, asks compliance.Quantity) string {
	switch {
	case asks.Days > 0 && asks.Hours > 0:
		return r.T("%s 天、%s 学时", have.Days, have.Hours)
	case asks.Days > 0:
		return r.T("%s 天", have.Days)
	case asks.Times > 0:
		return r.T("%d 次", have.Times)
	default:
		return r.T("%s 学时", have.Hours)
	}
}
