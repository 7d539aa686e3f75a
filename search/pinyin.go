package search

import (
	_ "embed"
	"slices"
	"strings"
)

// readingLines are the readings of the characters, a line each. They are read through for a character instead of being
// kept as a table: a library of laws has a thousand different characters in its titles, looked up once each.
//
//go:embed data/pinyin.txt
var readingLines string

// spelled is a character with its readings, without tones: 行 is hang, heng and xing. A letter or digit has none.
type spelled struct {
	char     rune
	readings []string
}

// spell spells a bare name with every reading of every character, since no table of words tells which one is meant;
// known holds those that were looked up before.
func spell(name string, known map[rune][]string) []spelled {
	var all []spelled
	for _, char := range name {
		readings, found := known[char]
		if !found && isHan(char) {
			readings = readingsOf(char)
			known[char] = readings
		}
		all = append(all, spelled{char, readings})
	}
	return all
}

// readingsOf returns the readings of a Han character, in alphabetical order.
func readingsOf(char rune) []string {
	var readings []string
	for line := range strings.Lines(readingLines) {
		if reading, chars, _ := strings.Cut(line, " "); strings.ContainsRune(chars, char) {
			readings = append(readings, reading)
		}
	}
	return readings
}

// sounds reports whether two characters share a reading.
func (s spelled) sounds(other spelled) bool {
	return slices.ContainsFunc(s.readings, func(reading string) bool { return slices.Contains(other.readings, reading) })
}

// reach returns where a typed text goes on after the character, for every place in it where the character may begin: the
// character itself, a reading, the first letter of one or, at the end of the text, the beginning of one.
func (s spelled) reach(typed []rune, places []bool) []bool {
	next := make([]bool, len(places))
	for at, here := range places {
		if !here || at == len(typed) {
			continue
		}
		if typed[at] == s.char {
			next[at+1] = true
		}
		rest := string(typed[at:])
		for _, reading := range s.readings {
			switch {
			case strings.HasPrefix(reading, rest):
				next[len(typed)] = true
			case strings.HasPrefix(rest, reading):
				next[at+len(reading)] = true
			}
			if rest[0] == reading[0] {
				next[at+1] = true
			}
		}
	}
	return next
}

// starts reports whether a text that begins with r may begin with the character.
func (s spelled) starts(r rune) bool {
	return s.char == r || slices.ContainsFunc(s.readings, func(reading string) bool { return rune(reading[0]) == r })
}

// begins reports whether a typed text, in characters, pinyin or initials, is the beginning of a name; neither may be
// empty.
func begins(typed []rune, name []spelled) bool {
	if !name[0].starts(typed[0]) {
		return false
	}
	places := make([]bool, len(typed)+1)
	places[0] = true
	for _, char := range name {
		places = char.reach(typed, places)
		if places[len(typed)] {
			return true
		}
		if !slices.Contains(places, true) {
			return false
		}
	}
	return false
}
