package seal_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/seal"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/translog"
)

func TestKeyIsMadeOnceForItsOwnerOnly(t *testing.T) {
	t.Parallel()
	db, path := storagetest.Open(t), filepath.Join(t.TempDir(), "keys", "log.key")
	first, err := seal.Open(t.Context(), db, path, origin, noon)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v", info.Mode(), err)
	}
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Errorf("other files were left beside the key: %v", files)
	}
	second, err := seal.Open(t.Context(), db, path, origin, noon)
	if err != nil {
		t.Fatal(err)
	}
	if first.VerifierKey() != second.VerifierKey() || first.Origin() != origin {
		t.Errorf("%s, then %s", first.VerifierKey(), second.VerifierKey())
	}
}

func TestOpenRefusesAKey(t *testing.T) {
	t.Parallel()
	private, _, err := translog.GenerateKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	foreign, _, err := translog.GenerateKey("elsewhere.gov.cn/log")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, text string
		mode       os.FileMode
		says       string
	}{
		{"that the group may read", private, 0o640, "chmod 600"},
		{"that everyone may write", private, 0o602, "chmod 600"},
		{"of another origin", foreign, 0o600, "elsewhere.gov.cn/log"},
		{"that is none", "hello", 0o600, "no key"},
		{"that was cut off", private[:len(private)-9], 0o600, "no key"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "log.key")
			if err := os.WriteFile(path, []byte(tt.text+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, tt.mode); err != nil {
				t.Fatal(err)
			}
			_, err := seal.Open(t.Context(), storagetest.Open(t), path, origin, noon)
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Fatalf("got %v, want an error that says %q", err, tt.says)
			}
			if strings.Contains(err.Error(), private[len(private)-20:]) {
				t.Error("the error shows the key")
			}
		})
	}
}

// TestLostKeyIsNotReplaced: a second key would make every old checkpoint look forged.
func TestLostKeyIsNotReplaced(t *testing.T) {
	t.Parallel()
	b := seven(t)
	missing := filepath.Join(t.TempDir(), "log.key")
	if _, err := seal.Open(t.Context(), b.db, missing, origin, noon); err == nil || !strings.Contains(err.Error(), "backup") {
		t.Errorf("without the key: %v", err)
	}
	if _, err := os.Stat(missing); err == nil {
		t.Error("a new key was made")
	}
	private, _, err := translog.GenerateKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(missing, []byte(private), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Open(t.Context(), b.db, missing, origin, noon); err == nil || !strings.Contains(err.Error(), "did not sign") {
		t.Errorf("with another key: %v", err)
	}
}

func TestVerifierKeyOpensCheckpoints(t *testing.T) {
	t.Parallel()
	b := seven(t)
	verifier, err := note.NewVerifier(b.log.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	cp, _, err := translog.OpenCheckpoint([]byte(b.sign().Note), origin, note.VerifierList(verifier))
	if err != nil || cp.Size != 7 {
		t.Errorf("%+v, %v", cp, err)
	}
}
