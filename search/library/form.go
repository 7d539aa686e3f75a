package library

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"xiangxue/course/office"
	"xiangxue/search/library/layout"
	"xiangxue/search/library/ofd"
	"xiangxue/search/library/pdf"
	"xiangxue/search/library/webpage"
)

// form is a kind of file that documents come in.
type form struct {
	name       string
	extensions []string
	limit      int64               // bytes
	is         func(b []byte) bool // recognises the content; nil for text, which bears no mark
	read       func(ctx context.Context, r *Reader, file string, b []byte) (draft, error)
}

// draft is what a form makes of a file.
type draft struct {
	lines []line
	paper bool     // set like a paper of an authority, whose title stands below a head
	bare  bool     // its headings bear no marks: those at the head of a line of text count, too
	notes []string // what was left out, for the person who imports it
}

// forms lists all forms. A limit is on the file; each reader bounds what it makes of it.
func forms() []form {
	return []form{
		{name: "Markdown", extensions: []string{".md", ".markdown"}, limit: 8 << 20, read: readMarkdown},
		{name: "TXT", extensions: []string{".txt"}, limit: 8 << 20, read: readPlain},
		{name: "HTML", extensions: []string{".html", ".htm", ".xhtml"}, limit: 8 << 20, read: readPage},
		{name: "DOCX", extensions: []string{".docx"}, limit: 20 << 20, is: isDOCX, read: readDOCX},
		{name: "PDF", extensions: []string{".pdf"}, limit: 64 << 20, is: pdf.Is, read: readPDF},
		{name: "OFD", extensions: []string{".ofd"}, limit: 32 << 20, is: ofd.Is, read: readOFD},
	}
}

// formNamed returns the form that the extension of a file's name tells.
func formNamed(file string) (form, bool) {
	extension := strings.ToLower(path.Ext(file))
	all := forms()
	i := slices.IndexFunc(all, func(f form) bool { return slices.Contains(f.extensions, extension) })
	if i < 0 {
		return form{}, false
	}
	return all[i], true
}

// formFor returns the form of a file by its content, which counts more than its name, with a note when the name is wrong.
func formFor(file string, b []byte) (f form, note string) {
	f, _ = formNamed(file)
	if f.is != nil && f.is(b) {
		return f, ""
	}
	for _, other := range forms() {
		if other.is != nil && other.is(b) {
			return other, fmt.Sprintf("内容是 %s，已按 %s 读取", other.name, other.name)
		}
	}
	return f, ""
}

func isDOCX(b []byte) bool {
	const directory = 256 << 10
	return strings.HasPrefix(string(b[:min(len(b), 4)]), "PK\x03\x04") && strings.Contains(string(b[max(0, len(b)-directory):]), "word/document.xml")
}

// textLimits bound what office takes of a file; the size of the file was looked at before.
func textLimits(b []byte) office.Limits {
	return office.Limits{FileBytes: max(int64(len(b)), 1), CellRunes: maxText}
}

func readMarkdown(_ context.Context, _ *Reader, file string, b []byte) (draft, error) {
	text, err := office.ReadText(file, b, textLimits(b))
	return draft{lines: markdownLines(text)}, err
}

func readPlain(ctx context.Context, r *Reader, file string, b []byte) (draft, error) {
	text, err := office.ReadText(file, b, textLimits(b))
	if err == nil && webpage.Is(text) {
		return readPage(ctx, r, file, b)
	}
	return draft{lines: plainLines(text), paper: true, bare: true}, err
}

// readPage reads a saved web page. Its title comes first, and its headings keep their levels.
func readPage(_ context.Context, _ *Reader, file string, b []byte) (draft, error) {
	source, err := office.ReadText(file, b, textLimits(b))
	if err != nil {
		return draft{}, err
	}
	page, err := webpage.Read(source)
	if err != nil {
		return draft{}, &office.FormatError{File: file, Message: "网页的标签嵌套太深，请把正文复制到 .docx 里再试", Err: err}
	}
	d := draft{paper: page.Title == "", bare: true}
	if page.Title != "" {
		d.lines = append(d.lines, line{text: tidy(page.Title)})
	}
	for i, block := range page.Blocks {
		if text := tidy(block.Text); text != "" && (block.Level == 0 || titleKey(text) != titleKey(page.Title)) {
			d.lines = append(d.lines, line{number: i + 1, level: block.Level, text: text})
		}
	}
	return d, nil
}

// readDOCX reads a Word document.
func readDOCX(_ context.Context, _ *Reader, file string, b []byte) (draft, error) {
	limits := textLimits(b)
	paragraphs, err := office.ReadDOCX(file, b, limits)
	if err != nil {
		return draft{}, err
	}
	d := draft{lines: documentLines(paragraphs), paper: true, bare: true}
	numbered := 0
	for _, p := range paragraphs {
		if p.List > 0 && tidy(p.Text) != "" {
			numbered++
		}
	}
	if numbered > 0 {
		d.notes = append(d.notes, fmt.Sprintf("%d 段的自动编号没有收入；编号要紧时，请在 Word 里把它转换成文字", numbered))
	}
	if hasFootnotes(file, b, limits) {
		d.notes = append(d.notes, "脚注和尾注没有收入")
	}
	return d, nil
}

// hasFootnotes reports whether the document has footnotes or endnotes that say something.
func hasFootnotes(file string, b []byte, limits office.Limits) bool {
	p, err := office.OpenPackage(file, b, limits)
	if err != nil {
		return false
	}
	for _, part := range []string{"word/footnotes.xml", "word/endnotes.xml"} {
		if !slices.Contains(p.Names(), part) {
			continue
		}
		if notes, err := p.XML(part); err == nil && tidy(notes.Content()) != "" {
			return true
		}
	}
	return false
}

func readPDF(ctx context.Context, r *Reader, file string, b []byte) (draft, error) {
	text, err := r.pdf.Read(ctx, file, b)
	return laidOut(text.Pages), err
}

func readOFD(ctx context.Context, _ *Reader, file string, b []byte) (draft, error) {
	text, err := ofd.Read(ctx, file, b)
	if err != nil {
		return draft{}, err
	}
	d := laidOut(text.Pages)
	if len(d.lines) == 0 {
		return draft{}, &office.FormatError{File: file, Message: "里面没有文字，可能是扫描件，请用原文件另存为 .docx，或者先做文字识别（OCR）"}
	}
	for _, n := range text.Missing {
		d.notes = append(d.notes, fmt.Sprintf("第 %d 页不在文件里", n))
	}
	return d, nil
}

// laidOut makes lines of pages, with a note on those without text.
func laidOut(pages []layout.Page) draft {
	d := draft{paper: true, bare: true}
	for _, p := range layout.Paragraphs(pages) {
		if text := tidy(p.Text); text != "" {
			d.lines = append(d.lines, line{number: p.Page, text: text, title: p.Title})
		}
	}
	for i, p := range pages {
		if len(p.Runs) == 0 {
			d.notes = append(d.notes, fmt.Sprintf("第 %d 页没有文字", i+1))
		}
	}
	return d
}
