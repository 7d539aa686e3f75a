package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// row is a line of a page.
type row struct {
	page          int
	top, bottom   float64
	left, right   float64
	width, height float64 // of the page
	size          float64 // height of most letters
	text          string
}

func (r row) middle() float64 { return (r.top + r.bottom) / 2 }

// rows puts the runs of a page together to lines.
func rows(number int, p Page) []row {
	runs := slices.DeleteFunc(slices.Clone(p.Runs), func(r Run) bool { return r.Text == "" || !sound(r) })
	slices.SortStableFunc(runs, func(a, b Run) int { return compare(a.Y+a.H/2, b.Y+b.H/2) })
	var all []row
	for start := 0; start < len(runs); {
		end := start + 1
		for end < len(runs) && beside(runs[start], runs[end]) {
			end++
		}
		if r := join(runs[start:end]); r.text != "" {
			r.page, r.width, r.height = number, p.Width, p.Height
			all = append(all, r)
		}
		start = end
	}
	return all
}

// sound reports whether a run stands at a place; a broken file may name any number.
func sound(r Run) bool {
	for _, n := range []float64{r.X, r.Y, r.W, r.H} {
		if math.IsNaN(n) || math.Abs(n) > 1e6 {
			return false
		}
	}
	return r.W >= 0 && r.H >= 0
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// beside reports whether b stands on the line that a begins: their middles are closer than half the larger letter.
func beside(a, b Run) bool {
	return math.Abs((b.Y+b.H/2)-(a.Y+a.H/2)) < max(a.H, b.H)/2
}

// join writes the runs of one line from left to right.
func join(runs []Run) row {
	slices.SortStableFunc(runs, func(a, b Run) int { return compare(a.X, b.X) })
	r := row{top: math.Inf(1), left: math.Inf(1), bottom: math.Inf(-1), right: math.Inf(-1)}
	var text strings.Builder
	var before Run
	sizes := map[float64]int{}
	for _, run := range runs {
		if twice(before, run) {
			continue
		}
		if text.Len() > 0 {
			text.WriteString(gap(before, run))
		}
		text.WriteString(run.Text)
		if strings.TrimSpace(run.Text) != "" {
			r.left, r.right = min(r.left, run.X), max(r.right, run.X+run.W)
			r.top, r.bottom = min(r.top, run.Y), max(r.bottom, run.Y+run.H)
			sizes[run.H] += utf8.RuneCountInString(run.Text)
		}
		before = run
	}
	r.text, r.size = strings.TrimSpace(text.String()), most(sizes)
	return r
}

// twice reports whether a run repeats the one before it a hair beside it, to look bold.
func twice(before, run Run) bool {
	return before.Text == run.Text && math.Abs(before.X-run.X) < run.H/5 && math.Abs(before.Y-run.Y) < run.H/5
}

// gap returns what stands between two neighbours: nothing, a blank between words, a wide blank where letters are missing.
func gap(before, run Run) string {
	last, _ := utf8.DecodeLastRuneInString(before.Text)
	first, _ := utf8.DecodeRuneInString(run.Text)
	if unicode.IsSpace(last) || unicode.IsSpace(first) {
		return ""
	}
	size, distance := max(before.H, run.H), run.X-(before.X+before.W)
	switch {
	case distance > 0.8*size:
		return "　"
	case distance > 0.18*size && narrow(last) && narrow(first):
		return " "
	}
	return ""
}

// narrow reports whether r belongs to a script that parts words by blanks.
func narrow(r rune) bool {
	return r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsPunct(r))
}

// most returns the size that most letters have, the larger one of two.
func most(sizes map[float64]int) float64 {
	found, count := 0.0, 0
	for size, n := range sizes {
		if n > count || n == count && size > found {
			found, count = size, n
		}
	}
	return found
}
