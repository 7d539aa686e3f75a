package storage_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// sample is a row type with every kind of field that the product uses. Its query gives the columns.
type sample struct {
	ID      number
	Name    label
	Right   bool
	Share   float64
	Bytes   []byte
	Absent  *number
	Present *number
	Missing int64
	Inner   inner `gorm:"embedded"`
	HTML    string
}

type (
	number int64
	label  string
	inner  struct{ Depth int }
)

func TestSelectFillsEveryKindOfField(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		const query = `SELECT 7 AS id, '甲' AS name, 1 = 1 AS "right", CAST(0.5 AS DOUBLE PRECISION) AS share, CAST('ab' AS %) AS bytes,
CAST(NULL AS BIGINT) AS absent, 3 AS present, CAST(NULL AS BIGINT) AS missing, 4 AS depth, '<p>' AS html, 9 AS nobody_asks`
		blob := map[storage.Dialect]string{storage.SQLite: "BLOB", storage.Postgres: "BYTEA"}[db.Dialect()]
		present := number(3)
		want := sample{ID: 7, Name: "甲", Right: true, Share: 0.5, Bytes: []byte("ab"), Present: &present, Inner: inner{4}, HTML: "<p>"}
		read(t, db, func(tx storage.ReadTx) error {
			got, err := storage.Select[sample](t.Context(), tx, strings.Replace(query, "%", blob, 1))
			if len(got) != 1 || !reflect.DeepEqual(got[0], want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
			return err
		})
	})
}

func TestSelectOtherThanStructs(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		read(t, db, func(tx storage.ReadTx) error {
			sum, found, err := storage.First[number](t.Context(), tx, // PostgreSQL gives such a sum as a text
				"SELECT SUM(n) FROM (SELECT CAST(3 AS BIGINT) AS n UNION ALL SELECT 4) AS a")
			if sum != 7 || !found || err != nil {
				t.Errorf("sum %d, %t, %v", sum, found, err)
			}
			if _, found, err := storage.First[string](t.Context(), tx, "SELECT 'a' WHERE 1 = 0"); found || err != nil {
				t.Errorf("a row that is not there: %t, %v", found, err)
			}
			rows, err := storage.Select[map[string]any](t.Context(), tx, "SELECT 'a' AS x, NULL AS y")
			if len(rows) != 1 || rows[0]["x"] != "a" || rows[0]["y"] != nil || len(rows[0]) != 2 {
				t.Errorf("maps %v", rows)
			}
			return err
		})
	})
}

func TestSelectRefusesWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		read(t, db, func(tx storage.ReadTx) error {
			if n, _, err := storage.First[int64](t.Context(), tx, "SELECT 'ten'"); err == nil {
				t.Errorf("a word was read as the number %d", n)
			}
			type small struct{ N int8 }
			if row, _, err := storage.First[small](t.Context(), tx, "SELECT 300 AS n"); err == nil || !strings.Contains(err.Error(), "column n") {
				t.Errorf("300 was read as %+v: %v", row, err)
			}
			if _, err := storage.Select[int64](t.Context(), tx, "SELECT ?", struct{}{}); err == nil {
				t.Error("a struct was taken for an argument")
			}
			return nil
		})
	})
}

func TestArgumentsOfEveryKind(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		where string
		args  []any
		want  []int64
	}{
		{"none", "n > 0", nil, []int64{1, 2, 3, 4}},
		{"a named number", "n = ?", []any{number(2)}, []int64{2}},
		{"a named text", "word = ?", []any{label("c")}, []int64{3}},
		{"a truth", "? AND n = 1", []any{true}, []int64{1}},
		{"a list", "n IN ?", []any{[]number{2, 4}}, []int64{2, 4}},
		{"a list in parentheses", "n IN (?)", []any{[]int64{2, 4}}, []int64{2, 4}},
		{"an empty list", "n IN ?", []any{[]int64{}}, nil},
		{"lists among others", "n > ? AND word IN ? AND n IN ? AND n < ?", []any{1, []string{"a", "b", "c"}, []int{1, 2, 3}, int64(3)}, []int64{2}},
		{"a pointer", "n = ?", []any{new(number)}, nil},
		{"nothing", "word = ?", []any{(*label)(nil)}, nil},
	}
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				read(t, db, func(tx storage.ReadTx) error {
					const from = "SELECT n FROM (SELECT 1 AS n, 'a' AS word UNION ALL SELECT 2, 'b' UNION ALL SELECT 3, 'c' UNION ALL SELECT 4, 'd') AS s WHERE "
					got, err := storage.Select[int64](t.Context(), tx, from+tt.where+" ORDER BY n", tt.args...)
					if !reflect.DeepEqual(got, tt.want) {
						t.Errorf("got %v, want %v", got, tt.want)
					}
					return err
				})
			})
		}
	})
}

func TestInsertGivesIDsAndKeepsGivenOnes(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		rows := make([]change, 450) // more than two statements take
		for i := range rows {
			rows[i] = change{Kind: "many", ObjectID: int64(i)}
		}
		given := change{ID: 5000, Kind: "test", ObjectID: 1, Change: "published"}
		first, second := change{Kind: "test"}, change{Kind: "test"}
		write(t, db, func(ctx context.Context, tx storage.WriteTx) error {
			return errors.Join(storage.Insert(ctx, tx, &first), storage.Insert(ctx, tx, &second), storage.InsertAll(ctx, tx, rows),
				storage.InsertAll(ctx, tx, []change{}), storage.Insert(ctx, tx, &given))
		})
		if first.ID == 0 || second.ID <= first.ID || given.ID != 5000 {
			t.Errorf("ids %d, %d and %d", first.ID, second.ID, given.ID)
		}
		read(t, db, func(tx storage.ReadTx) error {
			got, _, err := storage.First[change](t.Context(), tx, "SELECT * FROM feed_changes WHERE id = ?", given.ID)
			if got != given {
				t.Errorf("stored %+v", got)
			}
			n, _, failed := storage.First[int64](t.Context(), tx, "SELECT count(DISTINCT object_id) FROM feed_changes WHERE kind = 'many'")
			if n != 450 {
				t.Errorf("%d of 450 rows", n)
			}
			return errors.Join(err, failed)
		})
	})
}

func TestDuplicateIsRecognised(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			return errors.Join(storage.Insert(ctx, tx, &change{ID: 1, Kind: "a"}), storage.Insert(ctx, tx, &change{ID: 1, Kind: "b"}))
		})
		if !storage.IsDuplicate(err) || !strings.Contains(strings.ToLower(err.Error()), "unique") {
			t.Errorf("got %v, want a duplicate with the words of the database", err)
		}
		err = db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, "INSERT INTO nowhere (id) VALUES (1)")
			return err
		})
		if err == nil || storage.IsDuplicate(err) {
			t.Errorf("an unknown table: %v", err)
		}
	})
}

func TestPanicInReadGivesTheConnectionBack(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		for range 12 { // three times as many as there are connections
			func() {
				defer func() { _ = recover() }()
				_ = db.Read(t.Context(), func(storage.ReadTx) error { panic("broken") })
			}()
		}
		if n := count(t, db); n != 0 {
			t.Errorf("%d rows", n)
		}
	})
}

func read(t *testing.T, db *storage.DB, fn func(storage.ReadTx) error) {
	t.Helper()
	if err := db.Read(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, db *storage.DB, fn func(context.Context, storage.WriteTx) error) {
	t.Helper()
	if err := db.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}
