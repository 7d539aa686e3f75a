package search

import (
	"syscall"
	"testing"

	"xiangxue/course/fault"
)

func TestSecondProcessIsRefused(t *testing.T) {
	t.Parallel()
	x := open(t, t.TempDir())
	if _, err := Open(x.dir); !fault.Is(err, fault.Busy) {
		t.Errorf("the index is opened twice: %v", err)
	}
}

// TestLockIsFreeWhileAProcessStarts holds a copy of the lock's file, as a process that is being started does.
func TestLockIsFreeWhileAProcessStarts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lock, err := lockDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	inherited, err := syscall.Dup(int(lock.file.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(inherited)
	if err := lock.release(); err != nil {
		t.Fatal(err)
	}
	again, err := lockDir(dir)
	if err != nil {
		t.Fatalf("the lock is still held: %v", err)
	}
	if err := again.release(); err != nil {
		t.Error(err)
	}
}
