package demo

import (
	"slices"
	"strconv"
	"strings"

	"xiangxue/course/attendance"
)

// study is what people are asked to study, and what is told about some of them; the others follow their pace.
type study struct {
	by      string
	to      string // 全镇, a study group, or a person
	due     monthDay
	skipped []string       // who does nothing about it
	read    []string       // who only marks it as read
	reached map[string]int // who comes to which lesson of a course and no further
}

// readingAct is a required reading.
type readingAct struct {
	study
	title   string
	subject string
}

// courseAct is a course that people are asked to take.
type courseAct struct {
	study
	slug string
}

// correctionAct is a mark on a roll that two persons correct.
type correctionAct struct {
	by, meeting, name string
	presence          attendance.Presence
	grounds           string
	approvedBy        string
	approvedOn        monthDay
	objected          *objected // nil: the person agrees
}

// subjectCodes are the subjects by what people call them.
var subjectCodes = map[string]string{"理论": "theory", "政策": "policy", "法律": "law", "科技": "technology", "乡村振兴": "rural"}

func (r *yearReader) reading(_ string, s sentence, rest []sentence) doing {
	if !r.exactly(s, 5, "日期 必读 谁 题名 主题 给谁 截止月日") {
		return nil
	}
	a := readingAct{title: s.words[1], subject: subjectCodes[s.words[2]]}
	if a.subject == "" {
		r.fault(s.line, "没有“%s”这个主题", s.words[2])
	}
	a.study = r.study(s, s.words[0], s.words[3], s.words[4], rest)
	return a
}

func (r *yearReader) course(_ string, s sentence, rest []sentence) doing {
	if !r.exactly(s, 4, "日期 课程 谁 代号 给谁 截止月日") {
		return nil
	}
	return courseAct{slug: s.words[1], study: r.study(s, s.words[0], s.words[2], s.words[3], rest)}
}

func (r *yearReader) study(s sentence, by, to, due string, rest []sentence) study {
	a := study{by: by, to: to, due: r.date(s.line, due), reached: map[string]int{}}
	for _, d := range rest {
		names := d.words[1:]
		switch d.words[0] {
		case "没学":
			a.skipped = append(a.skipped, names...)
		case "只读":
			a.read = append(a.read, names...)
		case "学到":
			if r.exactly(sentence{d.line, names}, 2, "学到 谁 第几节") {
				a.reached[names[0]] = r.number(d.line, names[1], 0, 99)
			}
		default:
			r.fault(d.line, "布置的学习没有“%s”这一项", d.words[0])
		}
	}
	return a
}

func (r *yearReader) correction(_ string, s sentence, rest []sentence) doing {
	if !r.need(s, 5, "日期 更正 谁 会 谁 请假、公出、未到或到 理由") {
		return nil
	}
	a := correctionAct{
		by: s.words[0], meeting: s.words[1], name: s.words[2],
		presence: r.presence(s.line, s.words[3]), grounds: strings.Join(s.words[4:], " "),
	}
	for _, d := range rest {
		switch {
		case d.words[0] == "批准" && len(d.words) == 3:
			a.approvedBy, a.approvedOn = d.words[1], r.date(d.line, d.words[2])
		case d.words[0] == "异议" && len(d.words) > 2:
			a.objected = &objected{on: r.date(d.line, d.words[1]), text: strings.Join(d.words[2:], " ")}
		case d.words[0] == "答复" && len(d.words) > 4 && a.objected != nil:
			r.answered(d, a.objected)
		default:
			r.fault(d.line, "请写成：批准 谁 月日，或者 异议 月日 理由，然后 答复 谁 月日 成立或不成立 理由")
		}
	}
	return a
}

// number reads a whole number between two others.
func (r *yearReader) number(line int, word string, least, most int) int {
	n, err := strconv.Atoi(word)
	if err != nil || n < least || n > most {
		r.fault(line, "“%s”不是 %d 到 %d 的整数", word, least, most)
	}
	return n
}

// pace says how much of what is asked for somebody does, and how soon.
type pace struct {
	name     string
	readings int // percent
	courses  int // percent
	days     int // about how long after it was asked for
	people   []string
}

// paces are the paces of the township; the last word is that of others.
type paces []pace

// others is the pace of those who are not named.
const others = "其余"

// of returns the pace of a person.
func (p paces) of(name string) pace {
	usual := pace{}
	for _, x := range p {
		if slices.Contains(x.people, name) {
			return x
		}
		if x.name == others {
			usual = x
		}
	}
	return usual
}

// pace reads 步子 快 必读 100% 课程 100% 天数 5, and the names below it.
func (r *yearReader) pace(b block) {
	const form = "步子 名称 必读 几% 课程 几% 天数 几"
	w := b.head.words
	if !r.exactly(b.head, 8, form) {
		return
	}
	if w[2] != "必读" || w[4] != "课程" || w[6] != "天数" {
		r.fault(b.head.line, "请写成：%s", form)
		return
	}
	percent := func(word string) int {
		return r.number(b.head.line, strings.TrimSuffix(word, "%"), 0, 100)
	}
	p := pace{name: w[1], readings: percent(w[3]), courses: percent(w[5]), days: r.number(b.head.line, w[7], 1, 90)}
	for _, s := range b.rest {
		for _, name := range s.words {
			if slices.Contains(p.people, name) || slices.ContainsFunc(r.year.paces, func(o pace) bool { return slices.Contains(o.people, name) }) {
				r.fault(s.line, "%s 已经写过步子了", name)
			}
			p.people = append(p.people, name)
		}
	}
	r.year.paces = append(r.year.paces, p)
}
