package course

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const png = "\x89PNG\r\n\x1a\n rest of the picture"

// sample returns the files of a good course with two lessons, the first with questions and a picture.
func sample() map[string]string {
	return map[string]string{
		"course.yaml": strings.Join([]string{
			"slug: sample-course", "title: 示例课程", "subject: policy", "summary: 两节课。", "source: 原创编写。", "lessons:",
			"  - title: 第一课", "    minutes: 15", "    materials:", "      - file: materials/图.png", "        title: 流程图",
			"  - title: 第二课", "    minutes: 40", "    file: lessons/02.md", "materials: [materials/全文.pdf]", "",
		}, "\n"),
		"lessons/01.md":      "## 一、先看 {#s1}\n\n依照《民法典》第十条。\n\n![流程图](materials/图.png)\n",
		"lessons/02.md":      "## 二、再看\n\n正文。\n",
		"questions/01.gift":  "$CATEGORY: s1\n\n::甲::对吗？ {T}\n",
		"materials/图.png":    png,
		"materials/全文.pdf":   "%PDF-1.7 text",
		"materials/unused.x": "",
	}
}

func folderOf(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, content := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(content), Mode: 0o644}
	}
	return fsys
}

// compiled reads and compiles a folder that must be good.
func compiled(t *testing.T, fsys fs.FS) Edition {
	t.Helper()
	d, problems := ReadFolder(fsys)
	if len(problems) > 0 {
		t.Fatalf("read: %v", problems)
	}
	e, problems := Compile(d)
	if len(problems) > 0 {
		t.Fatalf("compile: %v", problems)
	}
	return e
}

func TestReadFolder(t *testing.T) {
	t.Parallel()
	e := compiled(t, folderOf(sample()))
	d := e.Draft
	if d.Slug != "sample-course" || d.Title != "示例课程" || d.Subject != "policy" || d.Hours != 0 || len(d.Lessons) != 2 {
		t.Fatalf("draft %+v", d)
	}
	first, second := d.Lessons[0], d.Lessons[1]
	if first.Minutes != 15 || len(first.Questions) != 1 || first.Questions[0].Name != "questions/01.gift" ||
		!strings.HasPrefix(string(first.Questions[0].Data), "$CATEGORY") {
		t.Errorf("first lesson %+v", first)
	}
	if second.Title != "第二课" || len(second.Questions) != 0 {
		t.Errorf("second lesson %+v", second)
	}
	if m := first.Materials[0]; m.Title != "流程图" || m.MediaType != "image/png" || m.Size != int64(len(png)) {
		t.Errorf("picture %+v", m)
	}
	if m := d.Materials[0]; m.Title != "全文" || m.MediaType != "application/pdf" {
		t.Errorf("material of the course %+v", m)
	}
	if !strings.Contains(e.Rendered[0].HTML, `src="/materials/`+string(first.Materials[0].Sum)+`"`) {
		t.Errorf("the picture has no address: %s", e.Rendered[0].HTML)
	}
}

