package search

import "math"

// The features of an article among the best for a question. The last six are the same for every question; none
// knows a law or an article by its name.
const (
	featureScore    = iota // score, as a share of the best by words
	featureLogScore        // its logarithm
	featureText            // parts of the score, as shares of the best score
	featureChapter
	featureSingle
	featureAdded
	featureCover   // idf of the question's terms in the text, as a share of the highest among the articles
	featureLaw     // log(1 + sum of the shares of the other articles of the law): is this the law that it is about?
	featureLength  // log of the tokens in the text
	featureCiting  // log(1 + laws that cite this one)
	featureStatute // levels of law
	featureRegulation
	featureInterpretation
	featureYear // of publication, in decades since 2010, 0 when unknown
	featureCount
)

// featureNames are the names of the features in the file of their weights.
var featureNames = [featureCount]string{
	"score", "log-score", "text", "chapter", "single", "added", "cover", "law", "length", "citing",
	"statute", "regulation", "interpretation", "year",
}

// features are the features of one article.
type features [featureCount]float32

// dot returns the weighted sum.
func (f *features) dot(weights features) (sum float32) {
	for i, weight := range weights {
		sum += f[i] * weight
	}
	return sum
}

// features returns the features of articles that were found, the best first.
func (v view) features(docs []uint32, found []evidence) []features {
	if len(docs) == 0 {
		return nil
	}
	best, cover := float32(0), float32(1)
	for _, doc := range docs {
		best = max(best, found[doc].words())
		cover = max(cover, found[doc].cover)
	}
	if best == 0 {
		best = 1 // all are remembered and share no word
	}
	all, laws := make([]features, len(docs)), make(map[uint32]float32)
	for i, doc := range docs {
		e, x := &found[doc], &all[i]
		x[featureScore] = e.score() / best
		x[featureLogScore] = log(x[featureScore])
		x[featureText], x[featureChapter] = e.text/best, e.chapter/best
		x[featureSingle], x[featureAdded] = e.single/best, e.added/best
		x[featureCover] = e.cover / cover
		laws[v.law.of[doc]] += x[featureScore]
		v.judge(doc, x)
	}
	for i, doc := range docs {
		all[i][featureLaw] = log(1 + laws[v.law.of[doc]] - all[i][featureScore])
	}
	return all
}

// judge sets the features that are the same for every question.
func (v view) judge(doc uint32, x *features) {
	law := v.standings[v.law.of[doc]]
	x[featureLength] = log(v.tokens[doc])
	x[featureCiting] = law.citing
	if law.level != otherLevel {
		x[featureStatute+int(law.level-statute)] = 1
	}
	x[featureYear] = v.decade[v.facets[facetYear].of[doc]]
}

// log is the natural logarithm.
func log(x float32) float32 { return float32(math.Log(float64(x))) }
