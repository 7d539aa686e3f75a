package office

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// WriteXLSX writes a workbook. Every sheet has a bold header that stays in view, with filters; texts are
// stored as texts whatever they begin with, dates and numbers as such. It fails with a LimitError when a sheet
// has more rows or a cell more characters than a workbook can hold, and with an error naming row and
// column when a value does not fit its column.
func WriteXLSX(w io.Writer, sheets []Sheet) (err error) {
	if len(sheets) == 0 {
		return errors.New("write workbook: no sheets")
	}
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	styles, err := newCellStyles(f)
	if err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	names := sheetNames(sheets)
	for i, name := range names {
		if err := addSheet(f, i, name); err != nil {
			return fmt.Errorf("write workbook: add sheet %s: %w", name, err)
		}
	}
	for i, sheet := range sheets {
		if err := writeSheet(f, names[i], sheet, styles); err != nil {
			return fmt.Errorf("write workbook: sheet %s: %w", names[i], err)
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// addSheet names the sheet every new workbook has, or adds a further one.
func addSheet(f *excelize.File, i int, name string) error {
	if i == 0 {
		return f.SetSheetName(f.GetSheetName(0), name)
	}
	_, err := f.NewSheet(name)
	return err
}

func writeSheet(f *excelize.File, name string, sheet Sheet, styles cellStyles) error {
	if len(sheet.Columns) == 0 {
		return errors.New("no columns")
	}
	if len(sheet.Rows)+1 > maxSheetRow {
		return &LimitError{Sheet: name, Measure: RowCount, Limit: maxSheetRow}
	}
	stream, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := writeHeader(f, stream, name, sheet, styles); err != nil {
		return err
	}
	for n, row := range sheet.Rows {
		cells, err := sheet.cells(row, styles)
		if err == nil {
			err = stream.SetRow(fmt.Sprintf("A%d", n+2), cells)
		}
		if err != nil {
			return fmt.Errorf("row %d: %w", n+2, err)
		}
	}
	return stream.Flush()
}
