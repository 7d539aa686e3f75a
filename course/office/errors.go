package office

import (
	"errors"
	"fmt"
	"strings"
)

// RowError is what is wrong with one row of an imported file. Its text is for the person who has the file
// open: 花名册.xlsx 第 12 行「工号」：不能为空.
type RowError struct {
	File    string
	Sheet   string // worksheet, may be empty
	Line    int    // row in the spreadsheet, counted from 1
	Column  string // title of the column, empty when the whole row is meant
	Message string
}

// Error returns the place and the message in Chinese.
func (e RowError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Sheet != "" {
		fmt.Fprintf(&b, "〔%s〕", e.Sheet)
	}
	if e.Line > 0 {
		fmt.Fprintf(&b, " 第 %d 行", e.Line)
	}
	if e.Column != "" {
		fmt.Fprintf(&b, "「%s」", e.Column)
	}
	return b.String() + "：" + e.Message
}

// RowErrors collects everything that is wrong with a file, so that it can be corrected in one go.
type RowErrors []RowError

// shownErrors is how many complaints a text lists before it only counts.
const shownErrors = 20

// First returns at most n of the errors and the number of those left out.
func (e RowErrors) First(n int) (shown RowErrors, more int) {
	if len(e) <= n {
		return e, 0
	}
	return e[:n], len(e) - n
}

// Error lists the first twenty errors, one a line, and says how many there are besides.
func (e RowErrors) Error() string {
	shown, more := e.First(shownErrors)
	lines := make([]string, 0, len(shown)+1)
	for _, fault := range shown {
		lines = append(lines, fault.Error())
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("另有 %d 处错误未列出", more))
	}
	return strings.Join(lines, "\n")
}

// Err returns the errors as an error, or nil when there are none.
func (e RowErrors) Err() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

// Measure is what a LimitError counts, in the word shown to the user.
type Measure string

// The measures of Limits, the ratio by which one part of a zip file may grow when unpacked, and the elements and texts of an
// XML file.
const (
	FileSize     Measure = "文件大小"
	UnpackedSize Measure = "解压后大小"
	PackedRatio  Measure = "压缩比"
	PartCount    Measure = "压缩包内文件数"
	SheetCount   Measure = "工作表数"
	RowCount     Measure = "行数"
	ColumnCount  Measure = "列数"
	CellCount    Measure = "单元格总数"
	CellLength   Measure = "一格内的字数"
	NodeCount    Measure = "元素数"
)

// LimitError refuses a file that is larger than its reader's Limits allow, in one respect.
type LimitError struct {
	File    string
	Sheet   string // worksheet, may be empty
	Line    int    // row, 0 when the whole file is meant
	Measure Measure
	Limit   int64 // the greatest value allowed; bytes for the two sizes
}

// Error says in Chinese which limit was exceeded and what to do.
func (e *LimitError) Error() string {
	allowed := fmt.Sprint(e.Limit)
	if e.Measure == FileSize || e.Measure == UnpackedSize {
		allowed = fmt.Sprintf("%.4g MB", float64(e.Limit)/(1<<20))
	}
	message := fmt.Sprintf("%s超过上限（%s），请精简或拆分后再试", e.Measure, allowed)
	return RowError{File: e.File, Sheet: e.Sheet, Line: e.Line, Message: message}.Error()
}

// FormatError refuses a file that is not what it should be: of another kind, damaged, or in an encoding
// that cannot be told.
type FormatError struct {
	File    string
	Sheet   string // worksheet, may be empty
	Line    int    // row, 0 when the whole file is meant
	Message string // in Chinese, with what to do
	Err     error  // cause, may be nil
}

// Error returns file, place and message in Chinese; the cause is left to Unwrap.
func (e *FormatError) Error() string {
	return RowError{File: e.File, Sheet: e.Sheet, Line: e.Line, Message: e.Message}.Error()
}

// Unwrap returns the technical cause, or nil.
func (e *FormatError) Unwrap() error { return e.Err }

// located returns err with the file, and the sheet where there is one, filled in. What is not yet a
// LimitError or FormatError is a defect of the file that zip or XML found, and becomes a FormatError.
func located(err error, file, sheet string) error {
	var limit *LimitError
	if errors.As(err, &limit) {
		located := *limit
		located.File, located.Sheet = file, sheet
		return &located
	}
	var format *FormatError
	if errors.As(err, &format) {
		located := *format
		located.File, located.Sheet = file, sheet
		return &located
	}
	if err == nil {
		return nil
	}
	return &FormatError{File: file, Sheet: sheet, Message: "文件已损坏，无法读取，请重新另存一次", Err: err}
}
