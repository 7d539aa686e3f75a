package library

import (
	"slices"
	"testing"

	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

func TestReadings(t *testing.T) {
	t.Parallel()
	db := stocked(t)
	for _, c := range []struct {
		name, words string
		limit       int
		want        []string
	}{
		{"a word", "办法", 9, []string{"《乙办法》", "《丙办法》"}},
		{"every word must stand there", "丙 办法", 9, []string{"《丙办法》"}},
		{"the newest first", "甲法", 1, []string{"《中华人民共和国甲法》"}},
		{"no words", "  ", 9, nil},
		{"a sign of a pattern is only itself", "%", 9, nil},
		{"another sign", "甲_法", 9, nil},
		{"the sign that escapes", "!", 9, nil},
	} {
		var got []string
		reads(t, db, func(tx storage.ReadTx) error {
			list, err := Readings(t.Context(), tx, c.words, c.limit)
			for _, r := range list {
				got = append(got, r.Title)
				if r.Kind != plan.DocumentItem || r.Ref <= 0 {
					t.Errorf("%s: %+v is no document", c.name, r)
				}
			}
			return err
		})
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
