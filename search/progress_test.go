package search

import (
	"os"
	"strings"
	"sync"
	"testing"

	"xiangxue/course/fault"
)

// TestDamagedIndexIsMadeAnewInTheOpen damages an index and makes it anew from a library that stops in the middle.
func TestDamagedIndexIsMadeAnewInTheOpen(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.put("办法.md", measure("云溪镇补贴发放办法", "云政发〔2026〕3号", "2026-04-01", "流转出去的地，补贴发给原承包户。"))
	s.catchUp()
	if err := s.index.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(segments(t, s.index.dir)[0], 100); err != nil {
		t.Fatal(err)
	}
	x := open(t, s.index.dir)
	if at := x.Rebuilding(); x.NeedsRebuild() == nil || at != (Progress{}) {
		t.Fatalf("the damage goes unnoticed, or is said to be mended: %+v", at)
	}
	reached, release := make(chan struct{}), make(chan struct{})
	slow := func(yield func(Article, error) bool) {
		for i, a := range fixture() {
			if i == 3 {
				close(reached)
				<-release
			}
			if !yield(a, nil) {
				return
			}
		}
	}
	var rebuild sync.WaitGroup
	rebuild.Go(func() {
		if err := x.Rebuild(t.Context(), x.counted(slow, len(fixture())), Position{Cursor: 1}, nil); err != nil {
			t.Error(err)
		}
	})
	<-reached
	if _, err := x.Search(t.Context(), Request{Text: "罢免"}); !fault.Is(err, fault.Busy) || !strings.Contains(err.Error(), "3 / ") {
		t.Errorf("in the middle of the rebuild a search says %v", err)
	}
	close(release)
	rebuild.Wait()
	if got := found(t, x, Request{Text: "罢免"}); len(got) != 1 {
		t.Errorf("after the rebuild: found %v", got)
	}
}

// TestRebuildCountsTheWholeLibrary looks how far the Indexer's rebuild is when all was written.
func TestRebuildCountsTheWholeLibrary(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.put("办法.md", measure("云溪镇补贴发放办法", "", "2026-04-01", "补贴发给原承包户。"))
	s.put("通知.md", measure("云溪镇公墓通知", "", "2026-04-01", "骨灰堂按标准收费。"))
	var seen Progress
	if err := s.Rebuild(t.Context(), func(int) { seen = s.index.Rebuilding() }); err != nil {
		t.Fatal(err)
	}
	if want := (Progress{Done: 4, Total: 4}); seen != want || s.index.Rebuilding() != (Progress{}) {
		t.Errorf("in the rebuild %+v, want %+v; after it %+v", seen, want, s.index.Rebuilding())
	}
}
