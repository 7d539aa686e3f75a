// Package office reads and writes the files an office works with: workbooks (XLSX), comma-separated
// tables (CSV) and documents (DOCX). Everything that is imported (名册、题库、政策文件的导入) comes in
// through it and every export (导出) leaves through it.
//
// It promises three things. Reading is bounded: a file is refused with a LimitError before it can use
// more memory than its Limits allow, whatever its zip directory claims; that is why workbooks are read
// here as a stream of XML and not with the library that writes them, which builds a whole sheet in
// memory. Nothing in a file is ever executed: formulas count as the value last computed for them, entities
// and links are not followed, and what is written cannot become a formula in a spreadsheet. And every
// complaint names file, sheet, row and column as the person sees them in the spreadsheet.
package office

import "strings"

// Table is one sheet of a workbook, or a whole CSV file: a header and the rows below it. Rows without
// content are left out, so Line, not the index, says where a row stands.
type Table struct {
	File       string   // the file's name as given to the reader
	Name       string   // the worksheet's name, empty for CSV
	Header     []string // titles, normalised by NormalizeTitle; empty when the sheet is blank
	HeaderLine int      // the row the header stands in, counted from 1; 0 when the sheet is blank
	Rows       []Row
}

// Row is one row below the header.
type Row struct {
	Line  int      // row number in the spreadsheet, counted from 1
	Cells []string // text of the cells from the first column on; empty ones at the end are left out
}

// At returns the text of the cell in column i (counted from 0) without surrounding space. It is empty
// when the row has no such cell, also for the -1 of Table.Column.
func (r Row) At(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return strings.TrimSpace(r.Cells[i])
}

// Column returns the index of the column titled with one of the names, of which earlier ones are
// preferred, or -1. Case, full-width forms, blanks within and a star for "required" make no difference.
func (t Table) Column(names ...string) int {
	for _, name := range names {
		key := titleKey(name)
		for i, title := range t.Header {
			if titleKey(title) == key {
				return i
			}
		}
	}
	return -1
}

// Cell returns the text of the row's cell in the column titled with one of the names, without surrounding
// space; it is empty when the table has no such column.
func (t Table) Cell(row Row, names ...string) string {
	return row.At(t.Column(names...))
}

// Require fails with RowErrors on the header's row, one for each of the columns that is missing or stands
// there twice. Each column is given by its name and further names it may have.
func (t Table) Require(columns ...[]string) error {
	var faults RowErrors
	for _, names := range columns {
		if len(names) == 0 {
			continue
		}
		switch t.count(names) {
		case 0:
			faults = append(faults, t.fault(t.HeaderLine, names[0], "表头中没有这一列"))
		case 1:
		default:
			faults = append(faults, t.fault(t.HeaderLine, names[0], "表头中这一列出现了不止一次"))
		}
	}
	return faults.Err()
}

// count says how many titles equal the first of the names that occurs at all.
func (t Table) count(names []string) int {
	for _, name := range names {
		n := 0
		for _, title := range t.Header {
			if titleKey(title) == titleKey(name) {
				n++
			}
		}
		if n > 0 {
			return n
		}
	}
	return 0
}

// HeadedBy returns the table with its header moved down to the first row that contains all the names, for
// forms that begin with titles and notes over the header. Only the first ten rows are looked at; the table
// is returned as it is when none of them fits.
func (t Table) HeadedBy(names ...string) Table {
	const searched = 10
	for i := -1; i < len(t.Rows) && i < searched; i++ {
		below := t
		if i >= 0 {
			below.Header, below.HeaderLine = titles(t.Rows[i].Cells), t.Rows[i].Line
			below.Rows = t.Rows[i+1:]
		}
		if below.hasAll(names) {
			return below
		}
	}
	return t
}

func (t Table) hasAll(names []string) bool {
	for _, name := range names {
		if t.Column(name) < 0 {
			return false
		}
	}
	return true
}

// Fault returns the complaint about one column of a row, ready to be collected in RowErrors. An empty
// column means the whole row.
func (t Table) Fault(row Row, column, message string) RowError {
	return t.fault(row.Line, column, message)
}

func (t Table) fault(line int, column, message string) RowError {
	return RowError{File: t.File, Sheet: t.Name, Line: line, Column: column, Message: message}
}
