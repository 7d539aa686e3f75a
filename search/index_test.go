package search

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"xiangxue/course/fault"
)

func TestNewIndexWantsRebuild(t *testing.T) {
	t.Parallel()
	x := open(t, t.TempDir())
	if err := x.NeedsRebuild(); !errors.Is(err, errMissing) {
		t.Errorf("an empty directory needs a rebuild for %v", err)
	}
	_, searched := x.Search(t.Context(), Request{Text: "流转"})
	_, read := x.Position()
	applied := x.Apply(t.Context(), Changes{}, Position{Cursor: 1})
	for _, err := range []error{searched, read, applied} {
		if !fault.Is(err, fault.Busy) {
			t.Errorf("got %v, want a busy failure", err)
		}
	}
	if err := x.Rebuild(t.Context(), each(nil), Position{Cursor: 3}, nil); err != nil {
		t.Fatal(err)
	}
	if got := found(t, x, Request{Text: "流转"}); len(got) != 0 {
		t.Errorf("an empty index finds %v", got)
	}
	if at, err := x.Position(); at.Cursor != 3 || err != nil {
		t.Errorf("cursor %d, %v, want 3", at.Cursor, err)
	}
}

func TestIndexOutlivesTheProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := open(t, dir)
	if err := x.Rebuild(t.Context(), each(fixture()), Position{Cursor: 7}, nil); err != nil {
		t.Fatal(err)
	}
	before, err := x.Search(t.Context(), Request{Text: "补贴给谁"})
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, dir)
	if err := again.NeedsRebuild(); err != nil {
		t.Fatal(err)
	}
	after, err := again.Search(t.Context(), Request{Text: "补贴给谁"})
	if err != nil {
		t.Fatal(err)
	}
	same := slices.EqualFunc(before.Hits, after.Hits, func(a, b Hit) bool { return a.Article == b.Article })
	if at, err := again.Position(); !same || at.Cursor != 7 || err != nil {
		t.Errorf("cursor %d, %v; hits %+v, before %+v", at.Cursor, err, after.Hits, before.Hits)
	}
}

func TestApply(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	steps := []struct {
		name    string
		changes Changes
		ask     string
		want    []string
	}{
		{"add", Changes{Upserts: []Article{{ID: "5-1", DocumentID: 5, Law: "云溪镇公墓管理通知", Text: "公墓收费标准"}}}, "公墓标准", []string{"5-1"}},
		{"replace", Changes{Upserts: []Article{{ID: "5-1", DocumentID: 5, Law: "云溪镇公墓管理通知", Text: "骨灰堂"}}}, "标准", nil},
		{"replace a document", Changes{Documents: []int64{5}, Upserts: []Article{{ID: "5-2", DocumentID: 5, Law: "云溪镇公墓管理通知", Text: "骨灰堂"}}}, "骨灰堂", []string{"5-2"}},
		{"new names are known", Changes{Upserts: []Article{{ID: "6-1", Law: "公墓条例", ShortName: "墓规", Number: "第一条", Text: "总则"}}}, "墓规第一条", []string{"6-1"}},
		{"remove an article", Changes{Deletes: []string{"5-2", "never there"}}, "骨灰堂", nil},
		{"remove documents", Changes{Documents: []int64{1, 2, 99}}, "承包方 价款", []string{"4-1"}},
	}
	for i, step := range steps {
		if err := x.Apply(t.Context(), step.changes, Position{Cursor: int64(10 + i)}); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if got := found(t, x, Request{Text: step.ask}); !slices.Equal(got, step.want) {
			t.Errorf("%s: found %v, want %v", step.name, got, step.want)
		}
		if at, err := x.Position(); at.Cursor != int64(10+i) || err != nil {
			t.Errorf("%s: cursor %d, %v", step.name, at.Cursor, err)
		}
	}
	if err := x.Apply(t.Context(), Changes{Upserts: []Article{{Law: "无编号"}}}, Position{Cursor: 99}); err == nil {
		t.Error("an article without an id is taken")
	}
	if at, err := x.Position(); at.Cursor == 99 || err != nil {
		t.Errorf("a refused change moved the cursor to %d, %v", at.Cursor, err)
	}
}

