package library

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"xiangxue/search/library/pdf"
)

// document makes a Word document; a paragraph that begins with # is a heading of the first level.
func document(t testing.TB, paragraphs ...string) []byte {
	t.Helper()
	var body strings.Builder
	for _, p := range paragraphs {
		text, heading := strings.CutPrefix(p, "# ")
		properties := ""
		if heading {
			properties = `<w:pPr><w:outlineLvl w:val="0"/></w:pPr>`
		}
		fmt.Fprintf(&body, `<w:p>%s<w:r><w:t>%s</w:t></w:r></w:p>`, properties, text)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"word/document.xml":   `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readFile reads one file as an import does.
func readFile(t testing.TB, file string, b []byte) (Parsed, []Problem) {
	t.Helper()
	r := NewReader(filepath.Join(os.TempDir(), "xiangxue-pdf-test")) // compiled code is kept between runs
	parsed, problems, err := r.Read(t.Context(), file, b)
	if err := errors.Join(err, r.Close()); err != nil {
		t.Fatal(err)
	}
	return parsed, problems
}

func TestReadWordDocument(t *testing.T) {
	t.Parallel()
	b := document(t, "# 云溪镇用水办法", "文号：云政发〔2026〕3号", "发布日期：2026-02-01", "# 第一章 总则", "第一条 甲。", "第二条 本办法自2026年3月1日起施行。")
	got, problems := readFile(t, "用水办法.docx", b)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got.Title != "云溪镇用水办法" || got.DocNumber != "云政发〔2026〕3号" || got.BeginsOn != 20260301 {
		t.Errorf("front part %+v", got.Document)
	}
	if want := "t1|第一章 总则|第一条|甲。\nt2|第一章 总则|第二条|本办法自2026年3月1日起施行。\n"; outline(got.Articles) != want {
		t.Errorf("got %s, want %s", outline(got.Articles), want)
	}
	if _, problems := readFile(t, "用水办法.docx", []byte("不是压缩文件")); len(problems) != 1 || problems[0].File != "用水办法.docx" {
		t.Errorf("a file that is no document: %v", problems)
	}
}

func TestReadRefusesLargeFiles(t *testing.T) {
	t.Parallel()
	_, problems := readFile(t, "大.txt", bytes.Repeat([]byte("大"), 8<<20))
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "8") {
		t.Errorf("got %v", problems)
	}
}

// FuzzRead looks for a text that breaks what every document keeps: valid text, unique anchors, consecutive ordinals,
// paragraphs without empty lines, and no article lost or invented when it is read again.
func FuzzRead(f *testing.F) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(rules)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{rules, gbk, law("甲条例", "《乙》同时废止。"), "# 甲\n一、乙\n（一）丙；\n1. 丁", "第一条", "# \n第一条之", "《《》", "（第"} {
		f.Add("甲(2026-01-01).md", []byte(seed))
		f.Add("甲.txt", []byte(seed))
		f.Add("甲.html", []byte("<!DOCTYPE html><body><p>"+strings.ReplaceAll(seed, "\n", "<p>")))
	}
	f.Add("甲.docx", document(f, notice...))
	f.Add("甲.ofd", ofdFile(f, notice))
	for _, c := range structures {
		f.Add("甲.md", []byte("# 甲\n"+c.text))
	}
	f.Fuzz(func(t *testing.T, file string, b []byte) {
		if pdf.Is(b) {
			t.Skip("the package that reads PDF has its own")
		}
		got, problems := readFile(t, file, b)
		if len(problems) > 0 {
			return
		}
		anchors := map[string]bool{}
		for i, a := range got.Articles {
			if a.Ordinal != i+1 || a.Anchor == "" || anchors[a.Anchor] {
				t.Errorf("article %d: ordinal %d, anchor %q", i+1, a.Ordinal, a.Anchor)
			}
			anchors[a.Anchor] = true
			if !utf8.ValidString(a.Text) || strings.Contains(a.Text, "\n\n") || strings.Contains(a.Number+a.Title, "\n") {
				t.Errorf("article %+v", a)
			}
		}
		if again, _ := readFile(t, file, b); outline(again.Articles) != outline(got.Articles) || again.Document != got.Document {
			t.Error("reading twice gives two documents")
		}
	})
}
