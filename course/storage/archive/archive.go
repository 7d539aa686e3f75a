// Package archive writes and reads backup files (备份文件). A backup is one tar file: the database, the materials and the
// keys under the names that they have in a data directory, and last a manifest with the size and SHA-256 of each. A file
// without its manifest was not finished. Pack has read back what it wrote before the file gets its name, and Unpack has
// verified the whole file before anything of it is used; either leaves a whole result or none.
//
// The search index is not in it: it is made anew from the database.
package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Format is the form of the archive that this program writes and the newest that it reads.
const Format = 1

// manifestName is the last file of the archive.
const manifestName = "manifest.json"

// Limits of an archive: they are far beyond any real one and keep a made-up one from filling the memory.
const (
	partLimit     = 200_000
	manifestLimit = 64 << 20
)

// Part is a file in the archive.
type Part struct {
	Name string `json:"name"` // as in the data directory, with slashes
	Size int64  `json:"size"` // bytes
	Sum  string `json:"sha256"`
}

// Manifest says what an archive holds.
type Manifest struct {
	Format       int       `json:"format"`
	MadeAt       time.Time `json:"made_at"`
	Installation string    `json:"installation"` // its name
	Origin       string    `json:"origin"`       // the name of its log
	Schema       int64     `json:"schema"`       // the version of the database
	Checkpoint   string    `json:"checkpoint"`   // the latest of the log, as a signed note; may be empty
	Parts        []Part    `json:"parts"`
}

// Size returns how many bytes the parts have together.
func (m Manifest) Size() int64 {
	var n int64
	for _, p := range m.Parts {
		n += p.Size
	}
	return n
}

// DamagedError says what is wrong with an archive.
type DamagedError struct{ Problem string }

// Error returns the problem in a sentence.
func (e *DamagedError) Error() string { return "the backup cannot be used: " + e.Problem }

func damaged(format string, args ...any) error {
	return &DamagedError{Problem: fmt.Sprintf(format, args...)}
}

// checkName accepts the names that a part may have: the database, or a file directly in materials or keys. Nothing else
// is ever written, so that no name can lead out of the directory.
func checkName(name string) error {
	dir, file, nested := strings.Cut(name, "/")
	if !nested {
		dir, file = "", name
	}
	switch {
	case file == "" || file[0] == '.' || strings.ContainsAny(file, "/\\:\x00") || len(file) > 255:
	case dir == "" && file == "xiangxue.db", dir == "materials", dir == "keys":
		return nil
	}
	return damaged("it holds a file named %q", name)
}

func sumText(sum []byte) string { return hex.EncodeToString(sum) }

// isSum reports whether a text has the form of a sum.
func isSum(text string) bool {
	b, err := hex.DecodeString(text)
	return err == nil && len(b) == sha256.Size
}
