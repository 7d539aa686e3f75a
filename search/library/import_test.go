package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/feed"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

func noon() time.Time { return time.Date(2026, 7, 1, 12, 0, 0, 0, calendar.Shanghai) }

// folder is a folder in memory, from names to contents.
func folder(files ...string) fstest.MapFS {
	fs := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		fs[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return fs
}

func law(title, closing string) string {
	return "# " + title + "\n\n2020年1月1日 国务院令第1号发布\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第二条 " + closing + "\n"
}

// summary prints a report: added, changed, unchanged, then the files repeated and skipped.
func summary(r Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "+%d ~%d =%d", r.Added, r.Changed, r.Unchanged)
	for _, p := range r.Repeated {
		fmt.Fprintf(&b, " repeated:%s", p.File)
	}
	for _, p := range r.Skipped {
		fmt.Fprintf(&b, " skipped:%s:%d:%s", p.File, p.Line, p.Message)
	}
	return b.String()
}

// take imports a folder and compares the summary.
func take(t *testing.T, db *storage.DB, files fstest.MapFS, o Options, want string) {
	t.Helper()
	o.Clock = noon
	report, err := Import(t.Context(), db, files, o)
	if err != nil {
		t.Fatalf("import: %v", err)
	}
	if got := summary(report); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// all reads the whole library through Each.
func all(t *testing.T, db *storage.DB) map[string]Version {
	t.Helper()
	found := map[string]Version{}
	err := db.Read(t.Context(), func(tx storage.ReadTx) error {
		return Each(t.Context(), tx, func(v Document, _ Life, articles []Article) error {
			if len(articles) != v.ArticleCount {
				t.Errorf("%s: %d articles read, %d counted", v.Title, len(articles), v.ArticleCount)
			}
			status, err := StatusOf(t.Context(), tx, v.ID, calendar.DateOf(noon()))
			found[v.File] = Version{Document: v, Status: status}
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// announced returns the ids of the documents in the feed, in its order.
func announced(t *testing.T, db *storage.DB) []int64 {
	t.Helper()
	var ids []int64
	err := db.Read(t.Context(), func(tx storage.ReadTx) error {
		entries, err := feed.After(t.Context(), tx, 0, 1000)
		for _, e := range entries {
			if e.Kind != FeedKind || e.What != feed.Published {
				t.Errorf("unexpected entry %+v", e)
			}
			ids = append(ids, e.ID)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func TestImportTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	files := folder("行政法规/甲条例(2020-01-01).md", law("甲条例", "完。"), "部门规章/公安部/乙规定(2020-01-01).md",
		strings.ReplaceAll(law("乙规定", "完。"), "国务院", "公安部"))
	take(t, db, files, Options{}, "+2 ~0 =0")
	take(t, db, files, Options{}, "+0 ~0 =2")
	if got := announced(t, db); len(got) != 2 {
		t.Errorf("feed %v, want two entries", got)
	}
	found := all(t, db)
	if a := found["行政法规/甲条例(2020-01-01).md"]; a.Category != "行政法规" || a.Kind != "行政法规" || a.Issuer != "国务院" {
		t.Errorf("甲条例: %+v", a.Document)
	}
	if b := found["部门规章/公安部/乙规定(2020-01-01).md"]; b.Category != "部门规章" || b.Issuer != "公安部" {
		t.Errorf("乙规定: %+v", b.Document)
	}
}

func TestImportOfChangedText(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	take(t, db, folder("甲.md", law("甲条例", "完。"), "乙.md", law("乙条例", "完。")), Options{}, "+2 ~0 =0")
	before := all(t, db)["甲.md"]
	take(t, db, folder("甲.md", law("甲条例", "改。"), "乙.md", law("乙条例", "完。")), Options{}, "+0 ~1 =1")
	after := all(t, db)["甲.md"]
	if after.ID != before.ID {
		t.Errorf("the changed document has another id: %d, was %d", after.ID, before.ID)
	}
	if got := announced(t, db); !slices.Equal(got, []int64{1, 2, int64(after.ID)}) {
		t.Errorf("feed %v", got)
	}
	corrected := strings.Replace(law("甲条例", "改。"), "2020年1月1日", "2020年2月1日", 1)
	take(t, db, folder("甲.md", corrected), Options{}, "+0 ~1 =0")
	if got := all(t, db)["甲.md"]; got.ID != before.ID || got.VersionOn != 20200201 {
		t.Errorf("the corrected date made document %d of %v", got.ID, got.VersionOn)
	}
}

func TestNewVersionTellsTheFeedOfTheOldOne(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	take(t, db, folder("甲(2020-01-01).md", law("甲条例", "完。"), "丙.md", law("丙办法", "完。")), Options{}, "+2 ~0 =0")
	newer := strings.ReplaceAll(law("甲条例", "本条例自2025年1月1日起施行。《丙办法》同时废止。"), "2020年", "2024年")
	take(t, db, folder("甲(2024-01-01).md", newer), Options{}, "+1 ~0 =0")
	if got := announced(t, db); !slices.Equal(got[2:], []int64{1, 2, 3}) {
		t.Errorf("the feed tells of %v, want the old version, the repealed document and the new version", got[2:])
	}
	found := all(t, db)
	if s := found["甲(2020-01-01).md"].Status; s.State != Superseded || s.ByDocument != 3 {
		t.Errorf("old version: %+v", s)
	}
	if s := found["丙.md"].Status; s.State != Repealed || s.Ground != Clause || s.ByTitle != "甲条例" {
		t.Errorf("repealed document: %+v", s)
	}
}

func TestRepeatedFilesAreTakenOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	files := folder("a/甲(2020-01-01).md", law("甲条例", "完。"), "b/甲(2020-01-01).md", law("甲条例", "完。 "),
		"c/甲.md", strings.Replace(law("中华人民共和国甲条例", "完。"), "2020年1月1日 国务院令第1号发布", "", 1))
	const want = " repeated:b/甲(2020-01-01).md repeated:c/甲.md"
	take(t, db, files, Options{}, "+1 ~0 =0"+want)
	take(t, db, files, Options{}, "+0 ~0 =1"+want)
}

func TestProblemsStopTheImport(t *testing.T) {
	t.Parallel()
	files := folder("甲.md", law("甲条例", "完。"), "坏.md", "# 坏\n发布日期：昨天\n<!-- INFO END -->\n第一条 甲。",
		"图.png", "PNG", "空.txt", "", ".git/config", "x", "~$甲.docx", "x", "题.gift", "{T}")
	const problems = " skipped:图.png:0:不能导入这种文件，请另存为 .docx、.pdf、.ofd、.html、.md 或者 .txt skipped:题.gift:0:没有同名的文件，不知道是哪份文件的题" +
		" skipped:坏.md:2:“发布日期”不是日期：昨天，请写成 2026-03-01 skipped:空.txt:0:文件是空的"
	db := storagetest.Open(t)
	report, err := Import(t.Context(), db, files, Options{Clock: noon})
	if !fault.Is(err, fault.Invalid) || summary(report) != "+1 ~0 =0"+problems {
		t.Errorf("got %v, %s", err, summary(report))
	}
	if found := all(t, db); len(found) != 0 {
		t.Errorf("half of it was written: %v", found)
	}
	take(t, db, files, Options{Partial: true, DryRun: true}, "+1 ~0 =0"+problems)
	if found := all(t, db); len(found) != 0 {
		t.Errorf("a dry run wrote %v", found)
	}
	take(t, db, files, Options{Partial: true}, "+1 ~0 =0"+problems)
	if found := all(t, db); len(found) != 1 {
		t.Errorf("written: %v", found)
	}
}

func TestPartsOfOneLaw(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	files := folder(
		"民法典/人格权编.md", "# 中华人民共和国民法典\n\n# 人格权编\n\n2020年5月28日 全国人民代表大会通过\n\n<!-- INFO END -->\n\n## 第一章 规定\n\n第二条 乙。\n",
		"民法典/总则.md", "# 中华人民共和国民法典\n\n# 总则\n\n2020年5月28日 全国人民代表大会通过\n\n2021年1月1日 施行\n\n<!-- INFO END -->\n\n第一条 甲。\n")
	take(t, db, files, Options{}, "+1 ~0 =0")
	err := db.Read(t.Context(), func(tx storage.ReadTx) error {
		articles, err := Articles(t.Context(), tx, 1)
		if got, want := outline(articles), "t1|总则|第一条|甲。\nt2|人格权编/第一章 规定|第二条|乙。\n"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := all(t, db)["民法典/人格权编.md"]; d.BeginsOn != 20210101 {
		t.Errorf("begins on %v", d.BeginsOn)
	}
	take(t, db, files, Options{}, "+0 ~0 =1")
}

func TestOtherEncodings(t *testing.T) {
	t.Parallel()
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("关于防汛的通知\n云政发〔2026〕1号\n2026年4月1日印发\n一、要求\n抓紧。")
	if err != nil {
		t.Fatal(err)
	}
	db := storagetest.Open(t)
	take(t, db, folder("通知.TXT", gbk), Options{Category: "应急"}, "+1 ~0 =0")
	if d := all(t, db)["通知.TXT"]; d.Title != "关于防汛的通知" || d.Category != "应急" || d.PublishedOn != 20260401 {
		t.Errorf("got %+v", d.Document)
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	t.Parallel()
	outside := filepath.Join(t.TempDir(), "秘密.md")
	dir := t.TempDir()
	for name, content := range map[string]string{outside: law("秘密", "完。"), filepath.Join(dir, "甲.md"): law("甲条例", "完。")} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(outside, filepath.Join(dir, "乙.md")); err != nil {
		t.Fatal(err)
	}
	db := storagetest.Open(t)
	report, err := ImportPath(t.Context(), db, dir, Options{Clock: noon, Partial: true})
	if got, want := summary(report), "+1 ~0 =0 skipped:乙.md:0:是链接或者特殊文件，不能导入"; err != nil || got != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
	if _, err := ImportPath(t.Context(), db, filepath.Join(dir, "乙.md"), Options{Clock: noon}); err == nil {
		t.Error("a link out of the folder was followed")
	}
	if _, err := ImportPath(t.Context(), db, filepath.Join(dir, "没有"), Options{Clock: noon}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a path that does not exist: %v", err)
	}
	if _, err := ImportPath(t.Context(), db, filepath.Join(dir, "甲.md"), Options{Clock: noon}); err != nil {
		t.Errorf("one file: %v", err)
	}
}

// notebook is a Companion that keeps what it is given and can fail.
type notebook struct {
	stored map[string]string
	fail   string // title of the document at which Store fails
}

func (n *notebook) Check(s Source) []Problem {
	if bytes.Contains(s.Questions, []byte("坏题")) {
		return []Problem{{File: s.QuestionFile, Line: 3, Message: "看不懂"}}
	}
	return nil
}

var errStore = errors.New("the store fails")

func (n *notebook) Store(_ context.Context, _ storage.WriteTx, _ DocumentID, s Source) error {
	if s.Title == n.fail {
		return errStore
	}
	n.stored[s.Title] = string(s.Questions)
	return nil
}

func TestQuestionsComeWithTheirDocument(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	notes := &notebook{stored: map[string]string{}}
	files := folder("甲.md", law("甲条例", "完。"), "甲.gift", "一{T}", "乙.md", law("乙条例", "完。"), "乙.gift", "坏题{")
	take(t, db, files, Options{Partial: true, Companion: notes}, "+1 ~0 =0 skipped:乙.gift:3:看不懂")
	if notes.stored["甲条例"] != "一{T}" || len(notes.stored) != 1 {
		t.Errorf("stored %q", notes.stored)
	}
	files["甲.gift"].Data = []byte("二{F}")
	files["乙.gift"].Data = []byte("三{T}")
	take(t, db, files, Options{Companion: notes}, "+1 ~1 =0")
	if notes.stored["甲条例"] != "二{F}" || notes.stored["乙条例"] != "三{T}" {
		t.Errorf("stored %q", notes.stored)
	}
}

// TestInterruptedImportGoesOn lets the second batch fail: the first stays, the failed one leaves nothing, and the next
// call writes what is missing.
func TestInterruptedImportGoesOn(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	files := folder()
	for i := range 120 {
		files[fmt.Sprintf("%03d.md", i)] = &fstest.MapFile{Data: []byte(law(fmt.Sprintf("第%d号条例", i), "完。"))}
	}
	notes := &notebook{stored: map[string]string{}, fail: "第77号条例"}
	if _, err := Import(t.Context(), db, files, Options{Clock: noon, Companion: notes}); !errors.Is(err, errStore) {
		t.Fatalf("got %v, want the failure", err)
	}
	if found := all(t, db); len(found) != batchDocuments {
		t.Errorf("%d documents are there, want the first batch of %d", len(found), batchDocuments)
	}
	notes.fail = ""
	var steps []Progress
	take(t, db, files, Options{Companion: notes, Progress: func(p Progress) { steps = append(steps, p) }}, "+70 ~0 =50")
	if got := announced(t, db); len(got) != 120 {
		t.Errorf("%d entries in the feed, want one for each document", len(got))
	}
	if want := (Progress{Writing: true, Done: 70, Total: 70}); len(steps) != 122 || steps[119] != (Progress{Done: 120, Total: 120}) || steps[121] != want {
		t.Errorf("%d steps, last %v", len(steps), steps[len(steps)-1])
	}
}

func TestCancelledImport(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Import(ctx, db, folder("甲.md", law("甲条例", "完。")), Options{Clock: noon}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
