package office

import (
	"bytes"
	"errors"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// fuzzLimits are small, so that passing one of them shows.
var fuzzLimits = Limits{FileBytes: 1 << 16, UnpackedBytes: 1 << 17, Rows: 50, Columns: 20, Cells: 200, CellRunes: 100}

// checkRefusal fails when an error is not one that tells the user what is wrong.
func checkRefusal(t *testing.T, err error) {
	t.Helper()
	var limit *LimitError
	var format *FormatError
	if !errors.As(err, &limit) && !errors.As(err, &format) {
		t.Fatalf("error %v is neither a limit nor a format", err)
	}
}

// FuzzReadTable reads anything as a CSV file or a workbook: it gives a table within its limits or says why
// not.
func FuzzReadTable(f *testing.F) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(rosterCSV))
	if err != nil {
		f.Fatal(err)
	}
	var workbook bytes.Buffer
	if err := WriteXLSX(&workbook, []Sheet{exampleSheet()}); err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][]byte{
		nil, []byte(rosterCSV), gbk, workbook.Bytes(), []byte("\xff\xfea\x00,\x00"), []byte("sep=;\n\"a\n;\"\";b"), []byte("a\r\"\"\"x\",,,,\r"),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		checkTables(t, b)
	})
}

// FuzzWorksheet reads anything as the rows of a worksheet, which FuzzReadTable would hardly get past the zip
// file to do.
func FuzzWorksheet(f *testing.F) {
	for _, seed := range []string{
		`<row r="2"><c r="B2" s="1"><f>1</f><v>46086.5</v></c></row>`,
		`<row><c t="inlineStr"><is><r><t>甲_x000A_</t></r></is></c></row><row><c t="s"><v>0</v></c></row>`,
		`<row><c t="b"><v>1</v></c><c r="ZZZZ9"/></row><!-- ' > -->`,
	} {
		f.Add(seed, `yyyy"年"[h]`)
	}
	f.Fuzz(func(t *testing.T, rows, code string) {
		formatOfCode(code)
		checkTables(t, workbookOf(t, rows,
			"xl/sharedStrings.xml", `<sst><si><t>共享</t></si></sst>`,
			"xl/styles.xml", `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="46"/></cellXfs></styleSheet>`))
	})
}

func checkTables(t *testing.T, b []byte) {
	t.Helper()
	tables, err := ReadWorkbook("a", b, fuzzLimits)
	if err != nil {
		checkRefusal(t, err)
		return
	}
	cells := 0
	for _, table := range tables {
		if len(table.Rows) > fuzzLimits.Rows {
			t.Fatalf("%d rows", len(table.Rows))
		}
		line := table.HeaderLine
		for _, row := range table.Rows {
			if row.Line <= line || len(row.Cells) == 0 || len(row.Cells) > fuzzLimits.Columns {
				t.Fatalf("row %d of %d cells after row %d", row.Line, len(row.Cells), line)
			}
			line = row.Line
			cells += len(row.Cells)
			for _, cell := range row.Cells {
				if !utf8.ValidString(cell) || utf8.RuneCountInString(cell) > fuzzLimits.CellRunes {
					t.Fatalf("cell %q", cell)
				}
			}
		}
	}
	if cells > fuzzLimits.Cells {
		t.Fatalf("%d cells", cells)
	}
}

// FuzzReadDOCX reads anything as a document, and as the body of one.
func FuzzReadDOCX(f *testing.F) {
	f.Add([]byte(styled(`<w:pStyle w:val="1"/>`, "总则") + `<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`))
	f.Add([]byte(`<w:tr><w:tc><w:tr><w:p><w:p><w:br/></w:p></w:p></w:tr></w:tc></w:tr>`))
	f.Add([]byte(`<w:p><w:numPr/><w:ilvl w:val="-1"/><w:outlineLvl w:val="99"/></w:p>`))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, file := range [][]byte{b, documentOf(t, string(b))} {
			paragraphs, err := ReadDOCX("a", file, fuzzLimits)
			if err != nil {
				checkRefusal(t, err)
				continue
			}
			if len(paragraphs) > fuzzLimits.Rows {
				t.Fatalf("%d paragraphs", len(paragraphs))
			}
			for _, p := range paragraphs {
				if p.Level < 0 || p.Level > 9 || p.List < 0 || p.List > 9 || len(p.Cells) > fuzzLimits.Columns {
					t.Fatalf("paragraph %+v", p)
				}
				if !p.Table && utf8.RuneCountInString(p.Text) > fuzzLimits.CellRunes {
					t.Fatalf("text of %d characters", utf8.RuneCountInString(p.Text))
				}
			}
		}
	})
}
