package library

import (
	"context"

	"xiangxue/course"
	"xiangxue/course/storage"
)

// Text returns a document as something to read before a check. It fails with fault.NotFound.
func Text(ctx context.Context, tx storage.ReadTx, id int64) (course.Text, error) {
	document, err := Find(ctx, tx, DocumentID(id))
	if err != nil {
		return course.Text{}, err
	}
	articles, err := Articles(ctx, tx, document.ID)
	if err != nil {
		return course.Text{}, err
	}
	text := course.Text{Title: "《" + document.Title + "》"}
	for _, a := range articles {
		part := course.TextPart{Point: a.Point(), Title: a.Number, Paragraphs: a.Paragraphs()}
		if part.Title == "" {
			part.Title = a.Title
		}
		text.Parts = append(text.Parts, part)
	}
	return text, nil
}
