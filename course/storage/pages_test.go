package storage_test

import (
	"errors"
	"slices"
	"testing"

	"xiangxue/course/storage"
)

func TestByPages(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 2, 3, 4, 5, 9} {
		var table, got []int64
		for i := range n {
			table = append(table, int64(i*3-2))
		}
		loads := 0
		load := func(after int64) ([]int64, error) {
			loads++
			rest := slices.DeleteFunc(slices.Clone(table), func(k int64) bool { return k <= after })
			return rest[:min(2, len(rest))], nil
		}
		self := func(k int64) int64 { return k }
		err := storage.ByPages(2, load, self, func(k int64) error { got = append(got, k); return nil })
		if err != nil || !slices.Equal(got, table) || loads != n/2+1 {
			t.Errorf("of %v: %v in %d loads, %v", table, got, loads, err)
		}
	}
}

func TestByPagesStopsAtAFailure(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	self := func(k int64) int64 { return k }
	yielded := 0
	full := func(int64) ([]int64, error) { return []int64{1, 2}, nil }
	if err := storage.ByPages(2, full, self, func(int64) error { yielded++; return broken }); !errors.Is(err, broken) || yielded != 1 {
		t.Errorf("%d rows were handed out, then %v", yielded, err)
	}
	if err := storage.ByPages(2, func(int64) ([]int64, error) { return nil, broken }, self, func(int64) error { return nil }); !errors.Is(err, broken) {
		t.Errorf("the failure to load is %v", err)
	}
}
