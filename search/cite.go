package search

import (
	"math"
	"regexp"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
)

// titleMarks finds a title in 《》.
var titleMarks = regexp.MustCompile(`《([^《》]{2,120})》`)

// cited returns the bare names of the laws that a text cites, each once.
func cited(text string) []string {
	var names []string
	for _, found := range titleMarks.FindAllStringSubmatch(text, -1) {
		names = append(names, bare(found[1]))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// standing is what is known of a law as a whole, for ranking.
type standing struct {
	citing float32 // log(1 + other laws that cite it)
	level  level
}

// readStandings returns the standing of every law of the column.
func readStandings(reader index.IndexReader, laws column, names *dictionary) ([]standing, error) {
	number := make(map[string]uint32, len(laws.values))
	for i, title := range laws.values {
		number[title] = uint32(i)
	}
	citing := make([]map[uint32]bool, len(laws.values))
	err := eachTerm(reader, fieldCites, func(name string, docs []uint32) error {
		for _, title := range names.laws[name] {
			law := number[title]
			if citing[law] == nil {
				citing[law] = make(map[uint32]bool)
			}
			for _, doc := range docs {
				if laws.of[doc] != law {
					citing[law][laws.of[doc]] = true
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	standings := make([]standing, len(laws.values))
	for law, title := range laws.values {
		standings[law] = standing{float32(math.Log1p(float64(len(citing[law])))), levelOf(title)}
	}
	return standings, nil
}
