package storagetest

import (
	"context"

	"xiangxue/course/storage"
)

// Column is a column of the schema as both dialects would describe it.
type Column struct {
	TableName string
	Name      string
	Kind      string // number, text, truth or bytes
	Nullable  bool
}

// Columns returns the columns of all tables but those of the migration tool, by table and place.
func Columns(ctx context.Context, tx storage.ReadTx) ([]Column, error) {
	const sqlite = `SELECT m.name AS table_name, c.name,
  CASE c.type WHEN 'INTEGER' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'TEXT' THEN 'text' WHEN 'BOOLEAN' THEN 'truth'
    WHEN 'BLOB' THEN 'bytes' ELSE c.type END AS kind,
  c."notnull" = 0 AND c.pk = 0 AS nullable
FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'goose_%' ORDER BY m.name, c.cid`
	const postgres = `SELECT table_name, column_name AS name,
  CASE data_type WHEN 'integer' THEN 'number' WHEN 'bigint' THEN 'number' WHEN 'boolean' THEN 'truth' WHEN 'bytea' THEN 'bytes'
    ELSE data_type END AS kind,
  is_nullable = 'YES' AS nullable
FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name NOT LIKE 'goose_%' ORDER BY table_name, ordinal_position`
	query := sqlite
	if tx.Dialect() == storage.Postgres {
		query = postgres
	}
	return storage.Select[Column](ctx, tx, query)
}

// Guards returns, sorted, the tables whose rows cannot be changed once they are there.
func Guards(ctx context.Context, tx storage.ReadTx) ([]string, error) {
	const sqlite = `SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'
GROUP BY tbl_name HAVING count(*) = 2 ORDER BY tbl_name`
	const postgres = `SELECT tgrelid::regclass::text AS tbl_name FROM pg_trigger
WHERE tgfoid = 'refuse_change'::regproc GROUP BY tgrelid HAVING bit_or(tgtype) & 56 = 56 ORDER BY 1` // UPDATE, DELETE and TRUNCATE
	query := sqlite
	if tx.Dialect() == storage.Postgres {
		query = postgres
	}
	return storage.Select[string](ctx, tx, query)
}
