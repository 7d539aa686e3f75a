package importer

import (
	"context"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/office"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Document is a document of the library with the file of its check questions.
type Document struct {
	ID     int64
	Title  string
	Points []course.Point // what a $CATEGORY may name: its articles or headings, in their order
	File   course.QuestionFile
}

// DocumentQuestions are the check questions of a document, read and found good. The zero value asks nothing.
type DocumentQuestions struct {
	Count    int
	prepared quiz.Prepared
}

// ReadDocument reads the check questions of a document, whose ID it does not need. Not every article has to be asked
// about, but one that is needs two questions. It fails with office.RowErrors as Course does.
func ReadDocument(d Document) (DocumentQuestions, error) {
	points, problems := collect(d.Points, []course.QuestionFile{d.File}, false)
	if err := problems.Err(); err != nil {
		return DocumentQuestions{}, err
	}
	prepared, err := quiz.Prepare(points)
	if err != nil {
		return DocumentQuestions{}, office.RowErrors{{File: d.File.Name, Message: messages(err)[0].String()}}
	}
	return DocumentQuestions{Count: countQuestions(points), prepared: prepared}, nil
}

// Store makes the questions those of the document, in the transaction of whoever keeps documents, and reports whether
// that changed anything. The zero value takes the questions away that the document had.
func (q DocumentQuestions) Store(ctx context.Context, tx storage.WriteTx, at time.Time, by roster.CadreID, document int64) (changed bool, err error) {
	if q.Count == 0 {
		if q.prepared, err = quiz.Prepare(nil); err != nil {
			return false, err
		}
	}
	stored, err := q.prepared.Store(ctx, tx, at, by, course.QuestionSource{Kind: course.SourceDocument, ID: document})
	return stored.Changed, err
}

// Document stores the check questions of a document, which make it fit to be a required reading. It fails as
// ReadDocument does.
func (im *Importer) Document(ctx context.Context, actor access.Actor, d Document, options Options) (Report, error) {
	if err := requireAuthor(actor); err != nil {
		return Report{}, err
	}
	questions, err := ReadDocument(d)
	if err != nil {
		return Report{}, err
	}
	report := Report{Name: d.Title, Questions: questions.Count}
	err = im.write(ctx, options, func(ctx context.Context, tx storage.WriteTx) (err error) {
		report.Changed, err = questions.Store(ctx, tx, im.clock(), actor.ID(), d.ID)
		return err
	})
	if err != nil {
		return Report{}, err
	}
	return report, nil
}
