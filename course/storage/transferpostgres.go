package storage

import (
	"context"
	"database/sql"
	"fmt"
)

// withoutForeignKeys runs fn while rows may refer to rows that come later. PostgreSQL's foreign keys are taken away and
// put back, which checks all rows at once; a SQLite target is opened without them and checked as a whole afterwards.
// The counters of PostgreSQL's generated ids are then set behind the ids that were copied.
func withoutForeignKeys(ctx context.Context, tx *sql.Tx, target Dialect, fn func() error) error {
	if target == SQLite {
		return fn()
	}
	const keys = `FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`
	drop, err := texts(ctx, tx, `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) `+keys)
	if err != nil {
		return err
	}
	add, err := texts(ctx, tx, `SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) `+keys)
	if err != nil {
		return err
	}
	if err := execTexts(ctx, tx, drop); err != nil {
		return err
	}
	if err := fn(); err != nil {
		return err
	}
	if err := execTexts(ctx, tx, add); err != nil {
		return err
	}
	return setCounters(ctx, tx)
}

func setCounters(ctx context.Context, tx *sql.Tx) error {
	set, err := texts(ctx, tx, `SELECT format('SELECT setval(pg_get_serial_sequence(%L, %L), (SELECT COALESCE(MAX(%I), 0) + 1 FROM %I), FALSE)',
  table_name, column_name, column_name, table_name)
FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES' AND table_name NOT LIKE 'goose_%'`)
	if err != nil {
		return err
	}
	return execTexts(ctx, tx, set)
}

func texts(ctx context.Context, tx *sql.Tx, query string) ([]string, error) {
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, rows.Err()
}

func execTexts(ctx context.Context, tx *sql.Tx, statements []string) error {
	for _, s := range statements {
		if _, err := tx.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}
