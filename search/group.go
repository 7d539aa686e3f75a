package search

import (
	"cmp"
	"slices"
)

// groupShown is how many articles of a document a group shows.
const groupShown = 3

// Group is a document with the best of its articles that were found.
type Group struct {
	Document int64
	Hits     []Hit // three at most
	Articles int   // found in the document
}

// groups fills in the documents of the page that the request asks for.
func (c *collector) groups(result *Result, ranked []uint32, words weights) error {
	all := c.group(ranked)
	from, to := c.req.page()
	page := all[min(from, len(all)):min(to, len(all))]
	c.complete(page)
	result.Documents = len(all)
	for _, d := range page {
		hits, err := c.hits(d.articles, words)
		if err != nil {
			return err
		}
		result.Groups = append(result.Groups, Group{hits[0].Article.DocumentID, hits, d.count})
	}
	return nil
}

// inDocument is what a search found in one document.
type inDocument struct {
	articles []uint32 // the best, at most groupShown
	count    int
	best     float32 // score
	any      uint32  // one of its articles
}

// missing reports whether more of its articles are to be shown.
func (d *inDocument) missing() bool { return len(d.articles) < min(groupShown, d.count) }

// group gathers found articles by document. Ranked are the best in their order. Documents come in the
// order of their best article or, by date, the newest first; those that have ended come last in any case.
func (c *collector) group(ranked []uint32) []*inDocument {
	documents := make([]inDocument, len(c.document.values))
	for _, doc := range c.passed {
		d := &documents[c.document.of[doc]]
		d.count, d.any = d.count+1, doc
		d.best = max(d.best, c.found[doc].score())
	}
	var order []*inDocument
	for _, doc := range ranked {
		d := &documents[c.document.of[doc]]
		if d.articles == nil {
			order = append(order, d)
		}
		if d.missing() {
			d.articles = append(d.articles, doc)
		}
	}
	best := len(order)
	for i := range documents {
		if d := &documents[i]; d.count > 0 && d.articles == nil {
			order = append(order, d)
		}
	}
	slices.SortStableFunc(order[best:], func(a, b *inDocument) int { return cmp.Compare(b.best, a.best) })
	slices.SortStableFunc(order, c.inTurn)
	return order
}

// inTurn puts what has ended behind, and by date the newer before the older.
func (c *collector) inTurn(a, b *inDocument) int {
	if ended := c.count.daily.ended(a.any); ended != c.count.daily.ended(b.any) {
		if ended {
			return 1
		}
		return -1
	}
	if !c.req.ByDate {
		return 0
	}
	return cmp.Compare(c.life.began(b.any), c.life.began(a.any))
}

// complete gives the documents of a page the articles that are still missing, by their score.
func (c *collector) complete(page []*inDocument) {
	wanting := make(map[uint32]*inDocument)
	for _, d := range page {
		if d.missing() {
			wanting[c.document.of[d.any]] = d
		}
	}
	if len(wanting) == 0 {
		return
	}
	more := make(map[*inDocument][]uint32)
	for _, doc := range c.passed {
		if d := wanting[c.document.of[doc]]; d != nil && !slices.Contains(d.articles, doc) {
			more[d] = append(more[d], doc)
		}
	}
	for d, docs := range more {
		slices.SortStableFunc(docs, func(a, b uint32) int { return cmp.Compare(c.found[b].score(), c.found[a].score()) })
		d.articles = append(d.articles, docs[:min(groupShown, d.count)-len(d.articles)]...)
	}
}
