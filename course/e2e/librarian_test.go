package e2e

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// librarian imports documents beside the running program, and finds them by its search.
type librarian struct {
	visitor
	data, dir string
	documents []*imported
}

// imported is a document, and whether the import said that it is in.
type imported struct {
	river string // occurs in no other document
	title string
	file  string
	done  bool
	final bool // found since
}

// newLibrarian has one document in the library before anything is killed.
func newLibrarian(t *testing.T, data string) *librarian {
	l := &librarian{visitor: newVisitor(t, secretary), data: data, dir: t.TempDir()}
	if !l.publish(t.Context()) {
		t.Fatal("the first document could not be imported")
	}
	return l
}

func (l *librarian) settled() (n int) {
	for _, d := range l.documents {
		if d.done {
			n++
		}
	}
	return n
}

// riverName returns a name for each of many rivers.
func riverName(n int) string {
	signs := []rune("天地玄黄宇宙洪荒寒来暑往秋收冬藏")
	return string([]rune{signs[n/len(signs)%len(signs)], signs[n%len(signs)]}) + "河"
}

// work imports documents until it is stopped.
func (l *librarian) work(ctx context.Context) {
	for l.publish(ctx) {
	}
}

// publish imports one more document and reports whether the import said that it did.
func (l *librarian) publish(ctx context.Context) bool {
	river := riverName(len(l.documents))
	d := &imported{river: river, title: "云溪镇" + river + "巡查办法"}
	d.file = filepath.Join(l.dir, d.title+".md")
	text := "# " + d.title + "\n文号：云政发〔2026〕" + fmt.Sprint(len(l.documents)+1) + "号\n发文机关：云溪镇人民政府\n" +
		"施行日期：2026-03-01\n\n<!-- INFO END -->\n\n第一条 " + d.river + "沿线每天巡查两次，水位过警戒线时每小时巡查一次。\n"
	if err := os.WriteFile(d.file, []byte(text), 0o600); err != nil {
		l.t.Error(err)
		return false
	}
	l.documents = append(l.documents, d)
	out, err := tryRun(ctx, l.data, "import", "policies", d.file)
	if ctx.Err() != nil {
		return false
	}
	if err != nil || !strings.Contains(out, "新文件 1 份") {
		l.t.Errorf("import %s: %v\n%s", d.title, err, out)
		return false
	}
	d.done = true
	return true
}

// check imports what was interrupted once more, and asks the search for every document that is new since the last check
// and for the first one. Nobody helps the index: it has to follow by itself.
func (l *librarian) check() {
	l.t.Helper()
	for i, d := range l.documents {
		if d.final && i > 0 {
			continue
		}
		if !d.done {
			out, err := tryRun(l.t.Context(), l.data, "import", "policies", d.file)
			d.done = err == nil && (strings.Contains(out, "新文件 1 份") || strings.Contains(out, "没有变化的 1 份"))
			if !d.done {
				l.t.Errorf("import %s again: %v\n%s", d.title, err, out)
			}
		}
		l.mustFind(d)
		d.final = true
	}
}

// patience is how long the index may take to follow.
const patience = 20 * time.Second

func (l *librarian) mustFind(d *imported) {
	l.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		page := l.mustGet("/policies?q=" + url.QueryEscape(d.river+"每天巡查几次"))
		switch n := strings.Count(page, ">"+d.title+"</a></h2>"); {
		case n == 1:
			return
		case n > 1:
			l.t.Errorf("%s is found %d times", d.title, n)
			return
		case time.Now().After(deadline):
			l.t.Errorf("%s is not found after %s", d.title, patience)
			return
		}
	}
}
