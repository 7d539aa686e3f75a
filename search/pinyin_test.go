package search

import (
	"slices"
	"strings"
	"testing"
)

func TestReadings(t *testing.T) {
	t.Parallel()
	for char, want := range map[rune][]string{'法': {"fa"}, '绿': {"lu", "lv"}, '重': {"chong", "tong", "zhong"}, '乐': {"le", "yue"}, 'A': nil, '，': nil} {
		if got := readingsOf(char); !slices.Equal(got, want) {
			t.Errorf("%c is read %v, want %v", char, got, want)
		}
	}
}

// TestReadingLines reads the data as they are written: readings of plain letters, in order, each with characters in order.
func TestReadingLines(t *testing.T) {
	t.Parallel()
	last := ""
	for line := range strings.Lines(readingLines) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		reading, chars, found := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		runes := []rune(chars)
		if !found || reading <= last || strings.Trim(reading, "abcdefghijklmnopqrstuvwxyz") != "" || len(runes) == 0 || !slices.IsSorted(runes) {
			t.Errorf("%q after %q", line, last)
		}
		if at := slices.IndexFunc(runes, func(r rune) bool { return !isHan(r) }); at >= 0 {
			t.Errorf("%s: %c is no Han character", reading, runes[at])
		}
		last = reading
	}
}
