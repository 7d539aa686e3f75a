package hours_test

import (
	"bytes"
	"context"
	"reflect"
	"testing"

	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

func TestASealedEntryIsReadBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	want := map[int64]hours.Entry{}
	for _, title := range []string{"专题一", "有:冒号\n和换行"} {
		e := o.mustAppend(o.attended(xiulan, title, 250))
		want[int64(e.ID)] = e
	}
	o.mustAppend(o.attended(guoqiang, "专题一", 200))
	seen := 0
	o.read(func(ctx context.Context, tx storage.ReadTx) error {
		return hours.EachSealed(ctx, tx, roster.Only(xiulan), hours.Year(2026), func(s seal.Opening) error {
			seen++
			e, err := hours.ParseEntry(s.Fields)
			if err != nil || s.Kind != seal.Entry || !reflect.DeepEqual(e, want[s.ID]) {
				t.Errorf("entry %d reads as %+v, %v", s.ID, e, err)
			}
			for _, bad := range [][]byte{s.Fields[:len(s.Fields)-1], bytes.Replace(s.Fields, []byte("part:1:0"), []byte("part:2:00"), 1), append(bytes.Clone(s.Fields), "more:1:1\n"...)} {
				if _, err := hours.ParseEntry(bad); err == nil {
					t.Errorf("%q is taken for an entry", bad)
				}
			}
			return nil
		})
	})
	if seen != len(want) {
		t.Errorf("saw %d entries of 何秀兰, want %d", seen, len(want))
	}
}
