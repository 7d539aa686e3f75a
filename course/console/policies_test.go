package console_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/console"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/quiz"
	"xiangxue/search"
	"xiangxue/search/library"
)

func morning() time.Time { return time.Date(2026, 7, 1, 9, 0, 0, 0, calendar.Shanghai) }

const (
	document = "# 云溪镇防汛办法\n文号：云政发〔2026〕4号\n分类：应急\n发布日期：2026-04-15\n施行日期：2026-05-01\n\n<!-- INFO END -->\n\n" +
		"第一条 为做好防汛，制定本办法。\n\n第二条 预警三十分钟内传到户。\n"
	questions = "$CATEGORY: 第二条\n\n几分钟传到户？ {#30}\n\n发群消息就算传到。 {F}\n"
)

// folder writes files into a directory of their own.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// take imports a folder as the command does and returns what the operator reads.
func take(t *testing.T, db *storage.DB, dir string, o library.Options) (out, progress string, err error) {
	t.Helper()
	o.Clock, o.Companion = morning, console.NewQuestions(morning, 0)
	var w, status bytes.Buffer
	err = console.ImportPolicies(t.Context(), &w, &status, db, []string{dir}, o)
	return w.String(), status.String(), err
}

// asked returns the questions that somebody would be asked about the first document.
func asked(t *testing.T, db *storage.DB) (items []course.CheckItem) {
	t.Helper()
	examiner, err := quiz.NewExaminer(t.Context(), db, morning)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Read(t.Context(), func(tx storage.ReadTx) error {
		check, err := examiner.Show(t.Context(), tx, 1, plan.ReadingOwner(1), course.QuestionSource{Kind: course.SourceDocument, ID: 1})
		items = check.Items
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return items
}

func TestImportPolicies(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	dir := folder(t, map[string]string{"防汛.md": document, "防汛.gift": questions})
	for _, step := range []struct {
		name    string
		options library.Options
		out     string
	}{
		{"dry run", library.Options{DryRun: true}, "试运行，没有改动任何内容：新文件 1 份，有改动的 0 份，没有变化的 0 份\n"},
		{"first", library.Options{}, "导入完成：新文件 1 份，有改动的 0 份，没有变化的 0 份\n"},
		{"again", library.Options{}, "导入完成：新文件 0 份，有改动的 0 份，没有变化的 1 份\n"},
	} {
		out, progress, err := take(t, db, dir, step.options)
		if out != step.out || err != nil || !strings.Contains(progress, "已读取 1/1") {
			t.Errorf("%s: %v, %q, progress %q", step.name, err, out, progress)
		}
	}
	if items := asked(t, db); len(items) != 1 || items[0].Point != "第二条" || items[0].PointTitle != "第二条" {
		t.Errorf("asked: %+v", items)
	}
	if err := os.Remove(filepath.Join(dir, "防汛.gift")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := take(t, db, dir, library.Options{}); err != nil {
		t.Fatal(err)
	}
	if items := asked(t, db); len(items) != 0 {
		t.Errorf("without its file the document still asks %+v", items)
	}
}

func TestImportPoliciesWithProblems(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	bad := "$CATEGORY: 第九条\n\n没有这一条。 {T}\n"
	dir := folder(t, map[string]string{"好.md": document, "坏.md": strings.ReplaceAll(document, "防汛", "用水"), "坏.gift": bad, "空.md": ""})
	const problem = "不能导入：坏.gift 第 3 行：文中没有编号为“第九条”的知识点；有的是：第一条、第二条\n"
	out, _, err := take(t, db, dir, library.Options{})
	if !fault.Is(err, fault.Invalid) || !strings.Contains(out, problem) || !strings.Contains(out, "不能导入：空.md") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, _, err = take(t, db, dir, library.Options{DryRun: true}); !errors.Is(err, console.ErrSkipped) || !strings.Contains(out, "新文件 1 份") {
		t.Errorf("dry run: %v\n%s", err, out)
	}
	if out, _, err = take(t, db, dir, library.Options{Partial: true}); err != nil || !strings.Contains(out, problem) || !strings.Contains(out, "新文件 1 份") {
		t.Errorf("partial: %v\n%s", err, out)
	}
}

// TestDemoDocuments imports the demo's documents with all their questions.
func TestDemoDocuments(t *testing.T) {
	t.Parallel()
	out, _, err := take(t, storagetest.Open(t), "../demo/documents", library.Options{})
	if err != nil || strings.Contains(out, "不能导入") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestReindex(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	if _, _, err := take(t, db, folder(t, map[string]string{"防汛.md": document}), library.Options{}); err != nil {
		t.Fatal(err)
	}
	index, err := search.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	var w, status bytes.Buffer
	if err := console.Reindex(t.Context(), &w, &status, search.NewIndexer(db, index, morning)); err != nil {
		t.Fatal(err)
	}
	result, err := index.Search(t.Context(), search.Request{Text: "预警多久传到户"})
	if w.String() != "检索索引已重建，共 2 条条文\n" || result.Total != 1 || err != nil {
		t.Errorf("%q, %d found, %v", w.String(), result.Total, err)
	}
}

func TestImportPoliciesFromSeveralPaths(t *testing.T) {
	t.Parallel()
	page := "<!DOCTYPE html><html><body><h1>云溪镇用水办法</h1><p>第一条 节约用水。</p></body></html>"
	files := folder(t, map[string]string{"防汛.md": document, "用水.html": page, "抗旱.txt": "云溪镇抗旱办法\n第一条 早作准备。"})
	var w, status bytes.Buffer
	paths := []string{filepath.Join(files, "防汛.md"), filepath.Join(files, "用水.html"), files}
	err := console.ImportPolicies(t.Context(), &w, &status, storagetest.Open(t), paths, library.Options{Clock: morning})
	if want := "导入完成：新文件 3 份，有改动的 0 份，没有变化的 2 份\n"; err != nil || w.String() != want {
		t.Errorf("got %q, %v, want %q", w.String(), err, want)
	}
}
