package search

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"xiangxue/course/calendar"
)

// TestScale measures the index over many times the articles: how fast it is made, what it takes, how long short and long
// questions wait, alone and among eight, plain, by document with facets, and as of a day. SCALE="1 10 20" says how many
// times. The copies are other laws with their sentences in another order; the indexes stay under .cache for the next run.
func TestScale(t *testing.T) {
	times := strings.Fields(os.Getenv("SCALE"))
	if len(times) == 0 {
		t.Skip(`set SCALE="1 10 20" to measure the search over so many times the articles`)
	}
	data := retrievalData(t)
	articles := evaluationArticles(t, filepath.Join(data, "articles.jsonl.gz"))
	short := column2(readTSV(t, filepath.Join(data, "queries.short.tsv")))
	long := column2(readTSV(t, filepath.Join(data, "queries.dev.tsv")))
	for _, n := range times {
		copies, err := strconv.Atoi(n)
		if err != nil {
			t.Fatal(err)
		}
		x := scaledIndex(t, articles, copies)
		for _, asked := range []struct {
			name  string
			texts []string
		}{{"short", short}, {"long", long[:len(short)]}} {
			for _, clients := range []int{1, 8} {
				for _, form := range forms() {
					t.Logf("%2d × %-5s %d at once, %-22s %s", copies, asked.name, clients, form.name, waited(t, x, asked.texts, clients, form.req))
				}
			}
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// form is a way to ask.
type form struct {
	name string
	req  Request
}

func forms() []form {
	return []form{
		{"articles", Request{}}, {"by document", Request{Grouped: true}},
		{"by document as of a day", Request{Grouped: true, AsOf: calendar.Date(20200101)}},
	}
}

// column2 returns the second column.
func column2(rows [][]string) (texts []string) {
	for _, row := range rows {
		texts = append(texts, row[1])
	}
	return texts
}

// waited asks every text once, by several clients at once, after a round that does not count.
func waited(t *testing.T, x *Index, texts []string, clients int, req Request) latencies {
	t.Helper()
	for _, req.Text = range texts[:min(20, len(texts))] {
		new(latencies).search(t, x, req)
	}
	all := make([]latencies, clients)
	var asking sync.WaitGroup
	for c := range all {
		asking.Go(func() {
			for i := c; i < len(texts); i += clients {
				own := req
				own.Text = texts[i]
				all[c].search(t, x, own)
			}
		})
	}
	asking.Wait()
	var sum latencies
	for _, l := range all {
		sum.Latencies = append(sum.Latencies, l.Latencies...)
	}
	return sum
}

// scaledIndex opens the index of so many copies, and makes it when there is none.
func scaledIndex(t *testing.T, articles []Article, copies int) *Index {
	t.Helper()
	dir := filepath.Join("..", ".cache", fmt.Sprintf("scale-%d", copies))
	start := time.Now()
	x := open(t, dir)
	if x.NeedsRebuild() != nil {
		if err := x.Rebuild(t.Context(), copied(articles, copies), Position{Cursor: 1, Day: 20261124}, nil); err != nil {
			t.Fatal(err)
		}
		took := time.Since(start)
		t.Logf("%2d × %d articles made in %v, %.0f a second", copies, len(articles), took.Round(time.Second), float64(copies*len(articles))/took.Seconds())
	} else {
		if err := x.live.warm(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%2d × opened, checked and ready in %v", copies, time.Since(start).Round(time.Millisecond))
	}
	text := 0
	for _, a := range articles {
		text += copies * len(a.Text)
	}
	var memory runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&memory)
	t.Logf("%2d × %d MB on disk, %.2f times the text; heap %d MB with the articles read from the file", copies, dirSize(t, dir)>>20,
		float64(dirSize(t, dir))/float64(text), memory.HeapAlloc>>20)
	return x
}

// copied yields the articles, then copies of them under other names, each with its sentences turned round further.
func copied(articles []Article, copies int) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		for n := range copies {
			for _, a := range articles {
				if n > 0 {
					a.ID, a.Law = fmt.Sprintf("%d/%s", n, a.ID), inChinese(n)+"号"+a.Law
					a.DocumentID += int64(n) * int64(len(articles))
					sentences := strings.SplitAfter(a.Text, "。")
					turn := n % len(sentences)
					a.Text = strings.Join(slices.Concat(sentences[turn:], sentences[:turn]), "")
				}
				if !yield(a, nil) {
					return
				}
			}
		}
	}
}
