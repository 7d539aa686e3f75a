package office

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
)

// A part this large that grows by more than maxRatio when unpacked is a zip bomb: real sheets and
// documents stay below 100.
const (
	ratioMatters = 1 << 20
	maxRatio     = 300
)

// archive is an Office Open XML package: a zip file with XML parts. All parts opened draw on one budget of
// unpacked bytes.
type archive struct {
	parts  map[string]*zip.File // by name in lower case, for part names are compared without case
	limits Limits
	left   int64 // unpacked bytes that may still be read
}

// openArchive checks the directory of the zip file b against the limits. It unpacks nothing.
func openArchive(b []byte, limits Limits) (*archive, error) {
	if bytes.Count(b, []byte("PK\x01\x02")) > limits.Parts {
		return nil, &LimitError{Measure: PartCount, Limit: int64(limits.Parts)}
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), limits: limits, left: limits.UnpackedBytes}
	claimed := uint64(0)
	for _, f := range z.File {
		if f.UncompressedSize64 > uint64(limits.UnpackedBytes)-claimed {
			return nil, &LimitError{Measure: UnpackedSize, Limit: limits.UnpackedBytes}
		}
		claimed += f.UncompressedSize64
		name := partName(f.Name)
		if _, taken := a.parts[name]; !taken {
			a.parts[name] = f
		}
	}
	return a, nil
}

// partName makes names comparable; some programs write backslashes or a leading slash.
func partName(name string) string {
	name = path.Clean("/" + strings.ReplaceAll(name, `\`, "/"))
	return strings.ToLower(strings.TrimPrefix(name, "/"))
}

func (a *archive) has(name string) bool {
	_, found := a.parts[partName(name)]
	return found
}

// open starts reading a part as XML. It fails with fs.ErrNotExist when there is no such part.
func (a *archive) open(name string) (*markup, error) {
	f, found := a.parts[partName(name)]
	if !found {
		return nil, fs.ErrNotExist
	}
	if f.Flags&0x1 != 0 {
		return nil, &FormatError{Message: "文件加了密码，请去掉密码后再试"}
	}
	if f.UncompressedSize64 > ratioMatters && f.UncompressedSize64/maxRatio > f.CompressedSize64 {
		return nil, &LimitError{Measure: PackedRatio, Limit: maxRatio}
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return newMarkup(&budgeted{archive: a, part: r}), nil
}

// budgeted reads a part and takes what it reads off the archive's budget, for a directory can lie.
type budgeted struct {
	archive *archive
	part    io.ReadCloser
}

func (r *budgeted) Read(p []byte) (int, error) {
	n, err := r.part.Read(p)
	if r.archive.left -= int64(n); r.archive.left < 0 {
		return 0, &LimitError{Measure: UnpackedSize, Limit: r.archive.limits.UnpackedBytes}
	}
	return n, err
}

func (r *budgeted) Close() error { return r.part.Close() }

// relationship is a link from one part to another.
type relationship struct{ kind, target string }

// maxRelationships bounds the links of one part.
const maxRelationships = 10_000

// relationships returns the links of a part (the package itself for "") by their id. Targets are names of
// parts; links out of the package are left out. A part without links has none.
func (a *archive) relationships(part string) (map[string]relationship, error) {
	dir, base := path.Split(part)
	m, err := a.open(dir + "_rels/" + base + ".rels")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer m.Close()
	links := map[string]relationship{}
	err = m.each(func(e element) error {
		if e.name != "Relationship" || e.attr("TargetMode") == "External" {
			return nil
		}
		if len(links) >= maxRelationships {
			return &LimitError{Measure: PartCount, Limit: maxRelationships}
		}
		target := e.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = "/" + dir + target
		}
		links[e.attr("Id")] = relationship{kind: path.Base(e.attr("Type")), target: partName(target)}
		return nil
	})
	return links, err
}

// main returns the name of the part the package is about: the workbook or the document.
func (a *archive) main(otherwise string) (string, error) {
	links, err := a.relationships("")
	if err != nil {
		return "", err
	}
	return targetOf(links, "officeDocument", otherwise), nil
}

// targetOf returns the target of the link of a kind, the first by name if there are several, or the usual
// name of such a part.
func targetOf(links map[string]relationship, kind, otherwise string) string {
	target := ""
	for _, link := range links {
		if link.kind == kind && (target == "" || link.target < target) {
			target = link.target
		}
	}
	return cmp.Or(target, otherwise)
}
