package office

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const rosterCSV = "工号,姓名,职务\r\n0012,何秀兰,党政办主任\r\n0013,单于晓,民政助理\r\n"

func encoded(t *testing.T, how string) []byte {
	t.Helper()
	var out []byte
	var err error
	switch how {
	case "UTF-8":
		out = []byte(rosterCSV)
	case "UTF-8 with mark":
		out = []byte("\ufeff" + rosterCSV)
	case "GBK":
		out, err = simplifiedchinese.GBK.NewEncoder().Bytes([]byte(rosterCSV))
	case "GB18030":
		out, err = simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(rosterCSV))
	case "UTF-16 little endian":
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(rosterCSV))
	case "UTF-16 big endian":
		out, err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(rosterCSV))
	}
	if err != nil || out == nil {
		t.Fatalf("encode as %s: %v", how, err)
	}
	return out
}

func TestReadTableEncodings(t *testing.T) {
	t.Parallel()
	for _, how := range []string{
		"UTF-8", "UTF-8 with mark", "GBK", "GB18030", "UTF-16 little endian", "UTF-16 big endian",
	} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			table, err := ReadTable("花名册.csv", encoded(t, how), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if want := []string{"工号", "姓名", "职务"}; !slices.Equal(table.Header, want) {
				t.Errorf("header %q, want %q", table.Header, want)
			}
			if len(table.Rows) != 2 || table.Cell(table.Rows[1], "姓名") != "单于晓" {
				t.Errorf("rows %v", table.Rows)
			}
		})
	}
}

// The two characters 联通 in GBK are the classic text that looks like UTF-8 to a careless reader.
func TestReadTableGBKThatResemblesUTF8(t *testing.T) {
	t.Parallel()
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte("联通"))
	if err != nil {
		t.Fatal(err)
	}
	table, err := ReadTable("a.csv", b, Limits{})
	if err != nil || !slices.Equal(table.Header, []string{"联通"}) {
		t.Errorf("header %q, error %v", table.Header, err)
	}
}

func TestReadTableCSV(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in string
		header   []string
		rows     []Row
	}{
		{"semicolons", "a;b\n1,5;2\n", []string{"a", "b"}, []Row{{2, []string{"1,5", "2"}}}},
		{"tabs", "a\tb\n1\t2", []string{"a", "b"}, []Row{{2, []string{"1", "2"}}}},
		{"separator named", "sep=;\na;b,c,d\n1;2", []string{"a", "b,c,d"}, []Row{{3, []string{"1", "2"}}}},
		{"separators in quotes", "\"a;b;c\",d\nx,y", []string{"a;b;c", "d"}, []Row{{2, []string{"x", "y"}}}},
		{"blank rows count", "\n\na,b\n\n , \n1,2\n\n", []string{"a", "b"}, []Row{{6, []string{"1", "2"}}}},
		{
			"a cell of three lines is one row", "a,b\n\"x\r\ny\nz\",1\n2,3\n", []string{"a", "b"},
			[]Row{{2, []string{"x\ny\nz", "1"}}, {3, []string{"2", "3"}}},
		},
		{"doubled quotes", "a,b\n\"说“\"\"好\"\"”\",2", []string{"a", "b"}, []Row{{2, []string{`说“"好"”`, "2"}}}},
		{"quote within a field", "a,b\n5\" pipe,2", []string{"a", "b"}, []Row{{2, []string{`5" pipe`, "2"}}}},
		{"old line ends", "a,b\r1,2\r", []string{"a", "b"}, []Row{{2, []string{"1", "2"}}}},
		{"formula stays text", "a,b\n=1+1,@x", []string{"a", "b"}, []Row{{2, []string{"=1+1", "@x"}}}},
		{"guarded formula", "a,b\n'=1+1,'x", []string{"a", "b"}, []Row{{2, []string{"=1+1", "'x"}}}},
		{"empty cells at the end", "a,b,,,\n1,,,,\n", []string{"a", "b"}, []Row{{2, []string{"1"}}}},
		{"title over the header", "花名册,,\n工号,姓名\n1,何\n", []string{"工号", "姓名"}, []Row{{3, []string{"1", "何"}}}},
		{"one column", "工号\n1\n2\n", []string{"工号"}, []Row{{2, []string{"1"}}, {3, []string{"2"}}}},
		{"header only", "工号\n", []string{"工号"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			table, err := ReadTable("x.csv", []byte(test.in), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(table.Header, test.header) {
				t.Errorf("header %q, want %q", table.Header, test.header)
			}
			if !slices.EqualFunc(table.Rows, test.rows, sameRow) {
				t.Errorf("rows %v, want %v", table.Rows, test.rows)
			}
		})
	}
}

