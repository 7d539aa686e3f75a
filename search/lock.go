package search

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"xiangxue/course/fault"
)

// dirLock keeps a second process out of an index directory. It ends with the process, however that ends.
type dirLock struct{ file *os.File }

// lockDir takes the lock of dir. It fails with fault.Busy when somebody else holds it.
func lockDir(dir string) (dirLock, error) {
	file, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return dirLock{}, fmt.Errorf("open index lock: %w", err)
	}
	switch err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); {
	case errors.Is(err, syscall.EWOULDBLOCK):
		return dirLock{}, errors.Join(fault.New(fault.Busy, "检索索引正被另一个程序使用，多半是服务正在运行；请先停掉它再试"), file.Close())
	case err != nil:
		return dirLock{}, errors.Join(fmt.Errorf("lock index %s: %w", dir, err), file.Close())
	}
	return dirLock{file}, nil
}

// release gives the lock back. To close the file is not enough: a process that is just being started holds a copy of
// every open file until it becomes another program, and with it the lock.
func (l dirLock) release() error {
	return errors.Join(syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN), l.file.Close())
}
