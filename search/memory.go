package search

import (
	"context"
	"math"
)

// A question must be like a confirmed one by remembersFrom, from 0 to 1, to bring back its articles. They then gain the
// best score, remembersMost times, times a power of the likeness: the same question in other words brings them to the
// top; one that only shares much of the wording, which often asks for something else, changes next to nothing.
const (
	remembersFrom  = 0.4
	remembersMost  = 3
	remembersPower = 8
)

// Confirmed is a question that a person answered (群众问题), with an article that the answer rests on.
type Confirmed struct {
	Question string
	Article  string // as Article.ID
}

// memory holds the confirmed questions, ready to be compared with another by the cosine of their pairs and words, each
// weighted by how few of the questions have it. It does not change; a new one takes its place.
type memory struct {
	questions []remembered
	having    map[string][]int // the questions that have a term, by their number
}

// remembered is one question.
type remembered struct {
	articles []string
	length   float64 // of its vector
}

// Remember takes the confirmed answers in place of those that the index knew. The memory is kept by the caller alone:
// it is not in the index's files.
func (x *Index) Remember(confirmed []Confirmed) {
	m := newMemory(confirmed)
	x.serving.Lock()
	defer x.serving.Unlock()
	x.memory = m
}

// newMemory returns the memory of confirmed answers.
func newMemory(confirmed []Confirmed) *memory {
	m := &memory{having: make(map[string][]int)}
	number := make(map[string]int)
	var asked [][]string
	for _, c := range confirmed {
		question := string(fold(c.Question))
		at, known := number[question]
		if !known {
			at = len(m.questions)
			number[question] = at
			m.questions = append(m.questions, remembered{})
			asked = append(asked, pairsOf(question))
			for _, term := range asked[at] {
				m.having[term] = append(m.having[term], at)
			}
		}
		m.questions[at].articles = append(m.questions[at].articles, c.Article)
	}
	for i, terms := range asked {
		m.questions[i].length = m.length(terms)
	}
	return m
}

// pairsOf returns the distinct pairs and words of a folded text.
func pairsOf(text string) (terms []string) {
	for _, term := range queryTerms([]rune(text)) {
		if !term.single {
			terms = append(terms, term.text)
		}
	}
	return terms
}

// weight is what a term says about a question.
func (m *memory) weight(term string) float64 {
	return math.Log1p(float64(len(m.questions)) / float64(max(len(m.having[term]), 1)))
}

// length is the length of the vector of terms.
func (m *memory) length(terms []string) float64 {
	sum := 0.0
	for _, term := range terms {
		sum += m.weight(term) * m.weight(term)
	}
	return math.Sqrt(sum)
}

// like returns the articles of the confirmed questions that are like a folded one, and how much.
func (m *memory) like(question string) map[string]float32 {
	terms := pairsOf(question)
	shared := make(map[int]float64)
	for _, term := range terms {
		for _, at := range m.having[term] {
			shared[at] += m.weight(term) * m.weight(term)
		}
	}
	articles, length := make(map[string]float32), m.length(terms)
	for at, sum := range shared {
		q := m.questions[at]
		if likeness := float32(sum / length / q.length); likeness >= remembersFrom {
			for _, id := range q.articles {
				articles[id] = max(articles[id], likeness)
			}
		}
	}
	return articles
}

// recall adds the evidence of confirmed answers.
func (v view) recall(ctx context.Context, m *memory, question string, found []evidence) error {
	if m == nil || len(m.questions) == 0 {
		return nil
	}
	best := max(highest(found), 1)
	for id, likeness := range m.like(question) {
		docs, err := postings(ctx, v, fieldID, id)
		if err != nil {
			return err
		}
		for _, doc := range docs {
			found[doc].asked = remembersMost * float32(math.Pow(float64(likeness), remembersPower)) * best
		}
	}
	return nil
}