func sameRow(a, b Row) bool { return a.Line == b.Line && slices.Equal(a.Cells, b.Cells) }

func TestReadTableRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file string
		content    string
		message    string
	}{
		{"nothing", "a.csv", "", "空的"},
		{"blank rows only", "a.csv", "\n,,\n", "没有数据"},
		{"old workbook", "a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 99), "旧版"},
		{"web page called workbook", "a.xls", "\n <HTML><table>", "网页"},
		{"PDF", "a.csv", "%PDF-1.7", "PDF"},
		{"text called workbook", "a.xlsx", "工号,姓名", "扩展名不符"},
		{"cut-off workbook", "a.xlsx", "PK\x03\x04abc", "损坏"},
		{"unknown encoding", "a.csv", "a,b\n\xff\xfd\xff", "编码"},
		{"wrong mark", "a.csv", "\xef\xbb\xbfa,\xd6\xd0", "UTF-8"},
		{"binary", "a.csv", "a\x00b", "不是文字"},
		{"open quote", "a.csv", "a,b\n1,2\n\"3,4\n5,6", "第 3 行"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadTable(test.file, []byte(test.content), Limits{})
			var format *FormatError
			if !errors.As(err, &format) {
				t.Fatalf("error %v, want a FormatError", err)
			}
			if format.File != test.file || !strings.Contains(err.Error(), test.message) {
				t.Errorf("error %q, want one about %q in %s", err, test.message, test.file)
			}
		})
	}
}

func TestReadTableLimits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in string
		limits   Limits
		measure  Measure
		line     int
	}{
		{"file", "a,b\n1,2", Limits{FileBytes: 6}, FileSize, 0},
		{"rows", "a,b\n1,2\n3,4\n5,6", Limits{Rows: 2}, RowCount, 4},
		{"columns", "a,b\n1,2\n1,2,3", Limits{Columns: 2}, ColumnCount, 3},
		{"endless row", "a" + strings.Repeat(",", 20000), Limits{}, ColumnCount, 1},
		{"cells", "a,b\n1,2\n3,4", Limits{Cells: 5}, CellCount, 3},
		{"characters", "a,b\n1,一二三四", Limits{CellRunes: 3}, CellLength, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadTable("x.csv", []byte(test.in), test.limits)
			var limit *LimitError
			if !errors.As(err, &limit) {
				t.Fatalf("error %v, want a LimitError", err)
			}
			if limit.Measure != test.measure || limit.Line != test.line || limit.File != "x.csv" {
				t.Errorf("error %+v, want %s in line %d", limit, test.measure, test.line)
			}
		})
	}
}

func TestReadTableWithinLimits(t *testing.T) {
	t.Parallel()
	limits := Limits{FileBytes: 18, Rows: 2, Columns: 2, Cells: 6, CellRunes: 1}
	table, err := ReadTable("x.csv", []byte("a,b,,\n1,2,,\n三,4"), limits)
	if err != nil || len(table.Rows) != 2 {
		t.Errorf("rows %v, error %v", table.Rows, err)
	}
}
