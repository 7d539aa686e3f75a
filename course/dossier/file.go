package dossier

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
)

// sumsPart lists the SHA-256 of every part as sha256sum writes and checks it.
const sumsPart = "SHA256SUMS"

// file is the zip file while it is written.
type file struct {
	zip  *zip.Writer
	at   time.Time // of all parts
	sums strings.Builder
}

func newFile(w io.Writer, at time.Time) *file { return &file{zip: zip.NewWriter(w), at: at} }

// part writes a part of the file and notes its hash.
func (f *file) part(name string, write func(io.Writer) error) error {
	method := zip.Deflate
	if strings.HasSuffix(name, ".zip") || strings.HasSuffix(name, ".xlsx") || strings.HasSuffix(name, ".docx") {
		method = zip.Store // they are compressed already
	}
	w, err := f.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: f.at})
	if err != nil {
		return fmt.Errorf("begin %s: %w", name, err)
	}
	sum := sha256.New()
	if err := write(io.MultiWriter(w, sum)); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	fmt.Fprintf(&f.sums, "%s  %s\n", hex.EncodeToString(sum.Sum(nil)), name)
	return nil
}

func (f *file) text(name, content string) error {
	return f.part(name, func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	})
}

// close writes the list of hashes and ends the file.
func (f *file) close() error {
	if err := f.text(sumsPart, f.sums.String()); err != nil {
		return err
	}
	return f.zip.Close()
}
