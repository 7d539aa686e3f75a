package storage_test

import (
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// tamper opens the file behind the program's back.
func tamper(t *testing.T, dir, statement string) error {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(dir, storage.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.ExecContext(t.Context(), statement)
	return err
}

func closedDatabase(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	db, err := storage.Open(t.Context(), storage.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	t.Parallel()
	dir := closedDatabase(t)
	if err := tamper(t, dir, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)"); err != nil {
		t.Fatal(err)
	}
	_, err := storage.Open(t.Context(), storage.Config{Dir: dir})
	if !errors.Is(err, storage.ErrNewerDatabase) {
		t.Errorf("got %v, want ErrNewerDatabase", err)
	}
}

func TestChangedMigrationIsRefused(t *testing.T) {
	t.Parallel()
	dir := closedDatabase(t)
	if err := tamper(t, dir, "UPDATE migration_sums SET sum = 'x' WHERE file = '0001_foundation.sql'"); err != nil {
		t.Fatal(err)
	}
	_, err := storage.Open(t.Context(), storage.Config{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), "0001_foundation.sql was changed") {
		t.Errorf("got %v, want the changed file named", err)
	}
}

func TestMigrationCopiesTheDatabaseFirst(t *testing.T) {
	t.Parallel()
	dir := closedDatabase(t)
	undo := "DROP TABLE login_sessions; DROP TABLE accounts; DELETE FROM goose_db_version WHERE version_id >= 3; DELETE FROM migration_sums WHERE file >= '0003'"
	for table := range strings.SplitSeq(undo, ";") {
		if err := tamper(t, dir, table); err != nil {
			t.Fatal(err)
		}
	}
	_, err := storage.Open(t.Context(), storage.Config{Dir: dir})
	if err == nil {
		t.Log("all later migrations could be applied again")
	}
	if _, err := os.Stat(filepath.Join(dir, "backups", "before-migration-3.db")); err != nil {
		t.Errorf("no copy beside the database: %v", err)
	}
}

func TestDatabaseThatSortsOtherwiseIsRefused(t *testing.T) {
	t.Parallel()
	dsn := storagetest.EmptyPostgresDSN(t)
	admin, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	if _, err := admin.ExecContext(t.Context(), "CREATE DATABASE without_encoding ENCODING 'SQL_ASCII' TEMPLATE template0"); err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/without_encoding"
	if _, err := storage.Open(t.Context(), storage.Config{DSN: u.String()}); !errors.Is(err, storage.ErrOrder) {
		t.Errorf("got %v, want ErrOrder", err)
	}
}

func TestOtherDatabasesAreRefused(t *testing.T) {
	t.Parallel()
	if _, err := storage.Open(t.Context(), storage.Config{Dir: t.TempDir(), DSN: "mysql://root@/xiangxue"}); !errors.Is(err, storage.ErrDSN) {
		t.Errorf("got %v, want ErrDSN", err)
	}
}
