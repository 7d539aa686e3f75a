package importer

import (
	"context"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/office"
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

// Document stores the check questions of a document, which make it fit to be a required reading. Not every article has
// to be asked about, but one that is needs two questions. It fails with office.RowErrors as Course does.
func (im *Importer) Document(ctx context.Context, actor access.Actor, d Document, options Options) (Report, error) {
	if err := requireAuthor(actor); err != nil {
		return Report{}, err
	}
	points, problems := collect(d.Points, []course.QuestionFile{d.File}, false)
	if err := problems.Err(); err != nil {
		return Report{}, err
	}
	prepared, err := quiz.Prepare(points)
	if err != nil {
		return Report{}, office.RowErrors{{File: d.File.Name, Message: messages(err)[0].String()}}
	}
	report := Report{Name: d.Title, Questions: countQuestions(points)}
	err = im.write(ctx, options, func(ctx context.Context, tx storage.WriteTx) error {
		source := course.QuestionSource{Kind: course.SourceDocument, ID: d.ID}
		stored, err := prepared.Store(ctx, tx, im.clock(), actor.ID(), source)
		report.Changed = stored.Changed
		return err
	})
	if err != nil {
		return Report{}, err
	}
	return report, nil
}
