package office

import (
	"errors"
	"io/fs"
	"path"
	"strings"
)

// workbook is an opened XLSX file: what its sheets share.
type workbook struct {
	archive  *archive
	limits   Limits
	sheets   []sheetRef
	strings  []string // shared strings
	formats  []format // number format of each cell style
	from1904 bool     // dates count from 1904, as old workbooks of Macintosh do
	cells    int      // budget of cells, see gatherer
}

// sheetRef is a visible worksheet.
type sheetRef struct{ name, part string }

func readSheets(file string, b []byte, limits Limits, first bool) ([]Table, error) {
	w, err := openWorkbook(b, limits)
	if err != nil {
		return nil, located(err, file, "")
	}
	var tables []Table
	for _, ref := range w.sheets {
		table, err := w.read(file, ref)
		if err != nil {
			return nil, located(err, file, ref.name)
		}
		if first && table.HeaderLine == 0 {
			continue
		}
		if tables = append(tables, table); first {
			break
		}
	}
	return tables, nil
}

// openWorkbook reads everything but the sheets themselves.
func openWorkbook(b []byte, limits Limits) (*workbook, error) {
	a, err := openArchive(b, limits)
	if err != nil {
		return nil, err
	}
	part, err := a.main("xl/workbook.xml")
	if err != nil {
		return nil, err
	}
	if !a.has(part) || !strings.HasSuffix(part, ".xml") || strings.HasPrefix(part, "word/") {
		return nil, &FormatError{Message: "不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后再试"}
	}
	w := &workbook{archive: a, limits: limits, cells: limits.Cells}
	links, err := a.relationships(part)
	if err != nil {
		return nil, err
	}
	if err := w.readDirectory(part, links); err != nil {
		return nil, err
	}
	dir := path.Dir(part)
	if err := w.readStrings(targetOf(links, "sharedStrings", dir+"/sharedStrings.xml")); err != nil {
		return nil, err
	}
	return w, w.readFormats(targetOf(links, "styles", dir+"/styles.xml"))
}

// readDirectory reads which sheets there are.
func (w *workbook) readDirectory(part string, links map[string]relationship) error {
	m, err := w.archive.open(part)
	if err != nil {
		return err
	}
	defer m.Close()
	seen := 0
	return m.each(func(e element) error {
		switch e.name {
		case "workbookPr":
			w.from1904 = isTrue(e.attr("date1904"))
		case "sheet":
			if seen++; seen > w.limits.Sheets {
				return &LimitError{Measure: SheetCount, Limit: int64(w.limits.Sheets)}
			}
			link := links[e.attr("id")]
			if link.kind == "worksheet" && (e.attr("state") == "" || e.attr("state") == "visible") {
				w.sheets = append(w.sheets, sheetRef{name: e.attr("name"), part: link.target})
			}
		}
		return nil
	})
}

func isTrue(attr string) bool { return attr == "1" || attr == "true" }

// readStrings reads the table of texts that cells refer to by number. A workbook may have none.
func (w *workbook) readStrings(part string) error {
	m, err := w.archive.open(part)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer m.Close()
	return m.each(func(e element) error {
		if e.name != "si" {
			return nil
		}
		if len(w.strings) >= w.limits.Cells {
			return &LimitError{Measure: CellCount, Limit: int64(w.limits.Cells)}
		}
		text, err := w.richText(m)
		w.strings = append(w.strings, text)
		return err
	})
}

// richText returns the text of a string element (si or is) made of one text or several runs, without
// phonetic guides.
func (w *workbook) richText(m *markup) (string, error) {
	var b strings.Builder
	err := m.inside(func(e element) error {
		switch e.name {
		case "t":
			return m.appendText(&b, w.textBytes())
		case "rPh":
			return m.skip()
		}
		return nil
	}, nil)
	if errors.Is(err, errTooLong) {
		err = &LimitError{Measure: CellLength, Limit: int64(w.limits.CellRunes)}
	}
	if err != nil {
		return "", err
	}
	return w.limits.text(0, unescape(b.String()))
}

// textBytes is a size no text within the limit has: four bytes a character, and seven for an escaped one.
func (w *workbook) textBytes() int { return 7 * w.limits.CellRunes }
