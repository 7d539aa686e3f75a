package seal_test

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

const origin = "example.gov.cn/xiangxue"

func noon() time.Time { return time.Date(2026, 3, 5, 12, 0, 0, 0, calendar.Shanghai) }

// book is a table of sealed facts, as hours or plan would keep one, and the log over them.
type book struct {
	t     testing.TB
	db    *storage.DB
	log   *seal.Log
	facts map[int64]string
}

func newBook(t testing.TB) *book {
	t.Helper()
	db := storagetest.Open(t)
	log, err := seal.Open(t.Context(), db, filepath.Join(t.TempDir(), "keys", "log.key"), origin, noon)
	if err != nil {
		t.Fatal(err)
	}
	return &book{t: t, db: db, log: log, facts: map[int64]string{}}
}

// add seals new facts with the given numbers in one transaction.
func (b *book) add(ids ...int64) {
	b.t.Helper()
	b.write(func(ctx context.Context, tx storage.WriteTx) error {
		for _, id := range ids {
			b.facts[id] = fmt.Sprintf("fact %d", id)
			if err := b.log.Append(ctx, tx, seal.Leaf{Kind: seal.Entry, ID: id, Fields: []byte(b.facts[id])}); err != nil {
				return err
			}
		}
		return nil
	})
}

// sign signs a checkpoint and returns it.
func (b *book) sign() seal.Checkpoint {
	b.t.Helper()
	cp, err := b.log.Checkpoint(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return cp
}

func (b *book) write(fn func(context.Context, storage.WriteTx) error) {
	b.t.Helper()
	if err := b.db.Write(b.t.Context(), fn); err != nil {
		b.t.Fatal(err)
	}
}

// exec runs statements as somebody would who can open the database file: without the guards.
func (b *book) exec(statements ...string) {
	b.t.Helper()
	b.write(func(ctx context.Context, tx storage.WriteTx) error {
		if err := storagetest.Unguard(ctx, tx); err != nil {
			return err
		}
		for _, s := range statements {
			if _, err := storage.Exec(ctx, tx, s); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		return nil
	})
}

// verify compares the facts with the log.
func (b *book) verify(known ...string) seal.Report {
	b.t.Helper()
	v := seal.Verifier{Key: b.log.VerifierKey(), Sources: []seal.FactSource{b}, Known: known}
	var report seal.Report
	err := b.db.Read(b.t.Context(), func(tx storage.ReadTx) (err error) {
		report, err = v.Verify(b.t.Context(), tx)
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return report
}

func (b *book) Kind() seal.Kind { return seal.Entry }

func (b *book) Each(_ context.Context, _ storage.ReadTx, yield func(int64, []byte) error) error {
	for _, id := range slices.Sorted(maps.Keys(b.facts)) {
		if err := yield(id, []byte(b.facts[id])); err != nil {
			return err
		}
	}
	return nil
}

func TestCleanLogIsClean(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	if r := b.verify(); !r.Clean() || r.Leaves != 0 {
		t.Fatalf("an empty log: %+v", r)
	}
	b.add(1, 2, 3)
	if r := b.verify(); !r.Clean() || r.Leaves != 3 || r.Unsigned() != 3 {
		t.Fatalf("before the first checkpoint: %+v", r)
	}
	first := b.sign()
	b.add(4, 5)
	second := b.sign()
	b.add(6)
	r := b.verify(first.Note)
	if !r.Clean() || r.Leaves != 6 || r.Unsigned() != 1 || r.Facts != 6 || r.Checkpoints != 3 {
		t.Fatalf("after two checkpoints: %+v", r)
	}
	if r.Latest.Head != second.Head || second.Size != 5 || !second.SignedAt.Equal(noon()) {
		t.Errorf("latest checkpoint %+v, want %+v", r.Latest, second)
	}
}

func TestCheckpointWithoutNewLeavesIsTheSame(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	if cp := b.sign(); cp.Size != 0 || cp.Note != "" {
		t.Errorf("an empty log has nothing to sign, got %+v", cp)
	}
	b.add(1)
	if first, second := b.sign(), b.sign(); first != second {
		t.Errorf("%+v, then %+v", first, second)
	}
}

func TestAppendTwiceFails(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	b.add(7)
	err := b.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return b.log.Append(ctx, tx, seal.Leaf{Kind: seal.Entry, ID: 7, Fields: []byte("another")})
	})
	if !storage.IsDuplicate(err) {
		t.Errorf("sealing a fact twice: %v", err)
	}
	b.add(8) // the place of the failed one is given to the next
	if r := b.verify(); !r.Clean() || r.Leaves != 2 {
		t.Errorf("after a failed append: %+v", r)
	}
}

// TestConcurrentAppends lets many writers append at once, some of which fail afterwards.
func TestConcurrentAppends(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	const writers = 40
	done := make(chan error)
	for i := range int64(writers) {
		go func() {
			done <- b.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
				if err := b.log.Append(ctx, tx, seal.Leaf{Kind: seal.Entry, ID: i + 1, Fields: []byte("x")}); err != nil || i%4 > 0 {
					return err
				}
				return context.Canceled // the fact itself fails
			})
		}()
	}
	for range writers {
		<-done
	}
	for i := range int64(writers) {
		if i%4 > 0 {
			b.facts[i+1] = "x"
		}
	}
	b.sign()
	if r := b.verify(); !r.Clean() || r.Leaves != 30 {
		t.Errorf("%d leaves, findings %v", r.Leaves, r.Findings)
	}
}

func TestManyLeavesAreSignedInSteps(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	ids := make([]int64, 9000)
	leaves := make([]seal.Leaf, len(ids))
	for i := range ids {
		leaves[i] = seal.Leaf{Kind: seal.Entry, ID: int64(i + 1), Fields: []byte("x")}
		b.facts[int64(i+1)] = "x"
	}
	b.write(func(ctx context.Context, tx storage.WriteTx) error { return b.log.Append(ctx, tx, leaves...) })
	if cp := b.sign(); cp.Size != 9000 {
		t.Errorf("signed %d leaves", cp.Size)
	}
	if r := b.verify(); !r.Clean() || r.Checkpoints != 3 {
		t.Errorf("%d checkpoints, findings %v", r.Checkpoints, r.Findings)
	}
}
