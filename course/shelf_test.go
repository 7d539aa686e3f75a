package course

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"xiangxue/course/fault"
)

func TestShelfKeepsContentOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	shelf := NewShelf(dir)
	files := sample()
	files["materials/全文.pdf"] = "%PDF-1.7 text"
	files["materials/again.pdf"] = files["materials/全文.pdf"]
	files["course.yaml"] = strings.Replace(files["course.yaml"], "[materials/全文.pdf]", "[materials/全文.pdf, materials/again.pdf]", 1)
	e := compiled(t, folderOf(files))
	for range 2 {
		if err := shelf.Keep(e); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadDir(filepath.Join(dir, "materials"))
	if err != nil || len(kept) != 2 {
		t.Fatalf("on the shelf: %v %v", kept, err)
	}
	f, err := shelf.Open(e.Draft.Lessons[0].Materials[0].Sum)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if content, err := io.ReadAll(f); err != nil || string(content) != png {
		t.Errorf("content %q %v", content, err)
	}
}

func TestShelfRefusesFileThatChangedMeanwhile(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{"longer": png + "more", "shorter": png[:9], "other": png[:len(png)-1] + "X"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			fsys := folderOf(sample())
			e := compiled(t, fsys)
			fsys["materials/图.png"] = &fstest.MapFile{Data: []byte(content)}
			if err := NewShelf(dir).Keep(e); !fault.Is(err, fault.Conflict) {
				t.Fatalf("got %v", err)
			}
			kept, err := os.ReadDir(filepath.Join(dir, "materials"))
			if err != nil || len(kept) != 1 { // the PDF, which came first
				t.Errorf("left on the shelf: %v %v", kept, err)
			}
		})
	}
}

func TestShelfMendsTruncatedFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	shelf, e := NewShelf(dir), compiled(t, folderOf(sample()))
	sum := e.Draft.Lessons[0].Materials[0].Sum
	if err := shelf.Keep(e); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(dir, "materials", string(sum)), 3); err != nil {
		t.Fatal(err)
	}
	if err := shelf.Keep(e); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(dir, "materials", string(sum))); err != nil || info.Size() != int64(len(png)) {
		t.Errorf("not mended: %v %v", info, err)
	}
}

func TestShelfOpensOnlySums(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	shelf := NewShelf(dir)
	if err := os.WriteFile(filepath.Join(dir, "secret"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, sum := range []Sum{"", "../secret", "..", Sum(strings.Repeat("A", 64)), Sum(strings.Repeat("0", 64))} {
		if _, err := shelf.Open(sum); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v", sum, err)
		}
	}
}

func TestMediaKinds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file, head string
		want       string // media type; empty when refused
	}{
		"pdf":              {"a.PDF", "%PDF-1.4", "application/pdf"},
		"jpeg":             {"a.jpg", "\xff\xd8\xff\xe0", "image/jpeg"},
		"gif":              {"a.gif", "GIF89a", "image/gif"},
		"webp":             {"a.webp", "RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"},
		"wave":             {"a.wav", "RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"},
		"webp called wave": {"a.wav", "RIFF\x00\x00\x00\x00WEBPVP8 ", ""},
		"tagged mp3":       {"a.mp3", "ID3\x04", "audio/mpeg"},
		"bare mp3":         {"a.mp3", "\xff\xfb\x90", "audio/mpeg"},
		"ogg":              {"a.ogg", "OggS", "audio/ogg"},
		"mp4":              {"a.mp4", "\x00\x00\x00\x20ftypisom", "video/mp4"},
		"m4a":              {"a.m4a", "\x00\x00\x00\x20ftypM4A ", "audio/mp4"},
		"webm":             {"a.webm", "\x1a\x45\xdf\xa3", "video/webm"},
		"document":         {"a.docx", "PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		"ofd":              {"a.ofd", "PK\x03\x04", "application/ofd"},
		"page":             {"a.html", "<html>", ""},
		"page called pdf":  {"a.pdf", "<html>", ""},
		"drawing":          {"a.svg", "<svg>", ""},
		"no extension":     {"README", "%PDF-", ""},
		"empty":            {"a.png", "", ""},
	} {
		kind, ok := kindByName(c.file)
		got := ""
		if ok && kind.matches([]byte(c.head)) {
			got = kind.mediaType
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
