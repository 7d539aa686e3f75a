package quiz

import (
	"regexp"
	"slices"
)

// citation matches a law by its title and an article: 《土地管理法》第六十二条, 《…条例》（国令第 1 号）第3条之一.
var citation = regexp.MustCompile(
	`(《[^《》\n]{1,80}》)(?:（[^（）\n]{1,40}）)?(第[〇零一二三四五六七八九十百千0-9]{1,12}条(?:之[一二三四五六七八九十])?)`)

// CitesIn returns the articles of law that the texts name, each once, in the order of appearance.
func CitesIn(texts ...string) []string {
	var cites []string
	for _, text := range texts {
		for _, m := range citation.FindAllStringSubmatch(text, -1) {
			if cite := m[1] + m[2]; !slices.Contains(cites, cite) {
				cites = append(cites, cite)
			}
		}
	}
	return cites
}
