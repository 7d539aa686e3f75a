package demo

import (
	"context"
	"slices"
	"strings"
	"testing"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// secrets are the columns that hold keys, salts and what depends on them; a table alone stands for all of its columns.
var secrets = []string{
	"draw_secret", "installation", "log_checkpoints", "log_hashes", "log_leaves", "migration_sums",
	"accounts.password_hash", "attempts.paper", "attempts.fingerprint",
	"exam_answers.answer", "exam_attempts.paper", "exam_attempts.sheet",
}

// dump returns every row of the database as a text, but for the secrets, by table.
func dump(t *testing.T, d Deps) map[string][]string {
	t.Helper()
	tables := map[string][]string{}
	read(t, d, func(ctx context.Context, tx storage.ReadTx) error {
		columns, err := storagetest.Columns(ctx, tx)
		if err != nil {
			return err
		}
		shown := map[string][]string{}
		for _, c := range columns {
			if !slices.Contains(secrets, c.TableName) && !slices.Contains(secrets, c.TableName+"."+c.Name) {
				shown[c.TableName] = append(shown[c.TableName], "COALESCE(CAST("+c.Name+" AS TEXT), 'NULL')")
			}
		}
		for table, list := range shown {
			type line struct{ Text string }
			rows, err := storage.Select[line](ctx, tx, "SELECT "+strings.Join(list, " || ',' || ")+" AS text FROM "+table+" ORDER BY 1")
			if err != nil {
				return err
			}
			for _, r := range rows {
				tables[table] = append(tables[table], r.Text)
			}
		}
		return nil
	})
	return tables
}

// differ reports where two dumps are not the same.
func differ(t *testing.T, one, other map[string][]string) {
	t.Helper()
	if len(one["entries"]) == 0 || len(one["audit_events"]) == 0 {
		t.Error("nothing was dumped")
	}
	for table, rows := range one {
		for i, row := range rows {
			if i >= len(other[table]) || other[table][i] != row {
				t.Errorf("%s: %d rows and %d, first difference at %s", table, len(rows), len(other[table]), row)
				break
			}
		}
		if len(other[table]) > len(rows) {
			t.Errorf("%s: %d rows and %d", table, len(rows), len(other[table]))
		}
	}
}
