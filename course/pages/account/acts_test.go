package account

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"xiangxue/static/locale"
)

// recorded finds the codes of acts in a source: what is given to the trail, by name or by position.
var recorded = regexp.MustCompile(`(?:record\([^"\n]*|Action: +)"([a-z_]+(?:\.[a-z_]+)+)"`)

// TestEveryActHasAName finds acts that the sources record and the trail would show by their code.
func TestEveryActHasAName(t *testing.T) {
	t.Parallel()
	found := 0
	for _, dir := range []string{"../../../course", "../../../quiz", "../../../search"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, m := range recorded.FindAllStringSubmatch(string(text), -1) {
				if found++; nameOf(acts(), m[1]) == m[1] {
					t.Errorf("%s records %s, which has no name", path, m[1])
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 40 {
		t.Errorf("only %d acts were found", found)
	}
}

func TestNamesOfTheTrail(t *testing.T) {
	t.Parallel()
	translated, err := locale.Load().Sources()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, n := range slices.Concat(acts(), kinds()) {
		if seen[n.code] {
			t.Errorf("%s is named twice", n.code)
		}
		if seen[n.code] = true; translated[n.name] == "" {
			t.Errorf("%q has no English", n.name)
		}
	}
}
