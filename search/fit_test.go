package search

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"xiangxue/search/trial"
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
	var crossed trial.Quality
	for fold := range fitFolds {
		weights := fit(lessons, func(i int) bool { return folds[i] != fold })
		for i, l := range lessons {
			if folds[i] == fold {
				l.measure(weights, &crossed)
			}
		}
	}
	weights := fit(lessons, func(int) bool { return true })
	var plain trial.Quality
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
	var lessons []lesson
	for _, q := range evaluationQuestions(t, data) {
		found := make([]evidence, v.size)
		if _, err := v.rank(t.Context(), index.words().expand(fold(q.Text)), found); err != nil {
			t.Fatal(err)
		}
		best := top{size: reranked}
		for doc := range found {
			if score := found[doc].score(); score > 0 {
				best.offer(uint32(doc), score)
			}
		}
		docs := best.sorted()
		l := lesson{right: q.Right, found: v.features(docs, found)}
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
	folds, sizes := make([]int, len(lessons)), make([]int, fitFolds)
	for _, group := range hangingTogether(lessons) {
		smallest := slices.Index(sizes, slices.Min(sizes))
		sizes[smallest] += len(group)
		for _, i := range group {
			folds[i] = smallest
		}
	}
	return folds
}

// hangingTogether returns the questions in groups that have no answering article in common, the largest first.
func hangingTogether(lessons []lesson) [][]int {
	of, members := make([]int, len(lessons)), make(map[int][]int) // the group of a question, the questions of a group
	first := make(map[string]int)                                 // the first question that an article answers
	for i, l := range lessons {
		of[i], members[i] = i, []int{i}
		for id := range l.right {
			other, ok := first[id]
			if !ok {
				first[id] = i
				continue
			}
			from, to := of[i], of[other]
			if from == to {
				continue
			}
			for _, moved := range members[from] {
				of[moved] = to
			}
			members[to] = append(members[to], members[from]...)
			delete(members, from)
		}
	}
	return slices.SortedFunc(maps.Values(members), func(a, b []int) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(slices.Min(a), slices.Min(b)))
	})
}

// measure adds how well the question is answered with the weights.
func (l lesson) measure(weights features, sum *trial.Quality) {
	order := make([]int, len(l.ids))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(l.found[b].dot(weights), l.found[a].dot(weights)) })
	ids := make([]string, len(order))
	for i, at := range order {
		ids[i] = l.ids[at]
	}
	sum.Add(ids, l.right)
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
