package search

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"xiangxue/search/trial"
)

// The quality that the ranking must keep on real lay questions, and the share of look-ups that must come first.
const (
	floorMRR     = 0.51
	floorR10     = 0.60
	floorR100    = 0.80
	floorLookups = 0.95
)

// TestEvaluation builds the index over some 60,000 articles of law and measures it on real questions. EVAL=1 turns it
// on; EVAL_RUN=FILE also writes the answers as a TREC run.
func TestEvaluation(t *testing.T) {
	if os.Getenv("EVAL") == "" {
		t.Skip("set EVAL=1 to measure the ranking on real questions")
	}
	data := retrievalData(t)
	articles := evaluationArticles(t, filepath.Join(data, "articles.jsonl.gz"))
	index := evaluationIndex(t, articles)
	t.Run("questions", func(t *testing.T) {
		evaluateQuestions(t, index, data, os.Getenv("EVAL_RUN"), func(question string) string { return question })
	})
	t.Run("remembered", func(t *testing.T) { evaluateMemory(t, index, data) })
	t.Run("traditional", func(t *testing.T) {
		evaluateQuestions(t, index, data, "", traditional(t, filepath.Join(data, "t2s_chars.tsv")))
	})
	t.Run("look-ups", func(t *testing.T) {
		evaluateLookups(t, index, articles)
	})
	t.Run("short", func(t *testing.T) {
		times := new(latencies)
		for _, q := range readTSV(t, filepath.Join(data, "queries.short.tsv")) {
			times.search(t, index, Request{Text: q[1]})
		}
		t.Logf("short questions: %s", times)
	})
}

// retrievalData returns the folder with the evaluation's inputs and skips the test where there is none.
func retrievalData(t *testing.T) string {
	dir, err := filepath.Abs(filepath.Join("..", "..", "shared", "data", "retrieval"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the evaluation needs %s, which is absent", dir)
	}
	return dir
}

// evaluationArticles reads the articles of law that are searched.
func evaluationArticles(t *testing.T, path string) []Article {
	t.Helper()
	read, err := trial.ReadArticles(path)
	if err != nil {
		t.Fatal(err)
	}
	articles := make([]Article, len(read))
	for i, a := range read {
		articles[i] = Article{
			ID: a.ID, DocumentID: a.Document, Law: a.Law, Number: a.Number, Ordinal: a.Ordinal,
			Chapter: a.Chapter, Text: a.Text, Category: a.Category, Year: a.Year,
		}
	}
	return articles
}

// evaluationIndex builds the index and logs how long that took and how large it is.
func evaluationIndex(t *testing.T, articles []Article) *Index {
	t.Helper()
	dir := os.Getenv("EVAL_DIR")
	if dir == "" {
		dir = t.TempDir()
	}
	start := time.Now()
	index, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	if index.NeedsRebuild() == nil {
		t.Logf("opened in %v", time.Since(start))
		return index
	}
	start = time.Now()
	if err := index.Rebuild(t.Context(), each(articles), Position{Cursor: 1}, nil); err != nil {
		t.Fatal(err)
	}
	text := 0
	for _, a := range articles {
		text += len(a.Text)
	}
	size := dirSize(t, dir)
	t.Logf("%d articles in %v, %d MB, %.1f times the text", len(articles), time.Since(start).Round(time.Millisecond), size>>20, float64(size)/float64(text))
	return index
}

// dirSize returns the bytes of all files below dir.
func dirSize(t *testing.T, dir string) (size int64) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return size
}

// readTSV reads the lines of a file as columns.
func readTSV(t *testing.T, path string) (rows [][]string) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		rows = append(rows, strings.Split(lines.Text(), "\t"))
	}
	return rows
}

// latencies collects how long searches took.
type latencies struct{ trial.Latencies }

// search runs one search and notes its time.
func (l *latencies) search(t *testing.T, index *Index, req Request) Result {
	t.Helper()
	start := time.Now()
	result, err := index.Search(context.Background(), req)
	l.Latencies = append(l.Latencies, time.Since(start))
	if err != nil {
		t.Fatalf("search %q: %v", req.Text, err)
	}
	return result
}

