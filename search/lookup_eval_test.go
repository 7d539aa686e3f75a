package search

import (
	"fmt"
	"iter"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// lookupForms are the ways in which a person names an article, by the form's name.
var lookupForms = []struct {
	name string
	ask  func(a Article, number int, topic string) string
}{
	{"title and number", func(a Article, _ int, _ string) string { return a.Law + a.Number }},
	{"full title", func(a Article, _ int, _ string) string {
		return "中华人民共和国" + a.Law + " " + a.Number
	}},
	{"without prefix", func(a Article, _ int, _ string) string { return withoutPrefix(a.Law) + a.Number }},
	{"with prefix", func(a Article, _ int, _ string) string { return "国家" + a.Law + a.Number }},
	{"title marks", func(a Article, _ int, _ string) string { return "《" + a.Law + "》" + a.Number }},
	{"full title in marks", func(a Article, n int, _ string) string {
		return fmt.Sprintf("《中华人民共和国%s》第%d条", a.Law, n)
	}},
	{"digits", func(a Article, n int, _ string) string { return fmt.Sprintf("%s第%d条", a.Law, n) }},
	{"digits alone", func(a Article, n int, _ string) string { return fmt.Sprintf("%s %d条", a.Law, n) }},
	{"wide digits", func(a Article, n int, _ string) string { return a.Law + " 第" + wide(n) + "条" }},
	{"question", func(a Article, n int, _ string) string {
		return fmt.Sprintf("请问%s第%d条是怎么规定的？", a.Law, n)
	}},
	{"topic", func(a Article, _ int, topic string) string { return a.Law + " " + topic }},
	{"topic without prefix", func(a Article, _ int, topic string) string { return withoutPrefix(a.Law) + topic }},
}

// evaluateLookups asks for a sample of the articles in every form and wants each at rank 1.
func evaluateLookups(t *testing.T, index *Index, articles []Article) {
	numbered := make(map[string]int)
	for _, a := range articles {
		numbered[a.Law+a.Number]++
	}
	topics, times := newTopics(articles), new(latencies)
	for _, form := range lookupForms {
		asked, first := 0, 0
		for i := 0; i < len(articles); i += 197 {
			a := articles[i]
			number := chineseToInt(a.Number)
			if number == 0 || numbered[a.Law+a.Number] != 1 || topics.of(a) == "" {
				continue
			}
			asked++
			question := form.ask(a, number, topics.of(a))
			hits := times.search(t, index, Request{Text: question}).Hits
			if len(hits) > 0 && hits[0].Article.ID == a.ID {
				first++
			} else if os.Getenv("EVAL_MISSES") != "" && len(hits) > 0 {
				t.Logf("miss: %s → %s%s", question, hits[0].Article.Law, hits[0].Article.Number)
			}
		}
		share := float64(first) / float64(asked)
		t.Logf("%-22s %4d asked, first %.3f", form.name, asked, share)
		if share < floorLookups {
			t.Errorf("%s: %.3f of the look-ups come first, want %.2f", form.name, share, floorLookups)
		}
	}
	t.Logf("look-ups: %s", times)
}

// chineseToInt reads the number of an article the slow and plain way: it writes out every number and compares.
var chineseToInt = func() func(string) int {
	numbers := make(map[string]int)
	for n := 1; n < 2000; n++ {
		numbers["第"+inChinese(n)+"条"] = n
	}
	return func(number string) int { return numbers[number] }
}()

// withoutPrefix drops the words that people leave out at the beginning of a title.
func withoutPrefix(law string) string {
	for _, prefix := range []string{"中华人民共和国", "农村", "国家", "全国", "最高人民法院关于"} {
		if rest := strings.TrimPrefix(law, prefix); len([]rune(rest)) > 3 {
			law = rest
		}
	}
	return law
}

// wide writes a number in full-width digits.
func wide(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(n))
}

// clause is a stretch of text without punctuation.
var clause = regexp.MustCompile(`\p{Han}{6,}`)

// topics finds words of an article that no other article of its law has.
type topics map[string]int

// newTopics counts in how many articles of a law every stretch of topicRunes characters stands.
func newTopics(articles []Article) topics {
	counts := make(topics)
	for _, a := range articles {
		seen := make(map[string]bool)
		for words := range stretches(a) {
			if !seen[words] {
				seen[words] = true
				counts[a.Law+words]++
			}
		}
	}
	return counts
}

// of returns words that only article a of its law has, "" when there are none.
func (c topics) of(a Article) string {
	for words := range stretches(a) {
		if c[a.Law+words] == 1 {
			return words
		}
	}
	return ""
}

// topicRunes is the length of a topic.
const topicRunes = 6

// stretches yields every stretch of topicRunes characters in the article.
func stretches(a Article) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, c := range clause.FindAllString(a.Text, -1) {
			runes := []rune(c)
			for i := 0; i+topicRunes <= len(runes); i++ {
				if !yield(string(runes[i : i+topicRunes])) {
					return
				}
			}
		}
	}
}
