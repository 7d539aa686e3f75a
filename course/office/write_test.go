package office

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

type (
	amount  int64
	subject string
)

func (amount) String() string { return "学时" }

func exampleSheet() Sheet {
	day := time.Date(2026, 3, 5, 23, 30, 0, 0, time.FixedZone("Asia/Shanghai", 8*3600))
	return Sheet{
		Name: "学时台账/2026",
		Columns: []Column{
			{Title: "工号"}, {Title: "姓名", Width: 20}, {Title: "日期", Kind: Date},
			{Title: "学时", Kind: Hundredths}, {Title: "次数", Kind: Number},
		},
		Rows: [][]any{
			{"610125199001011234", "何秀兰", day, amount(6150), 3},
			{"0013", `=HYPERLINK("http://x","点")`, time.Time{}, -25, -2.5},
			{uint8(7), subject("理论"), "待定", "免", nil},
			{true, amount(1)},
		},
	}
}

var exampleRows = []Row{
	{2, []string{"610125199001011234", "何秀兰", "2026-03-05", "61.5", "3"}},
	{3, []string{"0013", `=HYPERLINK("http://x","点")`, "", "-0.25", "-2.5"}},
	{4, []string{"7", "理论", "待定", "免"}},
	{5, []string{"是", "学时"}},
}

func TestWriteXLSX(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := WriteXLSX(&b, []Sheet{exampleSheet(), {Name: "学时台账?2026", Columns: []Column{{Title: "空"}}}}); err != nil {
		t.Fatal(err)
	}
	tables, err := ReadWorkbook("台账.xlsx", b.Bytes(), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(tables) != 2 || tables[0].Name != "学时台账 2026" || tables[1].Name != "学时台账 2026 2" {
		t.Fatalf("sheets %+v", tables)
	}
	if !slices.EqualFunc(tables[0].Rows, exampleRows, sameRow) {
		t.Errorf("rows %v, want %v", tables[0].Rows, exampleRows)
	}
	checkLook(t, b.Bytes())
}

// checkLook asks another reader for what an office program sees.
func checkLook(t *testing.T, b []byte) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const sheet = "学时台账 2026"
	if formula, err := f.GetCellFormula(sheet, "B3"); err != nil || formula != "" {
		t.Errorf("B3 is the formula %q, error %v", formula, err)
	}
	for cell, want := range map[string]excelize.CellType{
		"A2": excelize.CellTypeInlineString, "D2": excelize.CellTypeUnset, "E2": excelize.CellTypeUnset,
	} {
		if kind, err := f.GetCellType(sheet, cell); err != nil || kind != want {
			t.Errorf("%s has type %d, want %d, error %v", cell, kind, want, err)
		}
	}
	for cell, want := range map[string]string{"C2": "2026-03-05", "D2": "61.5", "D3": "-0.25"} {
		if shown, err := f.GetCellValue(sheet, cell); err != nil || shown != want {
			t.Errorf("%s shows %q, want %q, error %v", cell, shown, want, err)
		}
	}
	id, err := f.GetCellStyle(sheet, "A1")
	if err != nil {
		t.Fatal(err)
	}
	if style, err := f.GetStyle(id); err != nil || style.Font == nil || !style.Font.Bold {
		t.Errorf("header is not bold: %+v, error %v", style, err)
	}
	if panes, err := f.GetPanes(sheet); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("header is not frozen: %+v, error %v", panes, err)
	}
	if width, err := f.GetColWidth(sheet, "B"); err != nil || width != 20 {
		t.Errorf("width of B is %v, error %v", width, err)
	}
	if names := f.GetDefinedName(); len(names) != 2 || !strings.Contains(names[0].RefersTo, "$A$1:$E$5") {
		t.Errorf("filters %+v", names)
	}
}

func TestWriteCSV(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := WriteCSV(&b, exampleSheet()); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff工号,姓名,日期,学时,次数\r\n" +
		"610125199001011234,何秀兰,2026-03-05,61.5,3\r\n" +
		"0013,\"'=HYPERLINK(\"\"http://x\"\",\"\"点\"\")\",,-0.25,-2.5\r\n" +
		"7,理论,待定,免,\r\n" +
		"是,学时,,,\r\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	table, err := ReadTable("台账.csv", b.Bytes(), Limits{})
	if err != nil || !slices.EqualFunc(table.Rows, exampleRows, sameRow) {
		t.Errorf("read back %v, error %v", table.Rows, err)
	}
}

