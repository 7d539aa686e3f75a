package search

import (
	"context"
	"fmt"
	"sync"

	index "github.com/blevesearch/bleve_index_api"
)

// cacheRoom is the number of impacts that a snapshot's cache holds at most, eight bytes each.
const cacheRoom = 2 << 20

// impact is what a term's occurrences in one article are worth before the term's own weight: tf / (tf + length term).
type impact struct {
	doc   uint32
	share float32
}

// fieldTerm is a term in one field.
type fieldTerm struct{ field, term string }

// impacts are a term's postings in one field, decoded. Those of a common term are nil until they are needed.
type impacts struct {
	articles uint64
	list     []impact
}

// impactCache keeps the decoded postings of the terms that were asked for: questions share most of their terms, and
// to decode one posting takes as long as to score thirty. It belongs to one snapshot and begins anew when full.
type impactCache struct {
	mu   sync.Mutex
	kept map[fieldTerm]impacts
	used int
}

// get returns what is kept of a term.
func (c *impactCache) get(key fieldTerm) (impacts, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found, ok := c.kept[key]
	return found, ok
}

// put keeps the postings of a term.
func (c *impactCache) put(key fieldTerm, found impacts) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.used += len(found.list) + 8; c.kept == nil || c.used > cacheRoom {
		c.kept, c.used = make(map[fieldTerm]impacts), len(found.list)+8
	}
	c.kept[key] = found
}

// impacts returns the postings of a term in a field; of a common term the number alone, unless common is asked for.
func (v view) impacts(ctx context.Context, key fieldTerm, lengths lengths, common bool) (impacts, error) {
	found, ok := v.cache.get(key)
	if ok && (found.list != nil || !common) {
		return found, nil
	}
	reader, err := v.TermFieldReader(ctx, []byte(key.term), key.field, true, false, false)
	if err != nil {
		return impacts{}, fmt.Errorf("read %s %q: %w", key.field, key.term, err)
	}
	defer reader.Close()
	found.articles = reader.Count()
	if common || !v.common(found.articles) {
		if found.list, err = decode(reader, lengths); err != nil {
			return impacts{}, fmt.Errorf("read postings of %s %q: %w", key.field, key.term, err)
		}
	}
	v.cache.put(key, found)
	return found, nil
}

// common reports whether a term in n articles is a common one.
func (v view) common(n uint64) bool {
	return v.articles > smallLibrary && n*commonShare > uint64(v.articles)
}

// decode reads postings to their end.
func decode(reader index.TermFieldReader, lengths lengths) ([]impact, error) {
	list := make([]impact, 0, reader.Count())
	var at index.TermFieldDoc
	for {
		posting, err := reader.Next(&at)
		if err != nil || posting == nil {
			return list, err
		}
		doc, frequency := uint32(posting.ID.Value()), occurrences(posting.Freq)
		list = append(list, impact{doc, frequency / (frequency + lengths[doc])})
	}
}
