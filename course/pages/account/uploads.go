package account

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"xiangxue/course/fault"
)

// keptFor is how long an uploaded file waits for its confirmation.
const keptFor = time.Hour

// uploads keeps uploaded files in a directory under the sum of their content. They hold names and telephone numbers:
// only the server's own user may read them, and none stays longer than the confirmation takes.
type uploads struct{ dir string }

// keep stores the content and returns its name; files that waited too long are removed.
func (u uploads) keep(now time.Time, b []byte) (string, error) {
	if err := os.MkdirAll(u.dir, 0o700); err != nil {
		return "", fmt.Errorf("make the directory of uploads: %w", err)
	}
	if err := u.sweep(now); err != nil {
		return "", err
	}
	sum := sha256.Sum256(b)
	name := hex.EncodeToString(sum[:])
	path := filepath.Join(u.dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		return "", fmt.Errorf("keep an upload: %w", err)
	}
	if err := os.Chtimes(path, now, now); err != nil {
		return "", fmt.Errorf("keep an upload: %w", err)
	}
	return name, nil
}

// read returns the content with the name. It fails with fault.Stale when it waited too long or is not there.
func (u uploads) read(now time.Time, name string) ([]byte, error) {
	gone := fault.New(fault.Stale, "这份文件已经处理过，或者放了一个多小时，请重新选择文件")
	if sum, err := hex.DecodeString(name); err != nil || len(sum) != sha256.Size {
		return nil, gone
	}
	path := filepath.Join(u.dir, name)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && isOver(now, info) {
		return nil, gone
	}
	if err != nil {
		return nil, fmt.Errorf("read an upload: %w", err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read an upload: %w", err)
	}
	return b, nil
}

// drop removes the content with a name that read accepted.
func (u uploads) drop(name string) error {
	err := os.Remove(filepath.Join(u.dir, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove an upload: %w", err)
	}
	return nil
}

// sweep removes what waited too long.
func (u uploads) sweep(now time.Time) error {
	entries, err := os.ReadDir(u.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("list the uploads: %w", err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) || err == nil && !isOver(now, info) {
			continue
		}
		if err != nil {
			return fmt.Errorf("look at an upload: %w", err)
		}
		if err := u.drop(e.Name()); err != nil {
			return err
		}
	}
	return nil
}

func isOver(now time.Time, info fs.FileInfo) bool { return now.Sub(info.ModTime()) > keptFor }
