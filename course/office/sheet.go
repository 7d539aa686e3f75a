package office

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Sheet is a table to be written.
type Sheet struct {
	Name    string // name of the worksheet; what Excel does not accept in it is replaced
	Columns []Column
	Rows    [][]any // values by column; nil and missing ones leave the cell blank
}

// Column describes one column of a Sheet.
type Column struct {
	Title string
	Width float64 // in characters of the standard font; 0 means a width that fits the title
	Kind  Kind
}

// Kind is what a column holds. Whatever the kind, a string is written as text.
type Kind int

// The kinds of columns and the values they take.
const (
	// Text takes strings, fmt.Stringers, truth values (是, 否) and integers. Identification numbers belong here: a
	// spreadsheet rounds long numbers.
	Text Kind = iota
	// Number takes integers and floats.
	Number
	// Date takes time.Time, of which it writes the day in the time's own zone; the zero time leaves the cell blank.
	Date
	// Hundredths takes integers and writes them divided by 100, with as few decimals as needed: 6150 is 61.5.
	Hundredths
)

// value is a cell to be written: a text, and for numbers and dates also the number.
type value struct {
	text   string
	number any // int64, uint64, float64, time.Time, or nil
}

// valueAt returns the value of column i of a row.
func (s Sheet) valueAt(row []any, i int) (value, error) {
	if i >= len(row) || row[i] == nil {
		return value{}, nil
	}
	v, err := s.Columns[i].value(row[i])
	if err != nil {
		return value{}, fmt.Errorf("column %q: %w", s.Columns[i].Title, err)
	}
	return v, nil
}

// checkWidth refuses a row with more values than there are columns.
func (s Sheet) checkWidth(row []any) error {
	if len(row) > len(s.Columns) {
		return fmt.Errorf("%d values for %d columns", len(row), len(s.Columns))
	}
	return nil
}

func (c Column) value(v any) (value, error) {
	if text, ok := v.(string); ok {
		return value{text: printable(text)}, nil
	}
	switch c.Kind {
	case Text:
		return textValue(v)
	case Number:
		return numberValue(v)
	case Date:
		return dateValue(v)
	case Hundredths:
		return hundredthsValue(v)
	}
	return value{}, fmt.Errorf("unknown kind %d", c.Kind)
}

func textValue(v any) (value, error) {
	switch v := v.(type) {
	case fmt.Stringer:
		return value{text: printable(v.String())}, nil
	case bool:
		if v {
			return value{text: "是"}, nil
		}
		return value{text: "否"}, nil
	}
	switch r := reflect.ValueOf(v); {
	case r.Kind() == reflect.String:
		return value{text: printable(r.String())}, nil
	case r.CanInt():
		return value{text: strconv.FormatInt(r.Int(), 10)}, nil
	case r.CanUint():
		return value{text: strconv.FormatUint(r.Uint(), 10)}, nil
	}
	return value{}, fmt.Errorf("%T is no text", v)
}

func numberValue(v any) (value, error) {
	switch r := reflect.ValueOf(v); {
	case r.CanInt():
		return value{text: strconv.FormatInt(r.Int(), 10), number: r.Int()}, nil
	case r.CanUint():
		return value{text: strconv.FormatUint(r.Uint(), 10), number: r.Uint()}, nil
	case r.CanFloat():
		return value{text: decimalText(r.Float()), number: r.Float()}, nil
	}
	return value{}, fmt.Errorf("%T is no number", v)
}

func dateValue(v any) (value, error) {
	at, ok := v.(time.Time)
	if !ok {
		return value{}, fmt.Errorf("%T is no date", v)
	}
	if at.IsZero() {
		return value{}, nil
	}
	year, month, day := at.Date()
	return value{text: at.Format(time.DateOnly), number: time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}, nil
}

func hundredthsValue(v any) (value, error) {
	r := reflect.ValueOf(v)
	if !r.CanInt() {
		return value{}, fmt.Errorf("%T is no number of hundredths", v)
	}
	n := r.Int()
	return value{text: hundredthsText(n), number: float64(n) / 100}, nil
}

// hundredthsText writes n/100 exactly.
func hundredthsText(n int64) string {
	sign, size := "", uint64(n)
	if n < 0 {
		sign, size = "-", -size
	}
	text := fmt.Sprintf("%s%d.%02d", sign, size/100, size%100)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// printable drops the control characters that neither XML nor a text file may hold and makes line breaks \n.
func printable(s string) string {
	s = oneLineBreak.Replace(strings.ToValidUTF8(s, "\ufffd"))
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == '\ufffe' || r == '\uffff' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// width returns the column's width, by default one that fits the title with room for the filter's arrow.
func (c Column) width() float64 {
	if c.Width > 0 {
		return min(c.Width, 255)
	}
	halves := 0
	for _, r := range c.Title {
		halves += min(utf8.RuneLen(r), 2)
	}
	return float64(max(10, min(halves+4, 60)))
}
