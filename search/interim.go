package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
	"xiangxue/search/library"
)

// LookUp answers a request from the library alone, as of a day, as far as that goes without an index: a law by its name,
// an article of it by its number, the articles of it that hold words of a topic. Anything else finds nothing. There are no
// facets.
func (x *Index) LookUp(ctx context.Context, tx storage.ReadTx, req Request, day calendar.Date) (Result, error) {
	names, err := x.libraryNames(ctx, tx)
	if err != nil {
		return Result{}, err
	}
	asked := names.understand(req.Text)
	if len(asked.laws) == 0 {
		return Result{}, nil
	}
	result := Result{Route: asked.route, Laws: asked.laws}
	if asked.route == WholeLaw {
		return result, nil
	}
	documents, err := inForce(ctx, tx, asked.laws, req, day)
	if err != nil {
		return Result{}, err
	}
	for _, d := range documents {
		hits, err := quotes(ctx, tx, d, asked)
		if err != nil {
			return Result{}, err
		}
		result.add(int64(d.ID), hits, req)
	}
	if result.Total == 0 {
		result.Route = WholeLaw // the law is there, if not what is looked for in it
	}
	return result, nil
}

// libraryNames returns the dictionary of the names in the library.
func (x *Index) libraryNames(ctx context.Context, tx storage.ReadTx) (*dictionary, error) {
	known, err := library.Titles(ctx, tx)
	if err != nil {
		return nil, err
	}
	var titles []string
	var short []Alias
	for _, t := range known {
		titles = append(titles, t.Title)
		if t.ShortName != "" {
			short = append(short, Alias{t.ShortName, t.Title})
		}
	}
	return newDictionary(titles, append(short, x.aliases...)), nil
}

// inForce returns the documents with one of the titles that the filters of a request let pass on a day, newest first.
func inForce(ctx context.Context, tx storage.ReadTx, titles []string, req Request, day calendar.Date) ([]library.Version, error) {
	versions, err := library.Titled(ctx, tx, titles, day)
	if err != nil {
		return nil, err
	}
	ids := make([]library.DocumentID, len(versions))
	for i, v := range versions {
		ids[i] = v.ID
	}
	lives, err := library.Lives(ctx, tx, ids)
	return slices.DeleteFunc(versions, func(v library.Version) bool { return !req.lets(v, lives[v.ID], day) }), err
}

// lets reports whether the filters let a document pass; without a status the version that was current on the day does.
func (r Request) lets(v library.Version, life library.Life, day calendar.Date) bool {
	period, there := life.On(day)
	switch {
	case life != nil && !there, r.Document != 0 && r.Document != int64(v.ID):
		return false
	case r.Status == "" && life != nil && !period.Current, r.Status != "" && r.Status != string(v.Status.State):
		return false
	}
	return cmp.Or(r.Category, v.Category) == v.Category && cmp.Or(r.Issuer, v.Issuer) == v.Issuer &&
		cmp.Or(r.Region, v.HoldsIn()) == v.HoldsIn() && cmp.Or(r.Year, v.Year()) == v.Year()
}

// quotes returns the articles of a document that a question names, or that hold its topic, the fullest first.
func quotes(ctx context.Context, tx storage.ReadTx, v library.Version, asked intent) ([]Hit, error) {
	articles, err := library.Articles(ctx, tx, v.ID)
	if err != nil {
		return nil, fmt.Errorf("look an article up: %w", err)
	}
	words, share := make(weights), make(map[int]int)
	for _, term := range queryTerms(asked.words) {
		if !term.single {
			words[term.text] = 1
		}
	}
	var hits []Hit
	for _, a := range articles {
		share[a.Ordinal] = held(a.Text, words)
		if asked.number != "" && numberKey(a.Number) == asked.number || asked.number == "" && share[a.Ordinal] > 0 {
			hits = append(hits, Hit{article(v.Document, nil, a), snippet(a.Text, words)})
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(share[b.Article.Ordinal], share[a.Article.Ordinal]) })
	return hits, nil
}

// held returns how many of the words a text holds.
func held(text string, words weights) (n int) {
	folded := string(fold(text))
	for word := range words {
		if strings.Contains(folded, word) {
			n++
		}
	}
	return n
}

// add puts the articles found in a document into the result as the request wants them.
func (r *Result) add(document int64, hits []Hit, req Request) {
	if len(hits) == 0 {
		return
	}
	r.Total += len(hits)
	if !req.Grouped {
		from, to := req.page()
		r.Hits = append(r.Hits, hits[min(from, len(hits)):min(to, len(hits))]...)
		return
	}
	r.Documents++
	r.Groups = append(r.Groups, Group{document, hits[:min(groupShown, len(hits))], len(hits)})
}
