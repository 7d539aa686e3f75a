package search

import (
	"context"
	"fmt"
	"strconv"
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
	Status   string
	Limit    int // results on a page, 10 when 0
	Offset   int // results before the page
}

// Result is the answer to a request.
type Result struct {
	Hits   []Hit
	Total  int // articles found; looked-up ones and those that share a word with the question and are worth showing
	Facets Facets
	Route  Route
	Laws   []string // titles of the law that the question names, none for a Question
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
		return Result{}, notReady()
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
	found, err := v.collect(ctx, asked, taken.of, req)
	if err != nil {
		return Result{}, err
	}
	result := Result{Total: found.total, Facets: found.result(), Route: asked.route, Laws: asked.laws}
	for _, doc := range found.page {
		article, err := v.article(doc)
		if err != nil {
			return Result{}, err
		}
		result.Hits = append(result.Hits, Hit{article, snippet(article.Text, used)})
	}
	return result, nil
}

// filters returns the filter values of the request, by facet.
func (r Request) filters() [facetCount]string {
	var year string
	if r.Year != 0 {
		year = strconv.Itoa(r.Year)
	}
	return [facetCount]string{facetCategory: r.Category, facetIssuer: r.Issuer, facetYear: year, facetStatus: r.Status}
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
