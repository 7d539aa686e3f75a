package search

import (
	"fmt"
	"strconv"
	"sync"

	index "github.com/blevesearch/bleve_index_api"
)

// columns are the small facts about every article of one snapshot, by bleve's document number, so that ranking and
// counting need no look-up per article. They are derived from the index alone.
type columns struct {
	articles int       // live ones
	size     uint32    // document numbers are below it
	tokens   []float32 // in the text
	text     lengths
	chapter  lengths
	ordinal  []int32
	law      column
	document column
	life     lives
	today    daily // as of the day at which the index stands
	facets   [facetCount]column
	decade   []float32 // by value of the facet of years: decades since 2010, 0 when unknown
	names    *dictionary

	standings []standing // by value of law
	book      func() *namebook
	cache     *impactCache
}

// column is one exact field: the value of document d is values[of[d]]; values[0] is "" for none.
type column struct {
	values []string
	of     []uint32
}

// at returns the value of document doc.
func (c column) at(doc uint32) string { return c.values[c.of[doc]] }

// find returns the number of value in the column, and false when no article has it.
func (c column) find(value string) (uint32, bool) {
	for i, v := range c.values {
		if i > 0 && v == value {
			return uint32(i), true
		}
	}
	return 0, false
}

// readColumns reads the columns of a snapshot.
func readColumns(reader index.IndexReader, aliases []Alias) (*columns, error) {
	articles, err := reader.DocCount()
	if err != nil {
		return nil, fmt.Errorf("count articles: %w", err)
	}
	c := &columns{articles: int(articles), cache: new(impactCache)}
	texts, err := readNumbers(reader, fieldTextLen)
	if err != nil {
		return nil, err
	}
	c.size = uint32(len(texts)) // every article has a length
	chapters, err := readNumbers(reader, fieldChapterLen)
	if err != nil {
		return nil, err
	}
	c.tokens = make([]float32, c.size)
	for doc, n := range texts {
		c.tokens[doc] = float32(max(n, 1))
	}
	c.text, c.chapter = newLengths(texts), newLengths(chapters)
	if c.ordinal, err = readNumbers(reader, fieldOrdinal); err != nil {
		return nil, err
	}
	if c.law, err = readColumn(reader, fieldLaw, c.size); err != nil {
		return nil, err
	}
	if c.document, err = readColumn(reader, fieldDocument, c.size); err != nil {
		return nil, err
	}
	if err := c.readFacets(reader); err != nil {
		return nil, err
	}
	short, err := readColumn(reader, fieldShort, c.size)
	if err != nil {
		return nil, err
	}
	c.names = newDictionary(c.law.values[1:], append(shortNames(short.values[1:]), aliases...))
	c.decade = decades(c.facets[facetYear].values)
	if c.standings, err = readStandings(reader, c.law, c.names); err != nil {
		return nil, err
	}
	c.book = sync.OnceValue(func() *namebook { return newNamebook(c) })
	return c, nil
}

// readFacets reads the columns of the facets; the status is as of the day at which the index stands.
func (c *columns) readFacets(reader index.IndexReader) (err error) {
	for facet, field := range facetFields {
		if field != "" {
			if c.facets[facet], err = readColumn(reader, field, c.size); err != nil {
				return err
			}
		}
	}
	at, err := readPosition(reader)
	if err != nil {
		return err
	}
	if c.life, err = readLives(reader, c.size); err != nil {
		return err
	}
	c.today = c.life.on(at.Day)
	return nil
}

// decades turns years into decades since 2010; what is no year becomes 0.
func decades(years []string) []float32 {
	decades := make([]float32, len(years))
	for i, year := range years {
		if n, err := strconv.Atoi(year); err == nil {
			decades[i] = float32(n-2010) / 10
		}
	}
	return decades
}

// readColumn reads an exact field of documents below size.
func readColumn(reader index.IndexReader, field string, size uint32) (column, error) {
	c := column{values: []string{""}, of: make([]uint32, size)}
	err := eachTerm(reader, field, func(term string, docs []uint32) error {
		c.values = append(c.values, term)
		for _, doc := range docs {
			c.of[doc] = uint32(len(c.values) - 1)
		}
		return nil
	})
	return c, err
}

// readNumbers reads an exact field that holds a number; it is 0 where the field is missing.
func readNumbers(reader index.IndexReader, field string) ([]int32, error) {
	var numbers []int32
	err := eachTerm(reader, field, func(term string, docs []uint32) error {
		value, err := strconv.ParseInt(term, 10, 32)
		if err != nil {
			return fmt.Errorf("number in field %s: %w", field, err)
		}
		for _, doc := range docs {
			if missing := int(doc) + 1 - len(numbers); missing > 0 {
				numbers = append(numbers, make([]int32, missing)...)
			}
			numbers[doc] = int32(value)
		}
		return nil
	})
	return numbers, err
}
