package bank

import (
	"context"

	"xiangxue/course"
	"xiangxue/course/storage"
)

// Mentioning returns at most limit questions in whose text or options every word of text occurs, for those who may see
// the banks. It returns none for an empty text.
func Mentioning(ctx context.Context, tx storage.ReadTx, text string, limit int) ([]course.Use, error) {
	if letters(text) == "" {
		return nil, nil
	}
	questions, err := Find(ctx, tx, Filter{Text: text, Limit: limit})
	uses := make([]course.Use, len(questions))
	for i, q := range questions {
		uses[i] = course.Use{Kind: course.UsedByBankQuestion, Ref: int64(q.ID), Title: q.Version.Content.Text}
	}
	return uses, err
}
