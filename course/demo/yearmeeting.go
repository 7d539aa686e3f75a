package demo

import (
	"slices"
	"strings"

	"xiangxue/course/attendance"
	"xiangxue/course/plan"
)

// meetingAct is a meeting: announced, held, its roll confirmed and its record kept.
type meetingAct struct {
	audience audience
	title    string
	place    string
	host     string
	agenda   []string
	points   []string
	makeUp   material
	notice   monthDay // when it is announced; 0: some time before
	asked    []absence
	absent   []absence
	late     map[string]monthDay // groups whose roll is confirmed on a later day
	bare     []string            // groups that leave the discussion out of the record
	off      plan.Cancellation   // that it was no study meeting after all; zero: it was
}

// audience says who meets.
type audience string

const (
	wholeTown    audience = "集中学"
	everyGroup   audience = "分组学"
	centralGroup audience = "中心组"
)

// absence is somebody who is not there, and when the person makes up for it; 0: not yet.
type absence struct {
	line     int
	name     string
	presence attendance.Presence
	reason   string
	madeUp   monthDay
}

// material is what is studied instead of a meeting: a document, or a lesson of a course.
type material struct {
	document string
	course   string
	lesson   int // from 1
}

// presences are the words for being there or not.
var presences = map[string]attendance.Presence{
	"到": attendance.Present, "请假": attendance.OnLeave, "公出": attendance.OfficialDuty, "未到": attendance.Absent,
}

func (r *yearReader) meeting(name string, s sentence, rest []sentence) doing {
	if !r.exactly(s, 1, "日期 "+name+" 题目，题目中间不空格") {
		return nil
	}
	m := meetingAct{audience: audience(name), title: s.words[0], late: map[string]monthDay{}}
	for _, d := range rest {
		r.meetingDetail(&m, sentence{d.line, d.words[1:]}, d.words[0])
	}
	if m.place == "" {
		r.fault(s.line, "没有写地点")
	}
	return m
}

func (r *yearReader) meetingDetail(m *meetingAct, s sentence, key string) {
	all := strings.Join(s.words, " ")
	if !r.need(s, 1, key+" 内容") {
		return
	}
	switch key {
	case "地点":
		m.place = all
	case "主持":
		m.host = all
	case "议程":
		m.agenda = append(m.agenda, all)
	case "要点":
		m.points = append(m.points, all)
	case "补学":
		m.makeUp = r.material(s)
	case "通知":
		m.notice = r.date(s.line, s.words[0])
	case "事先":
		m.asked = append(m.asked, r.absence(s))
	case "缺席":
		m.absent = append(m.absent, r.absence(s))
	case "迟录":
		if r.exactly(s, 2, "迟录 小组 月日") {
			m.late[s.words[0]] = r.date(s.line, s.words[1])
		}
	case "取消":
		if r.need(s, 2, "取消 没有开或工作会 原因") {
			m.off = plan.Cancellation{Kind: r.cancelKind(s.line, s.words[0]), Reason: strings.Join(s.words[1:], " ")}
		}
	case "缺要点":
		m.bare = append(m.bare, s.words...)
	default:
		r.fault(s.line, "学习会没有“%s”这一项", key)
	}
}

func (r *yearReader) cancelKind(line int, word string) plan.CancelKind {
	switch word {
	case "没有开":
		return plan.CalledOff
	case "工作会":
		return plan.Working
	}
	r.fault(line, "“%s”不是没有开、工作会", word)
	return ""
}

// absence reads 何秀兰 公出 防汛值守 补学 08-28.
func (r *yearReader) absence(s sentence) absence {
	if !r.need(s, 3, "缺席 谁 请假、公出或未到 原因") {
		return absence{}
	}
	a := absence{line: s.line, name: s.words[0], presence: r.presence(s.line, s.words[1])}
	words := s.words[2:]
	if i := slices.Index(words, "补学"); i >= 0 {
		if r.exactly(sentence{s.line, words[i:]}, 2, "补学 月日") {
			a.madeUp = r.date(s.line, words[i+1])
		}
		words = words[:i]
	}
	if a.reason = strings.Join(words, " "); a.reason == "" || a.presence == attendance.Present {
		r.fault(s.line, "请写成：缺席 谁 请假、公出或未到 原因")
	}
	return a
}

func (r *yearReader) presence(line int, word string) attendance.Presence {
	p, known := presences[word]
	if !known {
		r.fault(line, "“%s”不是到、请假、公出、未到", word)
	}
	return p
}

// material reads 文件 题名 or 课程 代号 第几节.
func (r *yearReader) material(s sentence) material {
	if s.words[0] == "文件" {
		if r.exactly(s, 2, "补学 文件 题名") {
			return material{document: s.words[1]}
		}
		return material{}
	}
	if s.words[0] != "课程" {
		r.fault(s.line, "请写成：补学 文件 题名，或者：补学 课程 代号 第几节")
		return material{}
	}
	if !r.exactly(s, 3, "补学 课程 代号 第几节") {
		return material{}
	}
	return material{course: s.words[1], lesson: r.number(s.line, s.words[2], 1, 99)}
}
