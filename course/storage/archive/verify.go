package archive

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Verify reads the whole archive and returns its manifest. It fails with a DamagedError when a part is missing,
// changed, too much or under a forbidden name, when the file was cut off, and when a newer program wrote it.
func Verify(ctx context.Context, file string) (Manifest, error) {
	return walk(ctx, file, func(_ Part, content io.Reader) error {
		_, err := io.Copy(io.Discard, content)
		return err
	})
}

// walk hands each part to take, which reads it to its end, and then compares all with the manifest.
func walk(ctx context.Context, file string, take func(Part, io.Reader) error) (Manifest, error) {
	f, err := os.Open(file)
	if err != nil {
		return Manifest{}, fmt.Errorf("open the backup: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Manifest{}, fmt.Errorf("open the backup: %w", err)
	}
	w := walker{tar: tar.NewReader(f), left: info.Size(), found: map[string]Part{}, take: take}
	for {
		if err := ctx.Err(); err != nil {
			return Manifest{}, err
		}
		header, err := w.tar.Next()
		if errors.Is(err, io.EOF) {
			return Manifest{}, damaged("its manifest is missing; it was cut off or never finished")
		}
		if err != nil {
			return Manifest{}, damaged("it is no whole tar file (%v)", err)
		}
		if header.Name == manifestName {
			return w.finish()
		}
		if err := w.part(header); err != nil {
			return Manifest{}, err
		}
	}
}

type walker struct {
	tar   *tar.Reader
	left  int64 // bytes that the parts to come can have: a sparse file would claim more than the archive holds
	found map[string]Part
	take  func(Part, io.Reader) error
}

func (w *walker) part(header *tar.Header) error {
	if err := checkName(header.Name); err != nil {
		return err
	}
	if header.Typeflag != tar.TypeReg {
		return damaged("%s is no ordinary file", header.Name)
	}
	if _, twice := w.found[header.Name]; twice {
		return damaged("it holds %s twice", header.Name)
	}
	if w.left -= header.Size; w.left < 0 || len(w.found) == partLimit {
		return damaged("it claims to hold more than it can")
	}
	part := Part{Name: header.Name, Size: header.Size}
	h := sha256.New()
	content := &watched{r: io.TeeReader(w.tar, h)}
	if err := w.take(part, content); err != nil {
		if content.err != nil {
			return damaged("%s cannot be read (%v)", part.Name, content.err)
		}
		return err
	}
	part.Sum = sumText(h.Sum(nil))
	w.found[part.Name] = part
	return nil
}

// watched remembers a failure of what it reads from, to tell it from a failure of what is written.
type watched struct {
	r   io.Reader
	err error
}

// Read reads from what lies below.
func (w *watched) Read(b []byte) (int, error) {
	n, err := w.r.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}

// finish reads the manifest and compares it with what was found.
func (w *walker) finish() (Manifest, error) {
	b, err := io.ReadAll(io.LimitReader(w.tar, manifestLimit+1))
	if err != nil || len(b) > manifestLimit {
		return Manifest{}, damaged("its manifest cannot be read")
	}
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return Manifest{}, damaged("its manifest is none (%v)", err)
	}
	if m.Format != Format {
		return Manifest{}, damaged("it has the form %d, this program reads the form %d", m.Format, Format)
	}
	if _, err := w.tar.Next(); !errors.Is(err, io.EOF) {
		return Manifest{}, damaged("something follows its manifest")
	}
	for _, want := range m.Parts {
		got, found := w.found[want.Name]
		if !found {
			return Manifest{}, damaged("%s is missing", want.Name)
		}
		if got != want {
			return Manifest{}, damaged("%s is not what the manifest says", want.Name)
		}
		delete(w.found, want.Name)
	}
	for name := range w.found {
		return Manifest{}, damaged("its manifest does not know %s", name)
	}
	return m, nil
}
