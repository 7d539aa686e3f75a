package search

import (
	"context"
	"slices"
	"sync"
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

// collector puts what was found in its order and counts it.
type collector struct {
	view
	count  *tally
	found  []evidence
	req    Request
	passed []uint32 // all articles that pass the filters; kept for grouping alone
}

// newCollector returns a collector of evidence for a request.
func (v view) newCollector(found []evidence, req Request) *collector {
	day := v.today
	if req.AsOf != 0 {
		day = v.life.on(req.AsOf)
	}
	return &collector{view: v, count: newTally(v.columns, day, req), found: found, req: req}
}

// collect returns the best articles, as many as are asked for or need ordering: looked-up articles first, then the
// others as they are ranked. It counts all of them.
func (c *collector) collect(ctx context.Context, asked intent) ([]uint32, error) {
	lead, err := c.lookUp(ctx, asked, c.found)
	if err != nil {
		return nil, err
	}
	_, to := c.req.page()
	leading := make(map[uint32]bool, len(lead))
	var best []uint32
	for _, doc := range lead {
		leading[doc] = true
		if c.take(doc) {
			best = append(best, doc)
		}
	}
	others := top{size: max(to-len(best), reranked)}
	threshold := faintest * highest(c.found)
	for doc := range c.found {
		score := c.found[doc].score()
		if score > 0 && score >= threshold && !leading[uint32(doc)] && c.take(uint32(doc)) {
			others.offer(uint32(doc), score)
		}
	}
	ranked := others.sorted()
	c.rerank(ranked[:min(reranked, len(ranked))], c.found)
	return append(best, ranked...), nil
}

// take counts an article and reports whether it passes the filters.
func (c *collector) take(doc uint32) bool {
	passes := c.count.add(doc)
	if passes && c.req.Grouped {
		c.passed = append(c.passed, doc)
	}
	return passes
}

// highest returns the best score.
func highest(found []evidence) (score float32) {
	for i := range found {
		score = max(score, found[i].score())
	}
	return score
}
