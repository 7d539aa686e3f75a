package dossier

import (
	"fmt"
	"strconv"
	"strings"

	"xiangxue/course/document"
)

// paper is a document of the dossier.
type paper struct {
	name     string // of its files
	document document.Document
}

// papers returns the documents in their order.
func (f facts) papers() []paper {
	list := f.checklist()
	return []paper{
		{"01-检查清单", f.checklistPaper(list)},
		{"02-通报（草稿）", f.circular(list)},
		{"03-工作总结（草稿）", f.summary(list)},
		{"04-学习型机关自评表", f.evaluation(list)},
	}
}

func (f facts) checklistPaper(list []item) document.Document {
	d := document.Document{Title: fmt.Sprintf("%s%d年度学习检查清单", f.unit.Name, f.Year), On: f.On, Note: stamped(f.Stamp)}
	table := document.Table{Columns: []document.Column{{Title: "序号", Width: 3, Middle: true}, {Title: "检查内容", Width: 6}, {Title: "情况", Width: 4, Middle: true}, {Title: "依据", Width: 10}, {Title: "缺项及原因", Width: 11}}}
	for n, i := range list {
		table.Rows = append(table.Rows, []string{strconv.Itoa(n + 1), i.question, string(i.state), i.evidence, i.shortened()})
	}
	d.Insert(table)
	d.Say("本清单由台账逐项算出。“有缺项”只说明记录里缺什么、记录的原因是什么，不是结论；结论由检查的人作出。")
	return d
}

// mostCauses is how many causes of a gap the checklist prints; the registers have all of them.
const mostCauses = 12

// shortened returns the causes of a gap, and how many more there are.
func (i item) shortened() string {
	lines := strings.Split(i.cause, "\n")
	if len(lines) <= mostCauses {
		return i.cause
	}
	return strings.Join(lines[:mostCauses], "\n") + fmt.Sprintf("\n另有%d项，见登记表", len(lines)-mostCauses)
}

// gaps adds the gaps of the checklist with their causes.
func addGaps(d *document.Document, list []item) {
	none := true
	for _, i := range list {
		if i.state == gap {
			none = false
			d.Heading(2, i.question)
			d.Say(i.evidence + "。\n" + strings.ReplaceAll(i.shortened(), "\n", "。\n") + "。")
		}
	}
	if none {
		d.Say("检查清单没有缺项。")
	}
}

// circular drafts the circular on a unit (通报). Units stand in the official order, without ranks.
func (f facts) circular(list []item) document.Document {
	d := document.Document{
		Title: fmt.Sprintf("关于%s%d年度干部学习情况的通报", f.unit.Name, f.Year), To: f.unit.Name, On: f.On, Note: "草稿，由台账生成，供修改。" + stamped(f.Stamp),
	}
	d.Say(fmt.Sprintf("现将%s截至%s的干部学习情况通报如下。", f.unit.Name, f.On))
	d.Heading(1, "基本情况")
	d.Say(f.basics())
	d.Heading(1, "各单位情况")
	d.Insert(f.unitTable())
	d.Heading(1, "需要补上的")
	addGaps(&d, list)
	d.Heading(1, "有关要求")
	d.Say("请对照缺项逐条核实，属实的在系统内补记、补学、写明原因，不属实的写明情况；不另报材料，不倒补签到。")
	return d
}

// basics says in figures what was done.
func (f facts) basics() string {
	t, c := f.units.Tally, f.count()
	text := fmt.Sprintf("在册%d人。学习会%d次，已确认名单%d次，到会%d人次，请假%d人次，公出%d人次，未到%d人次。", t.People, len(f.meetings), len(f.held()), c.Present, c.OnLeave, c.OfficialDuty, c.Absent)
	if e := f.execution; e.Plan != nil {
		text += fmt.Sprintf("\n计划%s学时（人次合计），已认定%s学时，其中计划专题内%s学时。", e.Planned, e.Booked(), e.Topics)
	}
	return text + fmt.Sprintf("\n有计划要求的%d人中，达到进度%d人，略差%d人，需补学%d人。", t.Measured(), t.Reached, t.Slight, t.NeedsHelp)
}

func (f facts) unitTable() document.Table {
	table := document.Table{Columns: []document.Column{{Title: "单位", Width: 8}, {Title: "人数", Width: 2, Middle: true}, {Title: "达到进度", Width: 3, Middle: true}, {Title: "略差", Width: 2, Middle: true}, {Title: "需补学", Width: 3, Middle: true}, {Title: "待核实", Width: 3, Middle: true}}}
	for _, r := range f.units.Rows {
		t := r.Tally
		table.Rows = append(table.Rows, []string{strings.Repeat("　", r.Depth) + r.Unit.Name, strconv.Itoa(t.People), strconv.Itoa(t.Reached), strconv.Itoa(t.Slight), strconv.Itoa(t.NeedsHelp), strconv.Itoa(r.Doubts)})
	}
	return table
}
