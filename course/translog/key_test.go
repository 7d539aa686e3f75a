package translog_test

import (
	"strings"
	"testing"

	"xiangxue/course/translog"
)

func TestGenerateKey(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"example.com/log", "县委党校/学时", "localhost:8080"} {
		signer, verifier := keys(t, name)
		if signer.Name() != name || verifier.Name() != name || signer.KeyHash() != verifier.KeyHash() {
			t.Errorf("key of %q is named %q and %q", name, signer.Name(), verifier.Name())
		}
	}
	first, _, err := translog.GenerateKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	if second, _, _ := translog.GenerateKey(origin); first == second || !strings.HasPrefix(first, "PRIVATE+KEY+") {
		t.Error("two keys are the same, or not in the form of a signer")
	}
}

func TestGenerateKeyRefusesOrigins(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"", " ", "a b", "a+b", "a\nb", "a\u3000b", "a\u202eb", "a\x00", "\xff", "https://example.com", "example.com/",
	} {
		if _, _, err := translog.GenerateKey(name); err == nil {
			t.Errorf("made a key for %q", name)
		}
	}
}
