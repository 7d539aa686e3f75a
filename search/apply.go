package search

import (
	"context"
	"fmt"
	"strconv"

	index "github.com/blevesearch/bleve_index_api"
)

// Changes are what one step of the feed does to the index. Removals come first, so a document is replaced by naming
// it in Documents and giving its articles in Upserts.
type Changes struct {
	Documents []int64   // documents all of whose articles are removed
	Deletes   []string  // ids of articles that are removed
	Upserts   []Article // articles that are added or replace those with the same id
}

// Apply makes the changes and moves the position in one batch: after a kill either both are there or neither. It fails
// with fault.Busy when the index needs a rebuild.
func (x *Index) Apply(ctx context.Context, changes Changes, to Position) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.live == nil {
		return x.notReady()
	}
	batch, err := x.live.batch(ctx, changes)
	if err != nil {
		return fmt.Errorf("prepare index changes up to %d: %w", to.Cursor, err)
	}
	if err := x.live.write(batch, to); err != nil {
		return fmt.Errorf("write index changes up to %d: %w", to.Cursor, err)
	}
	if err := x.live.warm(); err != nil {
		return fmt.Errorf("read index after changes up to %d: %w", to.Cursor, err)
	}
	return nil
}

// batch turns changes into bleve's form.
func (g *generation) batch(ctx context.Context, changes Changes) (*index.Batch, error) {
	batch := index.NewBatch()
	for _, id := range changes.Deletes {
		batch.Delete(id)
	}
	if err := g.deleteDocuments(ctx, batch, changes.Documents); err != nil {
		return nil, err
	}
	for _, article := range changes.Upserts {
		doc, err := article.entry()
		if err != nil {
			return nil, err
		}
		batch.Update(doc)
	}
	return batch, nil
}

// deleteDocuments adds the removal of every article of the documents to batch.
func (g *generation) deleteDocuments(ctx context.Context, batch *index.Batch, documents []int64) error {
	if len(documents) == 0 {
		return nil
	}
	reader, err := g.store.Reader()
	if err != nil {
		return err
	}
	defer reader.Close()
	for _, id := range documents {
		found, err := postings(ctx, reader, fieldDocument, strconv.FormatInt(id, 10))
		if err != nil {
			return err
		}
		for _, doc := range found {
			external, err := reader.ExternalID(index.NewIndexInternalID(nil, uint64(doc)))
			if err != nil {
				return fmt.Errorf("find article of document %d: %w", id, err)
			}
			batch.Delete(external)
		}
	}
	return nil
}
