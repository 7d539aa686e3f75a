package upload

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"xiangxue/course/fault"
)

func TestUploadsAreKeptUnderTheirSum(t *testing.T) {
	t.Parallel()
	u := Tray{filepath.Join(t.TempDir(), "uploads")}
	now := time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	name, err := u.Keep(now, []byte("content"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := u.Keep(now.Add(time.Minute), []byte("content"))
	if err != nil || again != name {
		t.Fatalf("the same content is kept as %s and %s (%v)", name, again, err)
	}
	if b, err := u.Read(now, name); err != nil || string(b) != "content" {
		t.Errorf("read %q (%v)", b, err)
	}
	info, err := os.Stat(filepath.Join(u.Dir, name))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v): others can read the names in it", info.Mode(), err)
	}
	if err := u.Drop(name); err != nil {
		t.Fatal(err)
	}
	if err := u.Drop(name); err != nil {
		t.Errorf("dropped twice: %v", err)
	}
	if _, err := u.Read(now, name); !fault.Is(err, fault.Stale) {
		t.Errorf("a dropped upload: %v", err)
	}
}

func TestUploadsEndAfterAnHour(t *testing.T) {
	t.Parallel()
	u := Tray{t.TempDir()}
	now := time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	name, err := u.Keep(now, []byte("old"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := u.Read(now.Add(keptFor), name); err != nil {
		t.Errorf("after an hour: %v", err)
	}
	later := now.Add(keptFor + time.Second)
	if _, err := u.Read(later, name); !fault.Is(err, fault.Stale) {
		t.Errorf("after more than an hour: %v", err)
	}
	if _, err := u.Keep(later, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(u.Dir); err != nil || len(entries) != 1 {
		t.Errorf("%d files stay (%v), want only the new one", len(entries), err)
	}
}

func TestUploadsReadNothingElse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	u := Tray{filepath.Join(dir, "uploads")}
	for _, name := range []string{"", ".", "..", "../secret", "secret", "/etc/passwd", "AB"} {
		if b, err := u.Read(time.Now(), name); !fault.Is(err, fault.Stale) {
			t.Errorf("%q: read %q (%v)", name, b, err)
		}
	}
	if err := u.Sweep(time.Now()); err != nil {
		t.Errorf("sweeping a directory that does not exist yet: %v", err)
	}
}
