package recent

import (
	"context"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

type searchRow struct{ Text string }

func selectSearches(ctx context.Context, tx storage.ReadTx, who roster.CadreID) ([]searchRow, error) {
	return storage.Select[searchRow](ctx, tx, "SELECT text FROM recent_searches WHERE cadre_id = ? ORDER BY number DESC", who)
}

func insertSearch(ctx context.Context, tx storage.WriteTx, who roster.CadreID, text string) error {
	const statement = `INSERT INTO recent_searches (cadre_id, number, text)
VALUES (?, (SELECT COALESCE(MAX(r.number), 0) + 1 FROM recent_searches r WHERE r.cadre_id = ?), ?)
ON CONFLICT (cadre_id, text) DO UPDATE SET number = excluded.number`
	_, err := storage.Exec(ctx, tx, statement, who, who, text)
	return err
}

func deleteOld(ctx context.Context, tx storage.WriteTx, who roster.CadreID) error {
	const statement = `DELETE FROM recent_searches WHERE cadre_id = ? AND number NOT IN
(SELECT r.number FROM recent_searches r WHERE r.cadre_id = ? ORDER BY r.number DESC LIMIT ?)`
	_, err := storage.Exec(ctx, tx, statement, who, who, Most)
	return err
}

func deleteAll(ctx context.Context, tx storage.WriteTx, who roster.CadreID) error {
	_, err := storage.Exec(ctx, tx, "DELETE FROM recent_searches WHERE cadre_id = ?", who)
	return err
}
