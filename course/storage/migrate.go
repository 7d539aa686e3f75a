package storage

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrationFiles embed.FS

// ErrNewerDatabase says that a newer version of the program has written the database.
var ErrNewerDatabase = errors.New("the database was written by a newer version of the program; install that version or restore a backup")

// migrate brings the schema up to date. Before it changes an existing SQLite database it copies it beside the original.
func migrate(ctx context.Context, config Config, pool *sql.DB) error {
	if config.Dialect() == Postgres {
		if err := checkOrder(ctx, pool); err != nil {
			return err
		}
	}
	files, err := fs.Sub(migrationFiles, "migrations/"+string(config.Dialect()))
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(gooseDialect(config.Dialect()), pool, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the schema version: %w", err)
	}
	if current > target {
		return ErrNewerDatabase
	}
	if err := checkUnchanged(ctx, pool, files, current); err != nil {
		return err
	}
	if current == target {
		return nil
	}
	if current > 0 && config.Dialect() == SQLite {
		if err := copyBefore(ctx, pool, config, current); err != nil {
			return err
		}
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	return rememberSums(ctx, pool, files)
}

func gooseDialect(d Dialect) goose.Dialect {
	if d == Postgres {
		return goose.DialectPostgres
	}
	return goose.DialectSQLite3
}

func copyBefore(ctx context.Context, pool *sql.DB, config Config, version int64) error {
	dir := filepath.Join(config.Dir, "backups")
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("make the backup directory: %w", err)
	}
	file := filepath.Join(dir, fmt.Sprintf("before-migration-%d.db", version+1))
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the copy of an unfinished migration: %w", err)
	}
	return vacuumInto(ctx, pool, file)
}

// checkUnchanged compares the applied migrations with the sums remembered when they were applied: an applied file
// that was edited afterwards would leave databases that no longer agree.
func checkUnchanged(ctx context.Context, pool *sql.DB, files fs.FS, current int64) error {
	if current == 0 {
		return nil
	}
	rows, err := pool.QueryContext(ctx, "SELECT file, sum FROM migration_sums")
	if err != nil {
		return fmt.Errorf("read the sums of the migrations: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var file, remembered string
		if err := rows.Scan(&file, &remembered); err != nil {
			return err
		}
		sum, err := sumOf(files, file)
		if err != nil {
			return err
		}
		if sum != remembered {
			return fmt.Errorf("migration %s was changed after it had been applied", file)
		}
	}
	return rows.Err()
}

func rememberSums(ctx context.Context, pool *sql.DB, files fs.FS) error {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return err
	}
	for _, name := range names {
		sum, err := sumOf(files, name)
		if err != nil {
			return err
		}
		// both values come from the program itself: a file name and hexadecimal digits
		statement := fmt.Sprintf("INSERT INTO migration_sums (file, sum) VALUES ('%s', '%s') ON CONFLICT (file) DO NOTHING", name, sum)
		if _, err := pool.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("remember the sum of %s: %w", name, err)
		}
	}
	return nil
}

func sumOf(files fs.FS, name string) (string, error) {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return "", fmt.Errorf("read migration %s: %w", name, err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// SchemaVersion returns the number of the last migration of the database.
func (db *DB) SchemaVersion(ctx context.Context) (version int64, err error) {
	err = db.Read(ctx, func(tx ReadTx) error {
		version, _, err = First[int64](ctx, tx, "SELECT MAX(version_id) FROM goose_db_version")
		return err
	})
	return version, err
}
