package feed

import (
	"context"

	"xiangxue/course/storage"
)

type changeRow struct {
	ID         int64
	Kind       string
	ObjectID   int64
	Change     string
	RecordedAt int64
}

func (changeRow) TableName() string { return "feed_changes" }

func selectAfter(ctx context.Context, tx storage.ReadTx, cursor int64, limit int) ([]changeRow, error) {
	const query = "SELECT * FROM feed_changes WHERE id > ? ORDER BY id LIMIT ?"
	return storage.Select[changeRow](ctx, tx, query, cursor, limit)
}

func selectLast(ctx context.Context, tx storage.ReadTx) (int64, error) {
	row, _, err := storage.First[struct{ ID int64 }](ctx, tx, "SELECT COALESCE(MAX(id), 0) AS id FROM feed_changes")
	return row.ID, err
}
