// Package importer brings questions in and takes them out (题库导入导出): the course folder with the questions of its
// lessons, the questions of library documents, and files of questions for the bank in the formats of exam offices and
// of other programs.
//
// Nothing is dropped in silence: whatever a file holds becomes a valid question or a problem that names file and line,
// and what a format cannot carry of a question is said. An import happens whole or not at all; only files of questions
// for the bank may be taken in part, when that is asked for. Whatever a file claims, reading it is bounded in memory and
// nothing in it is ever executed or followed.
package importer

import (
	"errors"
	"fmt"

	"xiangxue/course/fault"
	"xiangxue/quiz"
)

// Parsed is a question with the place it was read from. Its Point is its Category; its ID is 0.
type Parsed struct {
	quiz.Question
	Line     int      // where the question begins, from 1
	Category string   // the last element of the category's path; "" before the first category
	Tags     []string // from comments such as // [tag:承包期]
}

// Problem is something in a file that cannot be imported as it stands.
type Problem struct {
	File    string
	Line    int // from 1
	Message fault.Message
}

// String returns the problem in Chinese with file and line.
func (p Problem) String() string { return fmt.Sprintf("%s 第 %d 行：%s", p.File, p.Line, p.Message) }

// messages returns what is wrong with an input, one message for each field when there are fields.
func messages(err error) []fault.Message {
	var f *fault.Error
	if !errors.As(err, &f) {
		return []fault.Message{{Text: err.Error()}}
	}
	if len(f.Fields) == 0 {
		return []fault.Message{f.Message}
	}
	list := make([]fault.Message, len(f.Fields))
	for i, field := range f.Fields {
		list[i] = field.Message
	}
	return list
}
