package search

import (
	"cmp"
	"slices"
)

// The facets, in the order of columns.facets.
const (
	facetCategory = iota
	facetIssuer
	facetYear
	facetStatus
	facetCount
)

// facetFields are the fields of the facets.
var facetFields = [facetCount]string{fieldCategory, fieldIssuer, fieldYear, fieldStatus}

// Facets counts what was found by category, issuer, year and status. A facet's counts obey every filter but its own,
// so that they say what choosing another value would give.
type Facets struct {
	Category, Issuer, Year, Status []Count
}

// Count is one value of a facet and the number of articles found that have it.
type Count struct {
	Value string
	Count int
}

// filter is the values that articles must have, by facet: 0 for any, noValue for one that no article has.
type filter [facetCount]uint32

// noValue is the number of a value that no article has.
const noValue = ^uint32(0)

// filter turns a request's filters into numbers.
func (c *columns) filter(values [facetCount]string) (f filter) {
	for facet, value := range values {
		if value == "" {
			continue
		}
		number, ok := c.facets[facet].find(value)
		if !ok {
			number = noValue
		}
		f[facet] = number
	}
	return f
}

// tally counts facet values while results are collected.
type tally struct {
	*columns
	filter filter
	counts [facetCount][]int
	total  int
}

// newTally starts counting under a filter.
func newTally(c *columns, f filter) *tally {
	t := &tally{columns: c, filter: f}
	for facet := range t.counts {
		t.counts[facet] = make([]int, len(c.facets[facet].values))
	}
	return t
}

// add counts one article that was found and reports whether it passes the filter.
func (t *tally) add(doc uint32) bool {
	failed, failures := 0, 0
	for facet, wanted := range t.filter {
		if wanted != 0 && t.facets[facet].of[doc] != wanted {
			failed, failures = facet, failures+1
		}
	}
	switch failures {
	case 0:
		for facet := range t.counts {
			t.counts[facet][t.facets[facet].of[doc]]++
		}
		t.total++
	case 1:
		t.counts[failed][t.facets[failed].of[doc]]++
	}
	return failures == 0
}

// result returns the counts, the most frequent value first and the newest year first.
func (t *tally) result() Facets {
	return Facets{
		Category: t.sorted(facetCategory, byCount),
		Issuer:   t.sorted(facetIssuer, byCount),
		Year:     t.sorted(facetYear, func(a, b Count) int { return cmp.Compare(b.Value, a.Value) }),
		Status:   t.sorted(facetStatus, byCount),
	}
}

// byCount puts the most frequent value first.
func byCount(a, b Count) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
}

// sorted returns the values of one facet that were found.
func (t *tally) sorted(facet int, order func(a, b Count) int) []Count {
	var counts []Count
	for value, n := range t.counts[facet] {
		if value > 0 && n > 0 {
			counts = append(counts, Count{t.facets[facet].values[value], n})
		}
	}
	slices.SortFunc(counts, order)
	return counts
}
