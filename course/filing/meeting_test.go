package filing_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/document"
	"xiangxue/course/filing"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
)

func at(day, hour, minute int) time.Time {
	return time.Date(2026, time.September, day, hour, minute, 0, 0, calendar.Shanghai)
}

// meeting is a collective meeting whose roll nobody has confirmed.
func meeting() filing.Meeting {
	return filing.Meeting{
		Meeting: plan.Meeting{
			Topic: "t1", Mode: hours.Collective, Title: "乡村振兴促进法", StartsAt: at(18, 14, 30), EndsAt: at(18, 17, 0),
			Place: "三楼会议室", Host: "周明远", Hours: 250, Agenda: "领学原文\n交流讨论", AudienceOf: "云溪镇",
		},
		Subject: "法律", Material: "乡村振兴促进法导读",
		People: []filing.Attendee{{Name: "何秀兰", Post: "副镇长"}, {Name: "宋国强", Presence: attendance.OnLeave, Reason: "病假"}},
	}
}

// confirmed is the same meeting afterwards.
func confirmed() filing.Meeting {
	m := meeting()
	m.People[0].Presence = attendance.Present
	lines := []attendance.Line{{Mark: attendance.Mark{Presence: attendance.Present}}, {Mark: attendance.Mark{Presence: attendance.OnLeave}}}
	m.Roll = &attendance.Roll{
		Sheet: attendance.Sheet{Number: 1, RecordedAt: at(18, 17, 5)}, Lines: lines,
		Corrections: []attendance.Sheet{{Number: 2, Reason: "宋国强当天病假。", RecordedAt: at(20, 9, 0)}},
	}
	m.Confirmer, m.Recorder = "吴晓梅", "吴晓梅"
	m.Proceedings = plan.Proceedings{Number: 2, Form: plan.WithDiscussion, Discussion: "把宅基地政策讲清楚\n先从塘尾村做起", SavedAt: at(18, 18, 0)}
	return m
}

// read returns what a document says, one paragraph or row a line.
func read(d document.Document) string {
	lines := []string{d.Title}
	if d.To != "" {
		lines = append(lines, d.To+"：")
	}
	for _, b := range d.Body {
		if b.Table == nil {
			lines = append(lines, strings.Repeat("#", b.Level)+b.Text)
			continue
		}
		for _, row := range b.Table.Rows {
			lines = append(lines, strings.Join(row, "|"))
		}
	}
	if d.Sign != "" {
		lines = append(lines, fmt.Sprintf("%s %s", d.Sign, d.On))
	}
	return strings.Join(append(lines, d.Note), "\n")
}

func TestPapersOfAMeeting(t *testing.T) {
	t.Parallel()
	open := meeting()
	open.Topic, open.Place = "", ""
	for _, c := range []struct {
		name  string
		paper document.Document
		says  []string
		not   string
	}{
		{"notice", meeting().Notice(20260910), []string{
			"关于开展“乡村振兴促进法”集中学习的通知", "云溪镇全体同志：", "根据2026年度学习计划，定于2026年9月18日（星期五）开展集中学习。现将有关事项通知如下。",
			"1.领学原文\n2.交流讨论", "2026年9月18日（星期五）14:30至17:00", "共2人", "会后自学“乡村振兴促进法导读”", "每人认定2.5学时", "云溪镇 2026-09-10",
		}, "未填写"},
		{"notice printed afterwards", open.Notice(20261001), []string{"\n定于2026年9月18日", "地点：（未填写）", "云溪镇 2026-09-18"}, "根据"},
		{"sheet to sign in on", meeting().RollSheet(), []string{"乡村振兴促进法签到册", "1|何秀兰|副镇长||", "2|宋国强|||请假：病假"}, "确认"},
		{"roll", confirmed().RollSheet(), []string{
			"乡村振兴促进法点名册", "应到2人，到1人，请假1人，公出0人，未到0人。", "2|宋国强||请假|病假", "本名单由吴晓梅于2026年9月18日17:05确认", "2026年9月20日09:00更正：宋国强当天病假。上表",
		}, "签到"},
		{"minutes", confirmed().Minutes(), []string{
			"主持|周明远", "形式|专题学习加讨论", "1人：何秀兰。", "宋国强：请假，病假", "#讨论要点\n把宅基地政策讲清楚\n先从塘尾村做起", "记录人：吴晓梅，2026年9月18日18:00保存，第2稿。",
		}, "未填写"},
		{"minutes that nobody wrote", meeting().Minutes(), []string{"形式|（未填写）", "#参加人员\n（名单未确认）", "#讨论要点\n（未填写）"}, "记录人"},
	} {
		text := read(c.paper)
		for _, want := range c.says {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", c.name, want, text)
			}
		}
		if strings.Contains(text, c.not) {
			t.Errorf("%s says %q:\n%s", c.name, c.not, text)
		}
	}
}
