package report_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/office"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func (w *town) export(actor access.Actor, unit roster.UnitID, format report.Format) (*bytes.Buffer, error) {
	var b bytes.Buffer
	err := w.reporter.ExportCompliance(w.t.Context(), w.db, actor, unit, report.AsOf{}, format, &b)
	return &b, err
}

func (w *town) exports() []audit.Record {
	return read(w, func(ctx context.Context, tx storage.ReadTx) ([]audit.Record, error) {
		return audit.Recent(ctx, tx, audit.Filter{Action: "report.export"})
	})
}

func TestExportHoldsUnitsPeopleAndWhatItLooksAt(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.approve()
	w.confirm(w.meet("2026-03-10", 14, "专题一", 0), "2026-03-25")
	b, err := w.export(w.auditor, w.unit.ID, report.XLSX)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := office.ReadWorkbook("compliance.xlsx", b.Bytes(), office.DefaultLimits())
	if err != nil || len(tables) != 3 {
		t.Fatalf("%d sheets: %v", len(tables), err)
	}
	units, people, doubts := tables[0], tables[1], tables[2]
	if got := units.Cell(units.Rows[0], "单位") + units.Cell(units.Rows[0], "人数") + units.Cell(units.Rows[0], "待核实"); got != "云溪镇51" {
		t.Errorf("the first unit reads %q", got)
	}
	xiulan := people.Rows[3]
	for column, want := range map[string]string{
		"姓名": "何秀兰", "类别": "乡科级及以下", "年度目标": "90", "应到": "18", "已有": "3", "相差": "15", "计划进度": "需补学", "理论": "3",
		"网络自学每年 50 学时：已有": "0 学时", "网络自学每年 50 学时：情况": "未到期", "待核实": "1",
	} {
		if got := people.Cell(xiulan, column); got != want {
			t.Errorf("%s of 何秀兰 is %q, want %q", column, got, want)
		}
	}
	if doubts.Cell(doubts.Rows[0], "事由") != "会后很久才录入" || !strings.Contains(doubts.Cell(doubts.Rows[0], "人员"), "宋国强") {
		t.Errorf("to check is %v", doubts.Rows[0].Cells)
	}
	last := people.Rows[len(people.Rows)-1].At(0)
	if !strings.HasPrefix(last, "台账检查点：2026-03-25 18:00:00，共 ") || people.Rows[len(people.Rows)-3].At(0) != "2026年度，截至 2026-03-25" {
		t.Errorf("below the people stands %q", last)
	}
	if trail := w.exports(); len(trail) != 1 || trail[0].Actor != int64(w.auditor.ID()) || !strings.Contains(trail[0].Detail, "format=xlsx people=5") {
		t.Errorf("the trail has %+v", trail)
	}
}

func TestExportAsCSVIsNoFormula(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	console := access.Console()
	b, err := w.export(console, 0, report.CSV)
	if err != nil {
		t.Fatal(err)
	}
	if text := b.String(); !strings.Contains(text, ",'=2+3,2001,") || !strings.Contains(text, "没有计划要求") {
		t.Errorf("the file reads %s", text)
	}
	if trail := w.exports(); len(trail) != 1 || trail[0].Actor != 0 {
		t.Errorf("the trail has %+v", trail)
	}
}

func TestExportIsRefused(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	tests := []struct {
		name   string
		actor  access.Actor
		unit   roster.UnitID
		format report.Format
		kind   fault.Kind
	}{
		{"a secretary", w.secretary, w.unit.ID, report.XLSX, fault.Forbidden},
		{"another township", w.remote, w.unit.ID, report.XLSX, fault.NotFound},
		{"an unknown format", w.auditor, w.unit.ID, "pdf", fault.Invalid},
	}
	for _, test := range tests {
		if b, err := w.export(test.actor, test.unit, test.format); !fault.Is(err, test.kind) || b.Len() > 0 {
			t.Errorf("%s: %d bytes and %v, want %s", test.name, b.Len(), err, test.kind)
		}
	}
	if trail := w.exports(); len(trail) != 0 {
		t.Errorf("a refused export is in the trail: %+v", trail)
	}
}
