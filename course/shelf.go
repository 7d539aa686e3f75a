package course

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"xiangxue/course/fault"
)

// Shelf keeps the content of materials (材料库) in a directory, each file under its sum, so that the same content is
// kept once and a file never changes.
type Shelf struct{ dir string }

// NewShelf returns the shelf in a data directory.
func NewShelf(dataDir string) Shelf { return Shelf{dir: filepath.Join(dataDir, "materials")} }

// Keep puts the materials of the edition on the shelf, durably. It comes before Publish, so that no version can name a
// file that is not there; a file that nothing names does no harm.
func (s Shelf) Keep(e Edition) error {
	if err := os.MkdirAll(s.dir, 0o750); err != nil {
		return fmt.Errorf("make the shelf: %w", err)
	}
	kept := 0
	for _, m := range e.Draft.allMaterials() {
		added, err := s.keep(m)
		if err != nil {
			return fmt.Errorf("keep %s: %w", m.Name, err)
		}
		if added {
			kept++
		}
	}
	if kept == 0 {
		return nil
	}
	return syncDir(s.dir)
}

func (d Draft) allMaterials() []DraftMaterial {
	all := append([]DraftMaterial(nil), d.Materials...)
	for _, l := range d.Lessons {
		all = append(all, l.Materials...)
	}
	return all
}

// Open opens the content with the sum. It fails with fault.NotFound when the shelf does not have it.
func (s Shelf) Open(sum Sum) (*os.File, error) {
	if _, err := ParseSum(string(sum)); err != nil {
		return nil, err
	}
	f, err := os.Open(filepath.Join(s.dir, string(sum)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "没有这份材料")
	}
	if err != nil {
		return nil, fmt.Errorf("open material %s: %w", sum, err)
	}
	return f, nil
}

func (s Shelf) keep(m DraftMaterial) (added bool, err error) {
	target := filepath.Join(s.dir, string(m.Sum))
	if info, err := os.Stat(target); err == nil && info.Size() == m.Size {
		return false, nil
	}
	from, err := m.Open()
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	return true, s.write(target, from, m)
}

// write copies beside the target and renames, so that a file on the shelf is always whole.
func (s Shelf) write(target string, from io.Reader, m DraftMaterial) (err error) {
	temporary, err := os.CreateTemp(s.dir, ".incoming-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temporary.Name()))
		}
	}()
	sum, size, err := sumOf(io.TeeReader(io.LimitReader(from, m.Size+1), temporary))
	if err == nil && (sum != m.Sum || size != m.Size) {
		err = fault.New(fault.Conflict, "文件“%s”在导入过程中被改动，请重新导入", m.Name)
	}
	if err == nil {
		err = temporary.Sync()
	}
	if err = errors.Join(err, temporary.Close()); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), target)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("open the shelf: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}
