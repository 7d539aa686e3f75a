// Package script folds the ways in which one Chinese text may be written (繁简与全半角): traditional and simplified
// characters, full and half width, upper and lower case. It promises that folding twice is folding once and that a
// folded text has as many runes as the text, so that a position in one is a position in the other.
package script

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

//go:embed traditional.txt
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

// Fold returns text as it is compared: simplified, in half width and lower case, round zeros as 零.
func Fold(text string) []rune {
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

// IsHan reports whether r is a Han character.
func IsHan(r rune) bool {
	return r >= firstHan && r <= lastHan || r > unicode.MaxLatin1 && unicode.Is(unicode.Han, r)
}
