package office

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// maxCellUnits is how many UTF-16 units a cell holds; the library would cut off the rest.
const maxCellUnits = excelize.TotalCellChars

// cellStyles are the styles of a workbook's header and of each kind of column.
type cellStyles struct {
	header int
	kinds  [Hundredths + 1]int
}

func newCellStyles(f *excelize.File) (s cellStyles, err error) {
	day, asText := "yyyy-mm-dd", "@"
	s.header, err = f.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2F2F2"}},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
	})
	if err != nil {
		return s, err
	}
	if s.kinds[Date], err = f.NewStyle(&excelize.Style{CustomNumFmt: &day}); err != nil {
		return s, err
	}
	s.kinds[Text], err = f.NewStyle(&excelize.Style{CustomNumFmt: &asText})
	return s, err
}

// cells returns a row as the library writes it.
func (s Sheet) cells(row []any, styles cellStyles) ([]any, error) {
	if err := s.checkWidth(row); err != nil {
		return nil, err
	}
	cells := make([]any, len(row))
	for i := range row {
		v, err := s.valueAt(row, i)
		if err != nil {
			return nil, err
		}
		if utf16Len(v.text) > maxCellUnits {
			return nil, &LimitError{Sheet: s.Name, Measure: CellLength, Limit: maxCellUnits}
		}
		switch {
		case v.number != nil:
			cells[i] = excelize.Cell{StyleID: styles.kinds[s.Columns[i].Kind], Value: v.number}
		case v.text != "":
			cells[i] = excelize.Cell{StyleID: styles.kinds[Text], Value: v.text}
		}
	}
	return cells, nil
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// writeHeader writes titles and widths, keeps the header in view and puts filters on it.
func writeHeader(f *excelize.File, stream *excelize.StreamWriter, name string, sheet Sheet, styles cellStyles) error {
	header := make([]any, len(sheet.Columns))
	for i, column := range sheet.Columns {
		header[i] = excelize.Cell{StyleID: styles.header, Value: printable(column.Title)}
		if err := stream.SetColWidth(i+1, i+1, column.width()); err != nil {
			return err
		}
	}
	panes := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := stream.SetPanes(panes); err != nil {
		return err
	}
	corner, err := excelize.CoordinatesToCellName(len(sheet.Columns), len(sheet.Rows)+1)
	if err != nil {
		return err
	}
	if err := f.AutoFilter(name, "A1:"+corner, nil); err != nil {
		return err
	}
	return stream.SetRow("A1", header)
}

// maxSheetName is how many UTF-16 units the name of a worksheet may have.
const maxSheetName = excelize.MaxSheetNameLength

// sheetNames returns names that Excel accepts, one for each sheet: without its reserved signs, not too long,
// and all different.
func sheetNames(sheets []Sheet) []string {
	names := make([]string, len(sheets))
	taken := make(map[string]bool, len(sheets))
	for i, sheet := range sheets {
		base := acceptedName(sheet.Name)
		if base == "" {
			base = "表"
		}
		name := base
		for n := 2; taken[strings.ToLower(name)]; n++ {
			number := fmt.Sprintf(" %d", n)
			name = shortened(base, maxSheetName-len(number)) + number
		}
		taken[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}

func acceptedName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || r < ' ' {
			return ' '
		}
		return r
	}, printable(name))
	return shortened(strings.Join(strings.Fields(name), " "), maxSheetName)
}

// shortened cuts a name to a number of UTF-16 units.
func shortened(name string, units int) string {
	for utf16Len(name) > units {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return strings.TrimSpace(name)
}
