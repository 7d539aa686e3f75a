package office

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// gatherer builds a Table row by row and holds it to the limits. One budget of cells may be shared by the
// gatherers of a workbook.
type gatherer struct {
	limits Limits
	cells  *int // cells left
	table  Table
	title  *Row // a first row with one filled cell: a title over the header, or a header of one column
}

// add appends a row. Cells are taken over; a row without content is dropped.
func (g *gatherer) add(line int, cells []string) error {
	cells = withoutEmptyEnd(cells)
	filled := filledCells(cells)
	if filled == 0 {
		return nil
	}
	if len(cells) > g.limits.Columns {
		return &LimitError{Line: line, Measure: ColumnCount, Limit: int64(g.limits.Columns)}
	}
	if *g.cells -= len(cells); *g.cells < 0 {
		return &LimitError{Line: line, Measure: CellCount, Limit: int64(g.limits.Cells)}
	}
	row := Row{Line: line, Cells: cells}
	switch {
	case g.table.HeaderLine > 0:
		return g.appendRow(row)
	case g.title == nil && filled == 1:
		g.title = &row
	case g.title == nil || filled > 1:
		g.head(row)
	default:
		g.head(*g.title)
		return g.appendRow(row)
	}
	return nil
}

func (g *gatherer) head(row Row) {
	g.table.Header, g.table.HeaderLine = titles(row.Cells), row.Line
}

func (g *gatherer) appendRow(row Row) error {
	if len(g.table.Rows) >= g.limits.Rows {
		return &LimitError{Line: row.Line, Measure: RowCount, Limit: int64(g.limits.Rows)}
	}
	g.table.Rows = append(g.table.Rows, row)
	return nil
}

// finish returns the table; a title that nothing followed is its header.
func (g *gatherer) finish() Table {
	if g.table.HeaderLine == 0 && g.title != nil {
		g.head(*g.title)
	}
	return g.table
}

// text checks the length of a cell and returns it with its line breaks as \n; white space alone is nothing.
// It runs once for each text stored in a file, not for each cell that refers to it.
func (l Limits) text(line int, s string) (string, error) {
	if len(s) > l.CellRunes && utf8.RuneCountInString(s) > l.CellRunes {
		return "", &LimitError{Line: line, Measure: CellLength, Limit: int64(l.CellRunes)}
	}
	if strings.TrimSpace(s) == "" {
		return "", nil
	}
	return oneLineBreak.Replace(s), nil
}

// oneLineBreak makes all line breaks \n. A Replacer is safe for concurrent use and never changes.
var oneLineBreak = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// withoutEmptyEnd returns the cells up to the last filled one, in memory of their own when that is less.
func withoutEmptyEnd(cells []string) []string {
	end := len(cells)
	for end > 0 && cells[end-1] == "" {
		end--
	}
	if end < len(cells) {
		return slices.Clone(cells[:end])
	}
	return cells
}

func filledCells(cells []string) int {
	n := 0
	for _, cell := range cells {
		if cell != "" {
			n++
		}
	}
	return n
}
