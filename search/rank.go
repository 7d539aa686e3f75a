package search

import (
	"context"
	"math"
)

// evidence is why an article is found: BM25 by the kind of the terms that it has.
type evidence struct {
	text    float32 // pairs and words of the question in the text
	chapter float32 // the same in the titles above it, times chapterWeight
	single  float32 // single characters of the question in both
	added   float32 // words of the vocabulary in both
	asked   float32 // a question like this one was answered with the article
	cover   float32 // idf of the question's pairs and words that the text has
}

// score is the first ranking of an article, 0 when it shares nothing with the question.
func (e *evidence) score() float32 { return e.words() + e.asked }

// words is the score by the words alone.
func (e *evidence) words() float32 { return e.text + e.chapter + e.single + e.added }

// weights holds the terms that counted in a ranking and what they are worth; snippets are cut by them.
type weights map[string]float32

// scorer adds the evidence of one term in one field.
type scorer struct {
	queryTerm
	impacts
	chapter bool
	idf     float32
	weight  float32 // what the whole of an impact is worth
}

// rank adds up the evidence of every article for the terms. An article counts only when it has a pair or a word of the
// question or of the vocabulary; single characters, which nearly every article has, only refine, unless there is
// nothing else.
func (v view) rank(ctx context.Context, terms []queryTerm, into []evidence) (used weights, err error) {
	scorers, err := v.scorers(ctx, terms)
	if err != nil {
		return nil, err
	}
	used = make(weights)
	for _, s := range scorers {
		refine := s.single && !scorers[0].single
		s.addTo(into, refine)
		if !refine {
			used[s.text] = max(used[s.text], s.weight)
		}
	}
	return used, nil
}

// scorers returns the terms in both fields, without the common ones as long as others remain.
func (v view) scorers(ctx context.Context, terms []queryTerm) ([]scorer, error) {
	rare, err := v.scorersOf(ctx, terms, false)
	if err != nil || len(rare) > 0 {
		return rare, err
	}
	return v.scorersOf(ctx, terms, true)
}

// scorersOf returns the terms that some article has, the common ones only when they are asked for.
func (v view) scorersOf(ctx context.Context, terms []queryTerm, common bool) ([]scorer, error) {
	var scorers []scorer
	for _, term := range terms {
		for _, field := range []struct {
			name    string
			weight  float32
			lengths lengths
		}{{fieldText, 1, v.text}, {fieldChapter, chapterWeight, v.chapter}} {
			found, err := v.impacts(ctx, fieldTerm{field.name, term.text}, field.lengths, common)
			if err != nil {
				return nil, err
			}
			if len(found.list) > 0 && (common || !v.common(found.articles)) {
				idf := v.idf(found.articles)
				scorers = append(scorers, scorer{term, found, field.name == fieldChapter, idf,
					idf * (bm25K1 + 1) * field.weight * term.weight})
			}
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return scorers, nil
}

// idf is BM25's inverse document frequency of a term in n articles.
func (v view) idf(n uint64) float32 {
	return float32(math.Log1p((float64(v.articles) - float64(n) + 0.5) / (float64(n) + 0.5)))
}

// addTo adds the term's evidence to every article that has it; to those alone that have some already when it only
// refines.
func (s scorer) addTo(into []evidence, refine bool) {
	switch {
	case refine:
		for _, at := range s.list {
			if e := &into[at.doc]; e.text+e.chapter+e.added > 0 {
				e.single += s.weight * at.share
			}
		}
	case s.single:
		for _, at := range s.list {
			into[at.doc].single += s.weight * at.share
		}
	case s.added:
		for _, at := range s.list {
			into[at.doc].added += s.weight * at.share
		}
	case s.chapter:
		for _, at := range s.list {
			into[at.doc].chapter += s.weight * at.share
		}
	default:
		for _, at := range s.list {
			e := &into[at.doc]
			e.text += s.weight * at.share
			e.cover += s.idf
		}
	}
}
