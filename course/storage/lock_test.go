package storage_test

import (
	"errors"
	"testing"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

func TestOnlyOneProcessServes(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		lock, err := storage.LockServing(t.Context(), db.Config())
		if err != nil {
			t.Fatal(err)
		}
		other := db.Config()
		if other.Dialect() == storage.Postgres {
			other.Dir = t.TempDir() // the same database, served from another machine
		}
		if _, err := storage.LockServing(t.Context(), other); !errors.Is(err, storage.ErrServing) {
			t.Errorf("a second lock: %v, want ErrServing", err)
		}
		if err := lock.Release(); err != nil {
			t.Fatal(err)
		}
		again, err := storage.LockServing(t.Context(), other)
		if err != nil {
			t.Fatalf("after release: %v", err)
		}
		if err := again.Release(); err != nil {
			t.Error(err)
		}
	})
}
