package inspection

import (
	"context"
	"fmt"
	"io"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/office"
	"xiangxue/course/storage"
)

// Export writes everybody who could be drawn for a sample, with the checkpoint and the seed, as CSV, so that anybody can
// draw again. It leaves a record in the trail first. It fails with fault.Forbidden when the actor may not export, and with
// fault.NotFound when the sample is not the actor's to see.
func (d *Desk) Export(ctx context.Context, actor access.Actor, id SampleID, w io.Writer) error {
	if err := access.Require(actor, access.ExportReports); err != nil {
		return err
	}
	var s Sample
	err := d.db.Read(ctx, func(tx storage.ReadTx) (err error) {
		s, err = FindSample(ctx, tx, actor, id)
		return err
	})
	if err != nil {
		return err
	}
	err = d.db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		return audit.Add(ctx, tx, d.now(), audit.Event{
			Actor: int64(actor.ID()), Action: "sample.export", Kind: "sample", ID: int64(id), Detail: fmt.Sprintf("format=csv people=%d", len(s.Tickets)),
		})
	})
	if err != nil {
		return err
	}
	return office.WriteCSV(w, Sheet(s))
}

// Sheet returns a sample as a table: everybody by stratum, then what the draw follows from.
func Sheet(s Sample) office.Sheet {
	sheet := office.Sheet{Name: "抽样名单", Columns: []office.Column{
		{Title: "单位编码", Width: 16}, {Title: "类别编码", Width: 18}, {Title: "工号", Width: 12}, {Title: "单位", Width: 24}, {Title: "类别", Width: 16},
		{Title: "姓名"}, {Title: "签号", Width: 66}, {Title: "抽中"},
	}}
	for _, t := range s.Tickets {
		drawn := ""
		if t.Drawn {
			drawn = "抽中"
		}
		sheet.Rows = append(sheet.Rows, []any{t.Unit, t.Ticket.Stratum.Category, t.StaffNo, t.UnitName, t.Category, t.Name, t.Number, drawn})
	}
	sheet.Rows = append(sheet.Rows, nil)
	for _, line := range []string{
		fmt.Sprintf("%s，%s 在册人员 %d 人，抽 %d 人", s.Unit.Name, s.On, len(s.Tickets), s.Size),
		fmt.Sprintf("检查点：共 %d 条，校验值 %s", s.Leaves, s.Root),
		"种子：" + s.Seed,
		"签号：校验值、种子、单位编码、类别编码、工号各一行、每行以换行结尾，取 SHA-256",
	} {
		sheet.Rows = append(sheet.Rows, []any{line})
	}
	return sheet
}
