package hours_test

import (
	"context"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"xiangxue/course/hours"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// threeMonths is a ledger of three meetings for two persons and one reversal; the checkpoint covers all of it.
func threeMonths(t testing.TB) *office {
	t.Helper()
	o := newOffice(t)
	var last hours.Entry
	for day, title := range map[string]string{"2026-01-15": "一月集中学", "2026-02-12": "二月集中学", "2026-03-05": "三月集中学"} {
		o.on(day)
		o.mustAppend(o.attended(xiulan, title, 300))
		last = o.mustAppend(o.attended(guoqiang, title, 300))
	}
	o.on("2026-04-09")
	o.reverse(last.ID, nil)
	o.mustBeSound()
	return o
}

// TestVerifyNamesTheTamperedEntry changes the database as somebody could who holds the file. The leaf of the rules is
// number 0, so entry n has leaf n.
func TestVerifyNamesTheTamperedEntry(t *testing.T) {
	t.Parallel()
	const gift = `INSERT INTO entries SELECT 99, 2, source, 77, part, correction, amount, days, stated, cut, activity, subject, mode, buckets,
 rule_set_id, rule_article, title, evidence, evidence_id, happened_on, recorded_at, recorded_by, NULL, reason, approved_by FROM entries WHERE id = 3`
	tests := []struct {
		name   string
		tamper []string
		want   seal.Finding
	}{
		{"an amount is raised", []string{"UPDATE entries SET amount = 900, stated = 900 WHERE id = 3"},
			seal.Finding{What: seal.Altered, Kind: seal.Entry, ID: 3, Position: 3}},
		{"an entry moves to another person", []string{"UPDATE entries SET cadre_id = 3 WHERE id = 4"},
			seal.Finding{What: seal.Altered, Kind: seal.Entry, ID: 4, Position: 4}},
		{"a day is moved", []string{"UPDATE entries SET happened_on = happened_on + 1 WHERE id = 1"},
			seal.Finding{What: seal.Altered, Kind: seal.Entry, ID: 1, Position: 1}},
		{"an entry is deleted", []string{"DELETE FROM entries WHERE id = 3"},
			seal.Finding{What: seal.Missing, Kind: seal.Entry, ID: 3, Position: 3}},
		{"a reversal is deleted", []string{"DELETE FROM entries WHERE id = 7"},
			seal.Finding{What: seal.Missing, Kind: seal.Reversal, ID: 7, Position: 7}},
		{"a reversal becomes an entry", []string{"UPDATE entries SET reverses_id = NULL, amount = 300 WHERE id = 7"},
			seal.Finding{What: seal.Missing, Kind: seal.Reversal, ID: 7, Position: 7}},
		{"an entry and its leaf are deleted", []string{"DELETE FROM entries WHERE id = 3", "DELETE FROM log_leaves WHERE position = 3"},
			seal.Finding{What: seal.Dropped, Position: 3}},
		{"an entry is put in without a leaf", []string{gift},
			seal.Finding{What: seal.Unsealed, Kind: seal.Entry, ID: 99, Position: seal.None}},
		{"the rules are softened", []string{`UPDATE rule_sets SET content = replace(content, '"value":50', '"value":500') WHERE id = 1`},
			seal.Finding{What: seal.Altered, Kind: seal.RuleSet, ID: 1, Position: 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := threeMonths(t)
			o.tamper(tt.tamper...)
			r := o.verify()
			if r.Clean() || r.Findings[0] != tt.want {
				t.Errorf("found %+v, want %+v", r.Findings, tt.want)
			}
		})
	}
}

// TestEveryColumnIsSealed changes each column of the ledger in turn.
func TestEveryColumnIsSealed(t *testing.T) {
	t.Parallel()
	o := threeMonths(t)
	var columns []storagetest.Column
	o.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		columns, err = storagetest.Columns(ctx, tx)
		columns = slices.DeleteFunc(columns, func(c storagetest.Column) bool {
			return c.TableName != "entries" || c.Name == "id" || c.Name == "reverses_id"
		})
		return err
	})
	if len(columns) < 20 {
		t.Fatalf("%d columns", len(columns))
	}
	o.tamper()
	for _, c := range columns {
		change := c.Name + " + 1000"
		if c.Kind == "text" {
			change = c.Name + " || 'x'"
		}
		undone := o.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			if err := storagetest.Unguard(ctx, tx); err != nil {
				return err
			}
			if _, err := storage.Exec(ctx, tx, "UPDATE entries SET "+c.Name+" = "+change+" WHERE id = 2"); err != nil {
				t.Errorf("%s: %v", c.Name, err)
			}
			r, err := seal.Verifier{Key: o.log.VerifierKey(), Sources: hours.Facts()}.Verify(ctx, tx.ReadTx)
			if err != nil || r.Clean() {
				t.Errorf("a change of %s was not found: %v", c.Name, err)
			}
			return context.Canceled
		})
		if undone == nil {
			t.Fatal("the change was kept")
		}
	}
}

// TestRecountFindsWhatTheRulesDoNotGive looks for wrong entries without using the seals.
func TestRecountFindsWhatTheRulesDoNotGive(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ tamper, field, want string }{
		"an amount":            {"UPDATE entries SET amount = 900 WHERE id = 3", "认定学时", "3"},
		"buckets":              {"UPDATE entries SET buckets = 'concentrated_training,plan' WHERE id = 3", "计入的类别", "party_study,plan"},
		"a mode":               {"UPDATE entries SET mode = 'online' WHERE id = 3", "学习方式", "collective"},
		"an article":           {"UPDATE entries SET rule_article = '第一条' WHERE id = 3", "规则条款", "第七条"},
		"a cut":                {"UPDATE entries SET cut = 100 WHERE id = 3", "超出年度上限的学时", "0"},
		"an activity":          {"UPDATE entries SET activity = 'nap' WHERE id = 3", "活动种类", ""},
		"half a reversal":      {"UPDATE entries SET amount = -100 WHERE id = 7", "认定学时", "-3"},
		"a reversal elsewhere": {"UPDATE entries SET subject = 'law' WHERE id = 7", "冲正的其余内容", "相符"},
		"one person alone":     {"UPDATE entries SET approved_by = recorded_by WHERE id = 7", "更正人", "相符"},
		"the person concerned": {"UPDATE entries SET approved_by = cadre_id WHERE id = 7", "更正人", "相符"},
		"no reason":            {"UPDATE entries SET reason = '' WHERE id = 7", "更正理由", "相符"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := threeMonths(t)
			o.tamper(tt.tamper)
			found := o.recount()
			if len(found) != 1 || found[0].Field != tt.field || found[0].Want != tt.want {
				t.Errorf("found %+v, want %s = %q", found, tt.field, tt.want)
			}
		})
	}
}

var update = flag.Bool("update", false, "rewrite the golden files")

// TestCanonicalBytes pins the sealed form of entries and rules: a change of it would make every old seal look broken.
func TestCanonicalBytes(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-03-05")
	e := o.mustAppend(o.attended(xiulan, "专题一：“三农”工作", 400))
	o.reverse(e.ID, nil)
	var text strings.Builder
	o.read(func(ctx context.Context, tx storage.ReadTx) error {
		for _, source := range hours.Facts() {
			err := source.Each(ctx, tx, func(_ int64, fields []byte) error {
				text.Write(fields)
				text.WriteByte('\n')
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	const file = "testdata/canonical.golden"
	if *update {
		if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if text.String() != string(want) {
		t.Errorf("the canonical bytes changed; a new form needs a new name:\n%s", text.String())
	}
}
