package storage_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

type change struct {
	ID         int64
	Kind       string
	ObjectID   int64
	Change     string
	RecordedAt int64
}

func (change) TableName() string { return "feed_changes" }

func add(ctx context.Context, tx storage.WriteTx, object int64) error {
	return storage.Insert(ctx, tx, &change{Kind: "test", ObjectID: object, Change: "published"})
}

func count(t *testing.T, db *storage.DB) int64 {
	t.Helper()
	var n int64
	err := db.Read(t.Context(), func(tx storage.ReadTx) (err error) {
		n, _, err = storage.First[int64](t.Context(), tx, "SELECT count(*) FROM feed_changes")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWriteIsSeenAfterReopening(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, err := storage.Open(t.Context(), storage.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error { return add(ctx, tx, 1) }); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if n := count(t, storagetest.OpenIn(t, dir)); n != 1 {
		t.Errorf("%d rows after reopening, want 1", n)
	}
}

func TestFailedJobFailsAlone(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, failedJobFailsAlone)
}

func failedJobFailsAlone(t *testing.T, db *storage.DB) {
	refused := errors.New("refused")
	var wg sync.WaitGroup
	var mu sync.Mutex
	failures := map[int64]error{}
	for i := range int64(60) {
		wg.Go(func() {
			err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
				if err := add(ctx, tx, i); err != nil {
					return err
				}
				switch i % 3 {
				case 1:
					return refused // after its insert: the insert must go too
				case 2:
					panic("broken")
				}
				return nil
			})
			mu.Lock()
			failures[i] = err
			mu.Unlock()
		})
	}
	wg.Wait()
	for i, err := range failures {
		switch {
		case i%3 == 0 && err != nil:
			t.Errorf("job %d failed with its neighbours: %v", i, err)
		case i%3 == 1 && !errors.Is(err, refused):
			t.Errorf("job %d: %v, want its own error", i, err)
		case i%3 == 2 && (err == nil || !strings.Contains(err.Error(), "broken")):
			t.Errorf("job %d: %v, want the panic", i, err)
		}
	}
	if n := count(t, db); n != 20 {
		t.Errorf("%d rows, want the 20 of the jobs that succeeded", n)
	}
}

func TestWaitingWritersShareACommit(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, waitingWritersShareACommit)
}

func waitingWritersShareACommit(t *testing.T, db *storage.DB) {
	started, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_ = db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			close(started)
			<-release
			return add(ctx, tx, 0)
		})
	})
	<-started
	order := make(chan int64, 100)
	for i := range int64(100) {
		wg.Go(func() {
			err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
				n, _, err := storage.First[int64](ctx, tx.ReadTx, "SELECT count(*) FROM feed_changes")
				order <- n
				return errors.Join(err, add(ctx, tx, i))
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	close(release)
	wg.Wait()
	close(order)
	next := int64(1)
	for n := range order {
		if n != next {
			t.Errorf("a job saw %d rows, want %d: each must see those before it", n, next)
		}
		next++
	}
}

func TestFullQueueIsBusy(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, fullQueueIsBusy)
}

func fullQueueIsBusy(t *testing.T, db *storage.DB) {
	started, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_ = db.Write(t.Context(), func(context.Context, storage.WriteTx) error { close(started); <-release; return nil })
	})
	<-started
	results := make(chan error, 1200)
	for range 1200 {
		wg.Go(func() {
			results <- db.Write(t.Context(), func(context.Context, storage.WriteTx) error { return nil })
		})
	}
	if err := <-results; !fault.Is(err, fault.Busy) { // only a refused one can answer while the first job holds the writer
		t.Errorf("got %v, want busy", err)
	}
	close(release)
	wg.Wait()
}

func TestReadTxCannotWrite(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, readTxCannotWrite)
}

func readTxCannotWrite(t *testing.T, db *storage.DB) {
	err := db.Read(t.Context(), func(tx storage.ReadTx) error {
		return add(t.Context(), storage.WriteTx{ReadTx: tx}, 1)
	})
	if err == nil {
		t.Error("a write on a read connection succeeded")
	}
	if n := count(t, db); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
}

func TestWriteAfterCloseIsRefused(t *testing.T) {
	t.Parallel()
	db, err := storage.Open(t.Context(), storage.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), func(context.Context, storage.WriteTx) error { return nil })
	if !fault.Is(err, fault.Busy) {
		t.Errorf("got %v, want busy", err)
	}
}

