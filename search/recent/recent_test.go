package recent

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// people adds two persons.
func people(t *testing.T, db *storage.DB) (a, b roster.CadreID) {
	t.Helper()
	write(t, db, func(ctx context.Context, tx storage.WriteTx) error {
		first, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: "N1", Name: "何秀兰"})
		if err != nil {
			return err
		}
		second, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: "N2", Name: "宋国强"})
		a, b = first.ID, second.ID
		return err
	})
	return a, b
}

func write(t *testing.T, db *storage.DB, fn func(context.Context, storage.WriteTx) error) {
	t.Helper()
	if err := db.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func searches(t *testing.T, db *storage.DB, who roster.CadreID) (texts []string) {
	t.Helper()
	err := db.Read(t.Context(), func(tx storage.ReadTx) (err error) {
		texts, err = Searches(t.Context(), tx, who)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// TestKeep compares what is kept with a list that a child could keep, and the other person's with what it was.
func TestKeep(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	who, other := people(t, db)
	write(t, db, func(ctx context.Context, tx storage.WriteTx) error { return Keep(ctx, tx, other, "补贴3") })
	rapid.Check(t, func(r *rapid.T) {
		var list []string
		write(t, db, func(ctx context.Context, tx storage.WriteTx) error { return Forget(ctx, tx, who) })
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 14), 0, 25).Draw(r, "searches") {
			text := fmt.Sprint("补贴", n)
			write(t, db, func(ctx context.Context, tx storage.WriteTx) error { return Keep(ctx, tx, who, text) })
			list = slices.DeleteFunc(list, func(s string) bool { return s == text })
			list = slices.Insert(list, 0, text)
			list = list[:min(len(list), Most)]
		}
		if got := searches(t, db, who); !slices.Equal(got, list) {
			r.Fatalf("kept %q, want %q", got, list)
		}
	})
	if got := searches(t, db, other); !slices.Equal(got, []string{"补贴3"}) {
		t.Errorf("the other person has %q", got)
	}
}

// TestNothingElseIsKept looks at the columns: a person, an order and a text.
func TestNothingElseIsKept(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	var names []string
	err := db.Read(t.Context(), func(tx storage.ReadTx) error {
		columns, err := storagetest.Columns(t.Context(), tx)
		for _, c := range columns {
			if c.TableName == "recent_searches" {
				names = append(names, c.Name)
			}
		}
		return err
	})
	slices.Sort(names)
	if want := []string{"cadre_id", "number", "text"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("columns %q, %v, want %q", names, err, want)
	}
}