func TestGuarded(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+86 29": "'+86 29", "-1-1": "'-1-1", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx", "＝1": "'＝1",
		"-5": "-5", "+3.25": "+3.25", "--5": "'--5", "-": "'-", "-.5": "'-.5", "=5": "'=5",
		"'=1": "''=1", "'x": "'x", "": "", "何": "何", "1-2": "1-2",
	} {
		got := guarded(in)
		if got != want {
			t.Errorf("guarded(%q) = %q, want %q", in, got, want)
		}
		if back := unguarded(got); back != in {
			t.Errorf("%q comes back as %q", in, back)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	t.Parallel()
	one := func(kind Kind, v any) Sheet {
		return Sheet{Name: "表", Columns: []Column{{Title: "列", Kind: kind}}, Rows: [][]any{{v}}}
	}
	tests := []struct {
		name  string
		sheet Sheet
	}{
		{"float in hundredths", one(Hundredths, 61.5)},
		{"number as date", one(Date, 46086)},
		{"date as number", one(Number, time.Now())},
		{"slice as text", one(Text, []string{"x"})},
		{"unknown kind", one(Kind(9), 1)},
		{"more values than columns", Sheet{Columns: []Column{{Title: "列"}}, Rows: [][]any{{"a", "b"}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			for format, err := range map[string]error{
				"XLSX": WriteXLSX(&b, []Sheet{test.sheet}), "CSV": WriteCSV(&b, test.sheet),
			} {
				if err == nil || !strings.Contains(err.Error(), "row 2") && !strings.Contains(err.Error(), "unknown") {
					t.Errorf("%s: error %v does not name the row", format, err)
				}
			}
		})
	}
}

func TestWriteXLSXLimits(t *testing.T) {
	t.Parallel()
	long := Sheet{Columns: []Column{{Title: "列"}}, Rows: [][]any{{strings.Repeat("学", maxCellUnits)}}}
	var b bytes.Buffer
	if err := WriteXLSX(&b, []Sheet{long}); err != nil {
		t.Errorf("longest text: %v", err)
	}
	long.Rows[0][0] = strings.Repeat("学", maxCellUnits+1)
	var limit *LimitError
	if err := WriteXLSX(&b, []Sheet{long}); !errors.As(err, &limit) || limit.Measure != CellLength {
		t.Errorf("longer text: %v", err)
	}
	tall := Sheet{Columns: []Column{{Title: "列"}}, Rows: make([][]any, maxSheetRow)}
	if err := WriteXLSX(&b, []Sheet{tall}); !errors.As(err, &limit) || limit.Measure != RowCount {
		t.Errorf("too many rows: %v", err)
	}
	if err := WriteXLSX(&b, nil); err == nil {
		t.Error("a workbook without sheets was written")
	}
	if err := WriteXLSX(&b, []Sheet{{Name: "表"}}); err == nil {
		t.Error("a sheet without columns was written")
	}
}

func TestSheetNames(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("长", 40)
	got := sheetNames([]Sheet{{Name: ""}, {Name: "[a]'b"}, {Name: "A B"}, {Name: long}, {Name: long}, {Name: "  "}})
	want := []string{"表", "a b", "A B 2", long[:31*3], long[:29*3] + " 2", "表 2"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHundredthsText(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{
		0: "0", 25: "0.25", 50: "0.5", 100: "1", 6150: "61.5", -5: "-0.05", -100: "-1",
		math.MinInt64: "-92233720368547758.08", math.MaxInt64: "92233720368547758.07",
	} {
		if got := hundredthsText(n); got != want {
			t.Errorf("%d hundredths are %s, want %s", n, got, want)
		}
	}
}

// cellText draws the texts people and attackers put into cells.
func cellText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringMatching(`[=+\-@'"，,;\t\n _x0-9A-F.学习何\x{1F600}&<>]{0,12}`),
		rapid.SampledFrom([]string{"", "=1+1", "'=1", "-5", "_x005F_x0041_", "sep=", "610125199001011234", " a ", "#N/A"}),
		rapid.StringN(0, 20, -1),
	)
}

// expected is a text as it should come back: what cannot be kept is dropped, blank is empty.
func expected(s string) string {
	if s = printable(s); strings.TrimSpace(s) == "" {
		return ""
	}
	return s
}

// TestRoundTrip writes texts to both formats and reads the same texts in the same rows.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 4).Draw(t, "columns")
		sheet := Sheet{Name: "表"}
		for _, title := range []string{"工号", "姓名", "职务", "备注"}[:width] {
			sheet.Columns = append(sheet.Columns, Column{Title: title})
		}
		var want []Row
		for line := range rapid.IntRange(0, 6).Draw(t, "rows") {
			cells := make([]string, width)
			row := make([]any, width)
			for i := range cells {
				text := cellText().Draw(t, "cell")
				row[i], cells[i] = text, expected(text)
			}
			sheet.Rows = append(sheet.Rows, row)
			if cells = withoutEmptyEnd(cells); len(cells) > 0 {
				want = append(want, Row{Line: line + 2, Cells: cells})
			}
		}
		checkRoundTrip(t, sheet, want)
	})
}

func checkRoundTrip(t *rapid.T, sheet Sheet, want []Row) {
	var workbook, csv bytes.Buffer
	if err := errors.Join(WriteXLSX(&workbook, []Sheet{sheet}), WriteCSV(&csv, sheet)); err != nil {
		t.Fatal(err)
	}
	for file, b := range map[string][]byte{"a.xlsx": workbook.Bytes(), "a.csv": csv.Bytes()} {
		table, err := ReadTable(file, b, Limits{})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if len(table.Header) != len(sheet.Columns) || !slices.EqualFunc(table.Rows, want, sameRow) {
			t.Fatalf("%s: header %q, rows %q, want %q", file, table.Header, rowTexts(table.Rows), rowTexts(want))
		}
	}
}

func rowTexts(rows []Row) [][]string {
	var texts [][]string
	for _, row := range rows {
		texts = append(texts, row.Cells)
	}
	return texts
}
