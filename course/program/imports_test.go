package program_test

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"xiangxue/course/console"
	"xiangxue/course/program"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/training"
	"xiangxue/quiz/importer"
	"xiangxue/search/library"
)

// desk is an empty installation at whose command line hostile files are imported.
type desk struct {
	*testing.T
	program *program.Program
	rows    *sql.DB
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	p := openProgram(t, program.Options{Data: t.TempDir(), Name: "云溪镇"})
	return &desk{T: t, program: p, rows: countRows(t, filepath.Join(p.Options.Data, storage.FileName))}
}

// importers are the commands that read a file, each told what to read.
func (d *desk) importers() map[string]func(w io.Writer, path string) error {
	ctx, p := d.Context(), d.program
	return map[string]func(w io.Writer, path string) error{
		"roster": func(w io.Writer, path string) error {
			return console.ImportRoster(ctx, w, p.Registrar, path, roster.Order{Within: roster.Everyone()})
		},
		"questions": func(w io.Writer, path string) error {
			return console.ImportQuestions(ctx, w, p.Importer, []string{path}, importer.Options{})
		},
		"policies": func(w io.Writer, path string) error {
			options := library.Options{Clock: p.Clock, Companion: console.NewQuestions(p.Clock, 0)}
			return console.ImportPolicies(ctx, w, io.Discard, p.DB, []string{path}, options)
		},
		"training": func(w io.Writer, path string) error {
			return console.ImportTraining(ctx, w, p.DB, p.Training, path, training.Order{})
		},
		"rules": func(w io.Writer, path string) error { return console.ImportRules(ctx, w, p.DB, p.Ledger, path, false) },
	}
}

// longest is how long the refusal of a file may take on a busy machine.
const longest = 30 * time.Second

// refuses imports what must not be imported: it fails within bounds, in Chinese, and writes nothing. It returns what is
// said.
func (d *desk) refuses(run func(w io.Writer, path string) error, path string) string {
	d.Helper()
	start := time.Now()
	var said bytes.Buffer
	err := run(&said, path)
	if err == nil {
		d.Fatalf("was imported:\n%s", said.String())
	}
	if took := time.Since(start); took > longest {
		d.Errorf("took %s", took)
	}
	words := said.String() + console.Describe(err)
	if !chineseWords.MatchString(words) || strings.Contains(words, "runtime error") || len(words) > 64<<10 {
		d.Errorf("says %.300q", words)
	}
	if tables := writtenTo(d.T, d.rows); len(tables) > 0 {
		d.Errorf("refused, but wrote to %v", tables)
	}
	return words
}

