package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"xiangxue/course/compliance"
	"xiangxue/course/office"
)

// ComplianceSheets returns the compliance of units and their people as tables: units, people, items to check. Each ends
// with what it looks at and the checkpoint of the ledger.
func ComplianceSheets(units Overview, people UnitReport) []office.Sheet {
	return []office.Sheet{unitSheet(units), personSheet(people), doubtSheet(people)}
}

func unitSheet(o Overview) office.Sheet {
	s := office.Sheet{Name: "单位", Columns: []office.Column{
		{Title: "单位", Width: 28}, {Title: "人数", Kind: office.Number}, {Title: "达到进度", Kind: office.Number}, {Title: "略差", Kind: office.Number},
		{Title: "需补学", Kind: office.Number}, {Title: "没有计划要求", Kind: office.Number},
		{Title: "规定学时已达标", Kind: office.Number}, {Title: "规定学时未到期", Kind: office.Number},
		{Title: "规定学时临近到期", Kind: office.Number}, {Title: "规定学时逾期未达", Kind: office.Number},
	}}
	for _, subject := range o.Subjects {
		s.Columns = append(s.Columns, office.Column{Title: subject.Name + "达到", Kind: office.Number})
	}
	s.Columns = append(s.Columns, office.Column{Title: "待核实", Kind: office.Number})
	for _, r := range o.Rows {
		t := r.Tally
		row := []any{
			strings.Repeat("　", r.Depth) + r.Unit.Name, t.People, t.Reached, t.Slight, t.NeedsHelp, t.Unmeasured,
			t.Regulations.Met, t.Regulations.OnTrack, t.Regulations.AtRisk, t.Regulations.Behind,
		}
		for _, subject := range r.Subjects {
			row = append(row, subject.Reached)
		}
		s.Rows = append(s.Rows, append(row, r.Doubts))
	}
	return o.Stamp.under(s)
}

func personSheet(u UnitReport) office.Sheet {
	s := office.Sheet{Name: "人员", Columns: []office.Column{
		{Title: "单位", Width: 24}, {Title: "姓名"}, {Title: "工号", Width: 12}, {Title: "类别", Width: 20},
		{Title: "年度目标", Kind: office.Hundredths}, {Title: "应到", Kind: office.Hundredths},
		{Title: "已有", Kind: office.Hundredths}, {Title: "相差", Kind: office.Hundredths}, {Title: "计划进度"},
	}}
	for _, mode := range u.Subjects {
		s.Columns = append(s.Columns, office.Column{Title: mode.Name, Kind: office.Hundredths})
	}
	regulations := u.regulations()
	for _, r := range regulations {
		s.Columns = append(s.Columns, office.Column{Title: r.Title + "：已有"}, office.Column{Title: r.Title + "：情况"})
	}
	s.Columns = append(s.Columns, office.Column{Title: "待核实", Kind: office.Number})
	for _, p := range u.People {
		s.Rows = append(s.Rows, p.row(regulations))
	}
	return u.Stamp.under(s)
}

// regulations returns the requirements of the regulations that apply to somebody, in their order.
func (u UnitReport) regulations() []compliance.Requirement {
	var list []compliance.Requirement
	place := map[string]int{}
	for _, p := range u.People {
		for n, r := range p.Verdict.Of(compliance.Regulation) {
			if !slices.ContainsFunc(list, func(known compliance.Requirement) bool { return known.Key == r.Key }) {
				list = append(list, r.Requirement)
			}
			place[r.Key] = max(place[r.Key], n)
		}
	}
	slices.SortStableFunc(list, func(a, b compliance.Requirement) int { return cmp.Compare(place[a.Key], place[b.Key]) })
	return list
}

func (p Person) row(regulations []compliance.Requirement) []any {
	row := []any{p.Unit.Name, p.Cadre.Name, p.Cadre.StaffNo, strings.Join(p.Categories, "、")}
	if t := p.Total; t != nil {
		row = append(row, t.Target.Hours, t.DueNext.Hours, t.Have.Hours, t.Shortfall.Hours, reachName(p.Reach))
	} else {
		row = append(row, nil, nil, p.Hours, nil, reachName(p.Reach))
	}
	for _, s := range p.Subjects {
		row = append(row, s.Have)
	}
	for _, asked := range regulations {
		var have, state any
		for _, r := range p.Verdict.Of(compliance.Regulation) {
			if r.Key == asked.Key {
				have, state = r.Have.String(), stateName(r.State)
			}
		}
		row = append(row, have, state)
	}
	return append(row, p.Doubts)
}

func doubtSheet(u UnitReport) office.Sheet {
	s := office.Sheet{Name: "待核实", Columns: []office.Column{
		{Title: "事由", Width: 20}, {Title: "内容", Width: 30}, {Title: "日期", Kind: office.Date, Width: 12}, {Title: "人员", Width: 30}, {Title: "台账编号", Width: 24},
	}}
	for _, d := range u.Doubts {
		var names, entries []string
		for _, p := range d.People {
			names = append(names, p.Name)
			for _, id := range p.Entries {
				entries = append(entries, fmt.Sprint(id))
			}
		}
		s.Rows = append(s.Rows, []any{d.Ground.Label(), d.Title, d.On.Time(), strings.Join(names, "、"), strings.Join(entries, "、")})
	}
	return u.Stamp.under(s)
}

func reachName(r Reach) string {
	switch r {
	case Reached:
		return "达到进度"
	case Slight:
		return "略差"
	case NeedsHelp:
		return "需补学"
	default:
		return "没有计划要求"
	}
}

func stateName(s compliance.State) string {
	return [...]string{"已达标", "未到期", "临近到期", "逾期未达"}[s]
}

// under puts what the report looks at below the rows of a sheet.
func (s Stamp) under(sheet office.Sheet) office.Sheet {
	lines := []string{
		fmt.Sprintf("%d年度，截至 %s", s.Year, s.On),
		"按 " + s.KnownAt.Format(time.DateTime) + " 以前记入的台账",
		s.Checkpoint.Print().String(),
	}
	sheet.Rows = append(sheet.Rows, nil)
	for _, line := range lines {
		sheet.Rows = append(sheet.Rows, []any{line})
	}
	return sheet
}
