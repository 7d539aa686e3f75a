package ofd

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"xiangxue/course/office"
	"xiangxue/search/library/layout"
)

// packed makes a zip file of names and contents.
func packed(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func root(documents ...string) string {
	var b strings.Builder
	for _, d := range documents {
		b.WriteString("<DocBody><DocInfo><Title>题</Title></DocInfo><DocRoot>" + d + "</DocRoot></DocBody>")
	}
	return `<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">` + b.String() + "</ofd:OFD>"
}

func document(templates string, pages ...string) string {
	var b strings.Builder
	for _, p := range pages {
		b.WriteString(`<Page BaseLoc="` + p + `"/>`)
	}
	return `<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>` + templates + `</CommonData><Pages>` + b.String() + `</Pages></Document>`
}

func page(content string) string {
	return `<Page><Content><Layer>` + content + `</Layer></Content></Page>`
}

func text(x, y, code string) string {
	return `<TextObject Boundary="` + x + ` ` + y + ` 100 5" Size="5"><TextCode X="0" Y="4">` + code + `</TextCode></TextObject>`
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		files []string
		want  string
	}{
		{"pages in the order of the document", []string{
			"OFD.xml", root("Doc_0/Document.xml"), "Doc_0/Document.xml", document("", "b.xml", "a.xml"),
			"Doc_0/a.xml", page(text("20", "50", "甲")), "Doc_0/b.xml", page(text("20", "50", "乙")),
		}, "1乙 2甲"},
		{"order by place, not by file", []string{
			"OFD.xml", root("Doc_0/Document.xml"), "Doc_0/Document.xml", document("", "a.xml"),
			"Doc_0/a.xml", page(text("20", "80", "二") + `<PageBlock>` + text("20", "50", "一") + `</PageBlock>` + text("25", "50", "壹")),
		}, "1一壹 1二"},
		{"absolute and backward paths", []string{
			"OFD.xml", root("/Doc_0/Document.xml"), "Doc_0/Document.xml", document("", "/Doc_0/P/a.xml", `..\Doc_0\P\b.xml`, "Doc_0/P/c.xml"),
			"Doc_0/P/a.xml", page(text("20", "50", "甲")), "Doc_0/P/B.xml", page(text("20", "50", "乙")), "Doc_0/P/c.xml", page(text("20", "50", "丙")),
		}, "1甲 2乙 3丙"},
		{"several documents and a template", []string{
			"OFD.xml", root("A/D.xml", "B/D.xml"),
			"A/D.xml", document(`<TemplatePage ID="7" BaseLoc="t.xml"/>`, "a.xml"), "A/t.xml", page(text("20", "90", "底")),
			"A/a.xml", `<Page><Template TemplateID="7"/><Content><Layer>` + text("20", "50", "面") + `</Layer></Content></Page>`,
			"B/D.xml", document("", "a.xml"), "B/a.xml", page(text("20", "50", "附")),
		}, "1面 1底 2附"},
		{"distances between letters", []string{
			"OFD.xml", root("D.xml"), "D.xml", document("", "a.xml"),
			"a.xml", page(`<TextObject Boundary="20 50 100 5" Size="5"><TextCode X="0" Y="4" DeltaX="g 1 5 15 5">第一条总则</TextCode></TextObject>` +
				`<TextObject Visible="false" Boundary="20 70 100 5" Size="5"><TextCode X="0" Y="4">看不见</TextCode></TextObject>`),
		}, "1第一　条总则"},
		{"a page that is not there", []string{
			"OFD.xml", root("D.xml"), "D.xml", document("", "无.xml", "a.xml"), "a.xml", page(text("20", "50", "甲")),
		}, "2甲 missing:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := Read(t.Context(), "甲.ofd", packed(t, c.files...))
			if err != nil {
				t.Fatal(err)
			}
			var words []string
			for _, p := range layout.Paragraphs(got.Pages) {
				words = append(words, string(rune('0'+p.Page))+p.Text)
			}
			for _, n := range got.Missing {
				words = append(words, "missing:"+string(rune('0'+n)))
			}
			if found := strings.Join(words, " "); found != c.want || got.Title != "题" {
				t.Errorf("got %q of %q, want %q", found, got.Title, c.want)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	many := strings.Repeat(`<Page BaseLoc="a.xml"/>`, maxPages+1)
	bomb := page(strings.Repeat(" ", 8<<20))
	for _, c := range []struct {
		name, want string
		content    []byte
	}{
		{"no zip file", "不是压缩包", []byte("OFD")},
		{"another zip file", "没有 OFD.xml", packed(t, "word/document.xml", "<a/>")},
		{"no document", "没有正文", packed(t, "OFD.xml", root("无.xml"))},
		{"encrypted", "密码", packed(t, "OFD.xml", "<OFD><DocBody><Encryptions/></DocBody></OFD>")},
		{"endless pages", "拆成", packed(t, "OFD.xml", root("D.xml"), "D.xml", "<Document><Pages>"+many+"</Pages></Document>", "a.xml", page(""))},
		{"a bomb", "超过上限", packed(t, "OFD.xml", root("D.xml"), "D.xml", document("", "a.xml"), "a.xml", bomb)},
		{"damaged", "损坏", packed(t, "OFD.xml", "<OFD><DocBody>")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read(t.Context(), "甲.ofd", c.content)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "甲.ofd") {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	b := packed(t, "OFD.xml", root("D.xml"), "D.xml", document("", "a.xml"), "a.xml", page(""))
	if _, err := Read(ctx, "甲.ofd", b); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestReadSamples(t *testing.T) {
	t.Parallel()
	dir := "../../../../shared/data/documents"
	names, err := filepath.Glob(dir + "/*.ofd")
	if err != nil || len(names) == 0 {
		t.Skipf("no samples in %s", dir)
	}
	for _, c := range []struct {
		file, want string
		pages      int
	}{
		{"helloworld.ofd", "你好呀，OFD Reader&Writer！", 1}, {"SESV4SignDoc.ofd", "你好呀", 1}, {"chineseDir.ofd", "你好呀", 1},
		{"拿来主义_page6.ofd", "别人也不许来。自从给枪炮打破了大门之后", 2}, {"path_unstd.ofd", "案件名称测试数据AJMC", 2},
		{"keyword2.ofd", "开票日期：2020年10月04日", 1}, {"1-1.ofd", "封面", 3}, {"Page5.ofd", "", 5},
	} {
		b, err := os.ReadFile(filepath.Join(dir, c.file))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(t.Context(), c.file, b)
		if err != nil || !Is(b) {
			t.Errorf("%s: %v, recognised %t", c.file, err, Is(b))
		}
		var all strings.Builder
		for _, p := range layout.Paragraphs(got.Pages) {
			all.WriteString(p.Text + "\n")
		}
		if len(got.Pages) != c.pages || len(got.Missing) > 0 || !strings.Contains(all.String(), c.want) {
			t.Errorf("%s: %d pages, missing %v, text %s", c.file, len(got.Pages), got.Missing, all.String())
		}
	}
}

// FuzzPage looks for a page whose letters come out in other numbers than they stand there, or that cannot be laid out.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{page(text("1", "2", "甲乙")), page(`<TextObject Boundary="NaN 1e300" CTM="1 2 3" Size="-1"><TextCode DeltaX="g 99999999 1 g -3 2 g">甲乙丙</TextCode></TextObject>`)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		got, err := Read(t.Context(), "甲.ofd", packed(t, "OFD.xml", root("D.xml"), "D.xml", document("", "a.xml"), "a.xml", content))
		var format *office.FormatError
		var limit *office.LimitError
		if err != nil {
			if !errors.As(err, &format) && !errors.As(err, &limit) {
				t.Fatalf("failed with %v", err)
			}
			return
		}
		layout.Paragraphs(got.Pages)
	})
}
