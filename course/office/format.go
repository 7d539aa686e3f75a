package office

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"
)

// format is what matters of a cell's number format: whether its number is a date or a duration.
type format byte

const (
	plain format = iota
	dated
	elapsed
)

// maxFormats bounds the number formats and styles of a workbook; Excel allows 64 000 styles.
const maxFormats = 1 << 17

// readFormats reads the number formats of the cell styles. A workbook may have none.
func (w *workbook) readFormats(part string) error {
	m, err := w.archive.open(part)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer m.Close()
	own := map[string]format{}
	return m.each(func(e element) error {
		switch e.name {
		case "numFmt":
			own[e.attr("numFmtId")] = formatOfCode(e.attr("formatCode"))
		case "cellXfs":
			return m.inside(func(e element) error {
				if e.name == "xf" {
					w.formats = append(w.formats, formatOfID(e.attr("numFmtId"), own))
				}
				return checkFormats(len(w.formats))
			}, nil)
		}
		return checkFormats(len(own))
	})
}

func checkFormats(n int) error {
	if n > maxFormats {
		return &FormatError{Message: "单元格样式过多，请把内容复制到新工作簿后再试"}
	}
	return nil
}

// formatOf returns the format of the style a cell names.
func (w *workbook) formatOf(style string) format {
	i, err := strconv.Atoi(style)
	if err != nil || i < 0 || i >= len(w.formats) {
		return plain
	}
	return w.formats[i]
}

// formatOfID returns what a format's number means; below 164 most have a meaning fixed by the standard,
// which has further dates in Chinese versions.
func formatOfID(id string, own map[string]format) format {
	if f, found := own[id]; found {
		return f
	}
	n, err := strconv.Atoi(id)
	switch {
	case err != nil:
		return plain
	case n == 46:
		return elapsed
	case n >= 14 && n <= 22, n >= 27 && n <= 36, n == 45, n == 47, n >= 50 && n <= 58:
		return dated
	}
	return plain
}

// formatOfCode tells a date from a number by the placeholders of a format such as yyyy"年"m"月"d"日".
func formatOfCode(code string) format {
	code = strings.ToLower(code)
	if strings.Contains(code, "general") {
		return plain
	}
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case ';':
			return plain
		case '"':
			quoted, _, _ := strings.Cut(code[i+1:], `"`)
			i += len(quoted) + 1
		case '[':
			inside, _, _ := strings.Cut(code[i+1:], "]")
			if isElapsed(inside) {
				return elapsed
			}
			i += len(inside) + 1
		case '\\', '_', '*':
			i++
		case 'y', 'm', 'd', 'h', 's':
			return dated
		}
	}
	return plain
}

// isElapsed recognises hours, minutes or seconds that run on beyond 24 or 60.
func isElapsed(bracket string) bool {
	switch bracket {
	case "h", "hh", "m", "mm", "s", "ss":
		return true
	}
	return false
}
