package office

import (
	"errors"
	"io/fs"
	"slices"
)

// Package is a zip file with XML files in it, such as a content package.
type Package struct {
	file    string
	archive *archive
}

// OpenPackage opens a zip file without unpacking any of it. What is read of it draws on one budget of
// Limits.UnpackedBytes. It fails with FormatError or LimitError.
func OpenPackage(file string, b []byte, limits Limits) (*Package, error) {
	limits = limits.orDefault()
	if err := limits.checkSize(len(b)); err != nil {
		return nil, located(err, file, "")
	}
	if !isZip(b) {
		return nil, &FormatError{File: file, Message: "不是压缩包，文件可能没有传完整"}
	}
	a, err := openArchive(b, limits)
	if err != nil {
		return nil, located(err, file, "")
	}
	return &Package{file: file, archive: a}, nil
}

// Names returns the names of the files in the package, in lower case and sorted.
func (p *Package) Names() []string {
	names := make([]string, 0, len(p.archive.parts))
	for name := range p.archive.parts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// XML reads a file of the package, whose name is compared without case, as ReadXML does.
func (p *Package) XML(name string) (*Node, error) {
	m, err := p.archive.open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &FormatError{File: p.file, Sheet: name, Message: "压缩包里没有这个文件"}
	}
	if err != nil {
		return nil, located(err, p.file, name)
	}
	root, err := readTree(m)
	if err != nil {
		return nil, located(err, p.file, name)
	}
	return root, nil
}
