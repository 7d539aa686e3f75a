package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"syscall"
)

// ErrNotEmpty says that the directory to restore into holds something.
var ErrNotEmpty = errors.New("the data directory is not empty; restore into a new one")

// ErrMountPoint says that the directory to restore into is where a file system begins: it cannot take its name in one step.
var ErrMountPoint = errors.New("the data directory must not be a mount point")

// Unpack verifies an archive and makes the data directory dir from it. The directory must be empty or not there yet. All
// is unpacked beside it, handed to inspect, which may still refuse or change it, and takes its name in one step: a
// process that is killed leaves dir as it was. It fails with ErrNotEmpty, and with ErrMountPoint, before it reads the file.
func Unpack(ctx context.Context, file, dir string, inspect func(staged string, m Manifest) error) (Manifest, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Manifest{}, err
	}
	if err := checkEmpty(dir); err != nil {
		return Manifest{}, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o750); err != nil {
		return Manifest{}, fmt.Errorf("make the directory above: %w", err)
	}
	return stage(ctx, file, filepath.Dir(dir), "."+filepath.Base(dir)+".restoring-*", func(staged string, m Manifest) error {
		if err := inspect(staged, m); err != nil {
			return err
		}
		return place(staged, dir)
	})
}

// Inspect verifies an archive, unpacks it into a directory of the system for temporary files, hands that to inspect, and
// removes it.
func Inspect(ctx context.Context, file string, inspect func(staged string, m Manifest) error) (Manifest, error) {
	return stage(ctx, file, "", "xiangxue-backup-*", inspect)
}

// stage verifies an archive, unpacks it into a new directory in parent and hands that to use, which may move it away;
// otherwise it is removed.
func stage(ctx context.Context, file, parent, pattern string, use func(staged string, m Manifest) error) (Manifest, error) {
	m, err := Verify(ctx, file)
	if err != nil {
		return Manifest{}, err
	}
	staged, err := os.MkdirTemp(parent, pattern)
	if err != nil {
		return Manifest{}, fmt.Errorf("make a directory to unpack in: %w", err)
	}
	defer os.RemoveAll(staged) // of no effect when it was moved
	if err := extract(ctx, file, staged, m); err != nil {
		return Manifest{}, err
	}
	return m, use(staged, m)
}

func checkEmpty(dir string) error {
	files, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look into the data directory: %w", err)
	}
	if len(files) > 0 {
		return fmt.Errorf("%s: %w", dir, ErrNotEmpty)
	}
	if err == nil && deviceOf(dir) != deviceOf(filepath.Dir(dir)) {
		return fmt.Errorf("%s: %w", dir, ErrMountPoint)
	}
	return nil
}

// deviceOf returns the number of the file system that a path lies on, and 0 when nothing is known.
func deviceOf(path string) uint64 {
	var stat syscall.Stat_t
	if err := syscall.Stat(path, &stat); err != nil {
		return 0
	}
	return uint64(stat.Dev)
}

// extract writes the parts below staged. What it reads must still be what was verified.
func extract(ctx context.Context, file, staged string, verified Manifest) error {
	root, err := os.OpenRoot(staged)
	if err != nil {
		return err
	}
	defer root.Close()
	m, err := walk(ctx, file, func(p Part, content io.Reader) error { return write(root, p, content) })
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(m, verified) {
		return damaged("it changed while it was read")
	}
	return syncAll(staged)
}

func write(root *os.Root, p Part, content io.Reader) error {
	if dir := filepath.Dir(filepath.FromSlash(p.Name)); dir != "." {
		if err := root.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("unpack: %w", err)
		}
	}
	f, err := root.OpenFile(filepath.FromSlash(p.Name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("unpack: %w", err)
	}
	_, err = io.Copy(f, content)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("unpack %s: %w", p.Name, err)
	}
	return nil
}

func syncAll(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return syncDir(path)
	})
}

// place gives the directory its name. The kernel replaces an empty directory and refuses one that holds something.
func place(staged, dir string) error {
	if err := os.Chmod(staged, 0o750); err != nil {
		return err
	}
	if err := syncAll(staged); err != nil {
		return fmt.Errorf("write what was unpacked to the disk: %w", err)
	}
	if err := syscall.Rename(staged, dir); err != nil { // os.Rename refuses an empty directory, too
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s: %w", dir, ErrNotEmpty)
		}
		if errors.Is(err, syscall.EBUSY) {
			return fmt.Errorf("%s: %w", dir, ErrMountPoint)
		}
		return fmt.Errorf("put the data directory in its place: %w", err)
	}
	return syncDir(filepath.Dir(dir))
}
