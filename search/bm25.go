package search

// BM25's constants, and the weight of the chapter titles beside the text: on real questions any weight from 0.4 to 0.6
// serves, less loses answers and more loses their order.
const (
	bm25K1        = 1.2
	bm25B         = 0.75
	chapterWeight = 0.5
)

// A term in more than one of commonShare articles says little and costs most of the time. It is left out, unless the
// library is so small that its postings cost nothing.
const (
	commonShare  = 5
	smallLibrary = 2000
)

// lengths holds BM25's length term k1·(1−b+b·length/average) of every article in one field.
type lengths []float32

// newLengths computes the length terms; the average is over the articles that have the field.
func newLengths(tokens []int32) lengths {
	filled, total := 0, 0.0
	for _, n := range tokens {
		if n > 0 {
			filled, total = filled+1, total+float64(n)
		}
	}
	average := max(total/float64(max(filled, 1)), 1)
	terms := make(lengths, len(tokens))
	for i, n := range tokens {
		terms[i] = float32(bm25K1 * (1 - bm25B + bm25B*float64(n)/average))
	}
	return terms
}

// queryTerm is one distinct term that is looked for.
type queryTerm struct {
	text   string
	single bool    // one Han character
	added  bool    // not of the question but of the vocabulary
	weight float32 // 1 for a term of the question
}

// queryTerms cuts folded text into its distinct terms, the single characters last.
func queryTerms(text []rune) []queryTerm {
	seen := make(map[string]bool)
	var terms, singles []queryTerm
	for t := range tokens(text) {
		term := queryTerm{text: string(text[t.at : t.at+t.runes]), single: t.single(), weight: 1}
		if seen[term.text] {
			continue
		}
		seen[term.text] = true
		if term.single {
			singles = append(singles, term)
		} else {
			terms = append(terms, term)
		}
	}
	return append(terms, singles...)
}
