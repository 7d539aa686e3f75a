package library

import "unicode"

// gram is two letters that stand beside each other.
type gram [2]rune

// gramsOf counts the pairs of letters in a text without its punctuation.
func gramsOf(text string) map[gram]int {
	grams := map[gram]int{}
	var before rune
	for _, r := range text {
		if unicode.IsSpace(r) || unicode.IsPunct(r) {
			continue
		}
		if before != 0 {
			grams[gram{before, r}]++
		}
		before = r
	}
	return grams
}

// likeness returns how much two texts have in common, from 0 to 1: twice their common pairs of letters by all of them.
func likeness(a, b side) float64 {
	common, all := 0, 0
	for g, n := range a.grams {
		common += min(n, b.grams[g])
		all += n
	}
	for _, n := range b.grams {
		all += n
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(common) / float64(all)
}
