package search

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"sync"

	index "github.com/blevesearch/bleve_index_api"
)

// stored is what the index keeps of an article to show it; the rest of it stands in the columns.
type stored struct {
	ShortName string `json:"s,omitempty"`
	Number    string `json:"n,omitempty"`
	Title     string `json:"h,omitempty"`
	Anchor    string `json:"a,omitempty"`
	Chapter   string `json:"c,omitempty"`
	Text      string `json:"t"`
}

// packers keeps the writers that pack articles; each holds a megabyte.
var packers = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, flate.DefaultCompression)
	if err != nil {
		panic(err) // the level is a constant of the package
	}
	return w
}}

// pack returns the article as the index stores it: JSON, deflated to about two thirds.
func (a Article) pack() ([]byte, error) {
	var packed bytes.Buffer
	w := packers.Get().(*flate.Writer)
	defer packers.Put(w)
	w.Reset(&packed)
	err := json.NewEncoder(w).Encode(stored{a.ShortName, a.Number, a.Title, a.Anchor, a.Chapter, a.Text})
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("encode article %s: %w", a.ID, err)
	}
	return packed.Bytes(), nil
}

// unpacker reads packed articles one after the other: a reader of its own for each would hold forty kilobytes.
type unpacker struct {
	inflated io.ReadCloser
	text     bytes.Buffer
}

var unpackers = sync.Pool{New: func() any { return &unpacker{inflated: flate.NewReader(nil)} }}

// unpack reads what pack returned.
func unpack(packed []byte) (s stored, err error) {
	u := unpackers.Get().(*unpacker)
	defer unpackers.Put(u)
	if err := u.inflated.(flate.Resetter).Reset(bytes.NewReader(packed), nil); err != nil {
		return s, err
	}
	u.text.Reset()
	if _, err := u.text.ReadFrom(u.inflated); err != nil {
		return s, err
	}
	return s, json.Unmarshal(u.text.Bytes(), &s)
}

// article reads the article of a document.
func (v view) article(doc uint32) (Article, error) {
	id, err := v.ExternalID(index.NewIndexInternalID(nil, uint64(doc)))
	if err != nil {
		return Article{}, fmt.Errorf("find article %d: %w", doc, err)
	}
	kept, err := v.Document(id)
	if err != nil {
		return Article{}, fmt.Errorf("read article %s: %w", id, err)
	}
	var packed []byte
	kept.VisitFields(func(field index.Field) {
		if field.Name() == fieldStored {
			packed = field.Value()
		}
	})
	s, err := unpack(packed)
	if err != nil {
		return Article{}, fmt.Errorf("decode article %s: %w", id, err)
	}
	a := Article{
		ID: id, Law: v.law.at(doc), ShortName: s.ShortName, Number: s.Number, Ordinal: int(v.ordinal[doc]), Title: s.Title,
		Anchor: s.Anchor, Chapter: s.Chapter, Text: s.Text, Category: v.facets[facetCategory].at(doc),
		Issuer: v.facets[facetIssuer].at(doc), Region: v.facets[facetRegion].at(doc),
	}
	a.DocumentID = columnNumber(v.document.at(doc))
	a.Year = int(columnNumber(v.facets[facetYear].at(doc)))
	return a, nil
}

// columnNumber reads a number of a column, 0 where there is none.
func columnNumber(value string) int64 {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0 // the article has none: entry wrote every other as a number
	}
	return n
}
