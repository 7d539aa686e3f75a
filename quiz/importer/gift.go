package importer

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"xiangxue/course/fault"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// ParseGIFT reads Moodle's GIFT format: single and multiple choice, true/false, short answer, numerical and matching
// questions, essays with a rubric in their general feedback, with feedback, categories, tags, titles (not kept), comments,
// escapes and format prefixes. Half points and anything unclear are returned as problems, with the name and the line. The
// text may be UTF-8 or GB18030. Both results are in the order of the file.
func ParseGIFT(name string, src []byte) ([]Parsed, []Problem) {
	r := giftReader{file: name}
	text, ok := decodeText(src)
	if !ok {
		r.report(1, fault.Message{Text: "文件不是 UTF-8 或 GB18030 编码的文本，请另存为 UTF-8 后再导入"})
		return nil, r.problems
	}
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		if number++; len(r.parsed)+len(r.problems) > bank.MaxImport {
			r.report(number, fault.Message{Text: "一个文件里的题目太多（上限 %d 道），请拆成几个文件", Args: []any{bank.MaxImport}})
			return r.parsed, r.problems
		}
		r.read(number, line)
	}
	r.finish()
	return r.parsed, r.problems
}

// decodeText returns the text of a file with line ends as \n, and false when it is no text.
func decodeText(src []byte) (string, bool) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if !utf8.Valid(src) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(src)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return "", false
		}
		src = decoded
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(src)), true
}

// giftReader collects lines into questions.
type giftReader struct {
	file     string
	category string
	start    int      // line of the first of lines
	lines    []string // the question being read; empty between questions
	tags     []string // of the question being read, or of the next one
	parsed   []Parsed
	problems []Problem
}

func (r *giftReader) report(line int, messages ...fault.Message) {
	for _, m := range messages {
		r.problems = append(r.problems, Problem{File: r.file, Line: line, Message: m})
	}
}

// read takes the next line. A blank line or a category ends a question, a comment inside one leaves an empty line.
func (r *giftReader) read(number int, line string) {
	line = strings.TrimSpace(line)
	switch {
	case line == "":
		r.finish()
	case strings.HasPrefix(line, "//"):
		r.tags = append(r.tags, tagsIn(line)...)
		if len(r.lines) > 0 {
			r.lines = append(r.lines, "")
		}
	case len(line) >= len(categoryMark) && strings.EqualFold(line[:len(categoryMark)], categoryMark):
		r.finish()
		r.enter(number, line[len(categoryMark):])
	default:
		if len(r.lines) == 0 {
			r.start = number
		}
		r.lines = append(r.lines, line)
	}
}

const categoryMark = "$CATEGORY"

// enter begins a category, given what follows the mark: “: $course$/s1” is s1.
func (r *giftReader) enter(number int, rest string) {
	path, ok := strings.CutPrefix(strings.TrimSpace(rest), ":")
	path = strings.TrimSpace(path)
	if !ok {
		r.report(number, fault.Message{Text: "$CATEGORY 后面要有半角冒号，例如 $CATEGORY: s1"})
		return
	}
	name := strings.TrimSpace(path[strings.LastIndex(path, "/")+1:])
	if name == "" {
		r.report(number, fault.Message{Text: "$CATEGORY 没有写知识点，应写课文小标题的编号，例如 $CATEGORY: s1"})
		return
	}
	if name == rootCategory || path == rootCategory+"/top" {
		name = ""
	}
	r.category = name
}

const rootCategory = "$course$"

// finish turns the collected lines into a question or problems.
func (r *giftReader) finish() {
	if len(r.lines) == 0 {
		return
	}
	question, err := parseQuestion(strings.Join(r.lines, "\n"))
	tags := r.tags
	r.lines, r.tags = nil, nil
	if err != nil {
		r.report(r.start+err.line, err.message)
		return
	}
	question.Point = r.category
	question.Cites = quiz.CitesIn(question.Text, question.Explanation)
	if err := question.Validate(); err != nil {
		r.report(r.start, messages(err)...)
		return
	}
	r.parsed = append(r.parsed, Parsed{Question: question, Line: r.start, Category: r.category, Tags: tags})
}
