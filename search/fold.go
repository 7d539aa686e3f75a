package search

import (
	"unicode"

	"xiangxue/course/script"
)

// fold returns text as it is compared: simplified, in half width and lower case. The result has as many runes as
// text, so that a position in one is a position in the other.
func fold(text string) []rune { return script.Fold(text) }

// isHan reports whether r is a Han character.
func isHan(r rune) bool { return script.IsHan(r) }

// isWord reports whether r belongs to a word that is cut at spaces: a letter or digit that is not Han.
func isWord(r rune) bool {
	if r < unicode.MaxASCII {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
	}
	return !isHan(r) && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
