package office

import "strings"

// readCSV reads a table of separated values. Rows are counted as a spreadsheet counts them: a row whose cells
// contain line breaks is one, and a blank one counts.
func readCSV(file string, b []byte, limits Limits) (Table, error) {
	text, err := decodeText(b)
	if err != nil {
		return Table{}, err
	}
	cells := limits.Cells
	g := gatherer{limits: limits, cells: &cells, table: Table{File: file}}
	r := newCSVReader(text, limits)
	for r.more() {
		record, err := r.record()
		if err != nil {
			return Table{}, err
		}
		if err := g.add(r.line, record); err != nil {
			return Table{}, err
		}
	}
	return g.finish(), nil
}

// csvReader reads records within limits. Unlike encoding/csv it refuses a record before it is in memory, and
// a quote that is never closed instead of swallowing the rest of the file.
type csvReader struct {
	rest   string // text not yet read
	comma  byte
	line   int // number of the last record
	limits Limits
}

// newCSVReader finds out by what the fields are separated; a first line sep=; as Excel writes it says so.
func newCSVReader(text string, limits Limits) *csvReader {
	r := &csvReader{rest: oneLineBreak.Replace(text), limits: limits}
	line, rest, _ := strings.Cut(r.rest, "\n")
	if len(line) == len("sep=;") && strings.HasPrefix(line, "sep=") && strings.Contains(separators, line[4:]) {
		r.comma, r.rest, r.line = line[4], rest, 1
		return r
	}
	r.comma = findSeparator(r.rest)
	return r
}

const separators = ",;\t"

// findSeparator returns the separator that occurs most in the first line that has any, not counting what
// stands in quotes.
func findSeparator(text string) byte {
	var counts [len(separators)]int
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n' && counts != [len(separators)]int{}:
			i = len(text)
		default:
			if at := strings.IndexByte(separators, c); at >= 0 {
				counts[at]++
			}
		}
	}
	best := 0
	for i, n := range counts {
		if n > counts[best] {
			best = i
		}
	}
	return separators[best]
}

func (r *csvReader) more() bool { return r.rest != "" }

// record returns the fields of the next record, none for a blank line.
func (r *csvReader) record() ([]string, error) {
	r.line++
	if strings.HasPrefix(r.rest, "\n") {
		r.rest = r.rest[1:]
		return nil, nil
	}
	var fields []string
	for {
		field, err := r.field()
		if err != nil {
			return nil, err
		}
		// Empty fields at the end of a row may be many, gatherer leaves them out.
		if field != "" && len(fields) >= r.limits.Columns || len(fields) >= maxSheetColumn {
			return nil, &LimitError{Line: r.line, Measure: ColumnCount, Limit: int64(r.limits.Columns)}
		}
		fields = append(fields, field)
		if r.rest == "" {
			return fields, nil
		}
		end := r.rest[0]
		if r.rest = r.rest[1:]; end == '\n' {
			return fields, nil
		}
	}
}

// field reads up to the next separator or end of line, which it leaves.
func (r *csvReader) field() (string, error) {
	quoted := ""
	if strings.HasPrefix(r.rest, `"`) {
		var err error
		if quoted, err = r.quoted(); err != nil {
			return "", err
		}
	}
	end := strings.IndexAny(r.rest, "\n"+string(r.comma))
	if end < 0 {
		end = len(r.rest)
	}
	field := quoted + r.rest[:end]
	r.rest = r.rest[end:]
	return r.limits.text(r.line, unguarded(field))
}

// quoted reads a field in quotes, in which two quotes stand for one.
func (r *csvReader) quoted() (string, error) {
	var b strings.Builder
	for {
		r.rest = r.rest[1:]
		end := strings.IndexByte(r.rest, '"')
		if end < 0 {
			return "", &FormatError{Line: r.line, Message: "这一行有一个双引号没有配对，请补上或删去"}
		}
		b.WriteString(r.rest[:end])
		if r.rest = r.rest[end+1:]; !strings.HasPrefix(r.rest, `"`) {
			return b.String(), nil
		}
		b.WriteByte('"')
	}
}
