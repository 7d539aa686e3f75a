package document

import (
	"strings"
	"unicode"
)

// What may not stand at the beginning or the end of a line (避头尾, GB/T 15834).
const (
	neverFirst = "，。、；：？！）》〉」』】〕”’…—％℃,.;:?!)]}%"
	neverLast  = "（《〈「『【〔“‘([{"
)

// slack is by how much a line may be longer than its room, in points: figures are rounded.
const slack = 0.02

// breakLines sets a text in lines of the given width, the first of which is shorter by the indent. Chinese may be broken
// after every character but where punctuation forbids it; a word or number in Latin characters stays together when it is
// not longer than a line.
func breakLines(text string, indent, width float64, advance func(rune) float64) []string {
	var set []string
	for line := range strings.SplitSeq(text, "\n") {
		set = append(set, breakLine(words(line, width, advance), indent, width)...)
		indent = 0
	}
	return set
}

// word is what is not broken.
type word struct {
	text  string
	width float64
}

func breakLine(words []word, indent, width float64) []string {
	var set []string
	start, used, room := 0, 0.0, width-indent
	for n := 0; n < len(words); n++ {
		if used+words[n].width > room+slack && n > start {
			n = nextLine(words, start, n)
			set = append(set, join(words[start:n]))
			start, used, room = n, 0, width
		}
		used += words[n].width
	}
	return append(set, join(words[start:]))
}

// nextLine returns with which word the next line begins when the words from start no longer have room at n: that one,
// or an earlier one where punctuation would stand at the wrong end.
func nextLine(words []word, start, n int) int {
	for at := n; at > start; at-- {
		first, last := words[at].text, words[at-1].text
		if !strings.HasPrefix(first, " ") && !oneOf(neverFirst, first) && !oneOf(neverLast, last) {
			return at
		}
	}
	return n
}

func oneOf(set, text string) bool { return text != "" && strings.Contains(set, text) }

func join(words []word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.text)
	}
	return strings.Trim(b.String(), " ") // a full-width space indents
}

// words cuts a text into characters and Latin words, none of which is wider than a line.
func words(text string, width float64, advance func(rune) float64) []word {
	var list []word
	for _, r := range text {
		wide := advance(r)
		if last := len(list) - 1; last >= 0 && latin(r) && list[last].latin() && list[last].width+wide <= width {
			list[last].text += string(r)
			list[last].width += wide
			continue
		}
		list = append(list, word{string(r), wide})
	}
	return list
}

// latin reports whether a character keeps together with its neighbours.
func latin(r rune) bool {
	return r < 0x2000 && r != ' ' && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-./:+@_=%", r))
}

func (w word) latin() bool { return latin([]rune(w.text)[0]) }
