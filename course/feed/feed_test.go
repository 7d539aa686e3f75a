package feed_test

import (
	"context"
	"testing"
	"time"

	"xiangxue/course/feed"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

func TestFollow(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	last := func() (cursor int64) {
		t.Helper()
		err := db.Read(t.Context(), func(tx storage.ReadTx) (err error) {
			cursor, err = feed.Last(t.Context(), tx)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return cursor
	}
	if got := last(); got != 0 {
		t.Errorf("an empty feed ends at %d", got)
	}
	changes := []feed.Change{{Kind: "document", ID: 7, What: feed.Published}, {Kind: "course", ID: 3, What: feed.Withdrawn}, {Kind: "document", ID: 7, What: feed.Published}}
	err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		for _, c := range changes {
			if err := feed.Add(ctx, tx, time.Unix(0, 0), c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var seen []feed.Change
	cursor := int64(0)
	for {
		var entries []feed.Entry
		err := db.Read(t.Context(), func(tx storage.ReadTx) (err error) {
			entries, err = feed.After(t.Context(), tx, cursor, 2)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) == 0 {
			break
		}
		for _, e := range entries {
			seen, cursor = append(seen, e.Change), e.Cursor
		}
	}
	if len(seen) != len(changes) || seen[0] != changes[0] || seen[1] != changes[1] || cursor != last() {
		t.Errorf("read %+v up to %d", seen, cursor)
	}
}
