package storage_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// allow sets how many pages the database may have; SQLite then answers as it does when the disk is full.
func allow(t *testing.T, db *storage.DB, more int64) {
	t.Helper()
	err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		pages, _, err := storage.First[int64](ctx, tx.ReadTx, "PRAGMA page_count")
		if err == nil {
			_, _, err = storage.First[int64](ctx, tx.ReadTx, fmt.Sprintf("PRAGMA max_page_count = %d", pages+more))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// addMuch writes more than a page.
func addMuch(ctx context.Context, tx storage.WriteTx, object int64) error {
	return storage.Insert(ctx, tx, &change{Kind: strings.Repeat("很", 4000), ObjectID: object, Change: "published"})
}

// TestFullDisk fills the disk under many writers: each is told whether it was written, nothing of the others is there,
// readers go on reading, and with space writing goes on.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	if os.Getenv("TEST_DATABASE") == "postgres" {
		t.Skip("the disk of PostgreSQL is its own affair")
	}
	db := storagetest.OpenIn(t, t.TempDir())
	allow(t, db, 30)
	var mu sync.Mutex
	written := map[int64]bool{}
	refused := 0
	var wg sync.WaitGroup
	for i := range int64(60) {
		wg.Go(func() {
			err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
				if err := add(ctx, tx, 1000+i); err != nil {
					return err
				}
				return addMuch(ctx, tx, i)
			})
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				written[i] = true
			case strings.Contains(err.Error(), "full"):
				refused++
			default:
				t.Errorf("writer %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	if refused == 0 {
		t.Fatal("the disk did not become full")
	}
	if n := count(t, db); n != 2*int64(len(written)) {
		t.Errorf("%d rows are there, %d writers of two were told so", n, len(written))
	}
	allow(t, db, 1000)
	if err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error { return addMuch(ctx, tx, 99) }); err != nil {
		t.Errorf("with space again: %v", err)
	}
	if n := count(t, db); n != 2*int64(len(written))+1 {
		t.Errorf("%d rows in the end", n)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestPlacesThatCannotBeWritten opens databases where none can be: the error says what was being done.
func TestPlacesThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	taken := t.TempDir()
	if err := os.Mkdir(filepath.Join(taken, storage.FileName), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, dir := range map[string]string{"a file": file, "below a file": filepath.Join(file, "data"), "no file system to write to": "/proc/data", "a folder for a database": taken} {
		t.Run(name, func(t *testing.T) {
			if db, err := storage.Open(t.Context(), storage.Config{Dir: dir}); err == nil {
				t.Errorf("was opened (%v)", db.Close())
			}
		})
	}
}
