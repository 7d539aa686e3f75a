package filing

import (
	"fmt"
	"strings"

	"xiangxue/course/attendance"
	"xiangxue/course/document"
)

// Minutes returns the record of the meeting (会议记录) with its eight elements; one that is missing says so.
func (m Meeting) Minutes() document.Document {
	d := document.Document{Title: m.Title + "会议记录"}
	host := m.Proceedings.Host
	if host == "" {
		host = m.Host
	}
	d.Insert(document.Table{
		Columns: []document.Column{{Title: "要素", Width: 1}, {Title: "记录", Width: 5}},
		Rows: [][]string{
			{"时间", fmt.Sprintf("%s%s至%s", weekday(m.StartsAt), clock(m.StartsAt), clock(m.EndsAt))},
			{"地点", orMissing(m.Place)},
			{"主持", orMissing(host)},
			{"形式", orMissing(m.Proceedings.Form.Label())},
			{"主题", fmt.Sprintf("%s（%s），%s学时", m.Title, m.Subject, m.Hours)},
		},
	})
	present, away := m.sorted()
	d.Heading(1, "参加人员")
	d.Say(present)
	d.Heading(1, "缺席人员及原因")
	d.Say(away)
	d.Heading(1, "学习内容")
	d.Say(orMissing(m.agenda()))
	d.Heading(1, "讨论要点")
	d.Say(orMissing(m.Proceedings.Discussion))
	if m.Proceedings.Number > 0 {
		d.Note = fmt.Sprintf("记录人：%s，%s保存，第%d稿。", m.Recorder, moment(m.Proceedings.SavedAt), m.Proceedings.Number)
	}
	return d
}

// sorted returns in sentences who was there and who was not.
func (m Meeting) sorted() (present, away string) {
	if m.Roll == nil {
		return "（名单未确认）", "（名单未确认）"
	}
	var names, reasons []string
	for _, p := range m.People {
		if p.Presence == attendance.Present {
			names = append(names, p.Name)
		} else {
			reasons = append(reasons, fmt.Sprintf("%s：%s，%s", p.Name, p.Label(), orMissing(p.Reason)))
		}
	}
	present = fmt.Sprintf("%d人：%s。", len(names), strings.Join(names, "、"))
	if len(reasons) == 0 {
		return present, "无。"
	}
	return present, strings.Join(reasons, "\n")
}
