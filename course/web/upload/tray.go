package upload

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

// Tray keeps uploaded files in a directory under the sum of their content until somebody confirms what is to be done with
// them. They hold names and telephone numbers: only the server's own user may read them, and none stays longer than the
// confirmation takes.
type Tray struct{ Dir string }

// Keep stores the content and returns its name; files that waited too long are removed.
func (t Tray) Keep(now time.Time, b []byte) (string, error) {
	if err := os.MkdirAll(t.Dir, 0o700); err != nil {
		return "", fmt.Errorf("make the directory of uploads: %w", err)
	}
	if err := t.Sweep(now); err != nil {
		return "", err
	}
	sum := sha256.Sum256(b)
	name := hex.EncodeToString(sum[:])
	path := filepath.Join(t.Dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		return "", fmt.Errorf("keep an upload: %w", err)
	}
	if err := os.Chtimes(path, now, now); err != nil {
		return "", fmt.Errorf("keep an upload: %w", err)
	}
	return name, nil
}

// Read returns the content with the name. It fails with fault.Stale when it waited too long or is not there.
func (t Tray) Read(now time.Time, name string) ([]byte, error) {
	gone := fault.New(fault.Stale, "这份文件已经处理过，或者放了一个多小时，请重新选择文件")
	if sum, err := hex.DecodeString(name); err != nil || len(sum) != sha256.Size {
		return nil, gone
	}
	path := filepath.Join(t.Dir, name)
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

// Drop removes the content with a name that Read accepted.
func (t Tray) Drop(name string) error {
	err := os.Remove(filepath.Join(t.Dir, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove an upload: %w", err)
	}
	return nil
}

// Sweep removes what waited too long.
func (t Tray) Sweep(now time.Time) error {
	entries, err := os.ReadDir(t.Dir)
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
		if err := t.Drop(e.Name()); err != nil {
			return err
		}
	}
	return nil
}

func isOver(now time.Time, info fs.FileInfo) bool { return now.Sub(info.ModTime()) > keptFor }
