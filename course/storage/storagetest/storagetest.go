// Package storagetest opens databases (测试数据库) for tests: SQLite files, and databases in a private PostgreSQL server
// that lives as long as the test process.
package storagetest

import (
	"os"
	"testing"

	"xiangxue/course/storage"
)

// DialectVariable names the environment variable that makes Open open PostgreSQL: with TEST_DATABASE=postgres the tests
// of a package run on it unchanged.
const DialectVariable = "TEST_DATABASE"

// Open returns a migrated, empty database of its own; it is closed when the test ends. It is SQLite, unless the
// environment asks for PostgreSQL.
func Open(t testing.TB) *storage.DB {
	t.Helper()
	if os.Getenv(DialectVariable) == string(storage.Postgres) {
		return Postgres(t)
	}
	return OpenIn(t, t.TempDir())
}

// OpenIn opens the SQLite database in a directory that the test chooses, so that it can close and open it again.
func OpenIn(t testing.TB, dir string) *storage.DB {
	t.Helper()
	return OpenConfig(t, storage.Config{Dir: dir})
}

// Postgres returns a migrated, empty PostgreSQL database of its own. It skips the test when PostgreSQL is not
// installed, and fails it in CI.
func Postgres(t testing.TB) *storage.DB {
	t.Helper()
	return OpenConfig(t, storage.Config{Dir: t.TempDir(), DSN: PostgresDSN(t)})
}

// PostgresDSN returns the address of a migrated, empty PostgreSQL database that nobody has opened.
func PostgresDSN(t testing.TB) string {
	t.Helper()
	return newDatabase(t, quick, migrated)
}

// EmptyPostgresDSN returns the address of a PostgreSQL database without any table.
func EmptyPostgresDSN(t testing.TB) string {
	t.Helper()
	return newDatabase(t, quick, "template0")
}

// OpenConfig opens a database for as long as the test runs.
func OpenConfig(t testing.TB, config storage.Config) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), config)
	if err != nil {
		t.Fatalf("open the test database: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the test database: %v", err)
		}
	})
	return db
}

// Each runs a test on a fresh database of either dialect.
func Each(t *testing.T, fn func(*testing.T, *storage.DB)) {
	t.Helper()
	t.Run(string(storage.SQLite), func(t *testing.T) { t.Parallel(); fn(t, OpenIn(t, t.TempDir())) })
	t.Run(string(storage.Postgres), func(t *testing.T) { t.Parallel(); fn(t, Postgres(t)) })
}

// EachDurable runs a benchmark on either dialect; a commit is on the disk before it returns, as in operation.
func EachDurable(b *testing.B, fn func(*testing.B, *storage.DB)) {
	b.Helper()
	b.Run(string(storage.SQLite), func(b *testing.B) { fn(b, OpenIn(b, b.TempDir())) })
	b.Run(string(storage.Postgres), func(b *testing.B) {
		fn(b, OpenConfig(b, storage.Config{Dir: b.TempDir(), DSN: newDatabase(b, durable, migrated)}))
	})
}