// TestImportersRefuseHostileFiles gives every importer the same hostile files.
func TestImportersRefuseHostileFiles(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	dir := t.TempDir()
	for name, content := range hostileFiles(t) {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pipe, link, folder := filepath.Join(dir, "pipe.csv"), filepath.Join(dir, "loop.csv"), filepath.Join(dir, "folder.csv")
	for _, err := range []error{syscall.Mkfifo(pipe, 0o600), os.Symlink(link, link), os.Mkdir(folder, 0o700)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{filepath.Join(dir, "missing.csv"), "/dev/zero", "/dev/null"}
	for _, f := range files {
		paths = append(paths, filepath.Join(dir, f.Name()))
	}
	for command, run := range d.importers() {
		for _, path := range paths {
			if command == "policies" && path == folder {
				continue // a folder is what it takes
			}
			t.Run(command+" "+filepath.Base(path), func(t *testing.T) {
				(&desk{T: t, program: d.program, rows: d.rows}).refuses(run, path)
			})
		}
	}
}

// TestCourseFoldersAreRefused imports course folders that reach outside of themselves, or keep the reader waiting.
func TestCourseFoldersAreRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	outside := filepath.Join(t.TempDir(), "secret.md")
	if err := os.WriteFile(outside, []byte("# 外面\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	course := func(lesson string) string {
		return "slug: x\ntitle: 防汛\nsubject: technology\nsummary: 一\nsource: 示例\nlessons:\n  - title: 预警\n    minutes: 15\n    file: " + lesson + "\n"
	}
	tests := map[string]struct {
		yaml string
		make func(dir string) error
		says string
	}{
		"no course.yaml":         {"", nil, "找不到这个文件"},
		"a path upwards":         {course("../secret.md"), nil, "不能用"},
		"an absolute path":       {course(outside), nil, "不能用"},
		"a path of Windows":      {course(`C:\secret.md`), nil, "不能用"},
		"a device of Windows":    {course("CON"), nil, "找不到这个文件"},
		"a path with NUL":        {course(`"lessons/\0.md"`), nil, "找不到这个文件"},
		"a link to the outside":  {course("link.md"), linked("link.md", outside), "打不开这个文件"},
		"a folder that leads up": {course("up/secret.md"), linked("up", filepath.Dir(outside)), "打不开这个文件"},
		"a link to itself":       {course("loop.md"), linked("loop.md", "loop.md"), "打不开这个文件"},
		"a pipe":                 {course("pipe.md"), func(dir string) error { return syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o600) }, "不是普通文件"},
		"a folder as a lesson":   {course("sub"), func(dir string) error { return os.Mkdir(filepath.Join(dir, "sub"), 0o700) }, "不是普通文件"},
		"billions of laughs":     {string(hostileFiles(t)["laughs.yaml"]), nil, ""},
		"deep nesting":           {strings.Repeat("[", 60_000), nil, ""},
		"turned around":          {strings.Replace(course("01.md"), "防汛", "\u202e讯防", 1), nil, ""},
		"another encoding":       {"title: \xb7\xc0\xd1\xb4\n", nil, "GBK"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if test.yaml != "" {
				if err := os.WriteFile(filepath.Join(dir, "course.yaml"), []byte(test.yaml), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if test.make != nil {
				if err := test.make(dir); err != nil {
					t.Fatal(err)
				}
			}
			says := (&desk{T: t, program: d.program, rows: d.rows}).refuses(func(w io.Writer, path string) error {
				return console.ImportCourse(t.Context(), w, d.program.Importer, path, importer.Options{})
			}, dir)
			if !strings.Contains(says, test.says) {
				t.Errorf("says %s", says)
			}
		})
	}
}

// linked makes a symbolic link in a folder.
func linked(name, to string) func(dir string) error {
	return func(dir string) error { return os.Symlink(to, filepath.Join(dir, name)) }
}

// hostileFiles are files that no importer takes, by name.
func hostileFiles(t *testing.T) map[string][]byte {
	t.Helper()
	header := "工号,姓名,单位编码\n"
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(header + "1,何秀兰\n"))
	if err != nil {
		t.Fatal(err)
	}
	gb18030, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(header + "1,㐂𠮷\n"))
	if err != nil {
		t.Fatal(err)
	}
	laughs := "a0: &a0 [哈,哈,哈,哈,哈,哈,哈,哈,哈]\n"
	for i := range 9 {
		before, next := string(rune('0'+i)), string(rune('1'+i))
		laughs += "a" + next + ": &a" + next + " [" + strings.TrimSuffix(strings.Repeat("*a"+before+",", 9), ",") + "]\n"
	}
	entities := `<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet>&b;&f;</worksheet>`
	files := map[string][]byte{
		"empty.csv":        nil,
		"noise.xlsx":       []byte("\x00\x01\x02\xff\xfe\xfd"),
		"not-utf8.csv":     []byte("\xff\xff\xff,\x80\x80\n\xc3\x28,1\n"),
		"utf16.csv":        utf16,
		"gb18030.csv":      gb18030,
		"nul.csv":          []byte("工号,姓名\n1,何\x00秀兰\n"),
		"one-line.csv":     bytes.Repeat([]byte("工号,"), 3<<20),
		"million-rows.csv": []byte(header + strings.Repeat("1,何,YX\n", 1_000_000)),
		"quote.csv":        []byte("工号,姓名\n\"1,何\n" + strings.Repeat("2,何\n", 1000)),
		"formula.csv":      []byte("工号,姓名\n=cmd|' /C calc'!A0,=1+1\n"),
		"laughs.yaml":      []byte(laughs),
		"deep.yaml":        []byte(strings.Repeat("[", 100_000)),
		"deep-map.yaml":    []byte(strings.Repeat("{a: ", 50_000)),
		"merge.yaml":       []byte("a: &a {<<: *a}\n"),
		"bomb.xlsx":        zipped(t, "xl/workbook.xml", strings.Repeat(" ", 64<<20)),
		"entities.xlsx":    zipped(t, "xl/workbook.xml", entities),
		"slip.docx":        zipped(t, "../../word/document.xml", "<w:document/>"),
		"no-parts.docx":    zipped(t, "x", ""),
		"bomb.docx":        zipped(t, "word/document.xml", "<w:document><w:body>"+strings.Repeat("<w:p/>", 8<<20)+"</w:body></w:document>"),
		"bomb.ofd":         zipped(t, "OFD.xml", strings.Repeat(" ", 64<<20)),
		"entities.ofd":     zipped(t, "OFD.xml", `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">&f;</ofd:OFD>`),
		"slip.ofd":         zipped(t, "../../OFD.xml", "<OFD/>"),
		"upwards.ofd":      zipped(t, "OFD.xml", `<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>../../etc/passwd</ofd:DocRoot></ofd:DocBody></ofd:OFD>`),
		"cut.pdf":          []byte("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0"),
		"script.html":      []byte("<!DOCTYPE html><title>" + `<script>alert(1)</script>` + "</title><body onload=alert(1)><script>document.write('第一条')</script><iframe src=file:///etc/passwd></iframe>"),
		"deep.html":        []byte(strings.Repeat("<div>", 200_000)),
		"gbk.html":         append([]byte("<html><body>"), gb18030...),
		"program.exe":      []byte("MZ\x90\x00"),
		"\u202efdp.csv":    []byte("工号\n1\n"),
	}
	if os.Getenv("SOAK") != "" { // the reader of PDF takes seconds to start
		files["circle.pdf"] = []byte("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 9999999>>\nendobj\ntrailer\n<</Root 1 0 R/Prev 0>>\n%%EOF\n")
		files["endless.pdf"] = append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("1 0 obj\n<<"), 1<<20)...)
	}
	return files
}

// zipped returns a zip file with one part.
func zipped(t *testing.T, name, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	part, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(part, content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
