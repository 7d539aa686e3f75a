package quiz

import (
	"slices"

	"xiangxue/course"
)

// CitesIn returns the articles of law that the texts name, as 《土地管理法》第六十二条, each once, in the order of
// appearance.
func CitesIn(texts ...string) []string {
	var cites []string
	for _, text := range texts {
		for _, c := range course.CitationsIn(text) {
			if cite := c.String(); !slices.Contains(cites, cite) {
				cites = append(cites, cite)
			}
		}
	}
	return cites
}
