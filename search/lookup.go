package search

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// quoted is the number of a topic's best articles whose text is read to see which has the words as they stand.
const quoted = 50

// lookUp returns the articles that the question names, in the order they are shown.
func (v view) lookUp(ctx context.Context, asked intent, found []evidence) ([]uint32, error) {
	if asked.route == Question {
		return nil, nil
	}
	named, err := v.named(ctx, asked)
	if err != nil {
		return nil, err
	}
	if len(named) == 0 && asked.route == LawArticle { // the law has no such article
		asked.route, asked.number = LawTopic, ""
		if named, err = v.named(ctx, asked); err != nil {
			return nil, err
		}
	}
	if asked.route == LawTopic || asked.route == NumberTopic {
		return v.byTopic(named, asked.words, found)
	}
	slices.SortFunc(named, v.inOrder)
	return named, nil
}

// inOrder puts newer versions first and the articles of each in their order.
func (v view) inOrder(a, b uint32) int {
	years := &v.facets[facetYear]
	return cmp.Or(cmp.Compare(years.at(b), years.at(a)), cmp.Compare(v.ordinal[a], v.ordinal[b]), cmp.Compare(a, b))
}

// byTopic sorts articles by how much of the topic they have in its own words, then by score. Those that share nothing
// with it are left out, unless none does.
func (v view) byTopic(docs []uint32, topic []rune, found []evidence) ([]uint32, error) {
	if slices.ContainsFunc(docs, func(doc uint32) bool { return found[doc].score() > 0 }) {
		docs = slices.DeleteFunc(docs, func(doc uint32) bool { return found[doc].score() == 0 })
	}
	slices.SortFunc(docs, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(found[b].score(), found[a].score()), v.inOrder(a, b))
	})
	best := docs[:min(quoted, len(docs))]
	quotes := make(map[uint32]int, len(best))
	for _, doc := range best {
		article, err := v.article(doc)
		if err != nil {
			return nil, err
		}
		quotes[doc] = quotedLength(article.Text, string(topic))
	}
	slices.SortStableFunc(best, func(a, b uint32) int { return cmp.Compare(quotes[b], quotes[a]) })
	return docs, nil
}

// quotedLength returns how many bytes of the topic's words stand in text as they are.
func quotedLength(text, topic string) int {
	folded, sum := string(fold(text)), 0
	for _, words := range strings.Fields(topic) {
		if strings.Contains(folded, words) {
			sum += len(words)
		}
	}
	return sum
}

// named returns the articles of the law, with the number, or both.
func (v view) named(ctx context.Context, asked intent) ([]uint32, error) {
	var numbered []uint32
	var err error
	if asked.number != "" {
		if numbered, err = postings(ctx, v, fieldNumber, asked.number); err != nil || asked.laws == nil {
			return numbered, err
		}
	}
	var found []uint32
	for _, law := range asked.laws {
		docs, err := postings(ctx, v, fieldLaw, law)
		if err != nil {
			return nil, err
		}
		for _, doc := range docs {
			if _, ok := slices.BinarySearch(numbered, doc); ok || asked.number == "" {
				found = append(found, doc)
			}
		}
	}
	return found, nil
}
