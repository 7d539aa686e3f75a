package office

import (
	"errors"
	"strconv"
	"strings"
)

// The last row and column a worksheet can have.
const (
	maxSheetRow    = 1 << 20
	maxSheetColumn = 1 << 14
)

// sheetReader reads the rows of one worksheet.
type sheetReader struct {
	*workbook
	markup   *markup
	gatherer gatherer
	line     int // row being read
}

// read reads one worksheet.
func (w *workbook) read(file string, ref sheetRef) (Table, error) {
	m, err := w.archive.open(ref.part)
	if err != nil {
		return Table{}, err
	}
	defer m.Close()
	r := &sheetReader{workbook: w, markup: m}
	r.gatherer = gatherer{limits: w.limits, cells: &w.cells, table: Table{File: file, Name: ref.name}}
	err = m.each(func(e element) error {
		if e.name != "sheetData" {
			return nil
		}
		return m.inside(r.row, nil)
	})
	return r.gatherer.finish(), err
}

// row reads one row; its number may be left out of the file.
func (r *sheetReader) row(e element) error {
	if e.name != "row" {
		return r.markup.skip()
	}
	r.line++
	if number := e.attr("r"); number != "" {
		n, err := strconv.Atoi(number)
		if err != nil || n < r.line || n > maxSheetRow {
			return &FormatError{Line: r.line, Message: "行号有误，文件可能已损坏，请重新另存一次"}
		}
		r.line = n
	}
	var cells []string
	column := -1
	err := r.markup.inside(func(e element) error {
		if e.name != "c" {
			return r.markup.skip()
		}
		column = columnOf(e.attr("r"), column+1)
		text, err := r.cell(e)
		if err != nil || text == "" {
			return err
		}
		if column >= r.limits.Columns {
			return &LimitError{Line: r.line, Measure: ColumnCount, Limit: int64(r.limits.Columns)}
		}
		for len(cells) <= column {
			cells = append(cells, "")
		}
		cells[column] = text
		return nil
	}, nil)
	if err != nil {
		return err
	}
	return r.gatherer.add(r.line, cells)
}

// columnOf returns the column, counted from 0, of a reference such as AB12, or otherwise when there is none.
func columnOf(ref string, otherwise int) int {
	n := 0
	for _, c := range ref {
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c < 'A' || c > 'Z' || n > maxSheetColumn {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	if n == 0 {
		return otherwise
	}
	return n - 1
}

// cell returns the text of a cell: for a formula, the value last computed for it.
func (r *sheetReader) cell(c element) (string, error) {
	var value strings.Builder
	inline := ""
	err := r.markup.inside(func(e element) (err error) {
		switch e.name {
		case "v":
			return r.markup.appendText(&value, r.textBytes())
		case "is":
			inline, err = r.richText(r.markup)
			return err
		}
		return r.markup.skip()
	}, nil)
	if errors.Is(err, errTooLong) {
		err = &LimitError{Line: r.line, Measure: CellLength, Limit: int64(r.limits.CellRunes)}
	}
	if err != nil {
		return "", err
	}
	return r.value(c, value.String(), inline)
}

// value returns the text of a cell's value by the cell's type.
func (r *sheetReader) value(c element, value, inline string) (string, error) {
	switch c.attr("t") {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(r.strings) {
			return "", &FormatError{Line: r.line, Message: "单元格的文字已丢失，文件可能已损坏，请重新另存一次"}
		}
		return r.strings[i], nil
	case "inlineStr":
		return inline, nil
	case "str":
		value = unescape(value)
	case "e":
	case "b":
		value = truth(value)
	case "d":
		value = strings.TrimSuffix(value, "T00:00:00")
	default:
		value = numberText(strings.TrimSpace(value), r.formatOf(c.attr("s")), r.from1904)
	}
	return r.limits.text(r.line, value)
}

// truth is how a spreadsheet shows a truth value.
func truth(value string) string {
	switch value {
	case "1":
		return "TRUE"
	case "0":
		return "FALSE"
	}
	return value
}
