package demo

import (
	"strings"

	"xiangxue/quiz"
)

// quizAct is a quiz: put together from a bank, published, assigned, sat and graded.
type quizAct struct {
	study
	title   string
	subject string
	file    string // of the bank
	parts   []quizPart
	resits  []string      // who does not pass and has begun to answer again
	unread  []string      // whose written answers nobody has graded
	phrases [][]phrase    // what people write, by criterion of the rubric
	doubt   *doubtfulItem // nil: nobody doubts a key
}

// quizPart is a part of the paper: so many questions of a kind, at so many points each.
type quizPart struct {
	kind  quiz.Kind
	count int
	each  quiz.Points
}

// phrase is a sentence of a written answer and what it earns of its criterion.
type phrase struct {
	percent int
	text    string
}

// doubtfulItem is a question of which somebody asks that all get its points.
type doubtfulItem struct {
	line          int
	start, reason string // of the question's text
}

func (r *yearReader) quiz(_ string, s sentence, rest []sentence) doing {
	if !r.exactly(s, 6, "日期 测验 谁 名称 主题 题库文件 给谁 截止月日") {
		return nil
	}
	a := quizAct{title: s.words[1], subject: subjectCodes[s.words[2]], file: s.words[3]}
	if a.subject == "" {
		r.fault(s.line, "没有“%s”这个主题", s.words[2])
	}
	var others []sentence
	for _, d := range rest {
		if !r.quizDetail(&a, d) {
			others = append(others, d)
		}
	}
	a.study = r.study(s, s.words[0], s.words[4], s.words[5], others)
	return a
}

// quizDetail reads a line about the quiz, and reports whether it is one.
func (r *yearReader) quizDetail(a *quizAct, d sentence) bool {
	names := d.words[1:]
	switch d.words[0] {
	case "部分":
		r.quizPart(a, sentence{d.line, names})
	case "再考":
		a.resits = append(a.resits, names...)
	case "没评":
		a.unread = append(a.unread, names...)
	case "答法":
		r.phrase(a, sentence{d.line, names})
	case "疑问":
		if r.need(sentence{d.line, names}, 2, "疑问 题干开头 理由") {
			a.doubt = &doubtfulItem{line: d.line, start: names[0], reason: strings.Join(names[1:], " ")}
		}
	default:
		return false
	}
	return true
}

// quizPart reads 部分 单选题 4 8.
func (r *yearReader) quizPart(a *quizAct, s sentence) {
	if !r.exactly(s, 3, "部分 题型 几道 每题几分") {
		return
	}
	p := quizPart{count: r.number(s.line, s.words[1], 1, 50), each: quiz.Points(r.number(s.line, s.words[2], 1, 50)) * quiz.PointsPerWhole}
	for _, kind := range quiz.Kinds() {
		if kind.Label() == s.words[0] {
			p.kind = kind
		}
	}
	if p.kind == "" {
		r.fault(s.line, "没有“%s”这种题型", s.words[0])
	}
	a.parts = append(a.parts, p)
}

// phrase reads 答法 1 100% 句子.
func (r *yearReader) phrase(a *quizAct, s sentence) {
	if !r.need(s, 3, "答法 第几条 得几成 句子") {
		return
	}
	n, before := r.number(s.line, s.words[0], 1, len(a.phrases)+1), len(r.faults)
	p := phrase{percent: r.number(s.line, strings.TrimSuffix(s.words[1], "%"), 0, 100), text: strings.Join(s.words[2:], " ")}
	switch {
	case len(r.faults) > before || n < 1 || n > len(a.phrases)+1:
	case n > len(a.phrases):
		a.phrases = append(a.phrases, []phrase{p})
	default:
		a.phrases[n-1] = append(a.phrases[n-1], p)
	}
}
