package search

import (
	"cmp"
	"slices"
	"strconv"
)

// The facets, in the order of columns.facets.
const (
	facetCategory = iota
	facetIssuer
	facetYear
	facetStatus
	facetRegion
	facetCount
)

// facetFields are the fields of the facets. The status has none: it follows from the day.
var facetFields = [facetCount]string{facetCategory: fieldCategory, facetIssuer: fieldIssuer, facetYear: fieldYear, facetRegion: fieldRegion}

// Facets counts what was found by category, issuer, year, region and status on the day that is asked for. A facet's counts obey every filter but its own,
// so that they say what choosing another value would give.
type Facets struct {
	Category, Issuer, Year, Region, Status []Count
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

// newFilter turns a request's filters into numbers.
func newFilter(facets [facetCount]column, values [facetCount]string) (f filter) {
	for facet, value := range values {
		if value == "" {
			continue
		}
		number, ok := facets[facet].find(value)
		if !ok {
			number = noValue
		}
		f[facet] = number
	}
	return f
}

// tally counts facet values while results are collected.
type tally struct {
	facets   [facetCount]column
	daily    daily
	life     []uint32
	document []uint32
	only     uint32 // the document that is searched, 0 for all
	filter   filter
	counts   [facetCount][]int
	total    int
}

// newTally starts counting what a request asks for, as of a day.
func newTally(c *columns, day daily, req Request) *tally {
	t := &tally{facets: c.facets, daily: day, life: c.life.of, document: c.document.of}
	t.facets[facetStatus] = day.state
	t.filter = newFilter(t.facets, req.filters())
	if req.Document != 0 {
		number, ok := c.document.find(strconv.FormatInt(req.Document, 10))
		t.only = number
		if !ok {
			t.only = noValue
		}
	}
	for facet := range t.counts {
		t.counts[facet] = make([]int, len(t.facets[facet].values))
	}
	return t
}

// add counts one article that was found and reports whether it passes the filter. Unless a status is asked for, a version
// that another one went before on the day does not; it counts under its status alone, and what was not there yet nowhere.
func (t *tally) add(doc uint32) bool {
	stood := t.daily.standing[t.life[doc]]
	if !stood.there || t.only != 0 && t.document[doc] != t.only {
		return false
	}
	failed, failures := 0, 0
	if t.filter[facetStatus] == 0 && !stood.current {
		failed, failures = facetStatus, 1
	}
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
		Region:   t.sorted(facetRegion, byCount),
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
