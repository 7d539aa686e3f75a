package document

import "math"

// tableRow is a row of a table ready to set.
type tableRow struct {
	look   look
	cells  [][]string // lines by column
	middle []bool     // by column
	least  float64    // height
}

// table sets a table and goes on at the next line of the grid. Its head stands again on every page.
func (s *sheet) table(t Table) error {
	widths := t.shares(areaWidth)
	head, err := s.row(t, widths, t.titles(), true)
	if err != nil {
		return err
	}
	s.keep(head.height() + linePitch)
	if err := s.setRow(widths, head); err != nil {
		return err
	}
	for _, cells := range t.Rows {
		row, err := s.row(t, widths, t.cells(cells), false)
		if err != nil {
			return err
		}
		for _, part := range row.parts(areaHeight - head.height()) {
			if s.y+part.height() > areaHeight+slack {
				s.turnPage()
				if err := s.setRow(widths, head); err != nil {
					return err
				}
			}
			if err := s.setRow(widths, part); err != nil {
				return err
			}
		}
	}
	s.y = math.Ceil((s.y+slack)/linePitch) * linePitch
	return nil
}

// row breaks the cells of a row into lines.
func (s *sheet) row(t Table, widths []float64, cells []string, head bool) (tableRow, error) {
	row := tableRow{look: small(regular), cells: make([][]string, len(cells)), middle: make([]bool, len(cells))}
	if head {
		row.look = small(bold)
	}
	if t.Tall {
		row.least = linePitch
	}
	for n, text := range cells {
		advance, err := s.measure(row.look, text)
		if err != nil {
			return row, err
		}
		row.cells[n] = breakLines(text, 0, widths[n]-2*cellMargin, advance)
		row.middle[n] = head || t.Columns[n].Middle
	}
	return row, nil
}

// height returns the height of the row with its margins.
func (r tableRow) height() float64 {
	most := 1
	for _, lines := range r.cells {
		most = max(most, len(lines))
	}
	return max(r.least, float64(most)*r.look.pitch+cellMargin)
}

// parts cuts a row that is higher than a page into some that are not.
func (r tableRow) parts(room float64) []tableRow {
	most := int((room - cellMargin) / r.look.pitch)
	var list []tableRow
	for rest := r; ; {
		part := rest
		part.cells = make([][]string, len(r.cells))
		left := make([][]string, len(r.cells))
		more := false
		for n, lines := range rest.cells {
			cut := min(most, len(lines))
			part.cells[n], left[n] = lines[:cut], lines[cut:]
			more = more || cut < len(lines)
		}
		list = append(list, part)
		if !more {
			return list
		}
		rest.cells = left
	}
}

// setRow draws a row with its rules.
func (s *sheet) setRow(widths []float64, r tableRow) error {
	height := r.height()
	s.pdf.SetLineWidth(0.5)
	x := 0.0
	for n, lines := range r.cells {
		s.pdf.RectFromUpperLeftWithStyle(marginLeft+x, marginTop+s.y, widths[n], height, "D")
		y := s.y + (height-float64(len(lines))*r.look.pitch)/2
		for _, line := range lines {
			if err := s.setCell(r, n, x, y, widths[n], line); err != nil {
				return err
			}
			y += r.look.pitch
		}
		x += widths[n]
	}
	s.y += height
	return nil
}

func (s *sheet) setCell(r tableRow, column int, x, y, width float64, line string) error {
	start := x + cellMargin
	if r.middle[column] {
		advance, err := s.measure(r.look, line)
		if err != nil {
			return err
		}
		start = x + (width-total(line, advance))/2
	}
	return s.write(r.look, start, y, line)
}
