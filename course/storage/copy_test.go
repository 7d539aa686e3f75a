package storage_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// furnish puts rows of every kind of column into a database, and rows that refer to later ones of the same table.
func furnish(t *testing.T, db *storage.DB) {
	t.Helper()
	err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		for _, s := range []string{
			"INSERT INTO installation (id, name, origin, created_at) VALUES (1, '云溪镇', 'xiangxue/test', 7)",
			"INSERT INTO units (id, code, name, kind, position, path) VALUES (9, 'a', '云溪镇', 'township', 1, '/9/')",
			"INSERT INTO units (id, parent_id, code, name, kind, position, path) VALUES (3, 9, 'b', '党政办', 'office', 1, '/9/3/')",
			"INSERT INTO cadres (id, staff_no, name, sort_key) VALUES (5, '0005', '何秀兰', 'hexiulan')",
			"INSERT INTO accounts (cadre_id, password_hash, must_change, expires_at) VALUES (5, 'x', TRUE, 8)",
			"UPDATE log_size SET size = 450",
		} {
			if _, err := storage.Exec(ctx, tx, s); err != nil {
				return err
			}
		}
		for i := range 450 { // more than one statement of a transfer carries
			const leaf = "INSERT INTO log_leaves (position, kind, object_id, commitment, salt) VALUES (?, 'entry', ?, ?, ?)"
			if _, err := storage.Exec(ctx, tx, leaf, i, i, []byte{0, byte(i), 255}, []byte("salt")); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// content lists all rows of a database as text.
func content(t *testing.T, db *storage.DB) string {
	t.Helper()
	var all strings.Builder
	for _, query := range []string{
		"SELECT name || origin || created_at FROM installation", "SELECT code || path || COALESCE(parent_id, 0) FROM units ORDER BY id",
		"SELECT name || id FROM cadres", "SELECT CASE WHEN must_change AND NOT disabled THEN 'first' ELSE '' END || expires_at FROM accounts",
		"SELECT code || name FROM categories ORDER BY position", "SELECT count(*) || '' FROM subjects", "SELECT size || '' FROM log_size",
	} {
		all.WriteString(strings.Join(texts(t, db, query), "\n") + "\n")
	}
	err := db.Read(t.Context(), func(tx storage.ReadTx) error {
		type leaf struct {
			ObjectID         int64
			Commitment, Salt []byte
		}
		leaves, err := storage.Select[leaf](t.Context(), tx, "SELECT object_id, commitment, salt FROM log_leaves ORDER BY position")
		fmt.Fprintf(&all, "%v", leaves)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func texts(t *testing.T, db *storage.DB, query string) (found []string) {
	t.Helper()
	err := db.Read(t.Context(), func(tx storage.ReadTx) (err error) {
		found, err = storage.Select[string](t.Context(), tx, query)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return found
}

func TestCopyHoldsEverything(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, copyHoldsEverything)
}

// copyHoldsEverything copies a database to SQLite and from there to PostgreSQL.
func copyHoldsEverything(t *testing.T, db *storage.DB) {
	furnish(t, db)
	dir := t.TempDir()
	if err := db.CopyInto(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	lite := storagetest.OpenIn(t, dir)
	if err := lite.Check(t.Context()); err != nil {
		t.Error(err)
	}
	want := content(t, db)
	if got := content(t, lite); got != want {
		t.Errorf("the copy holds\n%s\nwant\n%s", got, want)
	}
	dsn := storagetest.EmptyPostgresDSN(t)
	if err := storage.LoadPostgres(t.Context(), dsn, dir); err != nil {
		t.Fatal(err)
	}
	loaded := storagetest.OpenConfig(t, storage.Config{Dir: t.TempDir(), DSN: dsn})
	if got := content(t, loaded); got != want {
		t.Errorf("PostgreSQL holds\n%s\nwant\n%s", got, want)
	}
	if schemaOf(t, loaded).keys < 20 || schemaOf(t, loaded).keys != schemaOf(t, storagetest.Postgres(t)).keys {
		t.Error("not all foreign keys were put back")
	}
	err := loaded.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error { // the next id is free
		_, err := storage.Exec(ctx, tx, "INSERT INTO cadres (staff_no, name, sort_key) VALUES ('0006', '罗建国', 'luojianguo')")
		return err
	})
	if got := texts(t, loaded, "SELECT id || '' FROM cadres WHERE staff_no = '0006'"); err != nil || len(got) != 1 || got[0] != "6" {
		t.Errorf("the next cadre gets the id %v: %v", got, err)
	}
	if err := storage.LoadPostgres(t.Context(), dsn, dir); !errors.Is(err, storage.ErrNotEmpty) {
		t.Errorf("loading again: %v, want ErrNotEmpty", err)
	}
}

func TestLoadIsAllOrNothing(t *testing.T) {
	t.Parallel()
	dir, dsn := t.TempDir(), storagetest.EmptyPostgresDSN(t)
	lite := storagetest.OpenIn(t, dir)
	furnish(t, lite)
	exec := func(statement string) {
		err := lite.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, statement)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	exec("UPDATE units SET name = '党' || char(0) || '政办' WHERE id = 3") // PostgreSQL takes no such text
	if err := storage.LoadPostgres(t.Context(), dsn, dir); err == nil || !strings.Contains(err.Error(), "units") {
		t.Fatalf("got %v, want the table named", err)
	}
	exec("UPDATE units SET name = '党政办' WHERE id = 3")
	if err := storage.LoadPostgres(t.Context(), dsn, dir); err != nil {
		t.Errorf("loading after a failure: %v", err)
	}
}

func TestCheckFindsDamage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, err := storage.Open(t.Context(), storage.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	furnish(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := tamper(t, dir, "DELETE FROM cadres"); err != nil { // without foreign keys
		t.Fatal(err)
	}
	if err := storagetest.OpenIn(t, dir).Check(t.Context()); err == nil || !strings.Contains(err.Error(), "accounts") {
		t.Errorf("an account of nobody: %v", err)
	}
	copied := t.TempDir()
	file := filepath.Join(dir, storage.FileName)
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(b) / 2; i < len(b)/2+8192; i++ {
		b[i] = 0xAA
	}
	if err := os.WriteFile(filepath.Join(copied, storage.FileName), b, 0o600); err != nil {
		t.Fatal(err)
	}
	damaged, err := storage.Open(t.Context(), storage.Config{Dir: copied})
	if err != nil {
		return // noticed even earlier
	}
	defer damaged.Close()
	if err := damaged.Check(t.Context()); err == nil {
		t.Error("overwritten pages were not noticed")
	}
}
