package console

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/storage/storagetest"
	"xiangxue/quiz/importer"
)

// TestQuestionsGoInAndOut imports a text, exports it in every format and imports one of the files again.
func TestQuestionsGoInAndOut(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	im := importer.New(db, course.NewShelf(db.Config().Dir), time.Now)
	dir := t.TempDir()
	text := filepath.Join(dir, "学法.txt")
	if err := os.WriteFile(text, []byte("1. 承包期为（ ）年。\nA. 20 B. 30\n答案：B\n2. 一户一宅。（√）\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := ImportQuestions(t.Context(), &out, im, []string{text}, importer.Options{}); err != nil || !strings.Contains(out.String(), "题库《学法》（TXT/DOCX）：读到 2 道题，新增 2 道") {
		t.Fatalf("imported: %v\n%s", err, &out)
	}
	for _, name := range []string{"学法.xlsx", "学法.gift", "学法.xml", "学法.zip"} {
		out.Reset()
		path := filepath.Join(dir, name)
		if err := ExportQuestions(t.Context(), &out, db, "学法", path); err != nil || !strings.Contains(out.String(), "2 道题") {
			t.Errorf("exported %s: %v\n%s", name, err, &out)
		}
		if err := ExportQuestions(t.Context(), &out, db, "学法", path); !fault.Is(err, fault.Conflict) {
			t.Errorf("over a file: %v", err)
		}
		out.Reset()
		if err := ImportQuestions(t.Context(), &out, im, []string{path}, importer.Options{}); err != nil || !strings.Contains(out.String(), "新增 0 道，改为新版本 0 道，已有 2 道") {
			t.Errorf("imported %s again: %v\n%s", name, err, &out)
		}
	}
	for path, kind := range map[string]fault.Kind{"学法.docx": fault.Invalid, "另一个.gift": fault.NotFound} {
		name := "学法"
		if kind == fault.NotFound {
			name = "另一个"
		}
		if err := ExportQuestions(t.Context(), &out, db, name, filepath.Join(dir, path)); !fault.Is(err, kind) {
			t.Errorf("%s: %v", path, err)
		}
		if _, err := os.Stat(filepath.Join(dir, path)); err == nil {
			t.Errorf("%s was left behind", path)
		}
	}
	if err := QuestionsTemplate(filepath.Join(dir, "模板.xlsx")); err != nil {
		t.Error(err)
	}
}
