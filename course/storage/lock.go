package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// ErrServing says that another process serves the same data directory.
var ErrServing = errors.New("another process is serving this data directory; stop it first")

// ServeLock is held by the one process that serves a data directory.
type ServeLock struct{ file *os.File }

// LockServing takes the lock of the data directory. It fails with ErrServing when another process holds it. The
// kernel releases the lock when the process ends, however it ends.
func LockServing(dir string) (*ServeLock, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "serving.lock"), os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, fmt.Errorf("open the lock file: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(ErrServing, f.Close())
	}
	return &ServeLock{file: f}, nil
}

// Release gives the lock back.
func (l *ServeLock) Release() error { return l.file.Close() }
