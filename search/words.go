package search

import (
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

// words is the bleve field of a text. It differs from bleve's own in what it writes of a term in an article, which is most
// of an index: one byte when the term occurs once, as most do, and no length, which lies in a field of its own.
type words struct {
	*document.TextField
	frequencies index.TokenFrequencies
}

// newWords returns the field of a text.
func newWords(name, text string) *words {
	return &words{TextField: document.NewTextFieldCustom(name, nil, []byte(text), index.IndexField, nil)}
}

// Analyze cuts the text into the tokens of the index and counts them.
func (w *words) Analyze() {
	text := fold(string(w.Value()))
	w.frequencies = make(index.TokenFrequencies)
	for t := range tokens(text) {
		term := string(text[t.at : t.at+t.runes])
		if known := w.frequencies[term]; known != nil {
			known.SetFrequency(known.Frequency() + 1)
		} else {
			w.frequencies[term] = &index.TokenFreq{Term: []byte(term)}
		}
	}
}

// AnalyzedTokenFrequencies returns how often each term occurs beyond the first time: bleve writes 0 in one byte and
// anything else in two or more.
func (w *words) AnalyzedTokenFrequencies() index.TokenFrequencies { return w.frequencies }

// occurrences returns how often a term occurs by what the field wrote.
func occurrences(written uint64) float32 { return float32(written + 1) }

// AnalyzedLength returns 1 for every text. Bleve writes the length beside every term, and takes 0 for a mark of its own.
func (w *words) AnalyzedLength() int { return 1 }
