package report_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/report"
	"xiangxue/course/storage"
)

func (w *town) entries(actor access.Actor, s report.Selection) report.LedgerReport {
	w.t.Helper()
	return read(w, func(ctx context.Context, tx storage.ReadTx) (report.LedgerReport, error) {
		return w.reporter.Ledger(ctx, tx, actor, s)
	})
}

func TestLedgerListsTheScope(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.confirm(w.meet("2026-03-05", 9, "专题一", 0), "2026-03-05")
	m := w.meet("2026-03-12", 9, "专题二", 0)
	w.confirm(m, "2026-03-12", away(w.guoqiang, attendance.OfficialDuty))
	w.correct(m, w.xiulan, attendance.Absent)
	all := w.entries(w.auditor, report.Selection{})
	if all.Entries != 6 || all.Hours != 1200 || len(all.Lines) != 6 || all.More {
		t.Errorf("%d entries, %s hours, %d lines", all.Entries, all.Hours, len(all.Lines))
	}
	if newest := all.Lines[0]; !newest.Entry.IsReversal() || newest.Cadre.Name != "何秀兰" || newest.Unit.ID != w.office.ID {
		t.Errorf("the newest line is %+v", newest)
	}
	first := w.entries(w.auditor, report.Selection{Limit: 2})
	if len(first.Lines) != 2 || !first.More || first.Entries != 6 {
		t.Errorf("the first page has %d lines of %d", len(first.Lines), first.Entries)
	}
	reversed := w.entries(w.auditor, report.Selection{Before: first.Lines[0].Entry.ID, Person: "1005"})
	if len(reversed.Lines) != 2 || !reversed.Lines[0].Reversed || reversed.Lines[1].Reversed {
		t.Errorf("a reversal on another page is not known: %+v", reversed.Lines)
	}
	if none := w.entries(w.remote, report.Selection{}); none.Entries != 0 {
		t.Errorf("another auditor sees %d entries", none.Entries)
	}
	_, err := try(w, func(ctx context.Context, tx storage.ReadTx) (report.LedgerReport, error) {
		return w.reporter.Ledger(ctx, tx, w.remote, report.Selection{Unit: w.office.ID})
	})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("a unit out of scope: %v", err)
	}
}

func TestLedgerTakesAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.confirm(w.meet("2026-03-05", 9, "专题一", 0), "2026-03-05")
	w.entries(w.auditor, report.Selection{}) // reads the rules once
	few := w.statements(func() { w.entries(w.auditor, report.Selection{}) })
	w.confirm(w.meet("2026-03-12", 9, "专题二", 0), "2026-03-12")
	if many := w.statements(func() { w.entries(w.auditor, report.Selection{}) }); many != few {
		t.Errorf("%d statements for three entries, %d for six", few, many)
	}
}

func TestLedgerExportIsRecorded(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.confirm(w.meet("2026-03-05", 9, "=1+1", 0), "2026-03-05")
	var file bytes.Buffer
	if err := w.reporter.ExportLedger(t.Context(), w.db, w.auditor, report.Selection{Unit: w.office.ID}, report.CSV, &file); err != nil {
		t.Fatal(err)
	}
	if text := file.String(); strings.Count(text, "'=1+1") != 3 || !strings.Contains(text, "台账检查点") {
		t.Errorf("the file says\n%s", text)
	}
	records := read(w, func(ctx context.Context, tx storage.ReadTx) ([]audit.Record, error) {
		return audit.Recent(ctx, tx, audit.Filter{Action: "report.export"})
	})
	if len(records) != 1 || !strings.Contains(records[0].Detail, "entries=3") {
		t.Errorf("the trail has %+v", records)
	}
	file.Reset()
	err := w.reporter.ExportLedger(t.Context(), w.db, w.secretary, report.Selection{}, report.CSV, &file)
	if !fault.Is(err, fault.Forbidden) || file.Len() > 0 {
		t.Errorf("somebody who may not export: %v, %d bytes", err, file.Len())
	}
	if err := w.reporter.ExportLedger(t.Context(), w.db, w.auditor, report.Selection{}, "pdf", &file); !fault.Is(err, fault.Invalid) {
		t.Errorf("an unknown format: %v", err)
	}
}
