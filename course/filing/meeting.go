package filing

import (
	"fmt"
	"strconv"
	"strings"

	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/document"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
)

// Meeting is a study meeting with what its papers say.
type Meeting struct {
	plan.Meeting
	Subject     string // name
	Material    string // what those who were away study instead; empty for nothing
	People      []Attendee
	Roll        *attendance.Roll // nil while nobody confirmed it
	Confirmer   string           // of the roll
	Proceedings plan.Proceedings
	Recorder    string // who saved the proceedings last
}

// Attendee is a person who is expected at a meeting, with what the roll says, or what was granted beforehand.
type Attendee struct {
	Name string
	Post string
	attendance.Presence
	Reason string
}

// Notice returns the notice of the meeting (会议通知). It is dated today, and never after the meeting.
func (m Meeting) Notice(today calendar.Date) document.Document {
	d := document.Document{
		Title: fmt.Sprintf("关于开展“%s”%s的通知", m.Title, m.studying()),
		To:    m.AudienceOf + "全体同志", Sign: m.AudienceOf, On: min(today, m.On()),
	}
	basis := ""
	if m.Topic != "" {
		basis = fmt.Sprintf("根据%d年度学习计划，", m.On().Year())
	}
	d.Say(fmt.Sprintf("%s定于%s开展%s。现将有关事项通知如下。", basis, weekday(m.StartsAt), m.studying()))
	d.Heading(1, "学习内容")
	d.Say(fmt.Sprintf("%s（%s）。", m.Title, m.Subject))
	d.Say(m.agenda())
	d.Heading(1, "时间和地点")
	d.Say(fmt.Sprintf("时间：%s%s至%s。\n地点：%s。\n主持：%s。", weekday(m.StartsAt), clock(m.StartsAt), clock(m.EndsAt), orMissing(m.Place), orMissing(m.Host)))
	d.Heading(1, "参加人员")
	d.Say(fmt.Sprintf("%s全体同志，共%d人，名单见签到册。", m.AudienceOf, len(m.People)))
	d.Heading(1, "有关要求")
	d.Say("因故不能参加的，请在会前请假，写明原因。")
	if m.Material != "" {
		d.Say(fmt.Sprintf("未能到会的同志，会后自学“%s”，完成理解题，作为补学。", m.Material))
	}
	d.Say(fmt.Sprintf("到会的同志经点名确认，每人认定%s学时。", m.Hours))
	return d
}

// studying returns what is done at the meeting.
func (m Meeting) studying() string {
	if m.Mode == hours.Group {
		return "分组学习"
	}
	return "集中学习"
}

// RollSheet returns the sheet to sign in on (签到册) while the roll is not confirmed, and what was confirmed (点名册)
// afterwards.
func (m Meeting) RollSheet() document.Document {
	if m.Roll == nil {
		return m.signIn()
	}
	d := document.Document{Title: m.Title + "点名册"}
	d.Say(m.line())
	count := m.Roll.Count()
	d.Say(fmt.Sprintf("应到%d人，到%d人，请假%d人，公出%d人，未到%d人。", count.Expected(), count.Present, count.OnLeave, count.OfficialDuty, count.Absent))
	table := document.Table{Columns: []document.Column{{Title: "序号", Width: 2, Middle: true}, {Title: "姓名", Width: 4}, {Title: "职务", Width: 7}, {Title: "点名", Width: 3, Middle: true}, {Title: "原因", Width: 9}}}
	for n, p := range m.People {
		table.Rows = append(table.Rows, []string{strconv.Itoa(n + 1), p.Name, p.Post, p.Label(), p.Reason})
	}
	d.Insert(table)
	d.Say(fmt.Sprintf("本名单由%s于%s确认，并已封存。", m.Confirmer, moment(m.Roll.RecordedAt)))
	for _, c := range m.Roll.Corrections {
		d.Say(fmt.Sprintf("%s更正：%s。上表为更正后的情况。", moment(c.RecordedAt), strings.TrimRight(c.Reason, "。")))
	}
	return d
}

func (m Meeting) signIn() document.Document {
	d := document.Document{Title: m.Title + "签到册"}
	d.Say(m.line())
	table := document.Table{Tall: true, Columns: []document.Column{{Title: "序号", Width: 2, Middle: true}, {Title: "姓名", Width: 4}, {Title: "职务", Width: 7}, {Title: "签名", Width: 6}, {Title: "备注", Width: 6}}}
	for n, p := range m.People {
		remark := ""
		if p.Presence != attendance.Present {
			remark = p.Label() + "：" + p.Reason
		}
		table.Rows = append(table.Rows, []string{strconv.Itoa(n + 1), p.Name, p.Post, "", remark})
	}
	d.Insert(table)
	return d
}

// line says in one line which meeting it is.
func (m Meeting) line() string {
	return fmt.Sprintf("%s%s至%s，%s，%s。", weekday(m.StartsAt), clock(m.StartsAt), clock(m.EndsAt), orMissing(m.Place), m.AudienceOf)
}

// agenda returns the items of the agenda with their numbers.
func (m Meeting) agenda() string {
	if m.Agenda == "" {
		return ""
	}
	items := strings.Split(m.Agenda, "\n")
	for n, item := range items {
		items[n] = fmt.Sprintf("%d.%s", n+1, item)
	}
	return strings.Join(items, "\n")
}
