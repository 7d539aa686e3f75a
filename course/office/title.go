package office

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// NormalizeTitle returns a column's title in the form Table.Header has it: full-width letters, digits and
// brackets made half-width, the byte order mark and space around removed, a line break or space inside
// made one space, or none next to a Chinese character (姓　名 is 姓名).
func NormalizeTitle(title string) string {
	words := strings.Fields(strings.ReplaceAll(width.Fold.String(title), "\ufeff", ""))
	var b strings.Builder
	for i, word := range words {
		if i > 0 && !endsHan(words[i-1]) && !startsHan(word) {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

// titleKey is what titles are compared by.
func titleKey(title string) string {
	return strings.ToLower(strings.Trim(NormalizeTitle(title), "* "))
}

func titles(cells []string) []string {
	header := make([]string, len(cells))
	for i, cell := range cells {
		header[i] = NormalizeTitle(cell)
	}
	return header
}

func startsHan(s string) bool {
	for _, r := range s {
		return unicode.Is(unicode.Han, r)
	}
	return false
}

func endsHan(s string) bool {
	last := rune(0)
	for _, r := range s {
		last = r
	}
	return unicode.Is(unicode.Han, last)
}
