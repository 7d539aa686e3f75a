package library

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// sharedLaws returns the folder of real laws that tests and measurements use; without it the test is skipped.
func sharedLaws(t testing.TB) string {
	t.Helper()
	return sharedData(t, "laws")
}

// sharedData returns a folder of real files; without it the test is skipped.
func sharedData(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		data := filepath.Join(dir, "shared", "data", name)
		if _, err := os.Stat(data); err == nil {
			return data
		}
	}
	t.Skipf("the folder ../shared/data/%s is absent: real files are not tried", name)
	return ""
}

// beginnings counts the lines of a file that begin with an article in the form all these laws use.
func beginnings(text string) int {
	count := 0
	for l := range strings.Lines(text) {
		if n, length := readArticleNumber(l); length > 0 && n.main > 0 && strings.HasPrefix(l[length:], " ") {
			count++
		}
	}
	return count
}

func TestRealLawsAreRead(t *testing.T) {
	t.Parallel()
	laws := os.DirFS(sharedLaws(t))
	files, articles := 0, 0
	err := fs.WalkDir(laws, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".md" {
			return err
		}
		content, err := fs.ReadFile(laws, file)
		if err != nil {
			return err
		}
		parsed, problems := readFile(t, file, content)
		if len(problems) > 0 {
			t.Errorf("%v", problems)
			return nil
		}
		files++
		articles += len(parsed.Articles)
		checkReal(t, file, string(content), parsed)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 1500 || articles < 64_000 || articles > 70_000 {
		t.Errorf("%d files with %d articles", files, articles)
	}
}

// checkReal compares a parsed law with a count of its lines, and checks what must hold of every document.
func checkReal(t *testing.T, file, content string, p Parsed) {
	t.Helper()
	_, body, _ := strings.Cut(content, frontEnd)
	numbered, anchors := 0, map[string]bool{}
	for i, a := range p.Articles {
		if a.Number != "" {
			numbered++
		}
		if a.Ordinal != i+1 || a.Anchor == "" || anchors[a.Anchor] {
			t.Errorf("%s: article %d has ordinal %d and anchor %q", file, i+1, a.Ordinal, a.Anchor)
		}
		anchors[a.Anchor] = true
	}
	want := beginnings(body)
	// a few sources run several articles into one line, one of them whole chapters
	if numbered < want || want > 0 && numbered > want+5 && !strings.Contains(file, "飞行基本规则") {
		t.Errorf("%s: %d articles, but %d lines begin with one", file, numbered, want)
	}
	if fileDate.MatchString(stem(file)) && p.VersionOn == 0 {
		t.Errorf("%s has no date", file)
	}
}

func TestRealLawsAreImportedOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("takes several seconds")
	}
	t.Parallel()
	laws := sharedLaws(t)
	db := storagetest.Open(t)
	for _, want := range []string{"+1498 ~0 =0", "+0 ~0 =1498"} {
		start := time.Now()
		report, err := ImportPath(t.Context(), db, laws, Options{Clock: noon})
		if err != nil {
			t.Fatal(err)
		}
		if got := summary(report); !strings.HasPrefix(got, want) || len(report.Repeated) != 5 {
			t.Errorf("got %s, want %s and five files repeated", got, want)
		}
		t.Logf("%s in %v", want, time.Since(start).Round(time.Millisecond))
	}
	known := map[string]string{
		"经济法/农产品质量安全法(2018-10-26).md":     "已有新版本（库中有2022-09-02的新版本）",
		"行政法规/进出口关税条例(2017-03-01).md":     "已废止（2024-12-01起被《中华人民共和国关税法》废止）",
		"行政法/个人信息保护法(2021-08-20).md":      "已施行，效力未核实（自2021-11-01起施行）",
		"行政法/土地管理法(2019-08-26).md":        "已施行，效力未核实（自1999-01-01起施行，2019-08-26修改为这一版本）",
		"行政法/预备役军官法(2010-08-28).md":       "已废止（2023-03-01起被《中华人民共和国预备役人员法》废止）",
		"行政法规/消耗臭氧层物质管理条例(2018-03-19).md": "已有新版本（库中有2023-12-29的新版本）",
	}
	for file, v := range all(t, db) {
		if want, asked := known[file]; asked {
			if got := v.Status.State.Label() + "（" + v.Status.Reason().String() + "）"; got != want {
				t.Errorf("%s: got %s, want %s", file, got, want)
			}
			delete(known, file)
		}
	}
	if len(known) > 0 {
		t.Errorf("not found: %v", known)
	}
}

// TestDemoDocuments imports the documents of the demo township, whose traps are: a rule that repeals an older one of the
// same title, one that takes effect before its publication, and notices and guides without articles.
func TestDemoDocuments(t *testing.T) {
	t.Parallel()
	dir := filepath.Join("..", "..", "course", "demo", "documents")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the demo's documents are absent")
	}
	db := storagetest.Open(t)
	notes := &notebook{stored: map[string]string{}}
	if _, err := ImportPath(t.Context(), db, dir, Options{Clock: noon, Companion: notes}); err != nil {
		t.Fatal(err)
	}
	states := map[State]int{}
	for file, v := range all(t, db) {
		states[v.Status.State]++
		if !v.Example || v.VersionOn == 0 || v.Category == "" || v.Kind == "" || v.Issuer == "" || v.ArticleCount < 3 {
			t.Errorf("%s: %+v", file, v.Document)
		}
	}
	if states[Repealed] != 1 || states[Superseded] != 0 || states[NotYetInForce] != 0 {
		t.Errorf("states %v, want one repealed document", states)
	}
	checkPoints(t, db, notes)
}

// checkPoints looks every point that questions name up in its document.
func checkPoints(t *testing.T, db *storage.DB, notes *notebook) {
	t.Helper()
	err := db.Read(t.Context(), func(tx storage.ReadTx) error {
		return Each(t.Context(), tx, func(v Document, _ Life, articles []Article) error {
			points := map[string]bool{}
			for _, a := range articles {
				points[a.Point()] = true
			}
			for l := range strings.Lines(notes.stored[v.Title]) {
				if point, found := strings.CutPrefix(strings.TrimSpace(l), "$CATEGORY: "); found && !points[point] {
					t.Errorf("%s has no %s", v.Title, point)
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}
