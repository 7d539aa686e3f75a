package dossier

import (
	"fmt"
	"strconv"
	"strings"

	"xiangxue/course/calendar"
	"xiangxue/course/document"
	"xiangxue/course/hours"
)

// toWrite stands where only a person can say something.
const toWrite = "（由单位填写）"

// summary drafts the unit's summary of its year (工作总结).
func (f facts) summary(list []item) document.Document {
	d := document.Document{
		Title: fmt.Sprintf("%s%d年度学习工作总结", f.unit.Name, f.Year), Sign: f.unit.Name, On: f.On, Note: "草稿，数字由台账生成，文字供修改。" + stamped(f.Stamp),
	}
	d.Heading(1, "计划和完成情况")
	d.Say(list[0].evidence + "。\n" + f.basics())
	d.Heading(1, "各季度开展情况")
	d.Insert(f.quarterTable())
	d.Heading(1, "各主题学习情况")
	d.Insert(f.subjectTable())
	d.Heading(1, "存在的不足")
	addGaps(&d, list)
	d.Heading(1, "学习成果和下步打算")
	d.Say(toWrite)
	return d
}

// quarterTable sets what was planned against what was carried out.
func (f facts) quarterTable() document.Table {
	table := document.Table{Columns: []document.Column{{Title: "季度", Width: 3, Middle: true}, {Title: "集中学习会", Width: 3, Middle: true}, {Title: "分组学习会", Width: 3, Middle: true}, {Title: "计划学时", Width: 3, Middle: true}, {Title: "专题内已认定", Width: 4, Middle: true}}}
	for q := calendar.Quarter(1); q <= 4; q++ {
		var collective, grouped int
		for _, m := range f.held() {
			switch {
			case m.On().Quarter() != q:
			case m.collective:
				collective++
			default:
				grouped++
			}
		}
		var planned, actual hours.Amount
		for _, c := range f.execution.Cells {
			if c.Quarter == q {
				planned, actual = planned+c.Planned, actual+c.Actual
			}
		}
		table.Rows = append(table.Rows, []string{quarterName(q), strconv.Itoa(collective), strconv.Itoa(grouped), planned.String(), actual.String()})
	}
	return table
}

// subjectTable says how many of those asked have what is due in each subject, and what all of them have together.
func (f facts) subjectTable() document.Table {
	table := document.Table{Columns: []document.Column{{Title: "主题", Width: 4}, {Title: "认定学时合计", Width: 4, Middle: true}, {Title: "有要求的人数", Width: 4, Middle: true}, {Title: "达到的人数", Width: 4, Middle: true}}}
	for n, s := range f.people.Subjects {
		var have hours.Amount
		var asked, reached int
		for _, p := range f.people.People {
			share := p.Subjects[n]
			have += share.Have
			if share.Result != nil && !share.Result.Exempt() {
				asked++
				if share.Result.Shortfall.IsZero() {
					reached++
				}
			}
		}
		table.Rows = append(table.Rows, []string{s.Name, have.String(), strconv.Itoa(asked), strconv.Itoa(reached)})
	}
	return table
}

// evaluation fills the sheet with which a learning-type organ evaluates itself (学习型机关自评表): what the records can say is
// there, what only people can say is left open. There are no points: the sheet supports a judgement and does not make it.
func (f facts) evaluation(list []item) document.Document {
	d := document.Document{Title: fmt.Sprintf("%s%d年度学习型机关自评表", f.unit.Name, f.Year), Sign: f.unit.Name, On: f.On, Note: stamped(f.Stamp)}
	table := document.Table{Columns: []document.Column{{Title: "方面", Width: 4}, {Title: "内容", Width: 7}, {Title: "台账里的情况", Width: 11}, {Title: "自评", Width: 6}}}
	for n, i := range list {
		table.Rows = append(table.Rows, []string{aspects[n], i.question, string(i.state) + "：" + i.evidence, ""})
	}
	for _, s := range f.subjectTable().Rows {
		table.Rows = append(table.Rows, []string{"学习内容", s[0], strings.Join([]string{"合计" + s[1] + "学时", "有要求" + s[2] + "人", "达到" + s[3] + "人"}, "，"), ""})
	}
	for _, open := range []string{"领导带头学、带头讲", "学习成果转化为工作", "群众的感受"} {
		table.Rows = append(table.Rows, []string{"学习成效", open, "台账不记", toWrite})
	}
	d.Insert(table)
	return d
}

// aspects are the headings of the evaluation under which the items of the checklist stand, in their order.
var aspects = [...]string{
	"学习制度", "学习制度", "学习制度", "学习制度", "学习制度", "学习组织", "学习组织", "学习组织", "学习组织", "学习组织",
	"学习台账", "学习进度", "学习进度", "学习台账", "学习台账",
}
