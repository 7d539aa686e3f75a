package library

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"xiangxue/course/calendar"
	"xiangxue/course/office"
	"xiangxue/search/library/pdf"
)

const (
	maxArticles = 5_000
	maxText     = 100_000 // bytes of an article
)

// Reader reads documents from files of all forms: Markdown, plain text, web pages, DOCX, PDF and OFD. Close it when the
// work is done.
type Reader struct {
	pdf *pdf.Reader
}

// NewReader returns a reader that keeps what it takes seconds to make for PDF files in a folder, or nowhere when it is
// empty. Nothing is made before the first PDF file comes.
func NewReader(folder string) *Reader { return &Reader{pdf: pdf.NewReader(folder)} }

// Close frees what was made for PDF files.
func (r *Reader) Close() error { return r.pdf.Close() }

// Read reads a document from the content of a file, whose name tells the form where the content does not and, before the
// extension, perhaps the date of the version: 土地管理法(2019-08-26).md. Text may be in UTF-8, GBK, GB18030 and UTF-16.
// It fails only with the context's error; what is wrong with the file is told as problems.
func (r *Reader) Read(ctx context.Context, file string, b []byte) (Parsed, []Problem, error) {
	return r.document(ctx, []part{{file: file, content: b}})
}

// document reads the files of one document in their order.
func (r *Reader) document(ctx context.Context, parts []part) (Parsed, []Problem, error) {
	f, articles, problems := r.parts(ctx, parts)
	if err := ctx.Err(); err != nil {
		return Parsed{}, nil, err
	}
	if len(problems) > 0 {
		return Parsed{}, problems, nil
	}
	f.effect(articles)
	f.document.File, f.document.ArticleCount = parts[0].file, len(articles)
	parsed := Parsed{Document: f.document, Articles: articles, Notes: f.notes}
	parsed.Relations = relations(parsed.Document, articles)
	return parsed, nil, nil
}

// part is one file of a document; only few laws come in several.
type part struct {
	file    string
	content []byte
}

// draft reads the file by its form.
func (r *Reader) draft(ctx context.Context, p part) (draft, error) {
	f, note := formFor(p.file, p.content)
	if f.read == nil {
		return draft{}, &office.FormatError{File: p.file, Message: unknownForm}
	}
	if int64(len(p.content)) > f.limit {
		return draft{}, &office.LimitError{File: p.file, Measure: office.FileSize, Limit: f.limit}
	}
	d, err := f.read(ctx, r, p.file, p.content)
	if err == nil && note != "" {
		d.notes = append(d.notes, note)
	}
	return d, err
}

// documentLines turns the paragraphs of a Word document into lines. Its title takes no level.
func documentLines(paragraphs []office.Paragraph) []line {
	var lines []line
	for i, p := range paragraphs {
		for text := range strings.SplitSeq(p.Text, "\n") {
			if text = tidy(text); text != "" {
				lines = append(lines, line{number: i + 1, level: p.Level, text: text})
			}
		}
	}
	if len(lines) > 0 {
		lines[0].level = 0
	}
	return lines
}

// reading is a file cut into its front part and its body.
type reading struct {
	file  string
	front front
	body  []line
}

// firstNumber returns the number of the first article, which orders the parts of a law.
func (r reading) firstNumber() int {
	for _, l := range r.body {
		if n, length := readArticleNumber(l.text); length > 0 {
			return n.main
		}
	}
	return 0
}

// parts reads the front part and the articles of the files.
func (r *Reader) parts(ctx context.Context, parts []part) (front, []Article, []Problem) {
	readings, bare := make([]reading, len(parts)), false
	var problems []Problem
	for i, p := range parts {
		d, err := r.draft(ctx, p)
		if err != nil {
			return front{}, nil, []Problem{unreadable(p.file, err)}
		}
		f, body := readFront(p.file, d.front())
		f.notes, bare = d.notes, bare || d.bare
		readings[i] = reading{file: p.file, front: f, body: body}
		problems = append(problems, f.problems...)
	}
	slices.SortStableFunc(readings, func(a, b reading) int { return a.firstNumber() - b.firstNumber() })
	var body []line
	for _, r := range readings {
		if len(parts) > 1 {
			body = append(body, line{level: 1, text: r.front.part})
		}
		body = append(body, r.body...)
	}
	whole := readings[0].front
	whole.dateByName(readings[0].file)
	articles := compile(body, bare)
	return whole, articles, append(problems, bounds(readings[0].file, articles)...)
}

// dateByName lets the date in the file's name order the versions; without one it is the declared day of publication,
// else the last date of the front part.
func (f *front) dateByName(file string) {
	name := strings.TrimSuffix(path.Base(file), path.Ext(file))
	d := &f.document
	if found := fileDate.FindStringSubmatch(name); found != nil {
		if on, err := calendar.ParseDate(found[1]); err == nil {
			d.VersionOn = on
			return
		}
	}
	d.VersionOn = max(d.VersionOn, d.PublishedOn, d.AdoptedOn)
}

// bounds refuses a document without text, and one whose size says that it is none.
func bounds(file string, articles []Article) []Problem {
	switch {
	case len(articles) == 0:
		return []Problem{{File: file, Message: "没有正文"}}
	case len(articles) > maxArticles:
		return []Problem{{File: file, Message: fmt.Sprintf("条文超过 %d 条，请拆成几个文件", maxArticles)}}
	}
	for _, a := range articles {
		if len(a.Text) > maxText {
			return []Problem{{File: file, Message: fmt.Sprintf("“%s%s”太长，请检查条文和标题的写法", a.Number, a.Title)}}
		}
	}
	return nil
}

// unreadable is the problem of a file that could not be read, in the words of office without the file's name.
func unreadable(file string, err error) Problem {
	var format *office.FormatError
	var limit *office.LimitError
	switch {
	case errors.As(err, &format):
		return Problem{File: file, Line: format.Line, Message: format.Message}
	case errors.As(err, &limit):
		return Problem{File: file, Message: strings.TrimPrefix(limit.Error(), file+"：")}
	}
	return Problem{File: file, Message: "读不出来：" + err.Error()}
}
