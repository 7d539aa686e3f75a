package importer

import (
	"bytes"
	"regexp"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz/bank"
)

var plainFormat = Format{Name: "TXT/DOCX", Extensions: []string{".txt", ".docx", ".md"}, Sniff: isPlain, Read: readPlain}

var plainForm = regexp.MustCompile(`(?m)^[ \t　]*(?:第\s*)?[（(]?[0-9]{1,4}\s*(?:题|[.．、)）])`)

func isPlain(data []byte) bool {
	if bytes.Contains(data, []byte("word/document.xml")) {
		return true
	}
	text, err := office.ReadText("", data, office.Limits{})
	return err == nil && plainForm.MatchString(text)
}

// line is a line of a text or a paragraph of a document.
type line struct {
	number int // from 1
	text   string
	listed bool // numbered or lettered by the word processor, which keeps the number to itself
}

// readPlain reads questions as exam offices write them: numbered, with lettered options, the answer in the brackets, behind
// the question or in a block at the end, in sections by kind.
func readPlain(file string, data []byte) (Reading, error) {
	lines, err := plainLines(file, data)
	if err != nil {
		return Reading{}, err
	}
	r := plainReader{file: file, lines: lines}
	for r.at = range r.lines {
		if r.read(r.lines[r.at]); len(r.questions) > bank.MaxImport {
			return Reading{}, &office.LimitError{File: file, Measure: office.RowCount, Limit: bank.MaxImport}
		}
	}
	return r.finish(), nil
}

func plainLines(file string, data []byte) ([]line, error) {
	var lines []line
	if bytes.HasPrefix(data, []byte("PK")) {
		paragraphs, err := office.ReadDOCX(file, data, office.Limits{})
		if err != nil {
			return nil, err
		}
		for i, p := range paragraphs {
			for part := range strings.SplitSeq(p.Text, "\n") {
				lines = append(lines, line{number: i + 1, text: tidyLine(part), listed: p.List > 0})
			}
		}
		return lines, nil
	}
	text, err := office.ReadText(file, data, office.Limits{})
	if err != nil {
		return nil, err
	}
	for part := range strings.SplitSeq(lineEnds.Replace(text), "\n") {
		if len(lines) == maxLines {
			return nil, &office.LimitError{File: file, Measure: office.RowCount, Limit: maxLines}
		}
		if len(part) > maxLineBytes {
			return nil, &office.LimitError{File: file, Line: len(lines) + 1, Measure: office.CellLength, Limit: maxLineBytes / 3}
		}
		lines = append(lines, line{number: len(lines) + 1, text: tidyLine(part)})
	}
	return lines, nil
}

// maxLines bounds the lines of a text, maxLineBytes each of them.
const (
	maxLines     = 50_000
	maxLineBytes = 120_000
)

var (
	lineEnds   = strings.NewReplacer("\r\n", "\n", "\r", "\n")
	spaceForms = strings.NewReplacer("\u00a0", " ", "　", " ", "\ufeff", "", "\u200b", "")
)

// tidyLine makes all spaces ordinary ones.
func tidyLine(text string) string {
	return strings.TrimSpace(spaceForms.Replace(text))
}

// finish puts the answers of the block to their questions and returns what was read.
func (r *plainReader) finish() Reading {
	var reading Reading
	if r.stray > 0 {
		reading.Notes = append(reading.Notes, office.RowError{File: r.file, Line: r.firstStray, Message: "第一道题之前的 " + plural(r.stray) + "没有题号，没有当作题目"})
	}
	r.answers(&reading)
	for _, p := range r.questions {
		p.take(&reading, r.file)
	}
	return reading
}

// take turns what was written into a question, or says what is wrong.
func (p *plainQuestion) take(reading *Reading, file string) {
	place := office.RowError{File: file, Line: p.line}
	p.lift()
	d := bank.Draft{Subject: p.subject, Tags: p.tags, Source: p.source}
	report := func(column, text string) {
		place.Column, place.Message = column, text
		reading.Problems = append(reading.Problems, place)
	}
	if p.difficulty != "" {
		ok := false
		if d.Difficulty, ok = difficultyOf(p.difficulty); !ok {
			report(difficultyLabel, "难度“"+short(p.difficulty)+"”不认识，请写 1 到 5，或易、较易、中、较难、难")
			return
		}
	}
	question, notes, wrong := p.question()
	if wrong != nil {
		report(flawColumns[wrong.field], wrong.message)
		return
	}
	d.Content = question
	it := Item{Draft: d, Place: place}
	reading.take(it)
	for _, note := range notes {
		reading.note(it, "%s", note)
	}
}
