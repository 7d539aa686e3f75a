package search

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/feed"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/search/library"
)

// shelf is a library with an index and its indexer, on a day that the test sets.
type shelf struct {
	t     *testing.T
	db    *storage.DB
	index *Index
	*Indexer
	now time.Time
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	s := &shelf{t: t, db: storagetest.Open(t), index: open(t, t.TempDir()), now: time.Date(2026, 7, 1, 12, 0, 0, 0, calendar.Shanghai)}
	s.Indexer = NewIndexer(s.db, s.index, func() time.Time { return s.now })
	return s
}

// measure is the text of an invented document.
func measure(title, number, effective, text string) string {
	return fmt.Sprintf("# %s\n文号：%s\n发文机关：云溪镇人民政府\n分类：惠农补贴\n发布日期：2026-03-01\n施行日期：%s\n\n<!-- INFO END -->\n\n"+
		"## 第一章 总则\n\n第一条 为规范补贴发放，制定本办法。\n\n第二条 %s\n", title, number, effective, text)
}

// put imports one file.
func (s *shelf) put(name, content string) {
	s.t.Helper()
	_, err := library.Import(s.t.Context(), s.db, fstest.MapFS{name: {Data: []byte(content)}}, library.Options{Clock: s.clock})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *shelf) catchUp() {
	s.t.Helper()
	if err := s.CatchUp(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// status returns the status under which the index holds the second article of a document, "" when it does not.
func (s *shelf) status(law string) string {
	s.t.Helper()
	at, err := s.index.Position()
	if err != nil {
		s.t.Fatal(err)
	}
	for _, a := range holdings(s.t, s.index) {
		if a.Law == law && a.Number == "第二条" {
			life, err := library.ParseLife(a.Life)
			if err != nil {
				s.t.Fatal(err)
			}
			period, _ := life.On(at.Day)
			return string(period.State)
		}
	}
	return ""
}

// holdings returns everything that the index holds, by id.
func holdings(t *testing.T, x *Index) map[string]Article {
	t.Helper()
	v, err := x.live.view()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	all, err := v.DocIDReaderAll()
	if err != nil {
		t.Fatal(err)
	}
	defer all.Close()
	held := map[string]Article{}
	for {
		id, err := all.Next()
		if err != nil {
			t.Fatal(err)
		}
		if id == nil {
			return held
		}
		a, err := v.article(uint32(id.Value()))
		if err != nil {
			t.Fatal(err)
		}
		a.Life = v.life.at(uint32(id.Value()))
		held[a.ID] = a
	}
}

func TestIndexerFollowsTheLibrary(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.catchUp()
	if err := s.index.NeedsRebuild(); err != nil {
		t.Fatalf("the first look made no index: %v", err)
	}
	s.put("办法.md", measure("云溪镇补贴发放办法", "云政发〔2026〕3号", "2026-04-01", "流转出去的地，补贴发给原承包户。"))
	s.catchUp()
	got := holdings(t, s.index)["1-2"]
	want := Article{
		ID: "1-2", DocumentID: 1, Law: "云溪镇补贴发放办法", ShortName: got.ShortName, Number: "第二条", Ordinal: 2, Anchor: got.Anchor,
		Chapter: "第一章 总则", Text: "流转出去的地，补贴发给原承包户。", Category: "惠农补贴", Issuer: "云溪镇人民政府", Region: "云溪镇", Year: 2026, Life: "20260301not_yet 20260401effective",
	}
	if got != want || got.Anchor == "" {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	s.put("办法.md", measure("云溪镇补贴发放办法", "云政发〔2026〕3号", "2026-04-01", "流转出去的地，补贴由双方约定。"))
	s.catchUp()
	if held := holdings(t, s.index); len(held) != 2 || held["1-2"].Text != "流转出去的地，补贴由双方约定。" {
		t.Errorf("after a change the index holds %+v", held)
	}
	err := s.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return library.Check(ctx, tx, s.now, 1, 1, library.Finding{State: library.InForce, Source: "镇党政办"})
	})
	s.catchUp()
	if got := s.status("云溪镇补贴发放办法"); got != "in_force" || err != nil {
		t.Errorf("after a check the status is %q (%v)", got, err)
	}
}

func TestIndexerHoldsNoDocumentThatIsGone(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	gone := numberedArticle(9)
	if err := s.index.Rebuild(t.Context(), each([]Article{gone}), Position{Day: calendar.DateOf(s.now)}, nil); err != nil {
		t.Fatal(err)
	}
	err := s.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		for _, change := range []feed.Change{{Kind: "course", ID: 5, What: feed.Published}, {Kind: library.FeedKind, ID: 9, What: feed.Withdrawn}} {
			if err := feed.Add(ctx, tx, s.now, change); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.catchUp()
	at, err := s.index.Position()
	if held := holdings(t, s.index); len(held) != 0 || at.Cursor != 2 || err != nil {
		t.Errorf("position %+v (%v), holds %+v", at, err, held)
	}
}

// TestIndexerJudgesAnewEachDay moves the clock over the day on which one document begins and another ends.
func TestIndexerJudgesAnewEachDay(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.put("旧.md", measure("云溪镇旧办法", "云政发〔2024〕1号", "2024-04-01", "补贴发现金。"))
	s.put("新.md", measure("云溪镇新办法", "云政发〔2026〕9号", "2026-08-01", "补贴发到卡。《云溪镇旧办法》（云政发〔2024〕1号）同时废止。"))
	s.catchUp()
	for _, day := range []struct {
		on       string
		old, new string
	}{
		{"2026-07-01", "effective", "not_yet"}, {"2026-08-01", "repealed", "effective"}, {"2026-07-31", "effective", "not_yet"},
	} {
		on, err := calendar.ParseDate(day.on)
		if err != nil {
			t.Fatal(err)
		}
		s.now = on.Time().Add(8 * time.Hour)
		s.catchUp()
		if a, b := s.status("云溪镇旧办法"), s.status("云溪镇新办法"); a != day.old || b != day.new {
			t.Errorf("on %s the old one is %q, the new one %q", day.on, a, b)
		}
	}
}

// indexerDir names the variable that makes the test binary the process that is killed.
const indexerDir = "XIANGXUE_CRASH_INDEXER"

// TestIndexerIsKilled kills a process that imports documents and indexes them, again and again. After each kill, the
// index that goes on from where it stood must hold what a new one would. CRASH_ROUNDS sets how often.
func TestIndexerIsKilled(t *testing.T) {
	if dir := os.Getenv(indexerDir); dir != "" {
		importForever(t, dir)
	}
	t.Parallel()
	dir := t.TempDir()
	for round := range rounds(3) {
		runAndKill(t, dir)
		db := storagetest.OpenIn(t, dir)
		left, fresh := open(t, filepath.Join(dir, "index")), open(t, t.TempDir())
		for _, x := range []*Index{left, fresh} {
			if err := NewIndexer(db, x, time.Now).CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		a, b := holdings(t, left), holdings(t, fresh)
		if len(b) == 0 || !maps.Equal(a, b) {
			t.Fatalf("round %d: %d articles, a new index has %d", round, len(a), len(b))
		}
		t.Logf("round %d: %d articles", round, len(a))
		if err := left.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// runAndKill lets a process import and index until some moment after its first change.
func runAndKill(t *testing.T, dir string) {
	t.Helper()
	process := exec.Command(os.Args[0], "-test.run=^TestIndexerIsKilled$")
	process.Env = append(os.Environ(), indexerDir+"="+dir)
	said, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(said).Scan() {
		t.Fatal("the process imported nothing")
	}
	time.Sleep(time.Duration(rand.IntN(600)) * time.Millisecond)
	if err := process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := process.Wait(); err == nil || process.ProcessState.Exited() {
		t.Fatalf("the process ended by itself: %v", err)
	}
}

// importForever is the process that is killed: it changes ten documents in turn and indexes all the time.
func importForever(t *testing.T, dir string) {
	db := storagetest.OpenIn(t, dir)
	x := open(t, filepath.Join(dir, "index"))
	indexer := NewIndexer(db, x, time.Now)
	go func() {
		for {
			if err := indexer.CatchUp(t.Context()); err != nil {
				t.Error(err)
			}
		}
	}()
	for n := 0; ; n++ {
		name, text := fmt.Sprintf("办法%d", n%10), fmt.Sprintf("第%d次写下。", rand.Int())
		files := fstest.MapFS{name + ".md": {Data: []byte(measure(name, "", "2026-04-01", text))}}
		if _, err := library.Import(t.Context(), db, files, library.Options{Clock: time.Now}); err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			fmt.Println("first")
		}
	}
}

func TestRunRestsAfterAFailure(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	dir := s.index.dir
	if err := errors.Join(s.index.Close(), os.RemoveAll(dir), os.WriteFile(dir, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 3*pause)
	defer stop()
	failures := 0
	s.Run(ctx, func(error) { failures++ })
	if failures != 1 {
		t.Errorf("it failed %d times within three pauses", failures)
	}
}
