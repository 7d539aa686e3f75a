package search

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// textbook computes BM25 of a field from the texts, by the formula and nothing else.
func textbook(texts []string, doc int, term string) float64 {
	with, total, frequency := 0, 0, 0
	for i, text := range texts {
		n := 0
		folded := fold(text)
		for tok := range tokens(folded) {
			total++
			if string(folded[tok.at:tok.at+tok.runes]) == term {
				n++
			}
		}
		if n > 0 {
			with++
		}
		if i == doc {
			frequency = n
		}
	}
	n, tf := float64(len(texts)), float64(frequency)
	idf := math.Log(1 + (n-float64(with)+0.5)/(float64(with)+0.5))
	average := float64(total) / n
	return idf * tf * (bm25K1 + 1) / (tf + bm25K1*(1-bm25B+bm25B*float64(countTokens(texts[doc]))/average))
}

func TestScoresAreTextbookBM25(t *testing.T) {
	t.Parallel()
	articles := fixture()
	x := built(t, append(articles, Article{ID: "gone", Text: "流转流转补贴", Chapter: "补贴"}))
	// What is deleted or replaced must not count in lengths and frequencies.
	if err := x.Apply(t.Context(), Changes{Deletes: []string{"gone"}, Upserts: articles[:3]}, Position{Cursor: 8}); err != nil {
		t.Fatal(err)
	}
	texts, chapters := make([]string, len(articles)), make([]string, len(articles))
	position := make(map[string]int)
	for i, a := range articles {
		texts[i], chapters[i], position[a.ID] = a.Text, a.Chapter, i
	}
	letters := []rune("土地流转补贴归谁村民委员会选举罢免承包方收益的")
	rapid.Check(t, func(t *rapid.T) {
		question := rapid.StringOfN(rapid.SampledFrom(letters), 2, 12, -1).Draw(t, "question")
		for id, score := range firstScores(t, x, question) {
			want := 0.0
			for _, term := range queryTerms(fold(question)) {
				want += textbook(texts, position[id], term.text) + chapterWeight*textbook(chapters, position[id], term.text)
			}
			if math.Abs(score-want) > 1e-3*want {
				t.Fatalf("%s scores %v for %q, the formula gives %v", id, score, question, want)
			}
		}
	})
}

// firstScores returns the first score of every article found, by its id.
func firstScores(t *rapid.T, x *Index, question string) map[string]float64 {
	v, err := x.live.view()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	found := make([]evidence, v.size)
	if _, err := v.rank(t.Context(), queryTerms(fold(question)), found); err != nil {
		t.Fatal(err)
	}
	scores := make(map[string]float64)
	for doc := range found {
		if score := found[doc].score(); score > 0 {
			article, err := v.article(uint32(doc))
			if err != nil {
				t.Fatal(err)
			}
			scores[article.ID] = float64(score)
		}
	}
	return scores
}
