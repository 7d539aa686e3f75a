package demo

import (
	"fmt"
	"strings"
	"unicode"

	"xiangxue/course/office"
)

// year is what happens in the township, as year.txt tells it. The form is explained at the head of that file.
type year struct {
	paces paces
	acts  []act
}

// act is one line of the year with the indented lines that belong to it.
type act struct {
	line int
	at   moment
	do   doing
}

// doing is what an act does. It puts its steps on the agenda of the township.
type doing interface{ schedule(t *township, a act) }

// readYear reads the year from a file of the input.
func readYear(file string) (year, error) {
	text, err := input.ReadFile(file)
	if err != nil {
		return year{}, err
	}
	return parseYear(file, string(text))
}

// parseYear reads a year. It fails with office.RowErrors that name every line that is not understood.
func parseYear(file, text string) (year, error) {
	r := yearReader{file: file}
	var blocks []block
	number := 0
	for line := range strings.Lines(text) {
		number++
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || strings.HasPrefix(words[0], "#"):
		case !unicode.IsSpace([]rune(line)[0]):
			blocks = append(blocks, block{head: sentence{number, words}})
		case len(blocks) == 0:
			r.fault(number, "缩进的行前面没有它要补充的事")
		default:
			last := &blocks[len(blocks)-1]
			last.rest = append(last.rest, sentence{number, words})
		}
	}
	for _, b := range blocks {
		r.block(b)
	}
	return r.year, r.faults.Err()
}

// sentence is a line of words.
type sentence struct {
	line  int
	words []string
}

// block is a line with the indented ones below it.
type block struct {
	head sentence
	rest []sentence
}

type yearReader struct {
	file   string
	year   year
	faults office.RowErrors
}

func (r *yearReader) fault(line int, format string, args ...any) {
	r.faults = append(r.faults, office.RowError{File: r.file, Line: line, Message: fmt.Sprintf(format, args...)})
}

// block reads a pace or an act.
func (r *yearReader) block(b block) {
	if b.head.words[0] == "步子" {
		r.pace(b)
		return
	}
	at, rest, err := parseMoment(b.head.words)
	if err != nil {
		r.fault(b.head.line, "%s", err)
		return
	}
	if len(rest) == 0 {
		r.fault(b.head.line, "没有写做什么")
		return
	}
	read, known := readers[rest[0]]
	if !known {
		r.fault(b.head.line, "不知道“%s”是什么事", rest[0])
		return
	}
	if n := len(r.year.acts); n > 0 && at.before(r.year.acts[n-1].at) {
		r.fault(b.head.line, "比上一件事早，请按日期先后写")
	}
	before := len(r.faults)
	do := read(r, rest[0], sentence{b.head.line, rest[1:]}, b.rest)
	if len(r.faults) == before {
		r.year.acts = append(r.year.acts, act{line: b.head.line, at: at, do: do})
	}
}

// parseMoment reads 去年 03-05 14:30 from the first words and returns the others.
func parseMoment(words []string) (moment, []string, error) {
	m := moment{clock: usualTime}
	if words[0] == "去年" {
		m.last, words = true, words[1:]
	}
	if len(words) == 0 {
		return moment{}, nil, fmt.Errorf("没有写日期")
	}
	var err error
	if m.on, err = parseMonthDay(words[0]); err != nil {
		return moment{}, nil, err
	}
	words = words[1:]
	if len(words) > 0 && clockForm.MatchString(words[0]) {
		if m.clock, err = parseClock(words[0]); err != nil {
			return moment{}, nil, err
		}
		words = words[1:]
	}
	return m, words, nil
}

// readers read each kind of act from what follows its name and from the indented lines.
var readers = map[string]func(r *yearReader, name string, s sentence, rest []sentence) doing{
	"花名册":  (*yearReader).roster,
	"编制计划": (*yearReader).draft,
	"调整计划": (*yearReader).draft,
	"提交计划": (*yearReader).submit,
	"批准计划": (*yearReader).approve,
	"集中学":  (*yearReader).meeting,
	"分组学":  (*yearReader).meeting,
	"中心组":  (*yearReader).meeting,
	"必读":   (*yearReader).reading,
	"课程":   (*yearReader).course,
	"更正":   (*yearReader).correction,
	"培训班":  (*yearReader).training,
	"学时名册": (*yearReader).table,
	"申报":   (*yearReader).declare,
	"群众问题": (*yearReader).question,
	"测验":   (*yearReader).quiz,
}

// need reports whether there are as many words as the form asks for; the last of them may stand for several.
func (r *yearReader) need(s sentence, n int, form string) bool {
	if len(s.words) < n {
		r.fault(s.line, "少了内容，请写成：%s", form)
		return false
	}
	return true
}

// exactly is need for a form that allows nothing more.
func (r *yearReader) exactly(s sentence, n int, form string) bool {
	if len(s.words) > n {
		r.fault(s.line, "多了“%s”，请写成：%s", strings.Join(s.words[n:], " "), form)
		return false
	}
	return r.need(s, n, form)
}

// date reads a day of the year.
func (r *yearReader) date(line int, word string) monthDay {
	d, err := parseMonthDay(word)
	if err != nil {
		r.fault(line, "%s", err)
	}
	return d
}

// none notes lines that an act does not know.
func (r *yearReader) none(rest []sentence) {
	for _, s := range rest {
		r.fault(s.line, "这件事不用写“%s”", s.words[0])
	}
}
