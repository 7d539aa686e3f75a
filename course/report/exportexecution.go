package report

import (
	"context"
	"fmt"
	"io"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/hours"
	"xiangxue/course/office"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/variance"
)

// ExportExecution writes a unit's plan against what was carried out as a file, and records the export in the trail. It
// fails as Execution does, and with fault.Invalid for an unknown format.
func (r *Reporter) ExportExecution(ctx context.Context, db *storage.DB, actor access.Actor, unit roster.UnitID, at AsOf, format Format, w io.Writer) error {
	if err := r.beginExport(ctx, actor, access.ReadExecution, format); err != nil {
		return err
	}
	var e Execution
	err := db.Read(ctx, func(tx storage.ReadTx) (err error) {
		e, err = r.Execution(ctx, tx, actor, unit, at)
		return err
	})
	if err != nil {
		return err
	}
	err = r.recordExport(ctx, db, actor, unit, fmt.Sprintf("execution year=%d as_of=%d known_at=%d format=%s cells=%d checkpoint=%d",
		e.Year, e.On, e.known(), format, len(e.Cells), e.Checkpoint.Size))
	if err != nil {
		return err
	}
	return writeSheet(w, ExecutionSheet(e), format)
}

// ExecutionSheet returns a plan against what was carried out as a table: a row for each cell, then what belongs to no topic
// and the ledger's total, then what it looks at.
func ExecutionSheet(e Execution) office.Sheet {
	s := office.Sheet{Name: "计划与执行", Columns: []office.Column{
		{Title: "季度", Kind: office.Number}, {Title: "专题", Width: 30}, {Title: "方式"}, {Title: "人数", Kind: office.Number},
		{Title: "计划学时", Kind: office.Hundredths}, {Title: "实际学时", Kind: office.Hundredths}, {Title: "相差", Kind: office.Hundredths},
		{Title: "通知的会", Kind: office.Number}, {Title: "开了的会", Kind: office.Number},
		{Title: "必读", Kind: office.Number}, {Title: "已完成", Kind: office.Number}, {Title: "相差的原因", Width: 48}, {Title: "学习秘书的说明", Width: 36},
	}}
	for _, c := range e.Cells {
		written := ""
		if list := e.Written[c.Topic.Key]; len(list) > 0 && c.IsPlanned() {
			written = explained(list[0])
		}
		s.Rows = append(s.Rows, []any{
			int(c.Quarter), c.Topic.Title, c.Mode.Label(), c.People, c.Planned, c.Actual, c.Variance(), c.Called, c.Held, c.Asked, c.Done, reasons(c.Parts), written,
		})
	}
	total := func(what string, amount hours.Amount) {
		s.Rows = append(s.Rows, []any{nil, what, nil, nil, nil, amount})
	}
	s.Rows = append(s.Rows, nil)
	total("专题内合计", e.Topics)
	total("不属于专题", e.Outside)
	total("台账合计", e.Ledger)
	return e.Stamp.under(s)
}

func explained(x plan.Explanation) string {
	return fmt.Sprintf("%s（%s，%s）", x.Reason, x.By, x.At.Format("2006-01-02"))
}

// reasons returns the parts of a variance as one text.
func reasons(parts []variance.Part) string {
	texts := make([]string, len(parts))
	for n, p := range parts {
		m := p.Message()
		texts[n] = fmt.Sprintf("%s %s", fmt.Sprintf(m.Text, m.Args...), signed(p.Amount))
		if len(p.Notes) > 0 {
			texts[n] += "（" + strings.Join(p.Notes, "；") + "）"
		}
	}
	return strings.Join(texts, "；")
}

func signed(a hours.Amount) string {
	if a > 0 {
		return "+" + a.String()
	}
	return a.String()
}
