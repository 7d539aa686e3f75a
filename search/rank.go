package search

import (
	"context"
	"errors"
	"fmt"
	"math"

	index "github.com/blevesearch/bleve_index_api"
)

// scores holds the score of every article, 0 for those that share nothing with the question.
type scores []float32

// weights holds the terms that counted in a ranking and what they are worth; snippets are cut by them.
type weights map[string]float32

// postingList is a term's postings in one field, ready to be added to scores.
type postingList struct {
	index.TermFieldReader
	queryTerm
	weight  float32 // idf · (bm25K1+1) · weight of the field
	lengths lengths
}

// rank adds the BM25 score of every article for the terms to into. An article counts only when it has a pair or a
// word of the question; single characters, which nearly every article has, only refine, unless there is nothing else.
func (v view) rank(ctx context.Context, terms []queryTerm, into scores) (used weights, err error) {
	lists, err := v.lists(ctx, terms)
	defer func() {
		for _, list := range lists {
			err = errors.Join(err, list.Close())
		}
	}()
	if err != nil {
		return nil, err
	}
	used = make(weights)
	for _, list := range lists {
		refine := list.single && !lists[0].single
		if err := list.addTo(into, refine); err != nil {
			return nil, err
		}
		if !refine {
			used[list.text] = max(used[list.text], list.weight)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return used, nil
}

// lists opens the postings of the terms in both fields, without the common ones as long as others remain. On failure
// it returns what it had opened.
func (v view) lists(ctx context.Context, terms []queryTerm) ([]postingList, error) {
	var lists, common []postingList
	for _, term := range terms {
		for _, field := range []struct {
			name    string
			weight  float32
			lengths lengths
		}{{fieldText, 1, v.text}, {fieldChapter, chapterWeight, v.chapter}} {
			found, err := v.TermFieldReader(ctx, []byte(term.text), field.name, true, false, false)
			if err != nil {
				return append(lists, common...), fmt.Errorf("read %s %q: %w", field.name, term.text, err)
			}
			list := postingList{found, term, v.idf(found.Count()) * (bm25K1 + 1) * field.weight, field.lengths}
			if v.articles > smallLibrary && found.Count()*commonShare > uint64(v.articles) {
				common = append(common, list)
			} else {
				lists = append(lists, list)
			}
		}
	}
	return lists, nil
}

// idf is BM25's inverse document frequency of a term in n articles.
func (v view) idf(n uint64) float32 {
	return float32(math.Log1p((float64(v.articles) - float64(n) + 0.5) / (float64(n) + 0.5)))
}

// addTo adds the term's part of the score to every article that has it; to those alone that have a score already
// when it only refines.
func (l postingList) addTo(into scores, refine bool) error {
	var at index.TermFieldDoc
	for {
		posting, err := l.Next(&at)
		if err != nil {
			return fmt.Errorf("read postings of %q: %w", l.text, err)
		}
		if posting == nil {
			return nil
		}
		doc := posting.ID.Value()
		if refine && into[doc] == 0 {
			continue
		}
		frequency := float32(posting.Freq)
		into[doc] += l.weight * frequency / (frequency + l.lengths[doc])
	}
}
