// Package document writes official documents (公文) as Word files and as PDF, in the layout of GB/T 9704-2012: A4 with a
// type area of 156 by 225 mm, 22 lines of 28 characters in size 三号, headings 一、 （一） 1., the page number between dashes.
//
// A document says what it contains, never how it looks; both writers set the same elements. The same document gives the
// same bytes whenever it is written. Word files name the fonts that the standard asks for, which are on the reader's
// machine; a PDF carries its characters with it, from a font file of the installation, and its text can be searched.
package document

import (
	"strings"

	"xiangxue/course/calendar"
)

// Document is an official document. Empty fields are left out.
type Document struct {
	Title string
	To    string // who is addressed (主送机关), without the colon
	Body  []Block
	Sign  string        // who signs (发文机关署名)
	On    calendar.Date // when (成文日期)
	Note  string        // a line in small print below everything, as the checkpoint of the ledger
}

// Block is a heading, a paragraph or a table of a document.
type Block struct {
	Level int // of a heading, 1 to 3; 0 for others
	Text  string
	Table *Table // nil for headings and paragraphs
}

// Heading adds a heading of level 1 to 3. Its number is put in front by the writers.
func (d *Document) Heading(level int, text string) {
	d.Body = append(d.Body, Block{Level: level, Text: text})
}

// Say adds paragraphs, one for each line of the text that is not blank.
func (d *Document) Say(text string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			d.Body = append(d.Body, Block{Text: line})
		}
	}
}

// Insert adds a table.
func (d *Document) Insert(t Table) { d.Body = append(d.Body, Block{Table: &t}) }

// Table is a ruled table over the whole width of the type area.
type Table struct {
	Columns []Column
	Rows    [][]string // cells by column; a line break within starts a new line; missing ones are blank
	Tall    bool       // rows are high enough to sign in
}

// Column is a column of a table.
type Column struct {
	Title  string
	Width  int  // relative to the other columns
	Middle bool // its cells are centred
}

// shares returns the widths of the columns, which sum up to whole.
func (t Table) shares(whole float64) []float64 {
	sum := 0
	for _, c := range t.Columns {
		sum += max(1, c.Width)
	}
	widths := make([]float64, len(t.Columns))
	for n, c := range t.Columns {
		widths[n] = whole * float64(max(1, c.Width)) / float64(sum)
	}
	return widths
}

// cells returns the texts of a row, one for each column.
func (t Table) cells(row []string) []string {
	cells := make([]string, len(t.Columns))
	copy(cells, row)
	return cells
}

// titles returns the texts of the head.
func (t Table) titles() []string {
	titles := make([]string, len(t.Columns))
	for n, c := range t.Columns {
		titles[n] = c.Title
	}
	return titles
}
