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

// scorePool keeps score arrays between searches.
var scorePool = sync.Pool{New: func() any { return new(pooledScores) }}

// pooledScores is a score array that goes back to the pool.
type pooledScores struct{ scores scores }

// takeScores returns size scores of 0.
func takeScores(size uint32) *pooledScores {
	p := scorePool.Get().(*pooledScores)
	p.scores = slices.Grow(p.scores[:0], int(size))[:size]
	clear(p.scores)
	return p
}

// release gives the scores back.
func (p *pooledScores) release() { scorePool.Put(p) }

// collected is what a search found: counts over everything, documents for the page.
type collected struct {
	*tally
	page []uint32
}

// collect puts looked-up articles first, then the others by score, and counts all of them.
func (v view) collect(ctx context.Context, asked intent, points scores, req Request) (collected, error) {
	lead, err := v.lookUp(ctx, asked, points)
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
	best := top{size: max(to-len(page), 0)}
	threshold := faintest * slices.Max(append(points, 0))
	for doc, score := range points {
		if score > 0 && score >= threshold && !leading[uint32(doc)] && count.add(uint32(doc)) {
			best.offer(uint32(doc), score)
		}
	}
	page = append(page, best.sorted()...)
	return collected{count, page[min(from, len(page)):min(to, len(page))]}, nil
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
