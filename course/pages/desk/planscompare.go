package desk

import (
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// comparisonView is what a version has otherwise than the one before it.
type comparisonView struct {
	After, Before           plan.Version
	Unit                    string
	Rows                    []differenceRow
	Changed, Added, Removed int
	Same                    int  // items that stand in both
	MayEdit                 bool // the newer one is a draft of the actor's
}

// differenceRow is an item that two versions have otherwise, in words.
type differenceRow struct {
	Label         string
	What          plan.What
	Before, After string
}

func (a *Area) showComparison(r *web.Request) error {
	id, err := r.ID("version")
	if err != nil {
		return err
	}
	var view comparisonView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		view, err = comparison(r, tx, plan.VersionID(id))
		return err
	})
	if err != nil {
		return err
	}
	return a.comparisonPage.Render(r, view)
}

func comparison(r *web.Request, tx storage.ReadTx, id plan.VersionID) (comparisonView, error) {
	after, err := plan.FindVersion(r.Ctx(), tx, r.Actor, id)
	if err != nil {
		return comparisonView{}, err
	}
	v := comparisonView{After: after}
	versions, err := plan.Versions(r.Ctx(), tx, r.Actor, after.Plan.Unit, after.Plan.Year)
	if err != nil {
		return v, err
	}
	for _, older := range versions { // the newest first
		if older.Number < after.Number && v.Before.ID == 0 {
			v.Before = older
		}
	}
	if v.Before.ID == 0 {
		return v, fault.New(fault.NotFound, "这一版之前没有别的版本")
	}
	unit, err := roster.FindUnit(r.Ctx(), tx, after.Plan.Unit)
	if err != nil {
		return v, err
	}
	words, err := readWords(r.Ctx(), tx)
	if err != nil {
		return v, err
	}
	v.Unit = unit.Name
	v.fill(r, words)
	v.MayEdit, err = permits(r.Ctx(), tx, r.Actor, access.DraftPlan, unit.ID)
	v.MayEdit = v.MayEdit && after.State == plan.StateDraft
	return v, err
}

func (v *comparisonView) fill(r *web.Request, w words) {
	differences, same := plan.Compare(v.Before.Content, v.After.Content)
	v.Rows, v.Same = differenceRows(r, w, differences), same
	for _, row := range v.Rows {
		switch row.What {
		case plan.Added:
			v.Added++
		case plan.Removed:
			v.Removed++
		default:
			v.Changed++
		}
	}
}

// differenceRows puts differences into words. A topic that only one version has is one row.
func differenceRows(r *web.Request, w words, differences []plan.Difference) []differenceRow {
	t := teller{r, w}
	var rows []differenceRow
	whole := "" // the topic whose row is the last one
	for _, d := range differences {
		before, after := t.value(d.Place, d.Before), t.value(d.Place, d.After)
		if d.Section == plan.SectionTopic && d.Topic == whole && d.What != plan.Changed {
			last := &rows[len(rows)-1]
			last.Before, last.After = joined(last.Before, before), joined(last.After, after)
			continue
		}
		whole = ""
		if d.Section == plan.SectionTopic && d.Field == "title" && d.What != plan.Changed {
			whole = d.Topic
		}
		rows = append(rows, differenceRow{Label: t.label(d), What: d.What, Before: before, After: after})
	}
	return rows
}

func joined(a, b string) string { return strings.Trim(a+"　"+b, "　") }

// teller says in the reader's language what an item of a plan is.
type teller struct {
	r     *web.Request
	words words
}

func (t teller) label(d plan.Difference) string {
	switch d.Section {
	case plan.SectionGuiding:
		return t.r.T("指导思想")
	case plan.SectionRequirement:
		return joined(t.r.T(t.words.category(d.Category)), t.part(d.Place))
	case plan.SectionShare:
		return t.r.T("%s末应到", t.r.T(t.words.quarter(d.Quarter)))
	case plan.SectionTopic:
		return joined(t.r.T("专题“%s”", d.Title), t.field(d.Field))
	}
	return t.field(d.Field)
}

// part says which part of a requirement something is about.
func (t teller) part(p plan.Place) string {
	switch {
	case p.Subject != "":
		return t.r.T(t.words.subject(p.Subject))
	case p.Mode != "":
		return t.r.T(p.Mode.Label())
	case p.Field == "meetings":
		return t.r.T("集中学次数")
	}
	return t.r.T("总学时")
}

func (t teller) field(name string) string {
	name, _, _ = strings.Cut(name, " ") // "required document 7"
	switch name {
	case "quarter":
		return t.r.T("季度")
	case "mode":
		return t.r.T("方式")
	case "subject":
		return t.r.T("主题")
	case "hours":
		return t.r.T("学时")
	case "on":
		return t.r.T("日期")
	case "required":
		return t.r.T("必读")
	case "slight_gap":
		return t.r.T("略差与需补学的界线")
	case "heat_steps":
		return t.r.T("差额深浅两档")
	case "notice_days":
		return t.r.T("到期前提醒")
	case "record_within_days":
		return t.r.T("会后录入期限")
	case "make_up_within_days":
		return t.r.T("补学期限")
	}
	return ""
}

// value says what stands in an item of a plan; nothing stays nothing.
func (t teller) value(p plan.Place, text string) string {
	if text == "" {
		return ""
	}
	switch name := p.Field; {
	case p.Section == plan.SectionShare:
		return text + "%"
	case name == "hours" || name == "slight_gap":
		return t.r.T("%s 学时", text)
	case name == "meetings":
		return t.r.T("%s 次", text)
	case name == "heat_steps":
		return strings.ReplaceAll(text, " ", "%　") + "%"
	case strings.HasSuffix(name, "_days"):
		return t.r.T("%s 天", text)
	case name == "quarter":
		return t.r.T(t.words.quarter(calendar.Quarter(text[0] - '0')))
	case name == "mode":
		return t.r.T(hours.Mode(text).Label())
	case name == "subject":
		return t.r.T(t.words.subject(text))
	}
	return text
}
