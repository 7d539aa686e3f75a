package quiz

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"xiangxue/course/script"
)

// alike writes characters that a keyboard may give for one another in one way.
var alike = strings.NewReplacer("−", "-", "–", "-", "⁄", "/", "∕", "/")

// fold returns text as fill-in answers are compared: traditional and simplified, full-width and half-width, upper and
// lower case are the same; spaces, quotes, title marks and closing punctuation do not count.
func fold(text string) string {
	text = alike.Replace(string(script.Fold(norm.NFKC.String(text))))
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) || strings.ContainsRune(`"“”'‘’《》〈〉「」`, r) {
			return -1
		}
		return r
	}, text)
	return strings.TrimRight(text, "。.,;!、")
}
