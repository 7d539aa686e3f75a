package library

import (
	"os"
	"path/filepath"
	"testing"
)

// sharedLaws returns the folder of real laws that tests and measurements use; without it the test is skipped.
func sharedLaws(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		laws := filepath.Join(dir, "shared", "data", "laws")
		if _, err := os.Stat(laws); err == nil {
			return laws
		}
	}
	t.Skip("the folder ../shared/data/laws is absent: real laws are not tried")
	return ""
}
