package layout

import (
	"regexp"
	"strings"
	"unicode"
)

const margin = 0.12 // of the page's height, above and below, in which furniture stands

// folio is a page number: — 3 —, 第3页 共8页, 3/8.
var folio = regexp.MustCompile(`^[-—–─·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:[\s,，/]*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-—–─·\s]*$`)

// withoutFurniture drops page numbers and what heads or foots most pages.
func withoutFurniture(all []row, pages int) []row {
	count := map[string]int{}
	for _, r := range all {
		if r.inMargin() {
			count[r.likeness()]++
		}
	}
	kept := all[:0]
	for _, r := range all {
		repeated := pages >= 3 && count[r.likeness()]*2 > pages
		if !r.inMargin() || !repeated && !folio.MatchString(r.text) {
			kept = append(kept, r)
		}
	}
	return kept
}

func (r row) inMargin() bool {
	return r.height > 0 && (r.bottom < r.height*margin || r.top > r.height*(1-margin))
}

// likeness returns the text of a row without its figures, which differ from page to page.
func (r row) likeness() string {
	return strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) || unicode.IsSpace(c) {
			return -1
		}
		return c
	}, r.text)
}
