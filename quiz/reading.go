package quiz

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// readPlaces reads the places of an ordering question's options, given in the order shown.
func (it Item) readPlaces(values []string) Answer {
	if len(values) != len(it.Order) {
		return Answer{}
	}
	placed := make([]int, len(it.Order))
	for shown, value := range values {
		place, err := strconv.Atoi(value)
		if value != "" && (err != nil || place < 1 || place > len(it.Order)) {
			return Answer{}
		}
		placed[it.Order[shown]] = place
	}
	return Answer{Placed: placed}
}

// readMatches reads the letters of the options chosen for each prompt.
func (it Item) readMatches(values []string) Answer {
	if len(values) != len(it.Question.Prompts) {
		return Answer{}
	}
	placed := make([]int, len(values))
	for prompt, value := range values {
		if value == "" {
			continue
		}
		shown := slices.Index(letters[:len(it.Order)], value)
		if shown < 0 {
			return Answer{}
		}
		placed[prompt] = it.Order[shown] + 1
	}
	return Answer{Placed: placed}
}

// tidy makes a typed answer fit to be kept: valid UTF-8, bounded, without control characters other than the line
// breaks of a written answer.
func tidy(text string, kind Kind) string {
	limit := MaxAnswer
	if kind.Written() {
		limit = MaxEssay
		text = strings.ReplaceAll(text, "\r\n", "\n")
	}
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !(r == '\n' && kind.Written()) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
	runes := []rune(strings.TrimSpace(text))
	return string(runes[:min(len(runes), limit)])
}
