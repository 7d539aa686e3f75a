package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/analyzer/standard"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/cjk"

	"xiangxue/search"
	"xiangxue/search/trial"
)

// engine answers a question with the ids of at most limit articles, the best first.
type engine interface {
	ask(ctx context.Context, question string, limit int) ([]string, error)
	Close() error
}

// named is a search under the name that the table shows.
type named struct {
	name  string
	build func(ctx context.Context, dir string, articles []trial.Article) (engine, error)
}

// searches lists what is compared; the product's own stands last.
func searches() []named {
	return []named{
		{"bleve standard", stockOf("standard")},
		{"bleve cjk", stockOf("cjk")},
		{"this program", buildOwn},
	}
}

// measure builds a search and asks it every question twice: for ten articles, which is timed, and for a hundred. The
// times are those of a warm index: every question was asked once before.
func measure(ctx context.Context, s named, articles []trial.Article, questions []trial.Question) (quality trial.Quality, times trial.Latencies, err error) {
	dir, err := os.MkdirTemp("", "xiangxue-evaluate-")
	if err != nil {
		return quality, nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	e, err := s.build(ctx, dir, articles)
	if err != nil {
		return quality, nil, err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	for _, q := range questions {
		answers, err := e.ask(ctx, q.Text, 100)
		if err != nil {
			return quality, nil, fmt.Errorf("question %s: %w", q.ID, err)
		}
		quality.Add(answers, q.Right)
	}
	for _, q := range questions {
		start := time.Now()
		if _, err := e.ask(ctx, q.Text, 10); err != nil {
			return quality, nil, fmt.Errorf("question %s: %w", q.ID, err)
		}
		times = append(times, time.Since(start))
	}
	return quality, times, nil
}

// milliseconds returns a time as the table shows it.
func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// own is the product's search.
type own struct{ *search.Index }

// buildOwn builds the product's index.
func buildOwn(ctx context.Context, dir string, articles []trial.Article) (engine, error) {
	index, err := search.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := index.Rebuild(ctx, indexed(articles), search.Position{Cursor: 1}, nil); err != nil {
		return nil, errors.Join(err, index.Close())
	}
	return own{index}, nil
}

// indexed yields articles as the index takes them.
func indexed(articles []trial.Article) iter.Seq2[search.Article, error] {
	return func(yield func(search.Article, error) bool) {
		for _, a := range articles {
			if !yield(search.Article{
				ID: a.ID, DocumentID: a.Document, Law: a.Law, Number: a.Number, Ordinal: a.Ordinal,
				Chapter: a.Chapter, Text: a.Text, Category: a.Category, Year: a.Year,
			}, nil) {
				return
			}
		}
	}
}

func (o own) ask(ctx context.Context, question string, limit int) ([]string, error) {
	result, err := o.Search(ctx, search.Request{Text: question, Limit: limit})
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(result.Hits))
	for i, hit := range result.Hits {
		ids[i] = hit.Article.ID
	}
	return ids, nil
}

// stock is bleve as it comes, over the texts of the articles.
type stock struct{ bleve.Index }

// stockBatch is the number of articles that one batch writes.
const stockBatch = 1000

// stockOf returns the building of bleve's index with one of its analyzers.
func stockOf(analyzer string) func(context.Context, string, []trial.Article) (engine, error) {
	return func(_ context.Context, dir string, articles []trial.Article) (engine, error) {
		mapping := bleve.NewIndexMapping()
		mapping.DefaultAnalyzer = analyzer
		index, err := bleve.New(dir+"/stock", mapping)
		if err != nil {
			return nil, err
		}
		batch := index.NewBatch()
		for i, a := range articles {
			if err := batch.Index(a.ID, map[string]string{"text": a.Text}); err != nil {
				return nil, errors.Join(err, index.Close())
			}
			if batch.Size() == stockBatch || i == len(articles)-1 {
				if err := index.Batch(batch); err != nil {
					return nil, errors.Join(err, index.Close())
				}
				batch = index.NewBatch()
			}
		}
		return stock{index}, nil
	}
}

func (s stock) ask(ctx context.Context, question string, limit int) ([]string, error) {
	query := bleve.NewMatchQuery(question)
	query.SetField("text")
	result, err := s.SearchInContext(ctx, bleve.NewSearchRequestOptions(query, limit, 0, false))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(result.Hits))
	for i, hit := range result.Hits {
		ids[i] = hit.ID
	}
	return ids, nil
}
