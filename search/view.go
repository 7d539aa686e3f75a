package search

import (
	"errors"

	index "github.com/blevesearch/bleve_index_api"
)

// view is one snapshot of the index with its columns. It must be closed.
type view struct {
	index.IndexReader
	*columns
}

// view returns the newest snapshot. Its columns are read once per snapshot; bleve makes a new one with every change
// and every merge of files.
func (g *generation) view() (view, error) {
	reader, err := g.store.Reader()
	if err != nil {
		return view{}, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.of != reader {
		read, err := readColumns(reader, g.aliases)
		if err != nil {
			return view{}, errors.Join(err, reader.Close())
		}
		g.of, g.columns = reader, read
	}
	return view{reader, g.columns}, nil
}

// warm reads the columns of the newest snapshot, so that the next search need not.
func (g *generation) warm() error {
	v, err := g.view()
	if err != nil {
		return err
	}
	return v.Close()
}
