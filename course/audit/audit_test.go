package audit_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"xiangxue/course/audit"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

func TestRecentFilters(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	start := time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	events := []audit.Event{
		{Actor: 1, Action: "account.sign_in", Kind: "account", ID: 1},
		{Actor: 2, Action: "meeting.roll.confirm", Kind: "meeting", ID: 7, Detail: "present=8"},
		{Actor: 1, Action: "account.sign_out", Kind: "account", ID: 1},
		{Actor: 0, Action: "account.sign_in", Kind: "account", ID: 2},
	}
	err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		for i, e := range events {
			if err := audit.Add(ctx, tx, start.AddDate(0, 0, i), e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		filter audit.Filter
		want   []int64
	}{
		"everything, newest first": {audit.Filter{}, []int64{4, 3, 2, 1}},
		"by kind":                  {audit.Filter{Kind: "meeting"}, []int64{2}},
		"by action":                {audit.Filter{Action: "account.sign_in"}, []int64{4, 1}},
		"by actor":                 {audit.Filter{Actor: 1}, []int64{3, 1}},
		"by object":                {audit.Filter{Kind: "account", ObjectID: 1}, []int64{3, 1}},
		"from a day on":            {audit.Filter{From: start.AddDate(0, 0, 2)}, []int64{4, 3}},
		"before a day":             {audit.Filter{To: start.AddDate(0, 0, 2)}, []int64{2, 1}},
		"within a day":             {audit.Filter{From: start.AddDate(0, 0, 1), To: start.AddDate(0, 0, 2)}, []int64{2}},
		"older than a record":      {audit.Filter{Before: 3}, []int64{2, 1}},
		"at most so many":          {audit.Filter{Limit: 2}, []int64{4, 3}},
		"nothing of the kind":      {audit.Filter{Kind: "plan"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := recent(t, db, c.filter); !slices.Equal(got, c.want) {
				t.Errorf("records %v, want %v", got, c.want)
			}
		})
	}
}

func recent(t *testing.T, db *storage.DB, f audit.Filter) []int64 {
	t.Helper()
	var ids []int64
	err := db.Read(t.Context(), func(tx storage.ReadTx) error {
		records, err := audit.Recent(t.Context(), tx, f)
		for _, r := range records {
			ids = append(ids, r.ID)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func TestTrailIsAppendOnly(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	for _, statement := range []string{"UPDATE audit_events SET detail = 'x'", "DELETE FROM audit_events"} {
		err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			if err := audit.Add(ctx, tx, time.Now(), audit.Event{Action: "a.b", Kind: "a"}); err != nil {
				return err
			}
			_, err := storage.Exec(ctx, tx, statement)
			return err
		})
		if err == nil {
			t.Errorf("%s was carried out", statement)
		}
	}
}
