package course

import (
	"fmt"
	"io"

	"xiangxue/course/hours"
	"xiangxue/course/office"
)

// Draft is a course as its author wrote it, not yet checked.
type Draft struct {
	Slug      string
	Title     string
	Subject   string // code of the subject
	Summary   string
	Source    string
	Hours     hours.Amount // the approved figure; 0: by the length of the lessons
	Lessons   []DraftLesson
	Materials []DraftMaterial // of the whole course

	file  string         // where the fields below Lessons are written; empty when the draft comes from no folder
	lines map[string]int // line in file by the name of the field, as "lessons.2.minutes"
}

// DraftLesson is a lesson as its author wrote it.
type DraftLesson struct {
	Title     string
	Minutes   int
	File      string // where Markdown comes from, named in what is reported about it
	Markdown  string
	Questions []QuestionFile // as they lie in the folder; quiz reads them
	Materials []DraftMaterial
}

// QuestionFile is a file of check questions, unread.
type QuestionFile struct {
	Name string
	Data []byte
}

// DraftMaterial is a file that goes with a course or lesson. Size, Sum and MediaType are those of its content.
type DraftMaterial struct {
	Name      string // path in the folder; a picture is named by it in the text of the lesson
	Title     string
	MediaType string
	Size      int64
	Sum       Sum
	Open      func() (io.ReadCloser, error) // the content
}

// problems collects what is wrong with a draft, at the place where its author finds it.
type problems struct {
	draft *Draft
	list  office.RowErrors
}

// field notes a problem of a field of course.yaml.
func (p *problems) field(name, text string, args ...any) {
	p.list = append(p.list, office.RowError{
		File: p.draft.file, Line: p.draft.lines[name], Column: name, Message: fmt.Sprintf(text, args...),
	})
}

// check notes the problem of the field when ok is false.
func (p *problems) check(ok bool, name, text string, args ...any) {
	if !ok {
		p.field(name, text, args...)
	}
}

// line notes a problem at a line of a file; line 0 stands for the whole file.
func (p *problems) line(file string, line int, text string, args ...any) {
	p.list = append(p.list, office.RowError{File: file, Line: line, Message: fmt.Sprintf(text, args...)})
}
