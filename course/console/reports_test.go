package console_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/console"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/office"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// newReporter returns a reporter over a database with one person in the unit YX.
func newReporter(t *testing.T) (*storage.DB, *report.Reporter) {
	t.Helper()
	db := storagetest.Open(t)
	clock := calendar.Clock(morning)
	log, err := seal.Open(t.Context(), db, filepath.Join(t.TempDir(), "log.key"), "console.test/log", clock)
	if err != nil {
		t.Fatal(err)
	}
	ledger := hours.NewLedger(log, clock)
	err = db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		u, err := roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township})
		if err != nil {
			return err
		}
		c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: "1001", Name: "何秀兰"})
		if err != nil {
			return err
		}
		if _, err := ledger.AdoptDefault(ctx, tx); err != nil {
			return err
		}
		return roster.Join(ctx, tx, c.ID, u.ID, 20200101)
	})
	if err != nil {
		t.Fatal(err)
	}
	return db, report.New(log, ledger, course.NewCatalogue(), clock)
}

func TestReportComplianceWritesTheFile(t *testing.T) {
	t.Parallel()
	db, reporter := newReporter(t)
	path := filepath.Join(t.TempDir(), "compliance.xlsx")
	var out bytes.Buffer
	order := console.ComplianceOrder{Year: 2026, Unit: "YX", AsOf: "2026-03-31", Path: path}
	if err := console.ReportCompliance(t.Context(), &out, db, reporter, order); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := office.ReadWorkbook("compliance.xlsx", b, office.DefaultLimits())
	if err != nil || len(tables) != 3 || tables[1].Cell(tables[1].Rows[0], "姓名") != "何秀兰" {
		t.Fatalf("the file holds %+v: %v", tables, err)
	}
	if n := len(tables[1].Rows); tables[1].Rows[n-3].At(0) != "2026年度，截至 2026-03-31" || !strings.Contains(out.String(), path) {
		t.Errorf("below the people stands %q, the operator reads %q", tables[1].Rows[n-3].At(0), out.String())
	}
}

func TestReportComplianceThatFailsLeavesTheFileThatWasThere(t *testing.T) {
	t.Parallel()
	db, reporter := newReporter(t)
	tests := []struct {
		name  string
		order console.ComplianceOrder
		file  string
		kind  fault.Kind
	}{
		{"no such unit", console.ComplianceOrder{Unit: "SP"}, "a.csv", fault.NotFound},
		{"no day", console.ComplianceOrder{AsOf: "3月"}, "a.csv", fault.Invalid},
		{"another ending", console.ComplianceOrder{}, "a.pdf", fault.Invalid},
	}
	for _, test := range tests {
		dir := t.TempDir()
		test.order.Path = filepath.Join(dir, test.file)
		if err := os.WriteFile(test.order.Path, []byte("旧"), 0o600); err != nil {
			t.Fatal(err)
		}
		err := console.ReportCompliance(t.Context(), &bytes.Buffer{}, db, reporter, test.order)
		if !fault.Is(err, test.kind) {
			t.Errorf("%s: %v, want %s", test.name, err, test.kind)
		}
		files, err := os.ReadDir(dir)
		if err != nil || len(files) != 1 {
			t.Errorf("%s: the folder holds %v: %v", test.name, files, err)
		}
		if b, err := os.ReadFile(test.order.Path); err != nil || string(b) != "旧" {
			t.Errorf("%s: the file reads %q: %v", test.name, b, err)
		}
	}
}
