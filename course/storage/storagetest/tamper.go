package storagetest

import (
	"context"
	"fmt"

	"xiangxue/course/storage"
)

// Unguard takes the guards of all append-only tables and the foreign keys away, as somebody could who holds the
// database. SQLite's foreign keys are only put off until the transaction ends.
func Unguard(ctx context.Context, tx storage.WriteTx) error {
	const sqlite = `SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'
UNION ALL SELECT 'PRAGMA defer_foreign_keys = ON'`
	const postgres = `SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`
	query := sqlite
	if tx.Dialect() == storage.Postgres {
		query = postgres
	}
	statements, err := storage.Select[string](ctx, tx.ReadTx, query)
	if err != nil {
		return err
	}
	return execAll(ctx, tx, statements...)
}

// FailInserts makes inserts into a table fail when the condition over NEW holds, as when the disk is full, until
// AllowInserts.
func FailInserts(ctx context.Context, tx storage.WriteTx, table, when string) error {
	if tx.Dialect() == storage.SQLite {
		return execAll(ctx, tx, "CREATE TRIGGER trap BEFORE INSERT ON "+table+" WHEN "+when+" BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
	}
	return execAll(ctx, tx,
		"CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "+when+" THEN RAISE EXCEPTION 'the disk is full'; END IF; RETURN NEW; END $$",
		"CREATE TRIGGER trap BEFORE INSERT ON "+table+" FOR EACH ROW EXECUTE FUNCTION trap()")
}

// AllowInserts ends what FailInserts did.
func AllowInserts(ctx context.Context, tx storage.WriteTx) error {
	if tx.Dialect() == storage.SQLite {
		return execAll(ctx, tx, "DROP TRIGGER trap")
	}
	return execAll(ctx, tx, "DROP FUNCTION trap CASCADE")
}

func execAll(ctx context.Context, tx storage.WriteTx, statements ...string) error {
	for _, s := range statements {
		if _, err := storage.Exec(ctx, tx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}
