package storage_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// A commit that fails takes all its jobs with it, each of which is told so, and the next one is not disturbed.
func TestFailedCommitFailsAll(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, failedCommitFailsAll)
}

func failedCommitFailsAll(t *testing.T, db *storage.DB) {
	write(t, db, func(ctx context.Context, tx storage.WriteTx) error { // checked when the transaction ends
		_, err := storage.Exec(ctx, tx, "CREATE TABLE orphans (id BIGINT REFERENCES cadres (id) DEFERRABLE INITIALLY DEFERRED)")
		return err
	})
	started, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_ = db.Write(t.Context(), func(context.Context, storage.WriteTx) error { close(started); <-release; return nil })
	})
	<-started
	for i := range int64(10) {
		wg.Go(func() {
			err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
				if i == 5 {
					_, err := storage.Exec(ctx, tx, "INSERT INTO orphans (id) VALUES (?)", 404)
					return err
				}
				return add(ctx, tx, i)
			})
			if err == nil || !strings.Contains(err.Error(), "commit") {
				t.Errorf("job %d was told %v", i, err)
			}
		})
	}
	for storage.Waiting(db) < 10 {
		time.Sleep(time.Millisecond)
	}
	close(release)
	wg.Wait()
	if n := count(t, db); n != 0 {
		t.Errorf("%d rows remain of a commit that failed", n)
	}
	write(t, db, func(ctx context.Context, tx storage.WriteTx) error { return add(ctx, tx, 1) })
	if n := count(t, db); n != 1 {
		t.Errorf("%d rows after the next commit, want 1", n)
	}
}