func TestReadFolderReports(t *testing.T) {
	t.Parallel()
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("## 一、先看 {#s1}\n\n正文")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file, from, to string // in the file, from is replaced by to; without from, to is the whole file
		want           string // somewhere in the problems
	}{
		"no slug":              {"course.yaml", "slug: sample-course\n", "", "course.yaml「slug」：“”不能用"},
		"slug with a path":     {"course.yaml", "sample-course", "../x", "course.yaml 第 1 行「slug」"},
		"empty title":          {"course.yaml", "示例课程", "", "course.yaml 第 2 行「title」：不能为空"},
		"title too long":       {"course.yaml", "示例课程", strings.Repeat("长", 81), "有 81 个字，最多 80 个字"},
		"unknown field":        {"course.yaml", "summary:", "sumary:", "course.yaml 第 4 行：不认识“sumary”"},
		"field twice":          {"course.yaml", "summary:", "title:", "第 4 行：“title”写了两次"},
		"no lessons":           {"course.yaml", "", "slug: a\ntitle: 甲\nsubject: law\nsummary: 乙\nsource: 丙\n", "「lessons」：至少要有一课"},
		"minutes in words":     {"course.yaml", "15", "一刻钟", "course.yaml 第 8 行「lessons.1.minutes」：“一刻钟”不是整数"},
		"minutes negative":     {"course.yaml", "15", "-1", "「lessons.1.minutes」：时长应是"},
		"minutes huge":         {"course.yaml", "15", "99999999999999999999", "「lessons.1.minutes」"},
		"hours in words":       {"course.yaml", "lessons:", "hours: 很多\nlessons:", "「hours」：“很多”不是学时数"},
		"hours beyond reason":  {"course.yaml", "lessons:", "hours: 201\nlessons:", "「hours」：核定学时"},
		"broken YAML":          {"course.yaml", "title: 示例课程", "title: \"示例", "course.yaml 第 "},
		"colon in the title":   {"course.yaml", "title: 示例课程", "title: 甲: 乙", "course.yaml 第 2 行：格式不对"},
		"a list for a text":    {"course.yaml", "title: 示例课程", "title: [甲]", "第 2 行「title」：应写成一段文字"},
		"a list for the file":  {"course.yaml", "", "- 甲\n", "course.yaml 第 1 行：这里应写成"},
		"alias":                {"course.yaml", "slug: sample-course\ntitle: 示例课程", "slug: &a sample-course\ntitle: *a", "「title」：应写成一段文字"},
		"empty file":           {"course.yaml", "", "", "course.yaml：格式不对"},
		"huge file":            {"course.yaml", "", strings.Repeat("#", 70<<10), "course.yaml：文件有 70 KB，最多 64 KB"},
		"path upwards":         {"course.yaml", "file: lessons/02.md", "file: ../../etc/passwd", "文件名“../../etc/passwd”不能用"},
		"absolute path":        {"course.yaml", "file: lessons/02.md", "file: /etc/passwd", "文件名“/etc/passwd”不能用"},
		"Windows path":         {"course.yaml", "file: lessons/02.md", `file: lessons\02.md`, `不能用`},
		"missing lesson":       {"course.yaml", "file: lessons/02.md", "file: lessons/03.md", "lessons/03.md：找不到这个文件"},
		"folder for a lesson":  {"course.yaml", "file: lessons/02.md", "file: lessons", "lessons：这不是普通文件"},
		"missing questions":    {"course.yaml", "minutes: 40", "minutes: 40\n    questions: questions/09.gift", "questions/09.gift：找不到"},
		"lesson in GBK":        {"lessons/02.md", "", gbk, "lessons/02.md：文字编码看起来是 GBK"},
		"lesson is binary":     {"lessons/02.md", "", "\xff\xfe\xff\xff", "lessons/02.md：文字编码不是 UTF-8"},
		"control character":    {"lessons/02.md", "正文", "正\x00文", "lessons/02.md 第 3 行：有不能显示的控制字符"},
		"empty lesson":         {"lessons/02.md", "", " \n", "lessons/02.md：课文是空的"},
		"huge lesson":          {"lessons/02.md", "", strings.Repeat("长", 70<<10), "lessons/02.md：文件有 210 KB"},
		"questions, no point":  {"lessons/01.md", " {#s1}", "", "lessons/01.md：本课有理解题，课文却没有带编号的小标题"},
		"line in the lesson":   {"lessons/01.md", "依照", "[甲](ftp://x)", "lessons/01.md 第 3 行：链接“ftp://x”不能用"},
		"picture is a program": {"materials/图.png", "", "MZ\x90", "materials/图.png：内容和扩展名 .png 不符"},
		"kind not taken":       {"course.yaml", "materials/全文.pdf", "materials/unused.x", "materials/unused.x：不收这种文件"},
		"missing material":     {"course.yaml", "materials/全文.pdf", "materials/无.pdf", "materials/无.pdf：找不到"},
		"material twice":       {"course.yaml", "[materials/全文.pdf]", "[materials/全文.pdf, materials/全文.pdf]", "材料“materials/全文.pdf”列了两次"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := maps.Clone(sample())
			if c.from == "" {
				files[c.file] = c.to
			} else {
				if !strings.Contains(files[c.file], c.from) {
					t.Fatalf("%q is not in %s", c.from, c.file)
				}
				files[c.file] = strings.Replace(files[c.file], c.from, c.to, 1)
			}
			d, problems := ReadFolder(folderOf(files))
			_, more := Compile(d)
			if all := append(problems, more...); len(all) == 0 || !strings.Contains(all.Error(), c.want) {
				t.Errorf("got\n%v\nwant %s", all, c.want)
			}
		})
	}
}

