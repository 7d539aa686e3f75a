package proof

import (
	"archive/zip"
	"encoding/binary"
	"fmt"
	"io"
)

// A bundle that is larger is not read: its log would have more than ten million leaves, or its facts are too many.
const (
	mostPacked   = 1 << 30
	mostUnpacked = 1 << 30
)

// IsBundle reports whether a file of size bytes looks like a bundle: a zip file whose first part is that of a bundle.
func IsBundle(file io.ReaderAt, size int64) bool {
	head := make([]byte, 30+len(readmePart)) // a local header and its name
	if n, err := file.ReadAt(head, 0); n < len(head) || err != nil && err != io.EOF {
		return false
	}
	return size > int64(len(head)) && string(head[:4]) == "PK\x03\x04" && string(head[30:]) == readmePart
}

// readParts returns the content of the parts of a bundle. What is wrong with the file as a whole is handed to damaged: a
// part that is missing, cannot be read, stands twice or does not belong there. The directory is bounded before it is read.
func readParts(file io.ReaderAt, size int64, damaged func(name string)) map[string][]byte {
	parts := map[string][]byte{}
	if !isSound(file, size) {
		damaged("")
		return parts
	}
	z, err := zip.NewReader(file, size)
	if err != nil {
		damaged("")
		return parts
	}
	expected, left := partNames(), int64(mostUnpacked)
	for n, f := range z.File {
		if n >= len(expected) || f.Name != expected[n] {
			damaged(f.Name)
		}
		content, err := readPart(f, left)
		if _, twice := parts[f.Name]; err != nil || twice {
			damaged(f.Name)
			continue
		}
		parts[f.Name], left = content, left-int64(len(content))
	}
	for _, name := range expected {
		if _, there := parts[name]; !there {
			damaged(name)
		}
	}
	return parts
}

// readPart unpacks a part into at most limit bytes.
func readPart(f *zip.File, limit int64) ([]byte, error) {
	if f.UncompressedSize64 > uint64(limit) {
		return nil, fmt.Errorf("%s has %d bytes", f.Name, f.UncompressedSize64)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(content)) > limit {
		return nil, fmt.Errorf("%s has more bytes than it says", f.Name)
	}
	return content, nil
}

// isSound checks the end of a zip file as writeParts makes it: without a comment, with a directory of a few parts right
// before the end. So nobody can have a directory of millions read.
func isSound(file io.ReaderAt, size int64) bool {
	const endSize, mostDirectory = 22, 1 << 12
	end := make([]byte, endSize)
	if size < endSize || size > mostPacked {
		return false
	}
	if n, err := file.ReadAt(end, size-endSize); n < endSize || err != nil && err != io.EOF {
		return false
	}
	directory, offset := int64(binary.LittleEndian.Uint32(end[12:])), int64(binary.LittleEndian.Uint32(end[16:]))
	return string(end[:4]) == "PK\x05\x06" && directory <= mostDirectory && offset+directory == size-endSize && binary.LittleEndian.Uint16(end[20:]) == 0
}
