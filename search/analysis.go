package search

import (
	"iter"

	"github.com/blevesearch/bleve/v2/analysis"
)

// maxWord is the length in runes at which a word of letters and digits is cut off.
const maxWord = 32

// token is what the index knows of a text: one Han character, two neighbouring ones, or a word of letters and digits.
type token struct {
	at, runes int  // where it stands in the folded text, in runes
	han       bool // whether it is made of Han characters
}

// single reports whether the token is one Han character, too little to find an article by.
func (t token) single() bool { return t.han && t.runes == 1 }

// tokens cuts folded text: every Han character, every pair of neighbours, every word.
func tokens(text []rune) iter.Seq[token] {
	return func(yield func(token) bool) {
		for i := 0; i < len(text); {
			switch {
			case isHan(text[i]):
				if !yield(token{at: i, runes: 1, han: true}) {
					return
				}
				if i+1 < len(text) && isHan(text[i+1]) && !yield(token{at: i, runes: 2, han: true}) {
					return
				}
				i++
			case isWord(text[i]):
				end := wordEnd(text, i)
				if !yield(token{at: i, runes: min(end-i, maxWord)}) {
					return
				}
				i = end
			default:
				i++
			}
		}
	}
}

// wordEnd returns the end of the word that begins at start.
func wordEnd(text []rune, start int) int {
	end := start
	for end < len(text) && isWord(text[end]) {
		end++
	}
	return end
}

// countTokens returns the length of a text as BM25 counts it.
func countTokens(text string) int {
	n := 0
	for range tokens(fold(text)) {
		n++
	}
	return n
}

// verbatim is the bleve analyzer of the exact fields: the whole value is one term.
type verbatim struct{}

// Analyze returns input as a single token.
func (verbatim) Analyze(input []byte) analysis.TokenStream {
	return analysis.TokenStream{{Term: input, End: len(input), Position: 1}}
}
