package archive

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Source is a file that goes into an archive.
type Source struct {
	Name string // in the archive
	Path string
	Sum  string // what it must have, when that is known; else empty
}

// Progress is told how many of how many bytes are done.
type Progress func(done, total int64)

// Pack writes the sources to a new file and returns what it holds. The file appears under its name once it is on the
// disk and has been read back. It fails when there is such a file already.
func Pack(ctx context.Context, file string, m Manifest, sources []Source, progress Progress) (Manifest, error) {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return Manifest{}, errors.Join(err, fmt.Errorf("%s: %w", file, fs.ErrExist))
	}
	f, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".partial-*") // mode 0600: it holds keys
	if err != nil {
		return Manifest{}, fmt.Errorf("make the backup: %w", err)
	}
	defer os.Remove(f.Name()) // of no effect after the renaming
	m.Format, m.Parts = Format, nil
	p := packer{ctx: ctx, tar: tar.NewWriter(f), manifest: m, progress: progress}
	if err := errors.Join(p.pack(sources), f.Sync(), f.Close()); err != nil {
		return Manifest{}, fmt.Errorf("write the backup: %w", err)
	}
	if _, err := Verify(ctx, f.Name()); err != nil {
		return Manifest{}, fmt.Errorf("read the backup back: %w", err)
	}
	if err := os.Rename(f.Name(), file); err != nil {
		return Manifest{}, fmt.Errorf("name the backup: %w", err)
	}
	return p.manifest, syncDir(filepath.Dir(file))
}

type packer struct {
	ctx      context.Context
	tar      *tar.Writer
	manifest Manifest
	progress Progress
	total    int64
}

func (p *packer) pack(sources []Source) error {
	for _, s := range sources {
		info, err := os.Stat(s.Path)
		if err != nil {
			return err
		}
		p.total += info.Size()
	}
	for _, s := range sources {
		if err := p.add(s); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	b, err := json.MarshalIndent(p.manifest, "", " ")
	if err != nil {
		return err
	}
	if err := p.header(manifestName, int64(len(b))); err != nil {
		return err
	}
	_, err = p.tar.Write(b)
	return errors.Join(err, p.tar.Close())
}

func (p *packer) header(name string, size int64) error {
	return p.tar.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600, ModTime: p.manifest.MadeAt, Format: tar.FormatPAX})
}

func (p *packer) add(s Source) error {
	if err := errors.Join(p.ctx.Err(), checkName(s.Name)); err != nil {
		return err
	}
	f, err := os.Open(s.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("this is no ordinary file")
	}
	if err := p.header(s.Name, info.Size()); err != nil {
		return err
	}
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(p.tar, h), f)
	if err != nil {
		return err
	}
	part := Part{Name: s.Name, Size: n, Sum: sumText(h.Sum(nil))}
	if n != info.Size() {
		return errors.New("the file changed while it was read")
	}
	if s.Sum != "" && s.Sum != part.Sum {
		return fmt.Errorf("the file is damaged: its SHA-256 is %s", part.Sum)
	}
	p.manifest.Parts = append(p.manifest.Parts, part)
	if p.progress != nil {
		p.progress(p.manifest.Size(), p.total)
	}
	return nil
}

// Sources returns the files of a data directory that a backup holds beside the database: the materials, whose names
// are their sums, and the keys.
func Sources(dataDir string) ([]Source, error) {
	var sources []Source
	for _, dir := range []string{"materials", "keys"} {
		files, err := os.ReadDir(filepath.Join(dataDir, dir))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, f := range files {
			if !f.Type().IsRegular() || strings.HasPrefix(f.Name(), ".") { // a dot: not finished yet
				continue
			}
			s := Source{Name: dir + "/" + f.Name(), Path: filepath.Join(dataDir, dir, f.Name())}
			if dir == "materials" && isSum(f.Name()) {
				s.Sum = f.Name()
			}
			sources = append(sources, s)
		}
	}
	return sources, nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
