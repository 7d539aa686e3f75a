package report

import (
	"context"
	"fmt"
	"io"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/office"
	"xiangxue/course/storage"
)

// mostExported is how many entries one file holds at most: some 100 MB of memory while it is written.
const mostExported = 100_000

// ExportLedger writes the entries that the selection names as a file. Before that it signs a checkpoint, which the file
// names, and records the export in the trail. It fails with fault.Forbidden when the actor may not export, with
// fault.NotFound when the unit is not the actor's to export, and with fault.Invalid for an unknown format and for too
// many entries.
func (r *Reporter) ExportLedger(ctx context.Context, db *storage.DB, actor access.Actor, s Selection, format Format, w io.Writer) error {
	if err := r.beginExport(ctx, actor, access.ExportReports, format); err != nil {
		return err
	}
	s.Before, s.Limit = 0, mostExported
	var ledger LedgerReport
	err := db.Read(ctx, func(tx storage.ReadTx) (err error) {
		ledger, err = r.ledgerOf(ctx, tx, actor.Scope(access.ExportReports), s)
		return err
	})
	if err != nil {
		return err
	}
	if ledger.More {
		return fault.New(fault.Invalid, "一次最多导出 %d 条，请把范围缩小些", mostExported)
	}
	err = r.recordExport(ctx, db, actor, s.Unit, fmt.Sprintf("ledger from=%d to=%d known_at=%d format=%s entries=%d checkpoint=%d",
		s.From, ledger.On, ledger.known(), format, ledger.Entries, ledger.Checkpoint.Size))
	if err != nil {
		return err
	}
	return writeSheet(w, LedgerSheet(ledger), format)
}

// LedgerSheet returns a page of the ledger as a table. It ends with what it looks at and the checkpoint of the ledger.
func LedgerSheet(l LedgerReport) office.Sheet {
	s := office.Sheet{Name: "台账明细", Columns: []office.Column{
		{Title: "编号", Width: 14}, {Title: "日期", Kind: office.Date, Width: 12}, {Title: "单位", Width: 24}, {Title: "姓名"}, {Title: "工号", Width: 12},
		{Title: "内容", Width: 30}, {Title: "主题"}, {Title: "方式"}, {Title: "学时", Kind: office.Hundredths}, {Title: "天数", Kind: office.Hundredths},
		{Title: "认定规则", Width: 36}, {Title: "依据", Width: 20}, {Title: "入账时间", Width: 20}, {Title: "冲正哪一条"}, {Title: "更正理由", Width: 24},
	}}
	for _, line := range l.Lines {
		e := line.Entry
		var reverses any
		if e.IsReversal() {
			reverses = int64(e.Reverses)
		}
		s.Rows = append(s.Rows, []any{
			line.Number(), e.HappenedOn.Time(), line.Unit.Name, line.Cadre.Name, line.Cadre.StaffNo,
			e.Title, line.Subject.Name, e.Mode.Label(), e.Amount, e.Days,
			line.Rule.String(), line.Evidence, e.RecordedAt.Format("2006-01-02 15:04:05"), reverses, e.Reason,
		})
	}
	return l.Stamp.under(s)
}
