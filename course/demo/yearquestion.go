package demo

import "strings"

// questionAct is a question of a villager (群众问题): who notes it, and the answer when there is one.
type questionAct struct {
	by, subject string
	question    string
	cites       []string
	course      string // whose lesson the answer names; empty for none
	lesson      int
	answer      string // empty: nobody has answered
	answerer    string // empty: whoever noted the question answers it at once
	answeredOn  monthDay
}

func (r *yearReader) question(_ string, s sentence, rest []sentence) doing {
	if !r.exactly(s, 2, "日期 群众问题 谁 主题") {
		return nil
	}
	a := questionAct{by: s.words[0], subject: subjectCodes[s.words[1]]}
	if a.subject == "" {
		r.fault(s.line, "没有“%s”这个主题", s.words[1])
	}
	for _, d := range rest {
		r.questionDetail(&a, sentence{d.line, d.words[1:]}, d.words[0])
	}
	if a.question == "" {
		r.fault(s.line, "没有写问的是什么")
	}
	return a
}

func (r *yearReader) questionDetail(a *questionAct, s sentence, key string) {
	if !r.need(s, 1, key+" 内容") {
		return
	}
	switch key {
	case "问题":
		a.question = strings.Join(s.words, " ")
	case "依据":
		a.cites = append(a.cites, strings.Join(s.words, " "))
	case "课文":
		if r.exactly(s, 2, "课文 课程代号 第几节") {
			a.course, a.lesson = s.words[0], r.number(s.line, s.words[1], 1, 99)
		}
	case "答复":
		a.answer = strings.Join(s.words, " ")
	case "由":
		if r.exactly(s, 2, "由 谁 月日") {
			a.answerer, a.answeredOn = s.words[0], r.date(s.line, s.words[1])
		}
	default:
		r.fault(s.line, "群众问题没有“%s”这一项", key)
	}
}
