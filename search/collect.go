package search

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	index "github.com/blevesearch/bleve_index_api"
)

// faintest is the share of the best score below which an article is no result: it shares a common word with the
// question and no more.
const faintest = 0.2

// evidencePool keeps the evidence of all articles between searches.
var evidencePool = sync.Pool{New: func() any { return new(pooledEvidence) }}

// pooledEvidence is an array that goes back to the pool.
type pooledEvidence struct{ of []evidence }

// takeEvidence returns the empty evidence of size articles.
func takeEvidence(size uint32) *pooledEvidence {
	p := evidencePool.Get().(*pooledEvidence)
	p.of = slices.Grow(p.of[:0], int(size))[:size]
	clear(p.of)
	return p
}

// release gives the array back.
func (p *pooledEvidence) release() { evidencePool.Put(p) }

// collected is what a search found: counts over everything, documents for the page.
type collected struct {
	*tally
	page []uint32
}

// collect puts looked-up articles first, then the others as they are ranked, and counts all of them.
func (v view) collect(ctx context.Context, asked intent, found []evidence, req Request) (collected, error) {
	lead, err := v.lookUp(ctx, asked, found)
	if err != nil {
		return collected{}, err
	}
	count := newTally(v.columns, v.filter(req.filters()))
	from, to := req.page()
	leading := make(map[uint32]bool, len(lead))
	var page []uint32
	for _, doc := range lead {
		leading[doc] = true
		if count.add(doc) {
			page = append(page, doc)
		}
	}
	best := top{size: max(to-len(page), reranked)}
	threshold := faintest * highest(found)
	for doc := range found {
		score := found[doc].score()
		if score > 0 && score >= threshold && !leading[uint32(doc)] && count.add(uint32(doc)) {
			best.offer(uint32(doc), score)
		}
	}
	others := best.sorted()
	v.rerank(others[:min(reranked, len(others))], found)
	page = append(page, others...)
	return collected{count, page[min(from, len(page)):min(to, len(page))]}, nil
}

// highest returns the best score.
func highest(found []evidence) (score float32) {
	for i := range found {
		score = max(score, found[i].score())
	}
	return score
}

// article reads the stored article of a document.
func (v view) article(doc uint32) (article Article, err error) {
	id, err := v.ExternalID(index.NewIndexInternalID(nil, uint64(doc)))
	if err != nil {
		return article, fmt.Errorf("find article %d: %w", doc, err)
	}
	stored, err := v.Document(id)
	if err != nil {
		return article, fmt.Errorf("read article %s: %w", id, err)
	}
	err = errors.New("not stored")
	stored.VisitFields(func(field index.Field) {
		if field.Name() == fieldStored {
			err = json.Unmarshal(field.Value(), &article)
		}
	})
	if err != nil {
		return article, fmt.Errorf("decode article %s: %w", id, err)
	}
	return article, nil
}
