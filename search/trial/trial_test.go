package trial

import (
	"bytes"
	"compress/gzip"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

const lines = `{"id": 7, "law": "甲法", "article": "第一条", "category": "法律", "date": "2019-05-01", "path": "总则", "content": "文"}
{"id": "b", "law": "乙法", "article": "第一条", "content": "字"}

{"id": 8, "law": "甲法", "article": "第二条", "date": "", "content": "书"}
`

// file writes a file of the test.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadArticles(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(lines)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := []Article{
		{ID: "7", Law: "甲法", Document: 1, Ordinal: 1, Number: "第一条", Chapter: "总则", Text: "文", Category: "法律", Year: 2019},
		{ID: "b", Law: "乙法", Document: 2, Ordinal: 1, Number: "第一条", Text: "字"},
		{ID: "8", Law: "甲法", Document: 1, Ordinal: 2, Number: "第二条", Text: "书"},
	}
	for _, path := range []string{file(t, "a.jsonl", lines), file(t, "a.jsonl.gz", packed.String())} {
		got, err := ReadArticles(path)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: read %+v, %v", path, got, err)
		}
	}
}

func TestReadQuestions(t *testing.T) {
	t.Parallel()
	got, err := ReadQuestions(file(t, "q.tsv", "1\t谁？\n2\t没有答案\n3\t哪里？\n"), file(t, "r.tsv", "1\t0\t7\t1\n1 0 b 2\n3 0 8 1\n3 0 9 0\n4 0 8 1\n"))
	want := []Question{{"1", "谁？", map[string]bool{"7": true, "b": true}}, {"3", "哪里？", map[string]bool{"8": true}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read %v, %v", got, err)
	}
}

func TestErrorsNameFileAndLine(t *testing.T) {
	t.Parallel()
	good := file(t, "good.tsv", "1\t谁？\n")
	for _, test := range []struct {
		name string
		read func() error
		want string
	}{
		{"article", func() error { _, err := ReadArticles(file(t, "a.jsonl", lines+"{")); return err }, "a.jsonl line 5"},
		{"no id", func() error { _, err := ReadArticles(file(t, "n.jsonl", `{"law": "甲法"}`)); return err }, "n.jsonl line 1"},
		{"not packed", func() error { _, err := ReadArticles(file(t, "a.gz", lines)); return err }, "a.gz"},
		{"absent", func() error { _, err := ReadArticles("absent.jsonl"); return err }, "absent.jsonl"},
		{"question", func() error {
			_, err := ReadQuestions(file(t, "q.tsv", "1\t谁？\n谁？\n"), file(t, "r", ""))
			return err
		}, "q.tsv line 2"},
		{"answer", func() error { _, err := ReadQuestions(good, file(t, "r.tsv", "1 0 7\n")); return err }, "r.tsv line 1"},
		{"no question", func() error { _, err := ReadQuestions(good, file(t, "r.tsv", "5 0 7 1\n")); return err }, "answers no question"},
	} {
		if err := test.read(); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want an error that says %q", test.name, err, test.want)
		}
	}
}

func TestQuality(t *testing.T) {
	t.Parallel()
	var q Quality
	late := make([]string, 12)
	late[11] = "a"
	q.Add([]string{"x", "a", "b"}, map[string]bool{"a": true, "b": true})
	q.Add(late, map[string]bool{"a": true})
	q.Add(nil, map[string]bool{"a": true})
	gain := (1/math.Log2(3) + 1/math.Log2(4)) / (1 + 1/math.Log2(3))
	for name, pair := range map[string][2]float64{
		"R@10": {q.R10(), 1. / 3}, "R@100": {q.R100(), 2. / 3}, "MRR": {q.MRR(), 0.5 / 3}, "nDCG": {q.NDCG(), gain / 3},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-9 {
			t.Errorf("%s is %v, want %v", name, pair[0], pair[1])
		}
	}
}

func TestLatencies(t *testing.T) {
	t.Parallel()
	var l Latencies
	if got := l.Share(0.5); got != 0 {
		t.Errorf("half of none took %v", got)
	}
	for i := 100; i > 0; i-- {
		l = append(l, time.Duration(i))
	}
	if l.Share(0.5) != 51 || l.Share(0.99) != 100 || l.Share(1) != 100 || l.Share(0) != 1 {
		t.Errorf("%v, %v, %v, %v", l.Share(0.5), l.Share(0.99), l.Share(1), l.Share(0))
	}
}
