// Package scenariotest reads scenarios (情景文件) for tests: what happens and what is expected, line by line, in words that
// a study secretary can read and extend.
package scenariotest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Line is a line of a scenario that is neither empty nor a comment.
type Line struct {
	Number int // from 1, in the file
	Words  []string
}

// Each runs a parallel subtest for every file that the pattern names; a pattern that names none fails the test.
func Each(t *testing.T, pattern string, enact func(t *testing.T, lines []Line)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			enact(t, read(string(text)))
		})
	}
}

// read returns the lines; those that begin with # are comments.
func read(text string) []Line {
	var lines []Line
	for i, line := range strings.Split(text, "\n") {
		if words := strings.Fields(line); len(words) > 0 && !strings.HasPrefix(line, "#") {
			lines = append(lines, Line{i + 1, words})
		}
	}
	return lines
}
