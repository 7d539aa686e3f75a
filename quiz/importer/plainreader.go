package importer

import (
	"fmt"
	"regexp"
	"strings"

	"xiangxue/quiz"
)

// plainQuestion is a question of a document that is being read.
type plainQuestion struct {
	sketch
	line       int
	number     int
	section    quiz.Kind
	field      string // that the next line without a mark belongs to
	subject    string
	difficulty string
	source     string
	tags       []string
}

// plainReader reads a document line by line.
type plainReader struct {
	file       string
	lines      []line
	at         int
	questions  []*plainQuestion
	section    quiz.Kind
	fresh      bool // the section has no question yet
	block      []line
	inBlock    bool
	stray      int // lines before the first question
	firstStray int
}

func (r *plainReader) current() *plainQuestion {
	if len(r.questions) == 0 {
		return nil
	}
	return r.questions[len(r.questions)-1]
}

func (r *plainReader) read(l line) {
	switch {
	case l.text == "":
	case r.inBlock:
		r.block = append(r.block, l)
	case blockForm.MatchString(l.text) && r.blockFollows():
		r.inBlock = true
	case r.heading(l.text):
	case r.starts(l):
	case r.current() == nil:
		if r.stray++; r.stray == 1 {
			r.firstStray = l.number
		}
	default:
		r.current().continues(l)
	}
}

// blockFollows reports whether the answers to several questions follow, not that to the one just read.
func (r *plainReader) blockFollows() bool {
	if q := r.current(); q == nil || q.answer != "" || q.rubric != "" {
		return q != nil
	}
	for _, l := range r.lines[r.at+1:] {
		if l.text == "" {
			continue
		}
		n, ok := readNumber(l.text)
		if r.current().kind.Written() { // whose answer may have numbered points
			ok = ok && !n.bracket && n.number == 1 && r.questions[0].answer == "" && len(r.questions) > 1
		}
		return ok || rangeForm.MatchString(l.text) || blockSectionForm.MatchString(l.text)
	}
	return false
}

// heading takes the heading of a section.
func (r *plainReader) heading(text string) bool {
	m := sectionForm.FindStringSubmatch(text)
	switch {
	case m != nil:
		r.section = kindNamed(m[1])
	case otherSectionForm.MatchString(text) && !fieldForm.MatchString(text):
		r.section = ""
	default:
		return false
	}
	r.fresh = true
	return true
}

// starts begins a question when the line does.
func (r *plainReader) starts(l line) bool {
	n, ok := readNumber(l.text)
	last := r.current()
	switch {
	case !ok && l.listed && r.startsListed(l.text):
		n = numbered{number: 1, rest: l.text}
		if last != nil && !r.fresh {
			n.number = last.number + 1
		}
	case !ok || n.bracket && r.section.Written():
		return false
	case last == nil || r.fresh || n.number == last.number+1:
	case n.number > last.number && n.number <= last.number+5:
	case n.number == 1 && last.answer != "" && !last.sketch.inferred().Written(): // counting begins anew
	default:
		return false
	}
	r.fresh = false
	q := &plainQuestion{line: l.number, number: n.number, section: r.section}
	q.kind = r.section
	r.questions = append(r.questions, q)
	q.continues(line{number: l.number, text: n.rest})
	return true
}

// startsListed reports whether a paragraph with a number of the word processor begins a question and is not an option.
func (r *plainReader) startsListed(text string) bool {
	q := r.current()
	return q == nil || r.fresh || q.answer != "" || bracketForm.MatchString(text) || blanks(text) > 0
}

// continues takes a line of the question.
func (q *plainQuestion) continues(l line) {
	text := l.text
	if l.listed && q.field == "" && !beginsWithLabel(text, len(q.options)) && !fieldForm.MatchString(text) && q.text != "" {
		text = letter(min(len(q.options), quiz.MaxOptions-1)) + ". " + text
	}
	for i, p := range pieces(text) {
		if i == 0 && p.field == "" && q.field == "" {
			q.ask(p.text)
			continue
		}
		if p.field != "" {
			q.field = p.field
		}
		q.add(p.text)
	}
}

// ask takes a part of the text or of the options.
func (q *plainQuestion) ask(text string) {
	if q.kind.Written() {
		q.text = joinText(q.text, text)
		return
	}
	before, options := cutOptions(text, len(q.options))
	if before != "" && len(options) == 1 && len(q.options) == 0 { // one label within a sentence makes no options
		before, options = text, nil
	}
	before = strings.TrimSpace(before)
	switch {
	case before == "":
	case len(q.options) == 0:
		q.text = joinText(q.text, before)
	default:
		last := &q.options[len(q.options)-1]
		*last = joinText(*last, before)
	}
	q.options = append(q.options, options...)
}

// joinText puts b on the line after a. What is far too long for any text of a question stays as it is, or a file of one
// question would be copied over and over.
func joinText(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	if len(a) > 16*quiz.MaxText {
		return a
	}
	return a + "\n" + b
}

// add takes a part of the field that is open.
func (q *plainQuestion) add(text string) {
	switch q.field {
	case "answer":
		q.answer = joinText(q.answer, text)
	case "rubric":
		q.rubric = joinText(q.rubric, text)
	case difficultyLabel:
		q.difficulty = text
	case "tags":
		q.tags = append(q.tags, list(text, tagMarks)...)
	case sourceLabel:
		q.source = oneLine(joinText(q.source, text))
	case subjectLabel:
		q.subject = text
	case citeLabel:
		q.cites = append(q.cites, list(text, "；;\n")...)
	case kindLabel:
		if kind := kindNamed(text); kind != "" {
			q.kind = kind
		}
	default:
		q.explanation = joinText(q.explanation, text)
	}
	if q.field == difficultyLabel || q.field == subjectLabel || q.field == kindLabel {
		q.field = "explanation" // these are one line
	}
}

// bracketForm matches the brackets for the answer, empty or with it.
var bracketForm = regexp.MustCompile(`[（(]\s*([A-Ja-jＡ-Ｊ](?:[、,， ]*[A-JＡ-Ｊ])*|√|×|✓|✗|✔|✘|对|错|正确|错误|)\s*[）)]`)

var emptyBrackets = regexp.MustCompile(`[（(]\s*[）)]`)

// lift takes the answer out of the brackets in the text.
func (q *plainQuestion) lift() {
	q.text = emptyBrackets.ReplaceAllString(q.text, "（ ）")
	matches := bracketForm.FindAllStringSubmatchIndex(q.text, -1)
	for i := len(matches) - 1; i >= 0; i-- {
		m := matches[i]
		inside := q.text[m[2]:m[3]]
		_, judged := truthOf(inside)
		if inside == "" || !judged && len(q.options) == 0 || q.kind == quiz.FillIn || q.kind.Written() {
			continue
		}
		if q.answer == "" || strings.EqualFold(q.answer, inside) {
			q.answer = inside
			q.text = strings.TrimSpace(q.text[:m[0]] + "（ ）" + q.text[m[1]:])
			return
		}
	}
}

func plural(lines int) string { return fmt.Sprintf("%d 行", lines) }
