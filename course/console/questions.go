package console

import (
	"context"
	"errors"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/office"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz/importer"
	"xiangxue/search/library"
)

// Questions takes over the check questions that lie beside documents of the library: it is the library.Companion of one
// import. The library and the question bank know nothing of each other.
type Questions struct {
	clock calendar.Clock
	by    roster.CadreID
	read  map[string]importer.DocumentQuestions // by the document's file, until they are stored
}

// NewQuestions returns the companion of an import by somebody; 0 is the operator at the command line.
func NewQuestions(clock calendar.Clock, by roster.CadreID) *Questions {
	return &Questions{clock: clock, by: by, read: map[string]importer.DocumentQuestions{}}
}

// Check reads the questions and returns what is wrong with them.
func (q *Questions) Check(s library.Source) []library.Problem {
	read, err := importer.ReadDocument(importer.Document{
		Title: s.Title, Points: points(s.Articles), File: course.QuestionFile{Name: s.QuestionFile, Data: s.Questions},
	})
	if err == nil {
		q.read[s.File] = read
		return nil
	}
	var rows office.RowErrors
	if !errors.As(err, &rows) {
		return []library.Problem{{File: s.QuestionFile, Message: err.Error()}}
	}
	problems := make([]library.Problem, len(rows))
	for i, row := range rows {
		problems[i] = library.Problem{File: row.File, Line: row.Line, Message: row.Message}
	}
	return problems
}

// points returns what a question may ask about: the first article of each number, and the sections.
func points(articles []library.Article) []course.Point {
	var all []course.Point
	seen := map[string]bool{}
	for _, a := range articles {
		if id := a.Point(); !seen[id] {
			seen[id] = true
			all = append(all, course.Point{ID: id, Title: a.Number + a.Title})
		}
	}
	return all
}

// Store makes the questions those of the document, in the transaction that writes it. A document that lost its
// questions asks nothing any more.
func (q *Questions) Store(ctx context.Context, tx storage.WriteTx, id library.DocumentID, s library.Source) error {
	var questions importer.DocumentQuestions
	if s.QuestionFile != "" {
		questions = q.read[s.File]
		delete(q.read, s.File)
	}
	_, err := questions.Store(ctx, tx, q.clock(), q.by, int64(id))
	return err
}
