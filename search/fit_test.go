package search

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// How the weights are fitted.
const (
	fitFolds  = 5
	fitRounds = 200
	fitRate   = 0.1
	fitDecay  = 0.01 // weight of the squares of the weights in the loss
)

// TestFit fits the weights of the features to the questions and measures them by cross-validation: questions with a
// common answering article are in one fold, so that every question is ranked by weights that never saw its answers.
// FIT=1 turns it on; FIT=write also writes data/weights.txt.
func TestFit(t *testing.T) {
	if os.Getenv("FIT") == "" {
		t.Skip("set FIT=1 to fit the weights of the ranking to real questions")
	}
	data := retrievalData(t)
	index := evaluationIndex(t, evaluationArticles(t, filepath.Join(data, "articles.jsonl.gz")))
	lessons := readLessons(t, index, data)
	folds := disjointFolds(lessons)
	var crossed quality
	for fold := range fitFolds {
		weights := fit(lessons, func(i int) bool { return folds[i] != fold })
		for i, l := range lessons {
			if folds[i] == fold {
				l.measure(weights, &crossed)
			}
		}
	}
	weights := fit(lessons, func(int) bool { return true })
	var plain quality
	for _, l := range lessons {
		l.measure(weights, &plain)
	}
	t.Logf("cross-validated: %s", crossed)
	t.Logf("fitted to all:   %s", plain)
	text := "# What a feature of an article weighs; see feature.go. Made by FIT=write go test -run Fit ./search\n"
	for i, name := range featureNames {
		text += fmt.Sprintf("%s %.4f\n", name, weights[i])
	}
	t.Log(text)
	if os.Getenv("FIT") == "write" {
		if err := os.WriteFile("data/weights.txt", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// lesson is a question with the articles that the first ranking finds.
type lesson struct {
	right map[string]bool
	ids   []string
	found []features
}

// readLessons asks the index the questions.
func readLessons(t *testing.T, index *Index, data string) []lesson {
	t.Helper()
	v, err := index.live.view()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	ids := make(map[uint32]string)
	relevant := readRelevant(t, filepath.Join(data, "qrels.dev.tsv"))
	var lessons []lesson
	for _, q := range readTSV(t, filepath.Join(data, "queries.dev.tsv")) {
		found := make([]evidence, v.size)
		if _, err := v.rank(t.Context(), index.words().expand(fold(q[1])), found); err != nil {
			t.Fatal(err)
		}
		best := top{size: reranked}
		for doc := range found {
			if score := found[doc].score(); score > 0 {
				best.offer(uint32(doc), score)
			}
		}
		docs := best.sorted()
		l := lesson{right: relevant[q[0]], found: v.features(docs, found)}
		for _, doc := range docs {
			if ids[doc] == "" {
				article, err := v.article(doc)
				if err != nil {
					t.Fatal(err)
				}
				ids[doc] = article.ID
			}
			l.ids = append(l.ids, ids[doc])
		}
		lessons = append(lessons, l)
	}
	return lessons
}

// disjointFolds gives every question a fold so that no article answers questions of two.
func disjointFolds(lessons []lesson) []int {
	group := make(map[string]int) // by article: the first question of the questions that hang together
	var find func(i int) int
	parent := make([]int, len(lessons))
	find = func(i int) int {
		if parent[i] != i {
			parent[i] = find(parent[i])
		}
		return parent[i]
	}
	for i, l := range lessons {
		parent[i] = i
		for id := range l.right {
			if first, ok := group[id]; ok {
				parent[find(i)] = find(first)
			} else {
				group[id] = i
			}
		}
	}
	members := make(map[int][]int)
	for i := range lessons {
		members[find(i)] = append(members[find(i)], i)
	}
	groups := make([][]int, 0, len(members))
	for _, m := range members {
		groups = append(groups, m)
	}
	slices.SortFunc(groups, func(a, b []int) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a[0], b[0])) })
	folds, sizes := make([]int, len(lessons)), make([]int, fitFolds)
	for _, g := range groups {
		smallest := slices.Index(sizes, slices.Min(sizes))
		sizes[smallest] += len(g)
		for _, i := range g {
			folds[i] = smallest
		}
	}
	return folds
}

// measure adds how well the question is answered with the weights.
func (l lesson) measure(weights features, sum *quality) {
	order := make([]int, len(l.ids))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(l.found[b].dot(weights), l.found[a].dot(weights)) })
	hits := make([]Hit, min(len(order), 100))
	for i := range hits {
		hits[i].Article.ID = l.ids[order[i]]
	}
	sum.add(hits, l.right)
}

// fit finds the weights under which the right articles of the used questions get the most of a softmax over all that
// were found (ListNet, Cao et al. 2007), by Adam on features of equal spread.
func fit(lessons []lesson, used func(i int) bool) features {
	spread := spreads(lessons)
	var w, mean, square features
	for round := 1; round <= fitRounds; round++ {
		gradient, n := features{}, float32(0)
		for i, l := range lessons {
			if used(i) && l.slope(w, spread, &gradient) {
				n++
			}
		}
		for k := range w {
			g := gradient[k]/n + fitDecay*w[k]
			mean[k] = 0.9*mean[k] + 0.1*g
			square[k] = 0.99*square[k] + 0.01*g*g
			m := float64(mean[k]) / (1 - math.Pow(0.9, float64(round)))
			s := float64(square[k]) / (1 - math.Pow(0.99, float64(round)))
			w[k] -= float32(fitRate * m / (math.Sqrt(s) + 1e-8))
		}
	}
	for k := range w {
		w[k] /= spread[k]
	}
	return w
}

// slope adds the gradient of one question's loss, and reports false when no right article was found.
func (l lesson) slope(w, spread features, gradient *features) bool {
	scaled := w
	for k := range w {
		scaled[k] /= spread[k]
	}
	points, highest, right := make([]float64, len(l.ids)), math.Inf(-1), 0.0
	for i := range l.found {
		points[i] = float64(l.found[i].dot(scaled))
		highest = max(highest, points[i])
		if l.right[l.ids[i]] {
			right++
		}
	}
	if right == 0 {
		return false
	}
	sum := 0.0
	for i := range points {
		points[i] = math.Exp(points[i] - highest)
		sum += points[i]
	}
	for i, id := range l.ids {
		e := points[i] / sum
		if l.right[id] {
			e -= 1 / right
		}
		for k, x := range l.found[i] {
			gradient[k] += float32(e) * x / spread[k]
		}
	}
	return true
}

// spreads returns the standard deviation of every feature.
func spreads(lessons []lesson) (spread features) {
	var sum, squares [featureCount]float64
	n := 0.0
	for _, l := range lessons {
		for _, x := range l.found {
			n++
			for k, value := range x {
				sum[k] += float64(value)
				squares[k] += float64(value) * float64(value)
			}
		}
	}
	for k := range spread {
		spread[k] = float32(math.Sqrt(max(squares[k]/n-sum[k]*sum[k]/n/n, 1e-6)))
	}
	return spread
}
