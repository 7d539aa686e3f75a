package document

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"
)

// DOCX writes the document as a Word file. It fails only when w does.
func DOCX(w io.Writer, d Document) error {
	z := zip.NewWriter(w)
	parts := []struct{ name, content string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageLinks},
		{"word/_rels/document.xml.rels", documentLinks},
		{"word/document.xml", documentPart(d)},
		{"word/styles.xml", stylesPart()},
		{"word/settings.xml", settingsPart},
		{"word/fontTable.xml", fontsPart},
		{"word/footer1.xml", footerPart("right", `w:right="280"`)},
		{"word/footer2.xml", footerPart("left", `w:left="280"`)},
		{"docProps/core.xml", `<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + escape(d.Title) + `</dc:title></cp:coreProperties>`},
	}
	for _, p := range parts {
		part, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate}) // without a time
		if err == nil {
			_, err = io.WriteString(part, p.content)
		}
		if err != nil {
			return fmt.Errorf("write %s of a Word file: %w", p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write a Word file: %w", err)
	}
	return nil
}

// twips returns a length as Word counts it, in twentieths of a point.
func twips(points float64) int { return int(math.Round(points * 20)) }

func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a builder takes everything
	return b.String()
}

// documentPart returns the body of the document.
func documentPart(d Document) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><w:document ` + namespaces + `><w:body>`)
	for _, e := range d.elements() {
		if e.table != nil {
			writeTable(&b, *e.table)
		} else {
			writeParagraph(&b, e)
		}
	}
	fmt.Fprintf(&b, `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>`+
		`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="%d" w:gutter="0"/>`+
		`<w:docGrid w:type="lines" w:linePitch="%d"/></w:sectPr></w:body></w:document>`,
		twips(paperWidth), twips(paperHeight), twips(marginTop), twips(paperWidth-marginLeft-areaWidth), twips(paperHeight-marginTop-areaHeight), twips(marginLeft),
		twips(paperHeight-marginTop-areaHeight-numberBelow-sizeNumber), lineTwips)
	return b.String()
}

// lineTwips is the height of a line: 22 of them fit the type area.
const lineTwips = 579

func writeParagraph(b *strings.Builder, e element) {
	fmt.Fprintf(b, `<w:p><w:pPr><w:pStyle w:val="%s"/>`, styles[e.role].id)
	if e.indent > 0 {
		fmt.Fprintf(b, `<w:ind w:left="%d" w:firstLine="0"/>`, twips(e.indent*charPitch))
	}
	b.WriteString(`</w:pPr>`)
	writeRun(b, e.text)
	b.WriteString(`</w:p>`)
}

func writeRun(b *strings.Builder, text string) {
	if text != "" {
		fmt.Fprintf(b, `<w:r><w:t xml:space="preserve">%s</w:t></w:r>`, escape(text))
	}
}
