package office

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestNormalizeTitle(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		" 工号 ":             "工号",
		"\ufeff姓　名":        "姓名",
		"出生\n年月":           "出生年月",
		"ＩＤ（必填）":           "ID(必填)",
		"Employee \n  No.": "Employee No.",
		"选项 A":             "选项A",
		"":                 "",
	} {
		if got := NormalizeTitle(in); got != want {
			t.Errorf("NormalizeTitle(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestColumn(t *testing.T) {
	t.Parallel()
	table := Table{Header: titles([]string{"*工号", "姓 名", "Ｅｍａｉｌ", "单位", "单位"})}
	tests := []struct {
		names []string
		want  int
	}{
		{[]string{"工号"}, 0},
		{[]string{"编号", "工号"}, 0},
		{[]string{"姓名"}, 1},
		{[]string{"email"}, 2},
		{[]string{"单位"}, 3},
		{[]string{"职务"}, -1},
		{nil, -1},
	}
	for _, test := range tests {
		if got := table.Column(test.names...); got != test.want {
			t.Errorf("Column(%q) = %d, want %d", test.names, got, test.want)
		}
	}
	row := Row{Line: 2, Cells: []string{"01", " 何秀兰\n"}}
	if got := table.Cell(row, "姓名"); got != "何秀兰" {
		t.Errorf("name %q", got)
	}
	if got := table.Cell(row, "单位") + table.Cell(row, "职务"); got != "" {
		t.Errorf("cells that are not there: %q", got)
	}
}

func TestRequire(t *testing.T) {
	t.Parallel()
	table := Table{File: "花名册.xlsx", HeaderLine: 2, Header: []string{"工号", "姓名", "单位", "单位"}}
	if err := table.Require([]string{"工号"}, []string{"名字", "姓名"}, nil); err != nil {
		t.Errorf("all there, but %v", err)
	}
	var faults RowErrors
	if err := table.Require([]string{"职务"}, []string{"单位"}, []string{"工号"}); !errors.As(err, &faults) {
		t.Fatalf("error %v", err)
	}
	want := "花名册.xlsx 第 2 行「职务」：表头中没有这一列\n花名册.xlsx 第 2 行「单位」：表头中这一列出现了不止一次"
	if faults.Error() != want {
		t.Errorf("got\n%s\nwant\n%s", faults, want)
	}
}

func TestHeadedBy(t *testing.T) {
	t.Parallel()
	in := "干部花名册,,\n单位：青山镇,日期：2026年3月5日,\n工号,姓名,职务\n1,何秀兰,主任\n"
	table, err := ReadTable("a.csv", []byte(in), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	below := table.HeadedBy("姓名", "工号")
	if below.HeaderLine != 3 || len(below.Rows) != 1 || below.Cell(below.Rows[0], "职务") != "主任" {
		t.Errorf("table %+v", below)
	}
	if same := table.HeadedBy("身份证号"); same.HeaderLine != table.HeaderLine || len(same.Rows) != len(table.Rows) {
		t.Errorf("without such a header: %+v", same)
	}
	if again := below.HeadedBy("工号"); again.HeaderLine != 3 {
		t.Errorf("header that already fits moved: %+v", again)
	}
}

func TestRowErrors(t *testing.T) {
	t.Parallel()
	if err := (RowErrors{}).Err(); err != nil {
		t.Errorf("no errors are %v", err)
	}
	table := Table{File: "花名册.xlsx"}
	var faults RowErrors
	for line := range 25 {
		faults = append(faults, table.Fault(Row{Line: line + 2}, "工号", "不能为空"))
	}
	lines := strings.Split(faults.Err().Error(), "\n")
	if len(lines) != 21 || lines[20] != "另有 5 处错误未列出" {
		t.Errorf("text %q", lines)
	}
	if lines[10] != "花名册.xlsx 第 12 行「工号」：不能为空" {
		t.Errorf("line %q", lines[10])
	}
	if shown, more := faults.First(3); len(shown) != 3 || more != 22 {
		t.Errorf("First(3) = %d and %d more", len(shown), more)
	}
	sheet := RowError{File: "题库.xlsx", Sheet: "单选", Line: 3, Message: "没有答案"}
	if got := sheet.Error(); got != "题库.xlsx〔单选〕 第 3 行：没有答案" {
		t.Errorf("with sheet: %s", got)
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	if b, err := Load("a.csv", strings.NewReader("12345"), Limits{FileBytes: 5}); err != nil || string(b) != "12345" {
		t.Errorf("read %q, %v", b, err)
	}
	_, err := Load("a.csv", strings.NewReader("123456"), Limits{FileBytes: 5})
	var limit *LimitError
	if !errors.As(err, &limit) || limit.Measure != FileSize {
		t.Errorf("error %v", err)
	}
	const want = "a.csv：文件大小超过上限（20 MB），请精简或拆分后再试"
	if got := (&LimitError{File: "a.csv", Measure: FileSize, Limit: DefaultLimits().FileBytes}).Error(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestZeroLimitsAreDefaults(t *testing.T) {
	t.Parallel()
	if got := (Limits{Rows: -1}).orDefault(); got != DefaultLimits() {
		t.Errorf("got %+v", got)
	}
	own := Limits{1, 2, 3, 4, 5, 6, 7, 8}
	if got := own.orDefault(); got != own {
		t.Errorf("own limits became %+v", got)
	}
	if !slices.Equal(titles([]string{"Ａ"}), []string{"A"}) {
		t.Error("titles are not normalised")
	}
}
