package search

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/width"
)

// The range of the common Han characters, which the folding table covers.
const (
	firstHan = '\u4e00'
	lastHan  = '\u9fff'
)

//go:embed data/traditional.txt
var traditionalPairs string

// simplified maps every character from firstHan to lastHan to its simplified form, mostly itself.
var simplified = sync.OnceValue(func() *[lastHan - firstHan + 1]rune {
	var table [lastHan - firstHan + 1]rune
	for i := range table {
		table[i] = firstHan + rune(i)
	}
	for line := range strings.Lines(traditionalPairs) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, pair := range strings.Fields(line) {
			forms := []rune(pair)
			table[forms[0]-firstHan] = forms[1]
		}
	}
	for i, simple := range table { // a few simplified forms have simpler ones
		if simple >= firstHan && simple <= lastHan {
			table[i] = table[simple-firstHan]
		}
	}
	return &table
})

// fold returns text as it is compared: simplified, in half width and lower case. The result has as many runes as
// text, so that a position in one is a position in the other.
func fold(text string) []rune {
	table := simplified()
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case r >= firstHan && r <= lastHan:
			runes[i] = table[r-firstHan]
		case r < unicode.MaxASCII:
			if r >= 'A' && r <= 'Z' {
				runes[i] = r + 'a' - 'A'
			}
		default:
			runes[i] = foldRare(r)
		}
	}
	return runes
}

// foldRare folds a rune that is neither ASCII nor a common Han character.
func foldRare(r rune) rune {
	if r == '〇' || r == '○' {
		return '零'
	}
	if narrow := width.LookupRune(r).Folded(); narrow != 0 {
		r = narrow
	}
	return unicode.ToLower(r)
}

// isHan reports whether r is a Han character.
func isHan(r rune) bool {
	return r >= firstHan && r <= lastHan || r > unicode.MaxLatin1 && unicode.Is(unicode.Han, r)
}

// isWord reports whether r belongs to a word that is cut at spaces: a letter or digit that is not Han.
func isWord(r rune) bool {
	if r < unicode.MaxASCII {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
	}
	return !isHan(r) && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
