package course

import "strings"

// MaterialID identifies a material of a version.
type MaterialID int64

// Material is a file that goes with a version (学习材料). Its content lies on the Shelf under its sum.
type Material struct {
	ID        MaterialID
	Lesson    int // number of the lesson; 0: of the whole course
	Name      string
	Title     string
	MediaType string
	Size      int64 // bytes
	Sum       Sum
}

// Path returns the address under which the material is served.
func (m Material) Path() string { return materialPath(m.Sum) }

func materialPath(s Sum) string { return "/materials/" + string(s) }

// Inline reports whether a browser may show the material itself; any other is offered as a download.
func (m Material) Inline() bool {
	kind, _, _ := strings.Cut(m.MediaType, "/")
	return kind == "image" || kind == "audio" || kind == "video" || m.MediaType == "application/pdf"
}
