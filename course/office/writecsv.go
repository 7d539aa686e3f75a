package office

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteCSV writes a sheet as CSV in the form Excel opens rightly in China: UTF-8 with byte order mark, commas,
// CRLF. A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or line
// break, and is no number) gets an apostrophe in front, which ReadTable takes away again. Numbers are
// plain; CSV cannot keep a spreadsheet from rounding a long one, WriteXLSX can. It fails on a value that
// does not fit its column, having written the rows before it.
func WriteCSV(w io.Writer, sheet Sheet) error {
	b := bufio.NewWriter(w)
	b.WriteString("\ufeff") // bufio keeps its first error for Flush
	for i, column := range sheet.Columns {
		writeField(b, i, guarded(printable(column.Title)))
	}
	b.WriteString("\r\n")
	for n, row := range sheet.Rows {
		if err := writeRecord(b, sheet, row); err != nil {
			return fmt.Errorf("write CSV row %d: %w", n+2, err)
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func writeRecord(b *bufio.Writer, sheet Sheet, row []any) error {
	if err := sheet.checkWidth(row); err != nil {
		return err
	}
	for i := range sheet.Columns {
		v, err := sheet.valueAt(row, i)
		if err != nil {
			return err
		}
		if v.number == nil {
			v.text = guarded(v.text)
		}
		writeField(b, i, v.text)
	}
	b.WriteString("\r\n")
	return nil
}

// writeField writes a field with the comma before it, in quotes when any reader could take part of it for
// a separator.
func writeField(b *bufio.Writer, i int, field string) {
	if i > 0 {
		b.WriteByte(',')
	}
	if !needsQuotes(field) {
		b.WriteString(field)
		return
	}
	b.WriteByte('"')
	b.WriteString(strings.ReplaceAll(field, `"`, `""`))
	b.WriteByte('"')
}

func needsQuotes(field string) bool {
	return strings.ContainsAny(field, "\"\r\n"+separators) ||
		strings.HasPrefix(field, "sep=") || strings.TrimSpace(field) != field
}

// guarded puts an apostrophe before a text that begins like a formula, or like a guarded one.
func guarded(text string) string {
	if beginsFormula(strings.TrimLeft(text, "'")) && !isNumber(text) {
		return "'" + text
	}
	return text
}

// unguarded takes the apostrophe of guarded away.
func unguarded(text string) string {
	if rest, found := strings.CutPrefix(text, "'"); found && beginsFormula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return text
}

// beginsFormula also knows the full-width signs, which Excel accepts under Chinese input.
func beginsFormula(text string) bool {
	for _, r := range text {
		return strings.ContainsRune("=+-@\t\r\n＝＋－＠", r)
	}
	return false
}

// isNumber recognises a decimal number with a sign, which no spreadsheet can execute.
func isNumber(text string) bool {
	whole, fraction, point := strings.Cut(strings.TrimLeft(text[:1], "+-")+text[1:], ".")
	return isDigits("-"+whole) && (!point || isDigits("-"+fraction))
}
