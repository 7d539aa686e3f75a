package library

import (
	"context"
	"fmt"
	"strings"

	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

// Readings returns at most limit documents whose title holds all the words, the newest first, as a plan asks people to
// read them. Without words there are none.
func Readings(ctx context.Context, tx storage.ReadTx, words string, limit int) ([]plan.Reading, error) {
	parts := strings.Fields(words)
	if len(parts) == 0 {
		return nil, nil
	}
	rows, err := selectTitled(ctx, tx, parts, limit)
	if err != nil {
		return nil, fmt.Errorf("find documents by title: %w", err)
	}
	list := make([]plan.Reading, len(rows))
	for i, r := range rows {
		list[i] = plan.Reading{Kind: plan.DocumentItem, Ref: r.ID, Title: "《" + r.Title + "》"}
	}
	return list, nil
}
