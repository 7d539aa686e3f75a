package storage_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// schema is what both dialects must agree on.
type schema struct {
	columns []storagetest.Column
	guards  []string
	keys    int64 // foreign keys; PostgreSQL only
}

func schemaOf(t *testing.T, db *storage.DB) schema {
	t.Helper()
	var s schema
	err := db.Read(t.Context(), func(tx storage.ReadTx) (err error) {
		if s.columns, err = storagetest.Columns(t.Context(), tx); err != nil {
			return err
		}
		if s.guards, err = storagetest.Guards(t.Context(), tx); err != nil || tx.Dialect() == storage.SQLite {
			return err
		}
		s.keys, _, err = storage.First[int64](t.Context(), tx, "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestDialectsHaveTheSameSchema(t *testing.T) {
	t.Parallel()
	lite, post := schemaOf(t, storagetest.OpenIn(t, t.TempDir())), schemaOf(t, storagetest.Postgres(t))
	for _, c := range lite.columns {
		if !slices.Contains(post.columns, c) {
			t.Errorf("PostgreSQL lacks %+v", c)
		}
	}
	for _, c := range post.columns {
		if !slices.Contains(lite.columns, c) {
			t.Errorf("SQLite lacks %+v", c)
		}
	}
	if !slices.Equal(lite.guards, post.guards) {
		t.Errorf("append-only tables: SQLite %v, PostgreSQL %v", lite.guards, post.guards)
	}
	if len(lite.columns) < 100 || len(lite.guards) < 10 {
		t.Errorf("only %d columns and %d guards were found", len(lite.columns), len(lite.guards))
	}
}

func TestAppendOnlyTablesRefuseChanges(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, appendOnlyTablesRefuseChanges)
}

func appendOnlyTablesRefuseChanges(t *testing.T, db *storage.DB) {
	exec := func(statement string, args ...any) error {
		return db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, statement, args...)
			return err
		})
	}
	for _, tt := range []struct{ table, column, insert string }{
		{"audit_events", "detail", "INSERT INTO audit_events (recorded_at, actor_id, action, object_kind, object_id, detail) VALUES (1, 1, 'a', 'b', 1, '')"},
		{"log_leaves", "salt", "INSERT INTO log_leaves (position, kind, object_id, commitment, salt) VALUES (0, 'entry', 1, ?, ?)"},
		{"log_hashes", "hash", "INSERT INTO log_hashes (position, hash) VALUES (0, ?)"},
		{"log_checkpoints", "note", "INSERT INTO log_checkpoints (size, root, signed_at, note) VALUES (1, ?, 1, '')"},
	} {
		values := slices.Repeat([]any{[]byte{0}}, strings.Count(tt.insert, "?"))
		if err := exec(tt.insert, values...); err != nil {
			t.Fatalf("%s: %v", tt.table, err)
		}
		changes := []string{"UPDATE " + tt.table + " SET " + tt.column + " = " + tt.column, "DELETE FROM " + tt.table}
		if db.Dialect() == storage.Postgres {
			changes = append(changes, "TRUNCATE "+tt.table)
		} else {
			changes = append(changes, "INSERT OR REPLACE INTO "+tt.table+" SELECT * FROM "+tt.table)
		}
		for _, change := range changes {
			if err := exec(change); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: got %v, want it refused", change, err)
			}
		}
	}
}