func TestCancelledRequestIsNotInterrupted(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, cancelledRequestIsNotInterrupted)
}

func cancelledRequestIsNotInterrupted(t *testing.T, db *storage.DB) {
	ctx, cancel := context.WithCancel(t.Context())
	err := db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		cancel() // the browser went away after the job had begun
		return add(ctx, tx, 1)
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, db); n != 1 {
		t.Errorf("%d rows, want 1", n)
	}
}

func TestIgnoredFailureFailsAlone(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, ignoredFailureFailsAlone)
}

// ignoredFailureFailsAlone lets a job go on after a failed statement, which PostgreSQL does not allow.
func ignoredFailureFailsAlone(t *testing.T, db *storage.DB) {
	started, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_ = db.Write(t.Context(), func(context.Context, storage.WriteTx) error { close(started); <-release; return nil })
	})
	<-started
	for i := range int64(3) {
		wg.Go(func() {
			err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
				if i == 1 {
					_, _ = storage.Exec(ctx, tx, "INSERT INTO log_size (id, size) VALUES (1, 1)") // there is one already
					return nil
				}
				return add(ctx, tx, i)
			})
			if i != 1 && err != nil {
				t.Errorf("job %d failed with its neighbour: %v", i, err)
			}
			if ignored := err == nil; i == 1 && ignored != (db.Dialect() == storage.SQLite) {
				t.Errorf("the job that ignored a failure: %v", err)
			}
		})
	}
	close(release)
	wg.Wait()
	if n := count(t, db); n != 2 {
		t.Errorf("%d rows, want 2", n)
	}
}

func TestReadSeesOneState(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, readSeesOneState)
}

func readSeesOneState(t *testing.T, db *storage.DB) {
	err := db.Read(t.Context(), func(tx storage.ReadTx) error {
		const query = "SELECT count(*) FROM feed_changes"
		before, _, err := storage.First[int64](t.Context(), tx, query)
		if err != nil {
			return err
		}
		if err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error { return add(ctx, tx, 1) }); err != nil {
			return err
		}
		after, _, err := storage.First[int64](t.Context(), tx, query)
		if after != before {
			t.Errorf("%d rows, then %d in the same read transaction", before, after)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTwoProcessesWriteOneAfterTheOther(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, twoProcessesWriteOneAfterTheOther)
}

// twoProcessesWriteOneAfterTheOther opens the database twice, as a command beside the server does: what a job read
// must still be true when it commits.
func twoProcessesWriteOneAfterTheOther(t *testing.T, db *storage.DB) {
	other := storagetest.OpenConfig(t, db.Config())
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			err := []*storage.DB{db, other}[i%2].Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
				n, _, err := storage.First[int64](ctx, tx.ReadTx, "SELECT count(*) FROM feed_changes")
				return errors.Join(err, add(ctx, tx, n))
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	var distinct int64
	err := db.Read(t.Context(), func(tx storage.ReadTx) (err error) {
		distinct, _, err = storage.First[int64](t.Context(), tx, "SELECT count(DISTINCT object_id) FROM feed_changes")
		return err
	})
	if err != nil || distinct != 20 {
		t.Errorf("%d different counts were seen, want 20: %v", distinct, err)
	}
}

// TestWhatIsDeletedIsOverwritten looks for a deleted text in the database file, as somebody would who has the disk.
func TestWhatIsDeletedIsOverwritten(t *testing.T) {
	t.Parallel()
	const secret = "村民张三的电话"
	dir := t.TempDir()
	db, err := storage.Open(t.Context(), storage.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"CREATE TABLE drafts (id integer PRIMARY KEY, wording text NOT NULL)",
		"INSERT INTO drafts VALUES (1, '" + secret + "'), (2, '" + strings.Repeat(secret, 1000) + "'), (3, 'kept')", // 2 fills pages of its own
		"DELETE FROM drafts WHERE id < 3",
	} {
		err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, statement)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		if content, err := os.ReadFile(file); err != nil || bytes.Contains(content, []byte(secret)) {
			t.Errorf("%s still holds what was deleted (%v)", filepath.Base(file), err)
		}
	}
}
