package search

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// rebuildBatch is the number of articles that one batch of a rebuild writes.
const rebuildBatch = 4000

// Rebuild writes a new index from all articles, which stand at the given position, and puts it in the place of the old
// one, which answers until then. It calls progress, when given, with the number of articles done so far. A rebuild
// that fails, is cancelled or killed leaves the old index as it was.
func (x *Index) Rebuild(ctx context.Context, articles iter.Seq2[Article, error], at Position, progress func(done int)) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	next, err := x.newGeneration()
	if err != nil {
		return err
	}
	if err := next.fill(ctx, articles, at, progress); err != nil {
		return errors.Join(fmt.Errorf("rebuild index: %w", err), next.close(), os.RemoveAll(next.dir))
	}
	return x.replace(next)
}

// newGeneration creates an empty index whose name sorts after the live one's.
func (x *Index) newGeneration() (*generation, error) {
	number := 1
	if x.live != nil {
		if _, err := fmt.Sscanf(filepath.Base(x.live.dir), "generation-%d", &number); err != nil {
			return nil, fmt.Errorf("name of index %s: %w", x.live.dir, err)
		}
		number++
	}
	dir := filepath.Join(x.dir, fmt.Sprintf("generation-%09d", number))
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("remove unfinished index: %w", err)
	}
	return openGeneration(dir, x.aliases)
}

// replace lets searches use next and removes the generation they used before.
func (x *Index) replace(next *generation) error {
	x.serving.Lock()
	old := x.live
	x.live, x.why = next, nil
	x.serving.Unlock()
	if old == nil {
		return nil
	}
	if err := errors.Join(old.close(), os.RemoveAll(old.dir)); err != nil {
		return fmt.Errorf("remove old index: %w", err)
	}
	return nil
}

// fill writes all articles in batches, merges the files into one and marks the index as finished.
func (g *generation) fill(ctx context.Context, articles iter.Seq2[Article, error], at Position, progress func(int)) error {
	batch, done := index.NewBatch(), 0
	flush := func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := g.store.Batch(batch); err != nil {
			return err
		}
		batch = index.NewBatch()
		if progress != nil {
			progress(done)
		}
		return nil
	}
	for article, err := range articles {
		if err != nil {
			return err
		}
		doc, err := article.entry()
		if err != nil {
			return err
		}
		batch.Update(doc)
		if done++; done%rebuildBatch == 0 {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	return g.finish(ctx, at)
}

// finish merges the files, then writes position and format: only now does a start take the index for complete.
func (g *generation) finish(ctx context.Context, at Position) error {
	if store, ok := g.store.(*scorch.Scorch); ok {
		if err := store.ForceMerge(ctx, nil); err != nil {
			return fmt.Errorf("merge: %w", err)
		}
	}
	batch := index.NewBatch()
	batch.SetInternal(keyFormat, []byte(format))
	if err := g.write(batch, at); err != nil {
		return err
	}
	return g.warm()
}
