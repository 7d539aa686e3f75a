package storage_test

import (
	"testing"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// A statement that compares a column with a parameter must not be compiled again for every value: SQLite's driver then
// reads the names of its columns anew, which shows as allocations.
func TestStatementsStayCompiled(t *testing.T) {
	db := storagetest.OpenIn(t, t.TempDir())
	allocations := func(query string, args ...any) float64 {
		var n float64
		read(t, db, func(tx storage.ReadTx) error {
			n = testing.AllocsPerRun(20, func() {
				if _, err := storage.Select[change](t.Context(), tx, query, args...); err != nil {
					t.Error(err)
				}
			})
			return nil
		})
		return n
	}
	fixed := allocations("SELECT id FROM audit_events WHERE object_kind = 'a' AND object_id < ? LIMIT 1", 9)
	for _, query := range []string{
		"SELECT id FROM attempts WHERE cadre_id = ? AND owner_kind = 'a' AND owner_id = 1 ORDER BY round DESC LIMIT 1",
		"SELECT id FROM audit_events WHERE object_kind = 'a' AND object_id < 9 LIMIT ?",
	} {
		if n := allocations(query, 9); n > fixed {
			t.Errorf("%s: %v allocations, %v with fixed values", query, n, fixed)
		}
	}
}
