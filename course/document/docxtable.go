package document

import (
	"fmt"
	"strings"
)

// writeTable writes a ruled table whose head stands again on every page.
func writeTable(b *strings.Builder, t Table) {
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="` + fmt.Sprint(twips(areaWidth)) + `" w:type="dxa"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	fmt.Fprintf(b, `</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="%[1]d" w:type="dxa"/><w:right w:w="%[1]d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, twips(cellMargin))
	widths := t.shares(areaWidth)
	for _, width := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, twips(width))
	}
	b.WriteString(`</w:tblGrid>`)
	writeRow(b, t, widths, t.titles(), true)
	for _, row := range t.Rows {
		writeRow(b, t, widths, t.cells(row), false)
	}
	b.WriteString(`</w:tbl>`)
}

func writeRow(b *strings.Builder, t Table, widths []float64, cells []string, head bool) {
	b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if t.Tall {
		fmt.Fprintf(b, `<w:trHeight w:val="%d"/>`, lineTwips)
	}
	if head {
		b.WriteString(`<w:tblHeader/>`)
	}
	b.WriteString(`</w:trPr>`)
	for n, text := range cells {
		style := "TableText"
		switch {
		case head:
			style = "TableHead"
		case t.Columns[n].Middle:
			style = "TableMiddle"
		}
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>`, twips(widths[n]))
		for line := range strings.SplitSeq(text, "\n") {
			fmt.Fprintf(b, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>`, style)
			writeRun(b, line)
			b.WriteString(`</w:p>`)
		}
		b.WriteString(`</w:tc>`)
	}
	b.WriteString(`</w:tr>`)
}