func TestReadFolderDoesNotFollowLinksOutOfRoot(t *testing.T) {
	t.Parallel()
	outside, dir := t.TempDir(), t.TempDir()
	if err := os.WriteFile(path.Join(outside, "secret.md"), []byte("机密"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, folderOf(sample())); err != nil {
		t.Fatal(err)
	}
	lesson := path.Join(dir, "lessons/02.md")
	if err := os.Remove(lesson); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path.Join(outside, "secret.md"), lesson); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	d, problems := ReadFolder(root.FS())
	if len(problems) != 1 || !strings.Contains(problems.Error(), "lessons/02.md：打不开这个文件") {
		t.Errorf("problems %v", problems)
	}
	if strings.Contains(d.Lessons[1].Markdown, "机密") {
		t.Error("the file outside was read")
	}
}

func TestLineEndsAndByteOrderMarkDoNotMatter(t *testing.T) {
	t.Parallel()
	windows := sample()
	for _, name := range []string{"course.yaml", "lessons/01.md", "lessons/02.md"} {
		windows[name] = "\ufeff" + strings.ReplaceAll(windows[name], "\n", "\r\n")
	}
	if a, b := compiled(t, folderOf(sample())), compiled(t, folderOf(windows)); a.Hash != b.Hash {
		t.Error("the same course saved on Windows is another one")
	}
}

func TestDemoCoursesAreGood(t *testing.T) {
	t.Parallel()
	folders, err := fs.Glob(os.DirFS("demo/courses"), "*")
	if err != nil || len(folders) < 5 {
		t.Fatalf("demo courses %v, %v", folders, err)
	}
	for _, name := range folders {
		e := compiled(t, os.DirFS(path.Join("demo/courses", name)))
		for i, r := range e.Rendered {
			if len(r.Points) < 3 || len(e.Draft.Lessons[i].Questions) == 0 {
				t.Errorf("%s lesson %d: %d points, %d question files", name, i+1, len(r.Points), len(e.Draft.Lessons[i].Questions))
			}
			if strings.Contains(r.HTML, "**") {
				t.Errorf("%s lesson %d shows stars", name, i+1)
			}
		}
	}
}

func FuzzReadFolder(f *testing.F) {
	good := sample()
	f.Add(good["course.yaml"], good["lessons/01.md"])
	f.Add("slug: a\nlessons: {a: b}", "x")
	f.Add("a: &a [*a]\nlessons: [[]]", "\x00")
	f.Add("lessons:\n- file: ../../x\n  materials: {file: /}", "")
	f.Add("- - - -", "## {#}")
	f.Fuzz(func(t *testing.T, course, lesson string) {
		files := sample()
		files["course.yaml"], files["lessons/01.md"] = course, lesson
		d, problems := ReadFolder(folderOf(files))
		_, more := Compile(d)
		for _, p := range append(problems, more...) {
			if p.File == "" || p.Message == "" {
				t.Fatalf("problem without a place or message: %+v", p)
			}
		}
	})
}
