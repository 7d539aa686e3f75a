// Package layout makes paragraphs (段落) of text that stands at places on pages, which is all that PDF and OFD files
// know of a text. It promises that every character stands in exactly one paragraph, in the order in which a person reads
// a page of one column, but for what is no text of the document: page numbers, lines that head or foot most pages, and
// letters printed twice to look bold. It is pure, and its time grows with n log n.
package layout

// Run is a stretch of text on one line of a page. Y grows downwards; all lengths are in one unit, whichever it is.
type Run struct {
	Text string
	X, Y float64 // the upper left corner
	W, H float64 // H is about the size of the letters
}

// Page is one page as it is held upright.
type Page struct {
	Width, Height float64
	Runs          []Run
}

// Paragraph is a paragraph, or a title, that may have stood on several lines and pages.
type Paragraph struct {
	Page  int     // from 1; that of its first line
	Size  float64 // height of its letters as a multiple of that of most letters
	Title bool    // stands in the middle, in larger letters
	Text  string
}

// Paragraphs reads pages in their order.
func Paragraphs(pages []Page) []Paragraph {
	var all []row
	for i, p := range pages {
		all = append(all, rows(i+1, p)...)
	}
	all = withoutFurniture(all, len(pages))
	return newSetting(all).paragraphs(all)
}
