// Package storagetest opens databases (测试数据库) for tests.
package storagetest

import (
	"testing"

	"xiangxue/course/storage"
)

// Open returns a migrated, empty SQLite database in a directory of its own; it is closed when the test ends.
func Open(t testing.TB) *storage.DB {
	t.Helper()
	return OpenIn(t, t.TempDir())
}

// OpenIn is Open for a directory that the test chooses, so that it can close and open the same database again.
func OpenIn(t testing.TB, dir string) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Config{Dir: dir})
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
