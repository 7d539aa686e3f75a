package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written writes the three files of a small trial.
func written(t *testing.T) files {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return files{
		articles: write("articles.jsonl", `{"id": 1, "law": "甲条例", "article": "第一条", "date": "2020-01-01", "path": "总则", "content": "为了发放补贴，制定本条例。"}
{"id": 2, "law": "甲条例", "article": "第二条", "path": "补贴", "content": "用人单位应当及时足额支付劳动报酬。"}
`),
		questions: write("queries.tsv", "1\t老板欠薪怎么办？\n2\t补贴怎么发放？\n"),
		answers:   write("qrels.tsv", "1\t0\t2\t1\n2\t0\t1\t1\n"),
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := run(t.Context(), &out, written(t)); err != nil {
		t.Fatal(err)
	}
	for _, row := range []string{"2 articles, 2 questions", "bleve standard", "bleve cjk", "this program            1.0000  1.0000"} {
		if !strings.Contains(out.String(), row) {
			t.Errorf("no %q in:\n%s", row, out.String())
		}
	}
}

func TestRunSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	for variable, without := range map[string]func(*files){
		"ARTICLES": func(f *files) { f.articles = "absent.gz" },
		"QUERIES":  func(f *files) { f.questions = "" },
		"QRELS":    func(f *files) { f.answers += ".absent" },
	} {
		f := written(t)
		without(&f)
		if err := run(t.Context(), &strings.Builder{}, f); err == nil || !strings.Contains(err.Error(), variable+" is missing") {
			t.Errorf("%s: %v", variable, err)
		}
	}
	f := written(t)
	if err := os.WriteFile(f.answers, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), &strings.Builder{}, f); err == nil {
		t.Error("no answers, and no error")
	}
}
