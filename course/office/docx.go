package office

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Paragraph is a paragraph of a document, or one row of a table in it.
type Paragraph struct {
	Level int      // 1 to 9 for headings, 0 for everything else
	Style string   // name of the style, such as "Title" or "heading 1"; empty for the normal one
	List  int      // depth from 1 when Word numbers or bullets it; the number itself is not part of Text
	Text  string   // a line break within is \n; of a table row, its cells joined by tabs
	Table bool     // whether it is a row of a table
	Cells []string // the cells of a table row, paragraphs within one joined by \n
}

// ReadDOCX returns the text of a Word document in its order, empty paragraphs included. Text struck out in
// a tracked change, field codes, footnotes, headers and pictures are left out; a text box comes before the
// paragraph it is anchored in; a table within a table is part of the outer cell. It fails with FormatError or
// LimitError; Limits.Rows bounds the paragraphs and CellRunes the characters in each.
func ReadDOCX(file string, b []byte, limits Limits) ([]Paragraph, error) {
	limits = limits.orDefault()
	paragraphs, err := readDOCX(b, limits)
	if err != nil {
		return nil, located(err, file, "")
	}
	return paragraphs, nil
}

func readDOCX(b []byte, limits Limits) ([]Paragraph, error) {
	if err := limits.checkSize(len(b)); err != nil {
		return nil, err
	}
	if isOLE(b) {
		return nil, &FormatError{Message: "这是旧版 .doc、.wps 格式或加了密码的文件，请另存为不加密码的 .docx 后再试"}
	}
	if !isZip(b) {
		return nil, &FormatError{Message: "不是 .docx 文档，请用 Word 或 WPS 另存为 .docx 后再试"}
	}
	a, err := openArchive(b, limits)
	if err != nil {
		return nil, err
	}
	part, err := a.main("word/document.xml")
	if err != nil {
		return nil, err
	}
	if !a.has(part) || strings.HasPrefix(part, "xl/") || strings.HasPrefix(part, "ppt/") {
		return nil, &FormatError{Message: "不是 .docx 文档，请用 Word 或 WPS 另存为 .docx 后再试"}
	}
	styles, err := a.documentStyles(part)
	if err != nil {
		return nil, err
	}
	m, err := a.open(part)
	if err != nil {
		return nil, err
	}
	defer m.Close()
	r := &documentReader{markup: m, styles: styles, limits: limits, cells: limits.Cells}
	err = m.each(r.element)
	return r.paragraphs, err
}

// documentReader walks through the body of a document.
type documentReader struct {
	markup     *markup
	styles     map[string]documentStyle
	limits     Limits
	paragraphs []Paragraph
	open       *openParagraph // the innermost paragraph being read
	row        *openRow       // the row being read, nil outside tables
	cells      int            // budget of cells in tables
}

// openParagraph is a paragraph whose text is still being read.
type openParagraph struct {
	Paragraph
	text strings.Builder
}

// element handles one element of the body and, for those that hold text, everything in it. What is only
// a wrapper is passed through.
func (r *documentReader) element(e element) error {
	switch e.name {
	case "p":
		return r.paragraph()
	case "tr":
		return r.tableRow()
	case "tc":
		return r.startCell()
	case "pStyle", "outlineLvl", "numPr", "ilvl", "numId":
		r.property(e)
	case "t":
		return r.run()
	case "tab", "ptab":
		return r.append("\t")
	case "br":
		if kind := e.attr("type"); kind == "" || kind == "textWrapping" {
			return r.append("\n")
		}
	case "cr":
		return r.append("\n")
	case "noBreakHyphen":
		return r.append("-")
	case "del", "moveFrom", "Fallback", "pPrChange", "rPrChange", "sectPr", "tabs", "instrText", "delText",
		"rt", "tblPr", "tblGrid", "trPr", "tcPr":
		return r.markup.skip()
	}
	return nil
}

// paragraph reads a paragraph to its end and adds it to the document or to the cell it stands in.
func (r *documentReader) paragraph() error {
	outer, p := r.open, &openParagraph{}
	r.open = p
	err := r.markup.inside(r.element, nil)
	r.open = outer
	if err != nil {
		return err
	}
	p.Text = p.text.String()
	if utf8.RuneCountInString(p.Text) > r.limits.CellRunes {
		return r.tooLong(errTooLong)
	}
	if r.row != nil {
		return r.addToCell(p.Text)
	}
	return r.add(p.Paragraph)
}

// run reads a stretch of text; outside paragraphs there is none that is shown.
func (r *documentReader) run() error {
	if r.open == nil {
		return r.markup.skip()
	}
	return r.tooLong(r.markup.appendText(&r.open.text, r.textBytes()))
}

func (r *documentReader) add(p Paragraph) error {
	if len(r.paragraphs) >= r.limits.Rows {
		return &LimitError{Measure: RowCount, Limit: int64(r.limits.Rows)}
	}
	r.paragraphs = append(r.paragraphs, p)
	return nil
}

// property takes over what the open paragraph's properties say.
func (r *documentReader) property(e element) {
	if r.open == nil {
		return
	}
	n, err := strconv.Atoi(e.attr("val"))
	switch e.name {
	case "pStyle":
		style := r.styles[e.attr("val")]
		r.open.Style, r.open.Level = style.name, style.level
		r.open.List = max(r.open.List, style.list)
	case "outlineLvl":
		r.open.Level = headingLevel(n, err)
	case "numPr":
		r.open.List = 1
	case "ilvl":
		if err == nil && n >= 0 && n < 9 {
			r.open.List = n + 1
		}
	case "numId":
		if err == nil && n == 0 { // taken out of the list its style is in
			r.open.List = 0
		}
	}
}

// headingLevel turns an outline level, counted from 0, into a heading's; 9 is body text.
func headingLevel(outline int, err error) int {
	if err != nil || outline < 0 || outline > 8 {
		return 0
	}
	return outline + 1
}

func (r *documentReader) append(s string) error {
	if r.open == nil {
		return nil
	}
	r.open.text.WriteString(s)
	if r.open.text.Len() > r.textBytes() {
		return r.tooLong(errTooLong)
	}
	return nil
}

func (r *documentReader) textBytes() int { return utf8.UTFMax * r.limits.CellRunes }

func (r *documentReader) tooLong(err error) error {
	if errors.Is(err, errTooLong) {
		return &LimitError{Measure: CellLength, Limit: int64(r.limits.CellRunes)}
	}
	return err
}
