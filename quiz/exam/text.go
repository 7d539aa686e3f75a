package exam

import "unicode/utf8"

// text reports whether s is valid and has between least and most characters.
func text(s string, least, most int) bool {
	n := utf8.RuneCountInString(s)
	return utf8.ValidString(s) && n >= least && n <= most
}
