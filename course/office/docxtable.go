package office

import (
	"strings"
	"unicode/utf8"
)

// openRow is a row of a table that is still being read.
type openRow struct {
	cells  []string // finished ones
	cell   strings.Builder
	inCell bool
	filled bool // whether the cell has a paragraph yet
	runes  int  // in the cell
	inner  int  // how many rows of tables within this one are open
}

// tableRow reads a row of a table to its end. A row within a cell of another adds to that cell.
func (r *documentReader) tableRow() error {
	if r.row != nil {
		r.row.inner++
		err := r.markup.inside(r.element, nil)
		r.row.inner--
		return err
	}
	r.row = &openRow{}
	err := r.markup.inside(r.element, nil)
	r.row.endCell()
	cells := r.row.cells
	r.row = nil
	if err != nil {
		return err
	}
	return r.add(Paragraph{Table: true, Text: strings.Join(cells, "\t"), Cells: cells})
}

// startCell begins the next cell of the row.
func (r *documentReader) startCell() error {
	if r.row == nil || r.row.inner > 0 {
		return nil
	}
	r.row.endCell()
	r.row.inCell = true
	if len(r.row.cells) >= r.limits.Columns {
		return &LimitError{Measure: ColumnCount, Limit: int64(r.limits.Columns)}
	}
	if r.cells--; r.cells < 0 {
		return &LimitError{Measure: CellCount, Limit: int64(r.limits.Cells)}
	}
	return nil
}

func (o *openRow) endCell() {
	if o.inCell {
		o.cells = append(o.cells, o.cell.String())
	}
	o.cell.Reset()
	o.inCell, o.filled, o.runes = false, false, 0
}

// addToCell adds a paragraph's text to the cell being read.
func (r *documentReader) addToCell(text string) error {
	if r.row.filled {
		text = "\n" + text
	}
	r.row.filled = true
	if r.row.runes += utf8.RuneCountInString(text); r.row.runes > r.limits.CellRunes {
		return r.tooLong(errTooLong)
	}
	r.row.cell.WriteString(text)
	return nil
}
