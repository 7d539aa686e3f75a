package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// zipped packs parts into a zip file, in the order of pairs name, content.
func zipped(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		part, err := z.Create(pairs[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	oneSheet = `<workbook xmlns="urn:s" xmlns:r="urn:r"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`
	oneLink  = `<Relationships><Relationship Id="r1" Type="urn:x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
)

// workbookOf packs a worksheet's rows, and further parts, into the smallest workbook there is.
func workbookOf(t testing.TB, rows string, more ...string) []byte {
	t.Helper()
	return zipped(t, append([]string{
		"xl/workbook.xml", oneSheet,
		"xl/_rels/workbook.xml.rels", oneLink,
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
	}, more...)...)
}

// excelizeBook returns a workbook as another program writes it.
func excelizeBook(t *testing.T, fill func(*excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := fill(f); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadTableOfAnotherProgram(t *testing.T) {
	t.Parallel()
	b := excelizeBook(t, func(f *excelize.File) error {
		chinese := `yyyy"年"m"月"d"日"`
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &chinese})
		if err != nil {
			return err
		}
		return errors.Join(
			f.SetSheetRow("Sheet1", "A1", &[]any{"工号", "入职", "学时", "合计", "备注"}),
			f.SetSheetRow("Sheet1", "A3", &[]any{"610125199001011234", 46086, 61.5, nil, "=1+1"}),
			f.SetCellStyle("Sheet1", "B3", "B3", style),
			f.SetCellFormula("Sheet1", "D3", "SUM(C3,1)"),
			f.SetSheetRow("Sheet1", "A7", &[]any{610125199001011234, time.Date(2026, 3, 5, 14, 30, 0, 0, time.UTC), 1e15, true}),
		)
	})
	table, err := ReadTable("花名册.xlsx", b, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{
		{3, []string{"610125199001011234", "2026-03-05", "61.5", "", "=1+1"}},
		{7, []string{"610125199001011234", "2026-03-05 14:30", "1000000000000000", "TRUE"}},
	}
	if table.Name != "Sheet1" || table.HeaderLine != 1 || !slices.EqualFunc(table.Rows, want, sameRow) {
		t.Errorf("got %+v, want rows %v", table, want)
	}
}

func TestReadWorkbookSheets(t *testing.T) {
	t.Parallel()
	b := excelizeBook(t, func(f *excelize.File) error {
		_, err1 := f.NewSheet("单选")
		_, err2 := f.NewSheet("字典")
		_, err3 := f.NewSheet("多选")
		return errors.Join(err1, err2, err3,
			f.SetSheetVisible("字典", false),
			f.SetSheetRow("字典", "A1", &[]any{"藏", "着"}),
			f.SetSheetRow("单选", "A1", &[]any{"题干", "答案"}),
			f.SetSheetRow("多选", "B2", &[]any{"题干", "答案"}),
			f.SetSheetRow("多选", "B3", &[]any{"哪些对？", "AB"}),
		)
	})
	tables, err := ReadWorkbook("题库.xlsx", b, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, table := range tables {
		names = append(names, table.Name)
	}
	if !slices.Equal(names, []string{"Sheet1", "单选", "多选"}) {
		t.Fatalf("sheets %q", names)
	}
	many := tables[2]
	if many.HeaderLine != 2 || many.Cell(many.Rows[0], "答案") != "AB" {
		t.Errorf("sheet that begins at B2: %+v", many)
	}
	first, err := ReadTable("题库.xlsx", b, Limits{})
	if err != nil || first.Name != "单选" {
		t.Errorf("first sheet with content is %q, error %v", first.Name, err)
	}
}

func TestReadTableCells(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, cell, want string }{
		{"formula counts as its last value", `<c t="str"><f>1+1</f><v>二</v></c>`, "二"},
		{"formula never computed", `<c><f>1+1</f></c>`, ""},
		{"inline text", `<c t="inlineStr"><is><t>甲</t></is></c>`, "甲"},
		{"rich text without its reading", `<c t="inlineStr"><is><r><t>张</t></r><r><t>三</t></r><rPh><t>zhāng</t></rPh></is></c>`, "张三"},
		{"shared text", `<c t="s"><v>1</v></c>`, "共享"},
		{"escaped line break", `<c t="s"><v>2</v></c>`, "一\n二_x"},
		{"scientific notation", `<c><v>6.1012519900101E+17</v></c>`, "610125199001010000"},
		{"binary fraction", `<c><v>0.30000000000000004</v></c>`, "0.3"},
		{"whole number with fraction digits", `<c><v>12.0</v></c>`, "12"},
		{"date in ISO form", `<c t="d"><v>2026-03-05T00:00:00</v></c>`, "2026-03-05"},
		{"error", `<c t="e"><v>#N/A</v></c>`, "#N/A"},
		{"false", `<c t="b"><v>0</v></c>`, "FALSE"},
		{"styled as date", `<c s="1"><v>46086</v></c>`, "2026-03-05"},
		{"unknown style", `<c s="99"><v>46086</v></c>`, "46086"},
		{"own format", `<c s="2"><v>46086.5</v></c>`, "2026-03-05 12:00"},
		{"space alone", `<c t="str"><v>   </v></c>`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := workbookOf(t, `<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row><c r="B2" t="str"><v>x</v></c>`+test.cell+`</row>`,
				"xl/sharedStrings.xml", `<sst><si><t>无</t></si><si><t>共享</t></si><si><t>一_x000D_
二_x</t></si></sst>`,
				"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy/m/d\ h:mm"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`)
			table, err := ReadTable("a.xlsx", b, Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if got := table.Rows[0].At(2); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestReadTableDamagedWorkbook(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		b    []byte
		line int
	}{
		{"text that is not there", workbookOf(t, `<row r="4"><c t="s"><v>0</v></c></row>`), 4},
		{"rows out of order", workbookOf(t, `<row r="4"/><row r="3"/>`), 5},
		{"row beyond the last", workbookOf(t, `<row r="1048577"/>`), 1},
		{"broken markup", workbookOf(t, `<row><c></row>`), 0},
		{"cut-off markup", zipped(t, "xl/workbook.xml", oneSheet[:50]), 0},
		{"entities", workbookOf(t, `<row/>`, "xl/sharedStrings.xml", `<!DOCTYPE x [<!ENTITY a "b">]><sst/>`), 0},
		{"elements nested too deep", workbookOf(t, strings.Repeat("<a>", 1000)+strings.Repeat("</a>", 1000)), 0},
		{"a tag too long", workbookOf(t, "<row "+strings.Repeat(`a=">" `, 20000)+"/>"), 0},
		{"a document", zipped(t, "word/document.xml", "<document/>"), 0},
		{"sheet that is not there", zipped(t, "xl/workbook.xml", oneSheet, "xl/_rels/workbook.xml.rels", oneLink), 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadTable("a.xlsx", test.b, Limits{})
			var format *FormatError
			if !errors.As(err, &format) {
				t.Fatalf("error %v, want a FormatError", err)
			}
			if format.Line != test.line || format.File != "a.xlsx" {
				t.Errorf("error %q in line %d, want line %d", err, format.Line, test.line)
			}
		})
	}
}

func TestReadWorkbookLimits(t *testing.T) {
	t.Parallel()
	row := `<row><c t="str"><v>标题</v></c><c t="str"><v>标题</v></c></row>`
	far := `<row><c r="XFD1" s="1"/><c r="XFC1" t="str"><v>x</v></c></row>`
	tests := []struct {
		name    string
		b       []byte
		limits  Limits
		measure Measure
	}{
		{"unpacked size in the directory", workbookOf(t, row), Limits{UnpackedBytes: 200}, UnpackedSize},
		{"parts", workbookOf(t, row), Limits{Parts: 2}, PartCount},
		{"sheets", zipped(t, "xl/workbook.xml", strings.Replace(oneSheet, "</sheets>", `<sheet state="hidden"/></sheets>`, 1)), Limits{Sheets: 1}, SheetCount},
		{"rows", workbookOf(t, row+row+row), Limits{Rows: 1}, RowCount},
		{"columns", workbookOf(t, far), Limits{}, ColumnCount},
		{"cells", workbookOf(t, row+row), Limits{Cells: 3}, CellCount},
		{"characters", workbookOf(t, row), Limits{CellRunes: 1}, CellLength},
		{"characters far beyond", workbookOf(t, `<row><c><v>`+strings.Repeat("1", 100)+`</v></c></row>`), Limits{CellRunes: 9}, CellLength},
		{"shared texts", workbookOf(t, row, "xl/sharedStrings.xml", "<sst><si/><si/><si/></sst>"), Limits{Cells: 2}, CellCount},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadWorkbook("a.xlsx", test.b, test.limits)
			var limit *LimitError
			if !errors.As(err, &limit) || limit.Measure != test.measure {
				t.Errorf("error %v, want a limit of %s", err, test.measure)
			}
		})
	}
}

// Rows and cells that are only formatted, as a whole formatted column leaves behind, are not content.
func TestReadTableIgnoresFormattedEmptiness(t *testing.T) {
	t.Parallel()
	rows := `<row><c t="str"><v>工号</v></c><c r="XFD1" s="1"/></row>` + strings.Repeat(`<row><c s="1"/></row>`, 100)
	table, err := ReadTable("a.xlsx", workbookOf(t, rows), Limits{Rows: 1, Columns: 1, Cells: 1})
	if err != nil || len(table.Rows) != 0 || !slices.Equal(table.Header, []string{"工号"}) {
		t.Errorf("table %+v, error %v", table, err)
	}
}