// String gives the median and the 99th percentile.
func (l latencies) String() string {
	return fmt.Sprintf("%d searches, p50 %v, p99 %v", len(l.Latencies),
		l.Share(0.5).Round(10*time.Microsecond), l.Share(0.99).Round(10*time.Microsecond))
}

// traditional returns a function that writes a text in traditional characters, by a table that is not the product's.
func traditional(t *testing.T, table string) func(string) string {
	t.Helper()
	forms := make(map[string]string)
	for _, row := range readTSV(t, table) {
		if forms[row[1]] == "" {
			forms[row[1]] = row[0]
		}
	}
	return func(text string) string {
		var out strings.Builder
		for _, r := range text {
			out.WriteString(cmp.Or(forms[string(r)], string(r)))
		}
		return out.String()
	}
}

// evaluationQuestions reads the questions and their answers.
func evaluationQuestions(t *testing.T, data string) []trial.Question {
	t.Helper()
	questions, err := trial.ReadQuestions(filepath.Join(data, "queries.dev.tsv"), filepath.Join(data, "qrels.dev.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	return questions
}

// evaluateQuestions measures recall and reciprocal rank of the questions as the given function writes them. The
// answers go to the file run when it is named.
func evaluateQuestions(t *testing.T, index *Index, data, run string, write func(string) string) {
	t.Helper()
	var sum trial.Quality
	var answers strings.Builder
	ten, hundred := new(latencies), new(latencies)
	for _, q := range evaluationQuestions(t, data) {
		question := write(q.Text)
		ten.search(t, index, Request{Text: question})
		hits := hundred.search(t, index, Request{Text: question, Limit: 100}).Hits
		ids := make([]string, len(hits))
		for i, hit := range hits {
			ids[i] = hit.Article.ID
			fmt.Fprintf(&answers, "%s Q0 %s %d %d xiangxue\n", q.ID, hit.Article.ID, i+1, len(hits)-i)
		}
		sum.Add(ids, q.Right)
	}
	t.Log(sum)
	t.Logf("ten hits: %s; a hundred: %s", ten, hundred)
	if sum.MRR() < floorMRR || sum.R10() < floorR10 || sum.R100() < floorR100 {
		t.Errorf("quality fell below MRR@10 %.2f, R@10 %.2f, R@100 %.2f", floorMRR, floorR10, floorR100)
	}
	if run != "" {
		if err := os.WriteFile(run, []byte(answers.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// evaluateMemory remembers the answers to one half of the questions and asks the other, then the other way round. It
// wants no loss, neither where a remembered question has an answering article in common nor where none has.
func evaluateMemory(t *testing.T, index *Index, data string) {
	t.Helper()
	defer index.Remember(nil)
	questions := evaluationQuestions(t, data)
	plain := answersOf(t, index, questions)
	var without, with [2]trial.Quality // by whether the article was asked about
	for half := range 2 {
		known := make(map[string]bool)
		var confirmed []Confirmed
		for i, q := range questions {
			for id := range q.Right {
				if i%2 == half {
					known[id] = true
					confirmed = append(confirmed, Confirmed{q.Text, id})
				}
			}
		}
		index.Remember(confirmed)
		for i, answers := range answersOf(t, index, questions) {
			if i%2 == half {
				continue
			}
			seen := 0
			for id := range questions[i].Right {
				if known[id] {
					seen = 1
				}
			}
			without[seen].Add(plain[i], questions[i].Right)
			with[seen].Add(answers, questions[i].Right)
		}
	}
	t.Logf("asked about before: %s, remembered %s", without[1], with[1])
	t.Logf("never asked about:  %s, remembered %s", without[0], with[0])
	if with[1].MRR() < without[1].MRR() || with[0].MRR() < without[0].MRR()-0.005 {
		t.Error("what is remembered does not help, or harms what is not")
	}
}

// answersOf returns the ids of the first hundred answers to every question.
func answersOf(t *testing.T, index *Index, questions []trial.Question) [][]string {
	t.Helper()
	all, times := make([][]string, len(questions)), new(latencies)
	for i, q := range questions {
		for _, hit := range times.search(t, index, Request{Text: q.Text, Limit: 100}).Hits {
			all[i] = append(all[i], hit.Article.ID)
		}
	}
	return all
}
