package demo

import (
	"slices"
	"strings"

	"xiangxue/course/hours"
	"xiangxue/course/reflection"
	"xiangxue/course/training"
)

// trainingAct is a training class: put down, attended, and its roll confirmed.
type trainingAct struct {
	by, title, organiser string
	kind                 training.Kind
	from, to             monthDay
	extent               training.Extent
	subject, number      string
	groups, absent       []string // who is to take part: groups or persons, but for some
	exceptions           []trainingException
	confirmed            monthDay // 0: not told of
}

// trainingException is somebody who was on leave for some hours, or did not take part.
type trainingException struct {
	line     int
	name     string
	attended bool
	away     hours.Amount
	reason   string
}

// tableAct imports a table of training hours.
type tableAct struct{ by, file string }

// declareAct is self-study that somebody declares, and what is decided about it.
type declareAct struct {
	by, title string
	kind      reflection.Kind
	asked     hours.Amount
	learnt    string
	decider   string // empty: nobody has decided
	decidedOn monthDay
	granted   hours.Amount // 0: declined
	reason    string
}

// trainingKinds and declaredKinds are the kinds by what people call them.
var (
	trainingKinds = map[string]training.Kind{"脱产": training.OffJob, "网络": training.Online}
	declaredKinds = map[string]reflection.Kind{
		"读书": reflection.Book, "实地考察": reflection.Visit, "讲课": reflection.Teaching, "撰写文章": reflection.Paper,
	}
)

func (r *yearReader) training(_ string, s sentence, rest []sentence) doing {
	if !r.exactly(s, 4, "日期 培训班 谁 名称 脱产或网络 主办单位") {
		return nil
	}
	a := trainingAct{by: s.words[0], title: s.words[1], kind: trainingKinds[s.words[2]], organiser: s.words[3]}
	if a.kind == "" {
		r.fault(s.line, "“%s”不是脱产或网络", s.words[2])
	}
	for _, d := range rest {
		r.trainingDetail(&a, sentence{d.line, d.words[1:]}, d.words[0])
	}
	if a.from == 0 || len(a.groups) == 0 {
		r.fault(s.line, "没有写日期或者谁参加")
	}
	return a
}

func (r *yearReader) trainingDetail(a *trainingAct, s sentence, key string) {
	if !r.need(s, 1, key+" 内容") {
		return
	}
	switch key {
	case "日期":
		if r.exactly(s, 4, "日期 月日 月日 几 天或学时") {
			a.from, a.to = r.date(s.line, s.words[0]), r.date(s.line, s.words[1])
			a.extent = r.extent(s.line, s.words[2], s.words[3])
		}
	case "主题":
		a.subject = subjectCodes[s.words[0]]
	case "文号":
		a.number = s.words[0]
	case "参加":
		a.groups = append(a.groups, s.words...)
	case "不去":
		a.absent = append(a.absent, s.words...)
	case "请假":
		if r.need(s, 3, "请假 谁 几学时 原因") {
			x := trainingException{line: s.line, name: s.words[0], attended: true, away: r.hours(s.line, s.words[1])}
			x.reason = strings.Join(s.words[2:], " ")
			a.exceptions = append(a.exceptions, x)
		}
	case "没参加":
		if r.need(s, 2, "没参加 谁 原因") {
			a.exceptions = append(a.exceptions, trainingException{line: s.line, name: s.words[0], reason: strings.Join(s.words[1:], " ")})
		}
	case "确认":
		a.confirmed = r.date(s.line, s.words[0])
	default:
		r.fault(s.line, "培训班没有“%s”这一项", key)
	}
}

func (r *yearReader) extent(line int, number, unit string) training.Extent {
	n := r.hours(line, number)
	if unit == "天" {
		return training.Extent{Days: hours.Days(n)}
	}
	if unit != "学时" {
		r.fault(line, "“%s”不是天或学时", unit)
	}
	return training.Extent{Hours: n}
}

// hours reads a number with at most two decimals.
func (r *yearReader) hours(line int, word string) hours.Amount {
	n, err := hours.ParseAmount(word)
	if err != nil {
		r.fault(line, "“%s”不是学时", word)
	}
	return n
}

func (r *yearReader) table(_ string, s sentence, rest []sentence) doing {
	r.none(rest)
	if !r.exactly(s, 2, "日期 学时名册 谁 文件") {
		return nil
	}
	return tableAct{s.words[0], s.words[1]}
}

func (r *yearReader) declare(_ string, s sentence, rest []sentence) doing {
	if !r.exactly(s, 4, "日期 申报 谁 读书、实地考察、讲课或撰写文章 名称 几学时") {
		return nil
	}
	a := declareAct{by: s.words[0], kind: declaredKinds[s.words[1]], title: s.words[2], asked: r.hours(s.line, s.words[3])}
	if a.kind == "" {
		r.fault(s.line, "“%s”不是读书、实地考察、讲课、撰写文章", s.words[1])
	}
	for _, d := range rest {
		switch words := d.words[1:]; {
		case d.words[0] == "收获" && len(words) > 0:
			a.learnt = strings.Join(words, " ")
		case d.words[0] == "批准" && len(words) >= 3:
			a.decider, a.decidedOn, a.granted = words[0], r.date(d.line, words[1]), r.hours(d.line, words[2])
			a.reason = strings.Join(words[3:], " ")
		case d.words[0] == "不批" && len(words) >= 3:
			a.decider, a.decidedOn, a.reason = words[0], r.date(d.line, words[1]), strings.Join(words[2:], " ")
		default:
			r.fault(d.line, "请写成：收获 什么，批准 谁 月日 几学时，或者：不批 谁 月日 原因")
		}
	}
	return a
}

// exception returns what is told about a person in a class, and whether anything is.
func (a trainingAct) exception(name string) (trainingException, bool) {
	i := slices.IndexFunc(a.exceptions, func(x trainingException) bool { return x.name == name })
	if i < 0 {
		return trainingException{}, false
	}
	return a.exceptions[i], true
}
