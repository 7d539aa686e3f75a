package office

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// unescape resolves the _x000D_ notation by which workbooks keep characters that XML cannot hold.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		if r, ok := escaped(s); ok {
			b.WriteRune(r)
			s = s[len("_x0000_"):]
			continue
		}
		b.WriteString(s[:1])
		s = s[1:]
	}
}

// escaped returns the character that s begins with when that is an escape.
func escaped(s string) (rune, bool) {
	if len(s) < len("_x0000_") || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	if err != nil || utf16.IsSurrogate(rune(n)) {
		return 0, false
	}
	return rune(n), true
}
