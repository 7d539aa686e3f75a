package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// CopyInto writes a consistent copy of the database into an empty directory while others go on writing: always as a
// SQLite database, so that a backup has one form and can be restored to either dialect. The copy is not synced.
func (db *DB) CopyInto(ctx context.Context, dir string) error {
	if db.Dialect() == Postgres {
		return db.copyRowsInto(ctx, dir)
	}
	pool, err := sql.Open("sqlite3", sqliteDSN(db.config.Path(), writing)) // its own connection: nobody waits for it
	if err != nil {
		return fmt.Errorf("open the database to copy it: %w", err)
	}
	return errors.Join(vacuumInto(ctx, pool, filepath.Join(dir, FileName)), pool.Close())
}

func vacuumInto(ctx context.Context, pool *sql.DB, file string) error {
	quoted := "'" + strings.ReplaceAll(file, "'", "''") + "'"
	if _, err := pool.ExecContext(ctx, "VACUUM INTO "+quoted); err != nil {
		return fmt.Errorf("copy the database: %w", err)
	}
	return nil
}

// copyRowsInto makes a SQLite database and fills it with the rows of this PostgreSQL database, as one snapshot shows
// them.
func (db *DB) copyRowsInto(ctx context.Context, dir string) error {
	target := Config{Dir: dir}
	if err := create(ctx, target); err != nil {
		return err
	}
	from, err := sql.Open("pgx", postgresDSN(db.config.DSN, reading))
	if err != nil {
		return err
	}
	to, err := sql.Open("sqlite3", sqliteDSN(target.Path(), filling))
	if err != nil {
		return errors.Join(err, from.Close())
	}
	return errors.Join(transfer(ctx, from, to, SQLite), to.Close(), from.Close())
}

// create makes an empty database with the current schema.
func create(ctx context.Context, config Config) error {
	db, err := Open(ctx, config)
	if err != nil {
		return err
	}
	return db.Close()
}

// ErrNotEmpty says that there is an installation where another was to be restored.
var ErrNotEmpty = errors.New("there is already an installation; restore into an empty place")

// LoadPostgres fills the empty PostgreSQL database at dsn with the rows of the SQLite database in dir, which may be of
// an older version. It is one transaction: all rows or none. It fails with ErrNotEmpty when an installation is there.
func LoadPostgres(ctx context.Context, dsn, dir string) error {
	config := Config{DSN: dsn}
	if config.Dialect() != Postgres {
		return ErrDSN
	}
	to, err := sql.Open("pgx", dsn)
	if err != nil {
		return err
	}
	from, err := sql.Open("sqlite3", sqliteDSN(Config{Dir: dir}.Path(), reading))
	if err != nil {
		return errors.Join(err, to.Close())
	}
	err = func() error {
		if err := checkEmpty(ctx, to); err != nil {
			return err
		}
		if err := create(ctx, Config{Dir: dir}); err != nil { // brings an older copy up to date
			return err
		}
		if err := create(ctx, config); err != nil {
			return err
		}
		return transfer(ctx, from, to, Postgres)
	}()
	return errors.Join(err, from.Close(), to.Close())
}

// checkEmpty accepts a database without tables and one that only has the schema, as an interrupted load leaves it.
func checkEmpty(ctx context.Context, pool *sql.DB) error {
	const count = "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name "
	var tables, ours, rows int64
	if err := pool.QueryRowContext(ctx, count+"<> ''").Scan(&tables); err != nil {
		return fmt.Errorf("look into the database: %w", err)
	}
	if tables == 0 {
		return nil
	}
	if err := pool.QueryRowContext(ctx, count+"= 'installation'").Scan(&ours); err != nil || ours == 0 {
		return errors.Join(err, ErrNotEmpty)
	}
	if err := pool.QueryRowContext(ctx, "SELECT count(*) FROM installation").Scan(&rows); err != nil || rows > 0 {
		return errors.Join(err, ErrNotEmpty)
	}
	return nil
}

// Check reads the whole SQLite database and fails when it is damaged or a row refers to one that is not there.
// PostgreSQL keeps its own checksums.
func (db *DB) Check(ctx context.Context) error {
	if db.Dialect() == Postgres {
		return nil
	}
	return db.Read(ctx, func(tx ReadTx) error {
		results, err := Select[string](ctx, tx, "PRAGMA integrity_check(1)")
		if err != nil {
			return fmt.Errorf("check the database: %w", err)
		}
		if len(results) != 1 || results[0] != "ok" {
			return fmt.Errorf("the database is damaged: %s", strings.Join(results, "; "))
		}
		type orphan struct{ Table string }
		orphans, err := Select[orphan](ctx, tx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`)
		if err == nil && len(orphans) > 0 {
			err = fmt.Errorf("the database is damaged: a row of %s refers to one that is not there", orphans[0].Table)
		}
		return err
	})
}