func TestFailedRebuildChangesNothing(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	broken := errors.New("database is gone")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	half := func(yield func(Article, error) bool) {
		_ = yield(Article{ID: "x", Text: "流转"}, nil) && yield(Article{}, broken)
	}
	if err := x.Rebuild(t.Context(), half, Position{Cursor: 50}, nil); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	if err := x.Rebuild(cancelled, each(nil), Position{Cursor: 50}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if at, err := x.Position(); at.Cursor != 7 || err != nil {
		t.Errorf("cursor %d, %v, want 7", at.Cursor, err)
	}
	if got := found(t, x, Request{Text: "罢免"}); !slices.Equal(got, []string{"3-2"}) {
		t.Errorf("found %v", got)
	}
	if left := segments(t, x.dir); len(left) == 0 || slices.ContainsFunc(left, func(path string) bool { return !strings.HasPrefix(path, x.live.dir) }) {
		t.Errorf("files of the failed rebuild are left: %v", left)
	}
}

func TestRebuildReportsProgress(t *testing.T) {
	t.Parallel()
	var reported []int
	x := open(t, t.TempDir())
	if err := x.Rebuild(t.Context(), each(fixture()), Position{Cursor: 1}, func(done int) { reported = append(reported, done) }); err != nil {
		t.Fatal(err)
	}
	if want := []int{len(fixture())}; !slices.Equal(reported, want) {
		t.Errorf("progress %v, want %v", reported, want)
	}
}

// segments lists the index's data files.
func segments(t *testing.T, dir string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "generation-*", "*.zap"))
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func TestDamageIsNoticedAndRepaired(t *testing.T) {
	t.Parallel()
	overwrite := func(path string, change func([]byte) []byte) error {
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, change(content), 0o600)
	}
	flip := func(content []byte) []byte { content[len(content)/3] ^= 0x40; return content }
	half := func(content []byte) []byte { return content[:len(content)/2] }
	zero := func(content []byte) []byte { return make([]byte, len(content)) }
	for name, damage := range map[string]func(dir string) error{
		"flipped bit": func(dir string) error { return overwrite(segments(t, dir)[0], flip) },
		"cut short":   func(dir string) error { return overwrite(segments(t, dir)[0], half) },
		"empty file":  func(dir string) error { return os.Truncate(segments(t, dir)[0], 0) },
		"file gone":   func(dir string) error { return os.Remove(segments(t, dir)[0]) },
		"root zeroed": func(dir string) error {
			return overwrite(filepath.Join(dir, "generation-000000001", "root.bolt"), zero)
		},
		"root cut short": func(dir string) error {
			return overwrite(filepath.Join(dir, "generation-000000001", "root.bolt"), half)
		},
		"root gone":       func(dir string) error { return os.Remove(filepath.Join(dir, "generation-000000001", "root.bolt")) },
		"everything gone": func(dir string) error { return os.RemoveAll(filepath.Join(dir, "generation-000000001")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := built(t, fixture())
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			if err := damage(x.dir); err != nil {
				t.Fatal(err)
			}
			again := open(t, x.dir)
			if err := again.NeedsRebuild(); err == nil {
				t.Fatal("the damage goes unnoticed")
			}
			if err := again.Rebuild(t.Context(), each(fixture()), Position{Cursor: 9}, nil); err != nil {
				t.Fatal(err)
			}
			if got := found(t, again, Request{Text: "罢免"}); !slices.Equal(got, []string{"3-2"}) {
				t.Errorf("after the rebuild: found %v", got)
			}
		})
	}
}

func TestOldFormatIsNoticed(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	if err := x.live.store.SetInternal(keyFormat, []byte("0")); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if err := open(t, x.dir).NeedsRebuild(); !errors.Is(err, errFormat) {
		t.Errorf("got %v, want %v", err, errFormat)
	}
}

func TestSearchWhileTheIndexChanges(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	var searchers sync.WaitGroup
	stop := make(chan struct{})
	for range 3 {
		searchers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				result, err := x.Search(t.Context(), Request{Text: "罢免"})
				if err != nil || len(result.Hits) != 1 || result.Hits[0].Article.ID != "3-2" {
					t.Errorf("found %v, %v", result.Hits, err)
					return
				}
			}
		})
	}
	for i := range int64(5) {
		if err := x.Apply(t.Context(), Changes{Documents: []int64{1}, Upserts: fixture()[:3]}, Position{Cursor: 10 + i}); err != nil {
			t.Error(err)
		}
		if err := x.Rebuild(t.Context(), each(fixture()), Position{Cursor: 20 + i}, nil); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	searchers.Wait()
}
