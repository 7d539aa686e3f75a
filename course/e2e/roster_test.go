package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The people of the tests' own small township, by what they do.
const (
	secretary = "YX002"
	committee = "YX001"
	leader    = "YX003"
	cadre     = "YX004"
	absentee  = "YX005"
	auditor   = "LL004"
	security  = "LL002"
)

// rosterFile writes the roster of the tests' own small township into the template that the program hands out.
func rosterFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "花名册.xlsx")
	out, err := tryRun(t.Context(), t.TempDir(), "import", "roster", path, "-template")
	if err != nil {
		t.Fatalf("write the template: %v\n%s", err, out)
	}
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	fillSheet(t, book, "单位", []string{
		"LL|临澜县委组织部||县|1",
		"YX|云溪镇|LL|乡镇|1",
		"YX01|农业农村办公室|YX|部门|1",
	})
	fillSheet(t, book, "人员", []string{
		"LL001|丁一凡|LL|系统管理员|||系统管理员|2026-01-01",
		"LL002|许静|LL|安全管理员|||安全管理员|2026-01-01",
		"LL003|马立|LL|审计管理员|||审计管理员|2026-01-01",
		"LL004|孙正明|LL|督学|||督学|2026-01-01",
		"YX001|周明远|YX|党委副书记||乡科级及以下、党员|党委委员|2026-01-01",
		"YX002|吴晓梅|YX|组织委员||乡科级及以下、党员|学习秘书|2026-01-01",
		"YX003|陈立群|YX01|主任||乡科级及以下、党员||2026-01-01",
		"YX004|何秀兰|YX01|农技员||乡科级及以下、党员||2026-01-01",
		"YX005|宋国强|YX01|科员||乡科级及以下||2026-01-01",
	})
	fillSheet(t, book, "学习小组", []string{"G1|第一学习小组|YX01|学习小组|YX003|YX003、YX004、YX005|2026-01-01"})
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
	return path
}

// fillSheet writes rows of cells that are separated by bars below the header.
func fillSheet(t testing.TB, book *excelize.File, sheet string, rows []string) {
	t.Helper()
	for i, row := range rows {
		for j, value := range strings.Split(row, "|") {
			cell, err := excelize.CoordinatesToCellName(j+1, i+2)
			if err == nil {
				err = book.SetCellStr(sheet, cell, value)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}
