package search

import (
	"regexp"
	"strings"
)

// Fragment is a piece of a snippet; Match says that it is what the question asked for.
type Fragment struct {
	Text  string
	Match bool
}

// snippetRunes is the length a snippet grows to by whole sentences.
const snippetRunes = 120

// sentenceEnds are the characters after which a snippet may begin or end.
const sentenceEnds = "。；！？\n"

// clauseEnds are where a sentence that is too long is cut.
const clauseEnds = "，、：" + sentenceEnds

// spaces is what a line break and its indentation become: one space.
var spaces = regexp.MustCompile(`\s+`)

// snippet returns the part of text that says most about the question, cut at the borders of sentences, with the
// question's words as matches. It begins or ends with … where text was left out.
func snippet(text string, words weights) []Fragment {
	runes := []rune(text)
	if len(runes) == 0 {
		return nil
	}
	folded := fold(text)
	marked := make([]bool, len(runes))
	worth := make([]float32, len(runes))
	for t := range tokens(folded) {
		if weight, ok := words[string(folded[t.at:t.at+t.runes])]; ok {
			worth[t.at] += weight
			for i := range t.runes {
				marked[t.at+i] = true
			}
		}
	}
	start, end := passage(runes, worth)
	return fragments(runes, marked, start, end)
}

// passage chooses the sentence that is worth most and the ones around it that still fit.
func passage(text []rune, worth []float32) (start, end int) {
	sentences := cut(text, sentenceEnds)
	best := richest(sentences, worth)
	start, end = sentences[best][0], sentences[best][1]
	if end-start > snippetRunes {
		return longSentence(text, worth, start, end)
	}
	for next := best + 1; next < len(sentences) && sentences[next][1]-start <= snippetRunes; next++ {
		end = sentences[next][1]
	}
	for before := best - 1; before >= 0 && end-sentences[before][0] <= snippetRunes; before-- {
		start = sentences[before][0]
	}
	return start, end
}

// longSentence chooses the clauses of one sentence that fit and are worth most.
func longSentence(text []rune, worth []float32, from, to int) (start, end int) {
	clauses := cut(text[from:to], clauseEnds)
	best := richest(clauses, worth[from:to])
	start, end = clauses[best][0], min(clauses[best][1], clauses[best][0]+snippetRunes)
	for next := best + 1; next < len(clauses) && clauses[next][1]-start <= snippetRunes; next++ {
		end = clauses[next][1]
	}
	return from + start, from + end
}

// cut returns the spans of text that end after one of ends.
func cut(text []rune, ends string) [][2]int {
	var spans [][2]int
	start := 0
	for i, r := range text {
		if i+1 == len(text) || strings.ContainsRune(ends, r) {
			spans = append(spans, [2]int{start, i + 1})
			start = i + 1
		}
	}
	return spans
}

// richest returns the number of the span that is worth most, the first of equals.
func richest(spans [][2]int, worth []float32) int {
	best, most := 0, float32(-1)
	for i, span := range spans {
		sum := float32(0)
		for _, w := range worth[span[0]:span[1]] {
			sum += w
		}
		if sum > most {
			best, most = i, sum
		}
	}
	return best
}

// fragments returns text from start to end, split where marks begin and end.
func fragments(text []rune, marked []bool, start, end int) []Fragment {
	var parts []Fragment
	if start > 0 {
		parts = append(parts, Fragment{Text: "…"})
	}
	for at := start; at < end; {
		next := at + 1
		for next < end && marked[next] == marked[at] {
			next++
		}
		parts = append(parts, Fragment{Text: spaces.ReplaceAllString(string(text[at:next]), " "), Match: marked[at]})
		at = next
	}
	if end < len(text) {
		parts = append(parts, Fragment{Text: "…"})
	}
	return parts
}
