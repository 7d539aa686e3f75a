package storage_test

import (
	"context"
	"testing"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// BenchmarkWrite measures durable writes, each two inserts and a read: by one writer, which pays for a commit each time,
// and by many at once, who share commits.
func BenchmarkWrite(b *testing.B) {
	for _, mode := range []struct {
		name    string
		writers int // for each processor
	}{{"alone", 0}, {"together", 64}} {
		b.Run(mode.name, func(b *testing.B) {
			storagetest.EachDurable(b, func(b *testing.B, db *storage.DB) {
				b.ReportAllocs()
				if mode.writers == 0 {
					for b.Loop() {
						writeOne(b, db)
					}
					return
				}
				b.SetParallelism(mode.writers)
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						writeOne(b, db)
					}
				})
			})
		})
	}
}

func writeOne(b *testing.B, db *storage.DB) {
	err := db.Write(b.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		if err := add(ctx, tx, 1); err != nil {
			return err
		}
		const last = "SELECT object_id FROM feed_changes ORDER BY id DESC LIMIT 1"
		n, _, err := storage.First[int64](ctx, tx.ReadTx, last)
		if err != nil {
			return err
		}
		const insert = "INSERT INTO audit_events (recorded_at, actor_id, action, object_kind, object_id, detail) VALUES (?, ?, ?, ?, ?, ?)"
		_, err = storage.Exec(ctx, tx, insert, 1, 1, "bench", "row", n, "")
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkRead measures a read transaction with one statement.
func BenchmarkRead(b *testing.B) {
	storagetest.EachDurable(b, func(b *testing.B, db *storage.DB) {
		b.ReportAllocs()
		for b.Loop() {
			err := db.Read(b.Context(), func(tx storage.ReadTx) error {
				_, _, err := storage.First[int64](b.Context(), tx, "SELECT size FROM log_size WHERE id = ?", 1)
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
