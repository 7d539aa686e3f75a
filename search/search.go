package search

import (
	"context"
	"fmt"
	"strconv"

	"xiangxue/course/calendar"
)

// Bounds of a request.
const (
	maxQuestion  = 500  // runes of a question that are read
	maxReach     = 1000 // the last result that can be paged to
	defaultLimit = 10
)

// Request is a question to the index. Filters that are empty or 0 let everything pass.
type Request struct {
	Text     string
	Category string
	Issuer   string
	Year     int
	Region   string
	Status   string        // on the day; without one every work is searched in the version that was current
	AsOf     calendar.Date // 0 for the day at which the index stands
	Document int64         // the only document to search
	Grouped  bool          // results are documents with their best articles instead of articles
	ByDate   bool          // the newest document first; needs Grouped
	Limit    int           // results on a page, 10 when 0
	Offset   int           // results before the page
}

// Result is the answer to a request.
type Result struct {
	Hits      []Hit
	Groups    []Group // in place of Hits when they are asked for
	Total     int     // articles found; looked-up ones and those that share a word with the question and are worth showing
	Documents int     // that the articles belong to, when groups are asked for
	Facets    Facets
	Route     Route
	Laws      []string // titles of the law that the question names, none for a Question
}

// Hit is one article found.
type Hit struct {
	Article Article
	Snippet []Fragment
}

// Search answers a request. An empty text finds nothing. It fails with fault.Busy while the index cannot be used.
func (x *Index) Search(ctx context.Context, req Request) (Result, error) {
	x.serving.RLock()
	defer x.serving.RUnlock()
	if x.live == nil {
		return Result{}, x.notReady()
	}
	v, err := x.live.view()
	if err != nil {
		return Result{}, fmt.Errorf("read index: %w", err)
	}
	defer v.Close()
	result, err := v.search(ctx, x.words(), x.memory, req)
	if err != nil {
		return Result{}, fmt.Errorf("search: %w", err)
	}
	return result, nil
}

// search answers a request from one snapshot, with the words of a vocabulary and the
// confirmed answers that are known.
func (v view) search(ctx context.Context, words Vocabulary, known *memory, req Request) (Result, error) {
	text := []rune(req.Text)
	asked := v.names.understand(string(text[:min(len(text), maxQuestion)]))
	taken := takeEvidence(v.size)
	defer taken.release()
	used, err := v.rank(ctx, words.expand(asked.words), taken.of)
	if err != nil {
		return Result{}, err
	}
	if err := v.recall(ctx, known, string(asked.words), taken.of); err != nil {
		return Result{}, err
	}
	c := v.newCollector(taken.of, req)
	best, err := c.collect(ctx, asked)
	if err != nil {
		return Result{}, err
	}
	result := Result{Total: c.count.total, Facets: c.count.result(), Route: asked.route, Laws: asked.laws}
	if req.Grouped {
		return result, c.groups(&result, best, used)
	}
	from, to := req.page()
	result.Hits, err = v.hits(best[min(from, len(best)):min(to, len(best))], used)
	return result, err
}

// hits reads articles and cuts their snippets.
func (v view) hits(docs []uint32, words weights) ([]Hit, error) {
	hits := make([]Hit, 0, len(docs))
	for _, doc := range docs {
		article, err := v.article(doc)
		if err != nil {
			return nil, err
		}
		hits = append(hits, Hit{article, snippet(article.Text, words)})
	}
	return hits, nil
}

// filters returns the filter values of the request, by facet.
func (r Request) filters() [facetCount]string {
	var year string
	if r.Year != 0 {
		year = strconv.Itoa(r.Year)
	}
	return [facetCount]string{facetCategory: r.Category, facetIssuer: r.Issuer, facetYear: year, facetRegion: r.Region, facetStatus: r.Status}
}

// page returns the first result wanted and the one after the last.
func (r Request) page() (from, to int) {
	limit := r.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	from = min(max(r.Offset, 0), maxReach)
	return from, min(from+limit, maxReach)
}
