package search

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// reranked is the number of the best articles whose order is weighed again.
const reranked = 200

//go:embed data/weights.txt
var weightFile string

// shippedWeights are the weights of the features, as TestFit found them.
var shippedWeights = sync.OnceValue(func() features {
	w, err := parseWeights(weightFile)
	if err != nil {
		panic("search: data/weights.txt: " + err.Error()) // the file is compiled in and tested
	}
	return w
})

// parseWeights reads the weight of every feature, one a line: its name, a space, a number. It fails when a feature has
// none and on a line of another form.
func parseWeights(text string) (w features, err error) {
	given := 0
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var name string
		var weight float32
		if _, err := fmt.Sscan(line, &name, &weight); err != nil {
			return w, fmt.Errorf("weight %q: %w", line, err)
		}
		feature := slices.Index(featureNames[:], name)
		if feature < 0 {
			return w, fmt.Errorf("weight of %s, which is no feature", name)
		}
		w[feature], given = weight, given+1
	}
	if given != featureCount {
		return w, fmt.Errorf("%d weights for %d features", given, featureCount)
	}
	return w, nil
}

// rerank puts the best articles into a better order: by the weighted sum of their features.
func (v view) rerank(docs []uint32, found []evidence) {
	weights := shippedWeights()
	points := make(map[uint32]float32, len(docs))
	for i, x := range v.features(docs, found) {
		points[docs[i]] = x.dot(weights)
	}
	slices.SortStableFunc(docs, func(a, b uint32) int { return cmp.Compare(points[b], points[a]) })
}
