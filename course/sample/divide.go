package sample

import (
	"cmp"
	"slices"
)

// Layer is a stratum with the number of its people.
type Layer struct {
	Stratum
	People int
}

// Strata returns the strata that the people belong to, in order. A draw takes at least one person of each.
func Strata(people []Person) []Layer {
	count := map[Stratum]int{}
	for _, p := range people {
		count[p.Stratum]++
	}
	layers := make([]Layer, 0, len(count))
	for s, n := range count {
		layers = append(layers, Layer{s, n})
	}
	slices.SortFunc(layers, func(a, b Layer) int { return a.compare(b.Stratum) })
	return layers
}

// divide returns how many people each of the strata gives: one, and its share of the rest by largest remainder. No share
// exceeds its stratum: it is rounded up only where there was something to round.
func divide(size int, strata []Layer) ([]int, error) {
	left := 0 // people beyond the first of each stratum
	for _, s := range strata {
		left += s.People - 1
	}
	rest := size - len(strata)
	if len(strata) == 0 || rest < 0 || rest > left {
		return nil, ErrSize
	}
	shares := make([]int, len(strata))
	order := make([]int, len(strata))
	remainder := make([]int, len(strata))
	given := 0
	for n, s := range strata {
		shares[n], order[n] = 1, n
		if left > 0 {
			shares[n] += rest * (s.People - 1) / left
			remainder[n] = rest * (s.People - 1) % left
		}
		given += shares[n]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(remainder[b], remainder[a]) })
	for _, n := range order[:size-given] {
		shares[n]++
	}
	return shares, nil
}
