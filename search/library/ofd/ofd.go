// Package ofd reads the text of OFD documents (版式文档, GB/T 33190), the format in which authorities issue papers: a zip
// file with XML, in which every letter has its place on a page. It promises to stay within its limits whatever the file
// claims, to follow no link out of the file, and to name pages that it could not find.
package ofd

import (
	"context"
	"fmt"
	"path"
	"strings"

	"xiangxue/course/office"
	"xiangxue/search/library/layout"
)

const (
	maxFile     = 32 << 20 // bytes
	maxUnpacked = 128 << 20
	maxPages    = 2_000
	maxLetters  = 3_000_000
)

// Text is what an OFD file holds.
type Text struct {
	Title   string // as the file's description says, often empty
	Pages   []layout.Page
	Missing []int // numbers of pages that the file names and does not hold
}

// Is reports whether b begins like a zip file that names OFD.xml in its directory.
func Is(b []byte) bool {
	return strings.HasPrefix(string(b[:min(len(b), 4)]), "PK\x03\x04") && strings.Contains(string(b[max(0, len(b)-maxDirectory):]), "OFD.xml")
}

const maxDirectory = 256 << 10 // bytes at the end of a file in which its directory is looked for

// Read reads the pages of all documents in the file, in their order. It fails with office.FormatError or
// office.LimitError, and with the context's error.
func Read(ctx context.Context, file string, b []byte) (Text, error) {
	p, err := office.OpenPackage(file, b, office.Limits{FileBytes: maxFile, UnpackedBytes: maxUnpacked})
	if err != nil {
		return Text{}, err
	}
	r := &reader{ctx: ctx, file: file, files: p, names: map[string]bool{}}
	for _, name := range p.Names() {
		r.names[name] = true
	}
	if !r.names["ofd.xml"] {
		return Text{}, &office.FormatError{File: file, Message: "不是 OFD 文件，里面没有 OFD.xml"}
	}
	root, err := p.XML("ofd.xml")
	if err != nil {
		return Text{}, err
	}
	bodies := root.All("DocBody")
	for _, body := range bodies {
		r.text.Title = strings.TrimSpace(body.Child("DocInfo").Child("Title").Content())
		if err := r.document(body); err != nil {
			return Text{}, err
		}
	}
	return r.text, nil
}

// reader reads one file.
type reader struct {
	ctx     context.Context
	file    string
	files   *office.Package
	names   map[string]bool
	letters int
	text    Text
}

// document reads the pages of one document of the file.
func (r *reader) document(body *office.Node) error {
	if body.Child("Encryptions") != nil {
		return &office.FormatError{File: r.file, Message: "文件加了密码，请去掉密码后再试"}
	}
	name, found := r.find("", body.Child("DocRoot").Content())
	if !found {
		return &office.FormatError{File: r.file, Message: "文件已损坏，里面没有正文，请重新导出一次"}
	}
	root, err := r.files.XML(name)
	if err != nil {
		return err
	}
	s := sheets{reader: r, dir: path.Dir(name), box: pageBox(root.Child("CommonData").Child("PageArea"))}
	for _, t := range root.Child("CommonData").All("TemplatePage") {
		s.templates = append(s.templates, template{id: t.Attr("ID"), at: t.Attr("BaseLoc")})
	}
	for _, p := range root.Child("Pages").All("Page") {
		if err := r.ctx.Err(); err != nil {
			return fmt.Errorf("read %s: %w", r.file, err)
		}
		if len(r.text.Pages) >= maxPages {
			return &office.FormatError{File: r.file, Message: fmt.Sprintf("超过 %d 页，请拆成几个文件", maxPages)}
		}
		if err := s.page(p.Attr("BaseLoc")); err != nil {
			return err
		}
	}
	return nil
}

// find returns the name of a file that another one in dir speaks of: from the root, from dir, or, as some programs write
// it, from the root without saying so.
func (r *reader) find(dir, at string) (string, bool) {
	at = strings.ReplaceAll(strings.TrimSpace(at), `\`, "/")
	if at == "" {
		return "", false
	}
	for _, name := range []string{path.Join("/", dir, at), path.Join("/", at)} {
		if strings.HasPrefix(at, "/") {
			name = path.Join("/", at)
		}
		if name = strings.ToLower(strings.TrimPrefix(name, "/")); r.names[name] {
			return name, true
		}
	}
	return "", false
}
