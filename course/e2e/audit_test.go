package e2e

import (
	"bytes"
	"testing"
)

// audit goes from the overview of a day to the evidence of one entry, takes the tables along and verifies the ledger.
func (w *town) audit(t *testing.T) {
	b := w.window(t, auditor)
	b.visit("/audit")
	b.fill("截至哪天", iso(chinaToday()))
	b.press("查看")
	b.see("学时合规总览", chinaToday().Format("截至 2006年1月2日"))
	b.press("农业农村办公室")
	b.see("何秀兰", "宋国强")
	if table := b.download("导出 XLSX"); !bytes.HasPrefix(table, []byte("PK\x03\x04")) {
		t.Errorf("the XLSX begins with %q", table[:min(8, len(table))])
	}
	if table := b.download("导出 CSV"); !bytes.Contains(table, []byte("何秀兰")) {
		t.Errorf("the CSV does not name who is in the unit:\n%.300s", table)
	}
	b.press("宋国强")
	b.see("缺席与补学", "已补学", "到柳湾村核实面积", "没有安排补学")
	b.fits()
	b.press("补贴公示怎么做")
	b.see("规则", "第十一条", "依据", "理解题", "台账叶号")
	b.fits()
	b.shoot("audit-make-up")
	b.visit("/verification")
	b.press("立即核验")
	b.see("核验通过")
	b.fits()
}
