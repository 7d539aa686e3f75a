package library

import (
	"context"
	"strings"
	"testing"

	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

func checkIn(t *testing.T, db *storage.DB, id DocumentID, found Finding) error {
	t.Helper()
	return db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return Check(ctx, tx, noon(), 7, id, found)
	})
}

func TestCheck(t *testing.T) {
	t.Parallel()
	db := stocked(t)
	before := len(announced(t, db))
	if err := checkIn(t, db, 2, Finding{State: InForce, Source: " 国家法律法规数据库 "}); err != nil {
		t.Fatal(err)
	}
	if got := announced(t, db); len(got) != before+1 || got[before] != 2 {
		t.Errorf("feed %v, want document 2 at its end", got)
	}
	reads(t, db, func(tx storage.ReadTx) error {
		status, err := StatusOf(t.Context(), tx, 2, 20260701)
		if want := "2026-07-01经人核对有效，来源：国家法律法规数据库"; status.State != InForce || status.Reason().String() != want {
			t.Errorf("got %s, want %s", status.Reason(), want)
		}
		if err != nil {
			return err
		}
		records, err := audit.Recent(t.Context(), tx, audit.Filter{Kind: FeedKind, ObjectID: 2})
		if len(records) != 1 || records[0].Actor != 7 || records[0].Detail != "state=in_force" {
			t.Errorf("trail %+v", records)
		}
		return err
	})
}

func TestCheckRefusesWhatSaysNothing(t *testing.T) {
	t.Parallel()
	db := stocked(t)
	for name, c := range map[string]struct {
		id    DocumentID
		found Finding
		want  fault.Kind
	}{
		"no source":         {2, Finding{State: InForce, Source: "  "}, fault.Invalid},
		"another state":     {2, Finding{State: Superseded, Source: "甲"}, fault.Invalid},
		"from tomorrow":     {2, Finding{State: Repealed, Source: "甲", Since: 20260702}, fault.Invalid},
		"a novel":           {2, Finding{State: Repealed, Source: strings.Repeat("甲", maxSource+1)}, fault.Invalid},
		"no such document":  {99, Finding{State: Repealed, Source: "甲"}, fault.NotFound},
		"no state whatever": {2, Finding{Source: "甲"}, fault.Invalid},
	} {
		if err := checkIn(t, db, c.id, c.found); !fault.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestChecksAreAppendOnly(t *testing.T) {
	t.Parallel()
	db := stocked(t)
	if err := checkIn(t, db, 2, Finding{State: Repealed, Source: "公报"}); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"UPDATE status_checks SET state = 'in_force'", "DELETE FROM status_checks"} {
		err := db.Write(context.WithoutCancel(t.Context()), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, statement)
			return err
		})
		if err == nil {
			t.Errorf("%s was carried out", statement)
		}
	}
}
