package search

import "testing"

func TestIsWord(t *testing.T) {
	t.Parallel()
	for r, want := range map[rune]bool{'a': true, '9': true, 'é': true, 'A': false, '土': false, ' ': false, '，': false, '𠮷': false} {
		if isWord(r) != want {
			t.Errorf("isWord(%c) = %v", r, !want)
		}
	}
}
