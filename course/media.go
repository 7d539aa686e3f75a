package course

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// The largest materials that are taken, in bytes.
const (
	mediaLimit = 512 << 20 // recordings
	fileLimit  = 64 << 20
	imageLimit = 8 << 20
)

// headLength is how many bytes of a file tell its kind.
const headLength = 16

// mediaKind is a kind of file that may be a material. What a file is, its first bytes say; the extension must agree.
type mediaKind struct {
	mediaType  string
	extensions []string
	limit      int64
	matches    func(head []byte) bool
}

// SVG is missing on purpose: it carries script.
var mediaKinds = []mediaKind{
	{"application/pdf", []string{".pdf"}, fileLimit, starts("%PDF-")},
	{"image/png", []string{".png"}, imageLimit, starts("\x89PNG\r\n\x1a\n")},
	{"image/jpeg", []string{".jpg", ".jpeg"}, imageLimit, starts("\xff\xd8\xff")},
	{"image/gif", []string{".gif"}, imageLimit, starts("GIF8")},
	{"image/webp", []string{".webp"}, imageLimit, riff("WEBP")},
	{"audio/mpeg", []string{".mp3"}, mediaLimit, isMP3},
	{"audio/wav", []string{".wav"}, mediaLimit, riff("WAVE")},
	{"audio/ogg", []string{".ogg", ".oga"}, mediaLimit, starts("OggS")},
	{"audio/mp4", []string{".m4a"}, mediaLimit, isMP4},
	{"video/mp4", []string{".mp4", ".m4v"}, mediaLimit, isMP4},
	{"video/webm", []string{".webm"}, mediaLimit, starts("\x1a\x45\xdf\xa3")},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx"}, fileLimit, starts("PK\x03\x04")},
	{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{".xlsx"}, fileLimit, starts("PK\x03\x04")},
	{"application/vnd.openxmlformats-officedocument.presentationml.presentation", []string{".pptx"}, fileLimit, starts("PK\x03\x04")},
	{"application/ofd", []string{".ofd"}, fileLimit, starts("PK\x03\x04")},
	{"application/zip", []string{".zip"}, fileLimit, starts("PK\x03\x04")},
}

// kindByName returns the kind that the extension of the name stands for.
func kindByName(name string) (mediaKind, bool) {
	extension := strings.ToLower(path.Ext(name))
	for _, k := range mediaKinds {
		if slices.Contains(k.extensions, extension) {
			return k, true
		}
	}
	return mediaKind{}, false
}

func starts(signature string) func([]byte) bool {
	return func(head []byte) bool { return bytes.HasPrefix(head, []byte(signature)) }
}

func riff(form string) func([]byte) bool {
	return func(head []byte) bool {
		return len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == form
	}
}

// isMP3 accepts an ID3 tag or the sync word of a frame of layer III.
func isMP3(head []byte) bool {
	return bytes.HasPrefix(head, []byte("ID3")) || len(head) >= 2 && head[0] == 0xff && head[1]&0xe6 == 0xe2
}

func isMP4(head []byte) bool { return len(head) >= 8 && string(head[4:8]) == "ftyp" }
