package archive_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"xiangxue/course/storage/archive"
)

func TestUnpackNeedsAnEmptyPlace(t *testing.T) {
	t.Parallel()
	file, _ := pack(t, dataDir(t))
	occupied := dataDir(t)
	if _, err := archive.Unpack(t.Context(), file, occupied, accept); !errors.Is(err, archive.ErrNotEmpty) {
		t.Errorf("got %v, want ErrNotEmpty", err)
	}
	empty := t.TempDir()
	if _, err := archive.Unpack(t.Context(), file, empty, accept); err != nil {
		t.Errorf("into an empty directory: %v", err)
	}
}

// TestUnpackRefusesAMountPoint asks for a place where a file system begins: it is refused before the backup is read.
func TestUnpackRefusesAMountPoint(t *testing.T) {
	t.Parallel()
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		t.Skip("this system does not tell its mount points")
	}
	for line := range strings.Lines(string(mounts)) {
		dir := strings.Fields(line)[4]
		if files, err := os.ReadDir(dir); err != nil || len(files) > 0 || dir == "/" {
			continue
		}
		if _, err := archive.Unpack(t.Context(), "no such backup", dir, accept); !errors.Is(err, archive.ErrMountPoint) {
			t.Errorf("restoring into %s: %v", dir, err)
		}
		return
	}
	t.Skip("no mount point is an empty directory")
}

// TestServerThatStartsMeanwhileWins lets a server make the data directory while a backup is being unpacked.
func TestServerThatStartsMeanwhileWins(t *testing.T) {
	t.Parallel()
	file, _ := pack(t, dataDir(t))
	target := filepath.Join(t.TempDir(), "data")
	_, err := archive.Unpack(t.Context(), file, target, func(string, archive.Manifest) error {
		return errors.Join(os.Mkdir(target, 0o750), os.WriteFile(filepath.Join(target, "serving.lock"), nil, 0o600))
	})
	if !errors.Is(err, archive.ErrNotEmpty) {
		t.Errorf("got %v, want ErrNotEmpty", err)
	}
	if left := listing(t, filepath.Dir(target)); len(left) != 1 || left[0] != "data/serving.lock" {
		t.Errorf("left %v", left)
	}
}

func TestRefusedContentLeavesNothing(t *testing.T) {
	t.Parallel()
	file, _ := pack(t, dataDir(t))
	above := t.TempDir()
	refused := errors.New("the ledger was altered")
	_, err := archive.Unpack(t.Context(), file, filepath.Join(above, "data"), func(staged string, _ archive.Manifest) error {
		if b, err := os.ReadFile(filepath.Join(staged, "xiangxue.db")); err != nil || string(b) != "the rows" {
			t.Errorf("staged %q: %v", b, err)
		}
		return refused
	})
	if !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
	if left := listing(t, above); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestKilledUnpackLeavesNoDataDirectory kills a process between unpacking and placing. The test binary is that process,
// too, when the environment names the archive.
func TestKilledUnpackLeavesNoDataDirectory(t *testing.T) {
	if file := os.Getenv("UNPACK"); file != "" {
		_, err := archive.Unpack(t.Context(), file, os.Getenv("UNPACK_TO"), func(string, archive.Manifest) error {
			fmt.Println("\nstaged")
			select {} // until it is killed
		})
		t.Fatal(err)
	}
	t.Parallel()
	file, _ := pack(t, dataDir(t))
	target := filepath.Join(t.TempDir(), "data")
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledUnpackLeavesNoDataDirectory$")
	cmd.Env = append(os.Environ(), "UNPACK="+file, "UNPACK_TO="+target)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan() && !strings.Contains(lines.Text(), "staged"); {
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if _, err := os.Stat(target); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("after the kill the data directory is there: %v", err)
	}
	if _, err := archive.Unpack(t.Context(), file, target, accept); err != nil {
		t.Errorf("unpacking again: %v", err)
	}
}
