package subscription

import (
	"context"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type feedRow struct {
	CadreID   roster.CadreID
	TokenHash string
	MadeAt    int64
}

func (feedRow) TableName() string { return "calendar_feeds" }

func replaceFeed(ctx context.Context, tx storage.WriteTx, r feedRow) error {
	const statement = `INSERT INTO calendar_feeds (cadre_id, token_hash, made_at) VALUES (?, ?, ?)
ON CONFLICT (cadre_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at`
	_, err := storage.Exec(ctx, tx, statement, r.CadreID, r.TokenHash, r.MadeAt)
	return err
}

func deleteFeed(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID) (int64, error) {
	return storage.Exec(ctx, tx, "DELETE FROM calendar_feeds WHERE cadre_id = ?", cadre)
}

func selectFeed(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) (feedRow, bool, error) {
	return storage.First[feedRow](ctx, tx, "SELECT * FROM calendar_feeds WHERE cadre_id = ?", cadre)
}

// selectOwner returns whose key has the hash, unless the account is locked.
func selectOwner(ctx context.Context, tx storage.ReadTx, hash string) (roster.CadreID, bool, error) {
	const query = "SELECT f.cadre_id FROM calendar_feeds f JOIN accounts a ON a.cadre_id = f.cadre_id WHERE f.token_hash = ? AND NOT a.disabled"
	row, found, err := storage.First[struct{ CadreID roster.CadreID }](ctx, tx, query, hash)
	return row.CadreID, found, err
}
