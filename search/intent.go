package search

import (
	"slices"
	"strings"
)

// Route says how a question was understood.
type Route int

// The routes.
const (
	Question    Route = iota // ranked by its words alone
	LawArticle               // a law and the number of an article
	LawTopic                 // a law and words to look for in it
	WholeLaw                 // a law and nothing else
	NumberTopic              // the number of an article and words, no law
)

// maxTopic is the length in runes up to which words beside a law or a number are a topic; longer ones are a question
// that happens to name a law, and its answer often stands elsewhere.
const maxTopic = 20

// longName is the length in runes from which a title is meant as one however it ends.
const longName = 7

// notAfterName are the characters that make the 法 of a short name part of another word: 担保法律关系 does not name the
// 担保法.
const notAfterName = "律院官人定规庭治师医学"

// shortName is the length in runes up to which notAfterName is heeded.
const shortName = 4

// filler are words that say nothing about what is looked for beside the name of a law.
var filler = strings.NewReplacer("有关规定", " ", "相关规定", " ", "怎么规定的", " ", "如何规定", " ", "的规定", " ", "规定了什么", " ",
	"是什么", " ", "的内容", " ", "全文", " ", "原文", " ", "条文", " ")

// openings are the words that may stand before the name of a law whose topic follows.
var openings = []string{"", "根据", "依据", "依照", "按照", "请问", "查", "查询", "查一下", "在", "关于"}

// intent is a question as it was understood.
type intent struct {
	route  Route
	laws   []string // titles that the named law may have
	number string   // key of the article's number
	words  []rune   // folded words to rank by
}

// understand finds the law and the article that a question names, by the dictionary.
func (d *dictionary) understand(text string) intent {
	q := newReading(text)
	laws, start, end := d.findLaw(q)
	opens := slices.Contains(openings, string(q.runes[:start]))
	if opens {
		start = 0
	}
	number, from, to := q.findNumber(end)
	rest := q.without([2]int{start, end}, [2]int{from, to})
	topic := []rune(strings.Join(strings.FieldsFunc(filler.Replace(string(rest)), parts), " "))
	hasTopic := hasTokens(topic)
	short := len(topic) <= maxTopic
	switch {
	case laws != nil && number != "":
		return intent{LawArticle, laws, number, q.without([2]int{from, to})}
	case laws != nil && !hasTopic:
		return intent{WholeLaw, laws, "", q.folded}
	case laws != nil && short && opens:
		return intent{LawTopic, laws, "", topic}
	case number != "" && short && hasTopic:
		return intent{NumberTopic, nil, number, topic}
	}
	return intent{route: Question, words: q.folded}
}

// parts reports whether r stands between words.
func parts(r rune) bool { return !isHan(r) && !isWord(r) }

// reading is a question with its punctuation and spaces set aside.
type reading struct {
	folded []rune
	runes  []rune // the letters, digits and Han characters of folded
	at     []int  // where each of runes stands in folded
}

// newReading reads a question.
func newReading(text string) reading {
	q := reading{folded: fold(text)}
	for i, r := range q.folded {
		if !parts(r) {
			q.runes, q.at = append(q.runes, r), append(q.at, i)
		}
	}
	return q
}

// findLaw returns the first law that the question names and the runes that name it, with what may stand before a
// title and was left out of the dictionary's.
func (d *dictionary) findLaw(q reading) (laws []string, start, end int) {
	for start := range q.runes {
		laws, n := d.longest(q.runes[start:])
		if laws == nil || !q.isName(start, start+n) {
			continue
		}
		return laws, q.beginning(start), start + n
	}
	return nil, 0, 0
}

// isName reports whether the runes from start to end, which are a name, are meant as one.
func (q reading) isName(start, end int) bool {
	if start == 0 && end == len(q.runes) || q.at[start] > 0 && q.folded[q.at[start]-1] == '《' {
		return true
	}
	if _, n := articleNumber(q.runes[end:]); n > 0 {
		return true
	}
	name := string(q.runes[start:end])
	if !endsTitle(name) && end-start < longName {
		return false
	}
	if !strings.HasSuffix(name, "法") || end-start > shortName {
		return true
	}
	goesOn := end < len(q.runes) && q.at[end] == q.at[end-1]+1
	return !goesOn || !strings.ContainsRune(notAfterName, q.runes[end])
}

// beginning moves the start of a name before the words that people put there though the title lacks them.
func (q reading) beginning(start int) int {
	for moved := true; moved; {
		moved = false
		for _, prefix := range leftOut {
			if rest, ok := strings.CutSuffix(string(q.runes[:start]), prefix); ok {
				start, moved = len([]rune(rest)), true
			}
		}
	}
	return start
}

// findNumber returns the first article number of the question and the runes it takes. After a law, which ends at
// lawEnd, a bare number that ends the question is one as well.
func (q reading) findNumber(lawEnd int) (key string, from, to int) {
	for at := range q.runes {
		if key, n := articleNumber(q.runes[at:]); n > 0 && at >= lawEnd {
			return key, at, at + n
		}
	}
	if lawEnd == 0 || lawEnd == len(q.runes) {
		return "", 0, 0
	}
	tail := slices.Concat(q.runes[lawEnd:], []rune("条"))
	if key, n := articleNumber(tail); n == len(tail) {
		return key, lawEnd, len(q.runes)
	}
	return "", 0, 0
}

// without returns the folded question with spaces in place of the given spans of runes.
func (q reading) without(spans ...[2]int) []rune {
	rest := slices.Clone(q.folded)
	for _, span := range spans {
		if span[0] == span[1] {
			continue
		}
		for at := q.at[span[0]]; at <= q.at[span[1]-1]; at++ {
			rest[at] = ' '
		}
	}
	return rest
}

// hasTokens reports whether the index knows anything of a folded text.
func hasTokens(text []rune) bool {
	for range tokens(text) {
		return true
	}
	return false
}
