package search

import (
	"context"
	"fmt"

	index "github.com/blevesearch/bleve_index_api"
)

// postings returns the numbers of the documents that have term in field, ascending.
func postings(ctx context.Context, reader index.IndexReader, field, term string) ([]uint32, error) {
	found, err := reader.TermFieldReader(ctx, []byte(term), field, false, false, false)
	if err != nil {
		return nil, fmt.Errorf("read %s %q: %w", field, term, err)
	}
	defer found.Close()
	docs := make([]uint32, 0, found.Count())
	var at index.TermFieldDoc
	for {
		posting, err := found.Next(&at)
		if err != nil {
			return nil, fmt.Errorf("read %s %q: %w", field, term, err)
		}
		if posting == nil {
			return docs, nil
		}
		docs = append(docs, uint32(posting.ID.Value()))
	}
}

// eachTerm calls do with every term of field that a live document has, in ascending order, and its documents.
func eachTerm(reader index.IndexReader, field string, do func(term string, docs []uint32) error) error {
	terms, err := reader.FieldDict(field)
	if err != nil {
		return fmt.Errorf("list terms of %s: %w", field, err)
	}
	defer terms.Close()
	for {
		entry, err := terms.Next()
		if err != nil {
			return fmt.Errorf("list terms of %s: %w", field, err)
		}
		if entry == nil {
			return nil
		}
		docs, err := postings(context.Background(), reader, field, entry.Term)
		if err != nil {
			return err
		}
		if len(docs) == 0 {
			continue
		}
		if err := do(entry.Term, docs); err != nil {
			return err
		}
	}
}
