package search

import (
	"bufio"
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// crashDir names the variable that makes the test binary the writer that is killed.
const crashDir = "XIANGXUE_CRASH_INDEX"

// TestCrash kills a process that writes the index, again and again, and wants after each kill an index that opens
// without help and holds exactly the changes up to its cursor. CRASH_ROUNDS sets how often; the default is few.
func TestCrash(t *testing.T) {
	if dir := os.Getenv(crashDir); dir != "" {
		if err := writeForever(t.Context(), dir); err != nil {
			t.Fatal(err)
		}
	}
	t.Parallel()
	dir := t.TempDir()
	x := open(t, dir)
	if err := x.Rebuild(t.Context(), numbered(0), Position{}, nil); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	for range rounds(5) {
		acknowledged := writeAndKill(t, dir)
		checkNumbered(t, dir, acknowledged)
	}
}

// rounds returns how many times a process is killed: CRASH_ROUNDS, or few.
func rounds(few int) int {
	if n, err := strconv.Atoi(os.Getenv("CRASH_ROUNDS")); err == nil {
		return n
	}
	return few
}

// writeAndKill starts a writer, kills it after a while and returns the last cursor that it said was written.
func writeAndKill(t *testing.T, dir string) (acknowledged int64) {
	t.Helper()
	writer := exec.Command(os.Args[0], "-test.run=^TestCrash$")
	writer.Env = append(os.Environ(), crashDir+"="+dir)
	said, err := writer.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	kill := time.AfterFunc(time.Duration(200+rand.IntN(400))*time.Millisecond, func() { writer.Process.Kill() })
	defer kill.Stop()
	for lines := bufio.NewScanner(said); lines.Scan(); {
		if n, err := strconv.ParseInt(lines.Text(), 10, 64); err == nil {
			acknowledged = n
		}
	}
	if err := writer.Wait(); err == nil || writer.ProcessState.Exited() {
		t.Fatalf("the writer ended by itself: %v", err)
	}
	return acknowledged
}

// checkNumbered opens the index after a kill and compares it with its cursor.
func checkNumbered(t *testing.T, dir string, acknowledged int64) {
	t.Helper()
	x := open(t, dir)
	defer x.Close()
	if err := x.NeedsRebuild(); err != nil {
		t.Fatalf("after the kill: %v", err)
	}
	at, err := x.Position()
	if err != nil {
		t.Fatal(err)
	}
	cursor := at.Cursor
	if cursor < acknowledged {
		t.Errorf("cursor %d, but %d was acknowledged", cursor, acknowledged)
	}
	result, err := x.Search(t.Context(), Request{Text: "流转", Limit: maxReach})
	if err != nil {
		t.Fatal(err)
	}
	if result.Total != int(cursor) {
		t.Errorf("%d articles at cursor %d", result.Total, cursor)
	}
	t.Logf("killed at cursor %d, acknowledged %d", cursor, acknowledged)
}

// writeForever is the process that is killed: change number n adds article n and replaces the one before it; every
// tenth change is followed by a rebuild.
func writeForever(ctx context.Context, dir string) error {
	x, err := Open(dir)
	if err != nil {
		return err
	}
	at, err := x.Position()
	if err != nil {
		return err
	}
	for {
		at.Cursor++
		n := at.Cursor
		changes := Changes{Documents: []int64{n - 1}, Upserts: []Article{numberedArticle(n)}}
		if n > 1 {
			changes.Upserts = append(changes.Upserts, numberedArticle(n-1))
		}
		if err := x.Apply(ctx, changes, at); err != nil {
			return err
		}
		fmt.Println(n)
		if n%10 == 0 {
			if err := x.Rebuild(ctx, numbered(n), at, nil); err != nil {
				return err
			}
		}
	}
}

// numbered yields articles 1 to n.
func numbered(n int64) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		for i := int64(1); i <= n && yield(numberedArticle(i), nil); i++ {
		}
	}
}

// numberedArticle returns article n.
func numberedArticle(n int64) Article {
	return Article{ID: strconv.FormatInt(n, 10), DocumentID: n, Law: "示例办法", Text: "土地流转的收益归承包方。"}
}
