// Package static holds the files that browsers load (静态文件) and serves them under names that carry a fingerprint of
// their content, so that a browser may keep each for a year and never shows an old one.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"strings"
)

//go:embed css js img
var embedded embed.FS

// Prefix is the path under which the files are served.
const Prefix = "/static/"

// mediaTypes are those of the files by the end of their names, whatever the machine's own table says.
var mediaTypes = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

// File is one embedded file.
type File struct {
	Name      string // its fingerprinted name, as "css/site.1f3c….css"
	MediaType string
	Content   []byte
}

// Files are the embedded files by fingerprinted name. They never change after Load.
type Files struct {
	byName map[string]File   // fingerprinted name → file
	names  map[string]string // plain name → fingerprinted name
	sum    string
}

// Load reads the embedded files.
func Load() (*Files, error) {
	f := &Files{byName: map[string]File{}, names: map[string]string{}}
	all := sha256.New()
	err := fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := embedded.ReadFile(name)
		if err != nil {
			return err
		}
		all.Write(content)
		f.add(name, content)
		return nil
	})
	f.sum = hex.EncodeToString(all.Sum(nil)[:8])
	return f, err
}

func (f *Files) add(name string, content []byte) {
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	printed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:8]) + ext
	f.byName[printed] = File{Name: printed, MediaType: mediaTypes[ext], Content: content}
	f.names[name] = printed
}

// URL returns the path of the file with the plain name, as "css/ui.css". An unknown name gives a path that answers
// 404, which the test of the layout finds.
func (f *Files) URL(name string) string {
	if printed, ok := f.names[name]; ok {
		return Prefix + printed
	}
	return Prefix + name
}

// Find returns the file with the fingerprinted name.
func (f *Files) Find(printed string) (File, bool) {
	file, ok := f.byName[printed]
	return file, ok
}

// Sum identifies the whole set of files; it changes with every one of them.
func (f *Files) Sum() string { return f.sum }
