package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"xiangxue/quiz"
)

// label is where the label of an option stands in a text: A. A、 A) (A) Ａ．and the like.
type label struct{ begin, end int }

// optionsIn returns the options of a text in which each begins with its label, in the order of the alphabet.
func optionsIn(text string) []string {
	_, options := cutOptions(text, 0)
	return options
}

// cutOptions cuts a text before the label of the option at position first and returns what stands before it and the
// options from there on.
func cutOptions(text string, first int) (before string, options []string) {
	at, found := findLabel(text, 0, first)
	if !found {
		return text, nil
	}
	before = text[:at.begin]
	for i := first; found && i < quiz.MaxOptions; i++ {
		next, more := findLabel(text, at.end, i+1)
		end := len(text)
		if more {
			end = next.begin
		}
		options = append(options, strings.TrimRight(strings.TrimSpace(text[at.end:end]), ";；"))
		at, found = next, more
	}
	return before, options
}

// findLabel returns the first label of the option at position i in the text from offset on: one after a space or at the
// beginning of a line if there is one, else one that follows a character which is no letter or digit of the Latin script.
func findLabel(text string, offset, i int) (label, bool) {
	if i >= quiz.MaxOptions {
		return label{}, false
	}
	var glued label
	found := false
	for at := offset; at < len(text); {
		_, size := utf8.DecodeRuneInString(text[at:])
		if l, ok := labelAt(text, at, i); ok {
			before, _ := utf8.DecodeLastRuneInString(text[:at])
			switch {
			case at == 0 || unicode.IsSpace(before):
				return l, true
			case !found && !isLatin(before) && !strings.ContainsRune("、，,“‘\"'（(《", before):
				glued, found = l, true
			}
		}
		at += size
	}
	return glued, found
}

func isLatin(r rune) bool { return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// labelAt reads a label of the option at position i that begins at the offset.
func labelAt(text string, at, i int) (label, bool) {
	rest := text[at:]
	bracket := strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "（")
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "("), "（")
	rest = trimSpaces(rest)
	r, size := utf8.DecodeRuneInString(rest)
	if r != rune('A'+i) && r != rune('Ａ'+i) && (r != rune('a'+i) || !bracket) {
		return label{}, false
	}
	rest = trimSpaces(rest[size:])
	r, size = utf8.DecodeRuneInString(rest)
	closing := r == ')' || r == '）'
	if bracket != closing && bracket || !closing && !strings.ContainsRune(".．、:：﹒", r) {
		return label{}, false
	}
	rest = strings.TrimLeft(rest[size:], ".．、")
	return label{at, len(text) - len(rest)}, true
}

func trimSpaces(s string) string { return strings.TrimLeft(s, " \t") }

// beginsWithLabel reports whether the text begins with the label of the option at position i.
func beginsWithLabel(text string, i int) bool {
	if i >= quiz.MaxOptions {
		return false
	}
	_, ok := labelAt(text, 0, i)
	return ok
}
