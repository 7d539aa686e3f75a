// Command evaluate measures the policy search (检索评测) on questions with known answers, beside what the search library
// does out of the box: the product's own index and ranking against the analyzers cjk and standard with the default
// ranking. It prints one table and reads nothing but the three files it is given.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"xiangxue/search/trial"
)

// files are what is measured on.
type files struct{ articles, questions, answers string }

func main() {
	var f files
	flag.StringVar(&f.articles, "articles", "", "the articles, .jsonl or .jsonl.gz: id, law, article, category, date, path, content")
	flag.StringVar(&f.questions, "queries", "", "the questions, TSV: id, question")
	flag.StringVar(&f.answers, "qrels", "", "the right articles, TSV: question, 0, article, grade")
	flag.Parse()
	if err := run(context.Background(), os.Stdout, f); err != nil {
		fmt.Fprintln(os.Stderr, "evaluate:", err)
		os.Exit(1)
	}
}

// run measures every search on the files and prints the table.
func run(ctx context.Context, w io.Writer, f files) error {
	if err := f.check(); err != nil {
		return err
	}
	articles, err := trial.ReadArticles(f.articles)
	if err != nil {
		return err
	}
	questions, err := trial.ReadQuestions(f.questions, f.answers)
	if err != nil {
		return err
	}
	if len(articles) == 0 || len(questions) == 0 {
		return errors.New("there is no article or no question with an answer")
	}
	fmt.Fprintf(w, "%d articles, %d questions\n\n", len(articles), len(questions))
	fmt.Fprintf(w, "%-22s %7s %7s %7s %7s %8s %8s\n", "search", "R@10", "R@100", "MRR@10", "nDCG@10", "p50 ms", "p99 ms")
	for _, s := range searches() {
		quality, times, err := measure(ctx, s, articles, questions)
		if err != nil {
			return fmt.Errorf("measure %s: %w", s.name, err)
		}
		fmt.Fprintf(w, "%-22s %7.4f %7.4f %7.4f %7.4f %8.2f %8.2f\n", s.name, quality.R10(), quality.R100(), quality.MRR(),
			quality.NDCG(), milliseconds(times.Share(0.5)), milliseconds(times.Share(0.99)))
	}
	return nil
}

// check says which file is not there and how one is named.
func (f files) check() error {
	for _, file := range []struct{ path, variable string }{
		{f.articles, "ARTICLES"}, {f.questions, "QUERIES"}, {f.answers, "QRELS"},
	} {
		if _, err := os.Stat(file.path); err != nil {
			return fmt.Errorf("%w; name the file: make eval-search ARTICLES=… QUERIES=… QRELS=… (%s is missing)", err, file.variable)
		}
	}
	return nil
}
